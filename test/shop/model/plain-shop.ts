import type { RefusalCode } from '../../../src/runtime/errors.ts';
import { STAFF } from '../conformance/store-under-test.ts';
import { PlainMoney } from './plain-money.ts';
import { PlainOrders } from './plain-orders.ts';
import { type PlainProduct, PlainStock } from './plain-stock.ts';
import { DAY_MS, LIFE_MS, type Step, type StepOf } from './steps.ts';

interface PlainQuote {
  user: string;
  owner: string;
  product: PlainProduct;
  quantity: number;
  priceWl: bigint;
  expiresAtMs: number;
}

/** The rules of the shop once more, in plain data and BigInt: slow, obvious, and without a database. */
export class PlainShop {
  readonly money = new PlainMoney();
  readonly stock = new PlainStock();
  readonly orders = new PlainOrders(this.money, this.stock);
  readonly growIds = new Map<string, string>();
  readonly #quotes = new Map<string, PlainQuote>();
  /** Until when. */
  readonly #bans = new Map<string, number>();
  #closedUntilMs = 0;
  nowMs = 0;

  /** Takes the step; or says why it is refused (`fault`: not a refusal but an error) and takes nothing. */
  take(step: Step): RefusalCode | 'fault' | undefined {
    switch (step.do) {
      case 'credit':
      case 'debit':
        return this.money.pay(step);
      case 'transfer':
        return this.money.transfer(step);
      case 'request':
        return this.money.request(step, this.nowMs);
      case 'approve':
      case 'decline':
        return this.money.decide(step, STAFF, this.nowMs);
      case 'deposit':
        return this.money.deposit(step, this.#payee(step.growId));
      case 'claim':
        return this.money.settle(step.key, step.user);
      case 'reject':
        return this.money.settle(step.key);
      case 'addProduct':
        return this.stock.add(step);
      case 'editProduct':
      case 'removeProduct':
      case 'addStock':
      case 'void':
      case 'move':
        return this.stock.change(step);
      case 'quote':
        return this.#quote(step);
      case 'purchase':
        return this.#purchase(step);
      case 'look':
        return this.orders.look(step);
      case 'refund':
      case 'replace':
      case 'resend':
        return this.orders.mend(step, this.nowMs);
      default:
        return this.#surroundings(step);
    }
  }

  #surroundings(step: StepOf<'close' | 'reopen' | 'ban' | 'pardon' | 'register' | 'deliver' | 'wait'>) {
    switch (step.do) {
      case 'close':
        return this.#close(step.code, this.#until(step.forMs));
      case 'reopen':
        return this.#close(step.code, 0);
      case 'ban':
        this.#bans.set(step.user, this.#until(step.forMs));
        return undefined;
      case 'pardon':
        this.#bans.delete(step.user);
        return undefined;
      case 'register':
        return this.#register(step);
      case 'deliver':
        this.orders.deliver(step, this.nowMs);
        return undefined;
      case 'wait':
        this.nowMs += step.ms;
        return undefined;
    }
  }

  #until(forMs: number | undefined): number {
    return forMs === undefined ? Number.POSITIVE_INFINITY : this.nowMs + forMs;
  }

  #close(code: string | undefined, untilMs: number) {
    if (code === undefined) {
      this.#closedUntilMs = untilMs;
      return undefined;
    }
    const product = this.stock.products.get(code);
    if (!product) return 'product_unknown' as const;
    product.closedUntilMs = untilMs;
    return undefined;
  }

  #isBanned(user: string): boolean {
    return (this.#bans.get(user) ?? 0) > this.nowMs;
  }

  #payee(growId: string): string | undefined {
    const [holder] = [...this.growIds].find(([, id]) => id.toLowerCase() === growId.toLowerCase()) ?? [];
    return holder !== undefined && this.#isBanned(holder) ? undefined : holder;
  }

  #register({ user, growId }: StepOf<'register'>) {
    if (this.#isBanned(user)) return 'blacklisted' as const;
    const isTaken = [...this.growIds].some(
      ([other, id]) => other !== user && id.toLowerCase() === growId.toLowerCase(),
    );
    if (isTaken) return 'growid_taken' as const;
    this.growIds.set(user, growId);
    return undefined;
  }

  #quote({ user, code, quantity, nonce, giftTo }: StepOf<'quote'>) {
    const unadmitted = this.#unadmitted(user);
    if (unadmitted) return unadmitted;
    if (!this.growIds.has(user)) return 'not_registered' as const;
    const product = this.stock.products.get(code);
    if (!product) return 'product_unknown' as const;
    if (product.closedUntilMs > this.nowMs) return 'product_closed' as const;
    if (quantity < 1 || quantity > 100) return 'quantity_invalid' as const;
    const unfit = this.#unfit(user, product, quantity) ?? this.#spent(user, nonce);
    if (unfit) return unfit;
    const kept = this.#quotes.get(nonce);
    if (kept && kept.expiresAtMs > this.nowMs && kept.user !== user) return 'confirmation_foreign' as const;
    const { priceWl } = product;
    const expiresAtMs = this.nowMs + LIFE_MS;
    this.#quotes.set(nonce, { user, owner: giftTo ?? user, product, quantity, priceWl, expiresAtMs });
    return undefined;
  }

  #purchase({ user, nonce }: StepOf<'purchase'>) {
    const quote = this.#quotes.get(nonce);
    if (!quote) return this.#spent(user, nonce) ?? 'confirmation_expired';
    const { product, quantity, priceWl, owner } = quote;
    if (quote.expiresAtMs <= this.nowMs) return 'confirmation_expired' as const;
    if (quote.user !== user) return 'confirmation_foreign' as const;
    const unadmitted = this.#unadmitted(user);
    if (unadmitted) return unadmitted;
    if (!this.stock.isOnSale(product)) return 'product_unknown' as const;
    if (product.closedUntilMs > this.nowMs) return 'product_closed' as const;
    if (product.priceWl !== priceWl) return 'price_changed' as const;
    const unfit = this.#unfit(user, product, quantity);
    if (unfit) return unfit;
    this.money.move(user, -priceWl * BigInt(quantity));
    const items = this.stock.free(product).slice(0, quantity);
    this.orders.place(nonce, { user, owner, product, priceWl, atMs: this.nowMs }, items);
    this.#quotes.delete(nonce);
    return undefined;
  }

  #unadmitted(user: string) {
    if (this.#isBanned(user)) return 'blacklisted' as const;
    return this.#closedUntilMs > this.nowMs ? ('shop_closed' as const) : undefined;
  }

  #unfit(user: string, product: PlainProduct, quantity: number) {
    if (this.stock.free(product).length < quantity) return 'out_of_stock' as const;
    const { buyLimit, limitDays, cooldownMinutes } = product.limit;
    const kept = this.orders.kept(user, product);
    if (kept.some(({ atMs }) => atMs > this.nowMs - cooldownMinutes * 60_000)) return 'cooling_down' as const;
    const windowMs = limitDays === 0 ? Number.POSITIVE_INFINITY : limitDays * DAY_MS;
    const counted = kept.filter(({ atMs }) => atMs > this.nowMs - windowMs);
    const bought = counted.reduce((sum, { items }) => sum + items.filter(Boolean).length, 0);
    if (buyLimit > 0 && bought + quantity > buyLimit) return 'limit_reached' as const;
    const isShort = this.money.balance(user) < product.priceWl * BigInt(quantity);
    return isShort ? ('insufficient_balance' as const) : undefined;
  }

  #spent(user: string, nonce: string) {
    const order = this.orders.byNonce.get(nonce);
    if (!order) return undefined;
    return order.user === user ? ('confirmation_used' as const) : ('confirmation_foreign' as const);
  }
}
