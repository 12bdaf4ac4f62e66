import type { PlainMoney } from './plain-money.ts';
import type { PlainItem, PlainProduct, PlainStock } from './plain-stock.ts';
import { LIFE_MS, type StepOf } from './steps.ts';

interface PlainDelivery {
  state: 'pending' | 'delivered' | 'retrievable' | 'cancelled';
  attempts: number;
  leasedUntilMs: number;
  /** Only these; undefined: all that the order has. */
  brings: Set<PlainItem> | undefined;
}
export interface PlainOrder {
  user: string;
  /** Whose the goods are. */
  owner: string;
  product: PlainProduct;
  priceWl: bigint;
  atMs: number;
  /** By number; undefined: refunded. */
  items: (PlainItem | undefined)[];
  /** All that it ever had. */
  had: Set<PlainItem>;
  deliveries: PlainDelivery[];
  isSeen: boolean;
}

const delivery = (brings?: Set<PlainItem>): PlainDelivery => ({
  state: 'pending',
  attempts: 0,
  leasedUntilMs: 0,
  brings,
});

/** Orders and what becomes of them, by the rules of the shop. */
export class PlainOrders {
  readonly byNonce = new Map<string, PlainOrder>();
  readonly #money: PlainMoney;
  readonly #stock: PlainStock;

  constructor(money: PlainMoney, stock: PlainStock) {
    this.#money = money;
    this.#stock = stock;
  }

  /** A buyer's orders of a product that were not wholly refunded. */
  kept(user: string, product: PlainProduct): PlainOrder[] {
    return [...this.byNonce.values()].filter(
      (order) => order.user === user && order.product === product && held(order).length > 0,
    );
  }

  place(
    nonce: string,
    order: Pick<PlainOrder, 'user' | 'owner' | 'product' | 'priceWl' | 'atMs'>,
    items: PlainItem[],
  ) {
    for (const item of items) item.status = 'sold';
    this.byNonce.set(nonce, {
      ...order,
      items,
      had: new Set(items),
      deliveries: [delivery()],
      isSeen: false,
    });
  }

  look({ user, nonce }: StepOf<'look'>) {
    const order = this.byNonce.get(nonce);
    if (!order || (order.user !== user && order.owner !== user)) return 'order_unknown' as const;
    if (order.owner !== user) return 'order_gift' as const;
    if (held(order).length === 0) return 'items_refunded' as const;
    order.isSeen = true;
    return undefined;
  }

  deliver({ outcome }: StepOf<'deliver'>, nowMs: number): void {
    for (const each of [...this.byNonce.values()].flatMap(({ deliveries }) => deliveries)) {
      if (each.state !== 'pending' || each.leasedUntilMs > nowMs) continue;
      each.attempts += 1;
      if (outcome === 'hanging') each.leasedUntilMs = nowMs + LIFE_MS;
      else each.state = outcome;
    }
  }

  mend(step: StepOf<'refund' | 'replace' | 'resend'>, nowMs: number) {
    const order = this.byNonce.get(step.nonce);
    if (!order) return 'order_missing' as const;
    const isLeased = order.deliveries.some((each) => each.state === 'pending' && each.leasedUntilMs > nowMs);
    if (isLeased) return 'order_in_delivery' as const;
    if (step.do === 'resend') return this.#resend(order);
    const chosen = chosenOf(order, step.items);
    if (typeof chosen === 'string') return chosen;
    return step.do === 'refund' ? this.#refund(order, chosen, step.goods) : this.#replace(order, chosen);
  }

  #resend(order: PlainOrder) {
    if (held(order).length === 0) return 'items_refunded' as const;
    const waiting = order.deliveries.find(({ state }) => state === 'pending');
    if (waiting) waiting.brings = undefined;
    else order.deliveries.push(delivery());
    return undefined;
  }

  #refund(order: PlainOrder, chosen: number[], goods: 'return' | 'void' | undefined) {
    const wasSent = order.deliveries.some(
      ({ state, attempts }) => state === 'delivered' || (state !== 'retrievable' && attempts > 0),
    );
    const isUnseen = !order.isSeen && !wasSent;
    const isOnSale = this.#stock.isOnSale(order.product);
    if (goods === 'return' && !isUnseen) return 'goods_seen' as const;
    if (goods === 'return' && !isOnSale) return 'product_unknown' as const;
    const returns = goods === undefined ? isUnseen && isOnSale : goods === 'return';
    for (const number of chosen) {
      const item = order.items[number - 1];
      if (item) item.status = returns ? 'free' : 'void';
      order.items[number - 1] = undefined;
    }
    this.#money.move(order.user, order.priceWl * BigInt(chosen.length));
    for (const each of order.deliveries) {
      const left = held(order).filter((item) => !each.brings || each.brings.has(item));
      if (each.state === 'pending' && left.length === 0) each.state = 'cancelled';
    }
    return undefined;
  }

  #replace(order: PlainOrder, chosen: number[]) {
    if (!this.#stock.isOnSale(order.product)) return 'product_unknown' as const;
    const fresh = this.#stock
      .free(order.product)
      .filter((item) => !order.had.has(item))
      .slice(0, chosen.length);
    if (fresh.length < chosen.length) return 'replacement_short' as const;
    const waiting = order.deliveries.find(({ state }) => state === 'pending');
    if (!waiting) order.deliveries.push(delivery(new Set(fresh)));
    for (const [index, item] of fresh.entries()) {
      const at = (chosen[index] ?? 0) - 1;
      const old = order.items[at];
      if (old) old.status = 'void';
      item.status = 'sold';
      order.items[at] = item;
      order.had.add(item);
      waiting?.brings?.add(item);
    }
    return undefined;
  }
}

export function held({ items }: PlainOrder): PlainItem[] {
  return items.flatMap((item) => item ?? []);
}

function chosenOf({ items }: PlainOrder, numbers: readonly number[] | undefined) {
  if (numbers && (numbers.length === 0 || numbers.some((number) => number < 1 || number > items.length)))
    return 'items_invalid' as const;
  const all = items.flatMap((item, index) => (item ? [index + 1] : []));
  const chosen = numbers ? [...new Set(numbers)].sort((a, b) => a - b) : all;
  const isHeld = chosen.length > 0 && chosen.every((number) => items[number - 1]);
  return isHeld ? chosen : ('items_refunded' as const);
}
