import type { RefusalCode } from '../../../src/runtime/errors.ts';

/** What can happen to a shop in the model; users, codes, nonces and contents come from small sets so that they collide. */
export type Step =
  | { do: 'credit' | 'debit'; user: string; amountWl: number; key: string }
  | { do: 'transfer'; user: string; to: string; amountWl: number; key: string }
  | { do: 'deposit'; growId: string; amountWl: number; key: string }
  | { do: 'addProduct'; code: string; priceWl: number }
  | { do: 'editProduct'; code: string; priceWl: number }
  | { do: 'removeProduct'; code: string }
  | { do: 'limit'; code: string; buyLimit: number }
  | { do: 'addStock'; code: string; contents: string[] }
  /** Of a product's free items, the oldest first. */
  | { do: 'voidItem'; code: string; nth: number }
  | { do: 'moveItem'; code: string; nth: number; to: string }
  | { do: 'register'; user: string; growId: string }
  | { do: 'quote'; user: string; code: string; quantity: number; nonce: string; giftTo?: string | undefined }
  | { do: 'purchase'; user: string; nonce: string }
  | { do: 'deliver' }
  | { do: 'refund'; nonce: string; items?: number[] | undefined; goods?: 'return' | 'void' | undefined }
  | { do: 'replace'; nonce: string; items?: number[] | undefined }
  | { do: 'wait'; ms: number };

interface PlainItem {
  /** In the order of the uploads. */
  place: number;
  content: string;
}
interface PlainProduct {
  code: string;
  priceWl: bigint;
  free: PlainItem[];
  sold: number;
  /** Items a buyer; 0: no limit. */
  buyLimit: number;
}
interface PlainQuote {
  user: string;
  product: PlainProduct;
  quantity: number;
  priceWl: bigint;
  expiresAtMs: number;
  owner: string;
}
interface PlainOrder {
  user: string;
  /** Whose the goods are. */
  owner: string;
  product: PlainProduct;
  priceWl: bigint;
  /** By number; undefined: refunded. */
  items: (PlainItem | undefined)[];
  /** Places of all items that it ever had. */
  had: Set<number>;
  isWaiting: boolean;
  wasSent: boolean;
}

export const QUOTE_LIFE_MS = 60_000;

/** The rules of the shop once more, in plain data and BigInt: slow, obvious, and without a database. */
export class PlainShop {
  readonly wallets = new Map<string, bigint>();
  readonly products = new Map<string, PlainProduct>();
  readonly orders = new Map<string, PlainOrder>();
  readonly growIds = new Map<string, string>();
  readonly #keys = new Map<string, string>();
  readonly #deposits = new Map<string, string>();
  readonly #quotes = new Map<string, PlainQuote>();
  readonly #contents = new Set<string>();
  #places = 0;
  #nowMs = 0;

  balance(user: string): bigint {
    return this.wallets.get(user) ?? 0n;
  }

  /** Takes the step; or says why it is refused (`fault`: not a refusal but an error) and takes nothing. */
  take(step: Step): RefusalCode | 'fault' | undefined {
    switch (step.do) {
      case 'credit':
      case 'debit':
        return this.#pay(step);
      case 'transfer':
        return this.#transfer(step);
      case 'deposit':
        return this.#deposit(step);
      case 'addProduct':
        if (this.products.has(step.code)) return 'product_exists';
        this.products.set(step.code, {
          code: step.code,
          priceWl: BigInt(step.priceWl),
          free: [],
          sold: 0,
          buyLimit: 0,
        });
        return undefined;
      case 'register':
        return this.#register(step.user, step.growId);
      case 'quote':
        return this.#quote(step);
      case 'purchase':
        return this.#purchase(step);
      case 'deliver':
        for (const order of this.orders.values()) {
          order.wasSent ||= order.isWaiting;
          order.isWaiting = false;
        }
        return undefined;
      case 'refund':
        return this.#refund(step);
      case 'replace':
        return this.#replace(step);
      case 'wait':
        this.#nowMs += step.ms;
        return undefined;
      default:
        return this.#change(step);
    }
  }

  #pay({ do: kind, user, amountWl, key }: Extract<Step, { do: 'credit' | 'debit' }>) {
    const payment = `${kind} ${user} ${amountWl}`;
    const made = this.#keys.get(key);
    if (made) return made === payment ? undefined : 'fault';
    const after = this.balance(user) + BigInt(kind === 'credit' ? amountWl : -amountWl);
    if (after < 0n) return 'insufficient_balance';
    this.wallets.set(user, after);
    this.#keys.set(key, payment);
    return undefined;
  }

  #transfer({ user, to, amountWl, key }: Extract<Step, { do: 'transfer' }>) {
    if (user === to) return 'transfer_same';
    const payment = `transfer ${user} ${to} ${amountWl}`;
    const made = this.#keys.get(key);
    if (made) return made === payment ? undefined : 'fault';
    const after = this.balance(user) - BigInt(amountWl);
    if (after < 0n) return 'insufficient_balance';
    this.wallets.set(user, after);
    this.wallets.set(to, this.balance(to) + BigInt(amountWl));
    this.#keys.set(key, payment);
    return undefined;
  }

  #deposit({ growId, amountWl, key }: Extract<Step, { do: 'deposit' }>) {
    const payment = `${growId} ${amountWl}`;
    const made = this.#deposits.get(key);
    if (made) return made === payment ? undefined : 'deposit_conflict';
    this.#deposits.set(key, payment);
    const [holder] = [...this.growIds].find(([, id]) => id.toLowerCase() === growId.toLowerCase()) ?? [];
    if (holder) this.wallets.set(holder, this.balance(holder) + BigInt(amountWl));
    return undefined;
  }

  #change(
    step: Extract<
      Step,
      { do: 'editProduct' | 'removeProduct' | 'limit' | 'addStock' | 'voidItem' | 'moveItem' }
    >,
  ) {
    const product = this.products.get(step.code);
    if (!product) return 'product_unknown';
    if (step.do === 'editProduct') product.priceWl = BigInt(step.priceWl);
    if (step.do === 'limit') product.buyLimit = step.buyLimit;
    if (step.do === 'voidItem') return this.#voidItem(product, step.nth);
    if (step.do === 'moveItem') return this.#moveItem(product, step);
    if (step.do === 'removeProduct') this.#remove(product);
    if (step.do === 'addStock') {
      if (step.contents.length === 0) return 'stock_empty';
      for (const content of step.contents) {
        if (!this.#contents.has(content)) product.free.push({ place: this.#places++, content });
        this.#contents.add(content);
      }
    }
    return undefined;
  }

  #voidItem(product: PlainProduct, nth: number) {
    const [item] = product.free.slice(nth, nth + 1);
    if (!item) return 'item_unknown';
    product.free = product.free.filter((other) => other !== item);
    this.#contents.delete(item.content);
    return undefined;
  }

  #moveItem(product: PlainProduct, { nth, to }: { nth: number; to: string }) {
    const target = this.products.get(to);
    if (!target) return 'product_unknown';
    const [item] = product.free.slice(nth, nth + 1);
    if (!item) return 'item_unknown';
    product.free = product.free.filter((other) => other !== item);
    target.free = [...target.free, item].sort((a, b) => a.place - b.place);
    return undefined;
  }

  /** What was paid back does not count. */
  #isOverLimit(user: string, product: PlainProduct, quantity: number): boolean {
    if (product.buyLimit === 0) return false;
    const held = [...this.orders.values()]
      .filter((order) => order.user === user && order.product === product)
      .flatMap(({ items }) => items.filter((item) => item !== undefined));
    return held.length + quantity > product.buyLimit;
  }

  #remove(product: PlainProduct): void {
    this.products.delete(product.code);
    for (const { content } of product.free) this.#contents.delete(content);
  }

  #register(user: string, growId: string) {
    const taken = [...this.growIds].some(
      ([other, id]) => other !== user && id.toLowerCase() === growId.toLowerCase(),
    );
    if (taken) return 'growid_taken';
    this.growIds.set(user, growId);
    return undefined;
  }

  #quote({ user, code, quantity, nonce, giftTo }: Extract<Step, { do: 'quote' }>) {
    if (!this.growIds.has(user)) return 'not_registered';
    const product = this.products.get(code);
    if (!product) return 'product_unknown';
    if (quantity < 1 || quantity > 100) return 'quantity_invalid';
    if (product.free.length < quantity) return 'out_of_stock';
    if (this.#isOverLimit(user, product, quantity)) return 'limit_reached';
    if (this.balance(user) < product.priceWl * BigInt(quantity)) return 'insufficient_balance';
    const spent = this.#spent(user, nonce);
    if (spent) return spent;
    const kept = this.#quotes.get(nonce);
    if (kept && kept.expiresAtMs > this.#nowMs && kept.user !== user) return 'confirmation_foreign';
    const expiresAtMs = this.#nowMs + QUOTE_LIFE_MS;
    this.#quotes.set(nonce, {
      user,
      product,
      quantity,
      priceWl: product.priceWl,
      expiresAtMs,
      owner: giftTo ?? user,
    });
    return undefined;
  }

  #purchase({ user, nonce }: Extract<Step, { do: 'purchase' }>) {
    const quote = this.#quotes.get(nonce);
    if (!quote) return this.#spent(user, nonce) ?? 'confirmation_expired';
    const { product, quantity, priceWl, owner } = quote;
    if (quote.expiresAtMs <= this.#nowMs) return 'confirmation_expired';
    if (quote.user !== user) return 'confirmation_foreign';
    if (this.products.get(product.code) !== product) return 'product_unknown';
    if (product.priceWl !== priceWl) return 'price_changed';
    if (product.free.length < quantity) return 'out_of_stock';
    if (this.#isOverLimit(user, product, quantity)) return 'limit_reached';
    const after = this.balance(user) - priceWl * BigInt(quantity);
    if (after < 0n) return 'insufficient_balance';
    this.wallets.set(user, after);
    const items = product.free.splice(0, quantity);
    const had = new Set(items.map(({ place }) => place));
    this.orders.set(nonce, { user, owner, product, priceWl, items, had, isWaiting: true, wasSent: false });
    product.sold += quantity;
    this.#quotes.delete(nonce);
    return undefined;
  }

  #refund({ nonce, items: numbers, goods }: Extract<Step, { do: 'refund' }>) {
    const order = this.orders.get(nonce);
    if (!order) return 'order_missing';
    const chosen = this.#chosen(order, numbers);
    if (typeof chosen === 'string') return chosen;
    const isRemoved = this.products.get(order.product.code) !== order.product;
    if (goods === 'return' && order.wasSent) return 'goods_seen';
    if (goods === 'return' && isRemoved) return 'product_unknown';
    const returns = (goods ?? (order.wasSent || isRemoved ? 'void' : 'return')) === 'return';
    this.#take(order, chosen, returns);
    for (const number of chosen) order.items[number - 1] = undefined;
    this.wallets.set(order.user, this.balance(order.user) + order.priceWl * BigInt(chosen.length));
    if (order.items.every((item) => !item)) order.isWaiting = false;
    return undefined;
  }

  #replace({ nonce, items: numbers }: Extract<Step, { do: 'replace' }>) {
    const order = this.orders.get(nonce);
    if (!order) return 'order_missing';
    const chosen = this.#chosen(order, numbers);
    if (typeof chosen === 'string') return chosen;
    const { product } = order;
    if (this.products.get(product.code) !== product) return 'product_unknown';
    const fresh = product.free.filter(({ place }) => !order.had.has(place)).slice(0, chosen.length);
    if (fresh.length < chosen.length) return 'replacement_short';
    this.#take(order, chosen, false);
    product.free = product.free.filter((item) => !fresh.includes(item));
    product.sold += fresh.length;
    for (const [index, number] of chosen.entries()) order.items[number - 1] = fresh[index];
    for (const { place } of fresh) order.had.add(place);
    order.isWaiting = true;
    return undefined;
  }

  #chosen({ items }: PlainOrder, numbers: readonly number[] | undefined) {
    if (numbers && (numbers.length === 0 || numbers.some((number) => number < 1 || number > items.length)))
      return 'items_invalid' as const;
    const all = items.flatMap((item, index) => (item ? [index + 1] : []));
    const chosen = numbers ? [...new Set(numbers)].sort((a, b) => a - b) : all;
    const isHeld = chosen.length > 0 && chosen.every((number) => items[number - 1]);
    return isHeld ? chosen : ('items_refunded' as const);
  }

  #take({ items, product }: PlainOrder, chosen: readonly number[], returns: boolean): void {
    const taken = chosen.flatMap((number) => items[number - 1] ?? []);
    product.sold -= taken.length;
    if (returns) product.free = [...product.free, ...taken].sort((a, b) => a.place - b.place);
    else for (const { content } of taken) this.#contents.delete(content);
  }

  #spent(user: string, nonce: string) {
    const order = this.orders.get(nonce);
    if (!order) return undefined;
    return order.user === user ? 'confirmation_used' : 'confirmation_foreign';
  }
}
