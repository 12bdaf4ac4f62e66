import type { Delivery } from './deliveries.ts';
import type { Order } from './orders.ts';

/** What the staff do about an order. Items go by their number in the order, from 1; it stays the same for good. */
export interface OrderCareStore {
  /** @throws UserError order_missing */
  orderRecord(shopId: string, orderId: number): Promise<OrderRecord>;
  /** The goods of an order, for the staff; that they looked is recorded. @throws UserError order_missing */
  revealOrder(shopId: string, orderId: number, actorId: string): Promise<RevealedOrder>;
  /**
   * Pays items of an order back to who paid, and voids them or puts them back on sale: all of them unless `items` names
   * some. What was sent or shown can't go back on sale; without a `goods` it is voided, the rest goes back. An order that is
   * wholly refunded is not delivered any more.
   * @throws UserError order_missing | order_in_delivery | items_invalid | items_refunded | goods_seen | product_unknown (nothing goes back to a product that was removed) | reason_missing
   */
  refundOrder(shopId: string, request: RefundRequest): Promise<Refund>;
  /**
   * Voids defective items and gives new ones of the same product for them, to be delivered.
   * @throws UserError order_missing | order_in_delivery | items_invalid | items_refunded | replacement_short | product_unknown | reason_missing
   */
  replaceItems(shopId: string, request: ItemsRequest): Promise<Replacement>;
  /** Has the goods of an order delivered once more. @throws UserError order_missing | order_in_delivery | items_refunded | order_erased */
  resendOrder(shopId: string, orderId: number, actorId: string): Promise<Order>;
}

export interface ItemsRequest {
  orderId: number;
  /** Default: all that the order still has. */
  items?: readonly number[] | undefined;
  reason: string;
  actorId: string;
}

export interface RefundRequest extends ItemsRequest {
  goods?: 'return' | 'void' | undefined;
}

export interface Refund {
  order: Order;
  items: number[];
  amountWl: number;
  goods: 'return' | 'void';
}

export interface Replacement {
  order: Order;
  items: number[];
}

export interface OrderRecord {
  order: Order;
  items: { number: number; state: 'held' | 'returned' | 'voided'; isReplacement: boolean }[];
  deliveries: {
    kind: Delivery['kind'];
    status: Order['delivery'];
    createdAtMs: number;
    settledAtMs: number | undefined;
    attempts: number;
    note: string | undefined;
  }[];
  refunds: { atMs: number; amountWl: number; actorId: string; reason: string }[];
}

export interface RevealedOrder {
  order: Order;
  /** Items that the order still has; an erased one is empty. */
  items: { number: number; content: string }[];
}
