import type { Order } from './orders.ts';

/** What the shop earned. */
export interface SalesStore {
  /** What was sold and given back in a time, by stretches of it and product; out of the ledger. */
  sales(shopId: string, time: SalesTime & { bucketMs: number }): Promise<SalesLine[]>;
  /** Orders of a time by their number, `limit` of them from after `afterId` on. */
  ordersBetween(shopId: string, time: SalesTime & { afterId: number; limit: number }): Promise<Order[]>;
}

/** From `fromMs` to before `toMs`. */
export interface SalesTime {
  fromMs: number;
  toMs: number;
}

export interface SalesLine {
  /** Counts the stretches of `bucketMs` from `fromMs` on, from 0. */
  bucket: number;
  code: string;
  name: string;
  orders: number;
  items: number;
  soldWl: number;
  /** Given back in this stretch, whenever it was sold. */
  refundedWl: number;
}
