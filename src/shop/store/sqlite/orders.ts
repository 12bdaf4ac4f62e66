import { UserError } from '../../../runtime/errors.ts';
import type { SealedGoods } from '../goods-seal.ts';
import type { Order, Page } from '../shop-store.ts';
import type { Transaction } from './transaction.ts';

/** The columns of an {@link OrderRow}, of `orders o` joined with one of its `deliveries d`. */
export const ORDER_COLUMNS = `o.id, o.shop_id AS shopId, o.user_id AS userId, o.recipient_id AS recipientId,
  o.gift_from AS giftFrom, o.at_ms AS atMs, o.code, o.name, o.quantity, o.unit_price_wl AS unitPriceWl,
  o.total_wl AS totalWl, d.status AS delivery, o.refunded, o.erased_at_ms AS erasedAtMs`;
/** Orders with their last deliveries. */
export const ORDERS =
  'orders o JOIN deliveries d ON d.id = (SELECT max(id) FROM deliveries WHERE order_id = o.id)';

export type OrderRow = Omit<Order, 'gift' | 'erased'> & {
  recipientId: string | null;
  giftFrom: string | null;
  erasedAtMs: number | null;
};

/** The order in a row; what else the row has is left out. */
export function orderIn(row: OrderRow): Order {
  const { id, shopId, userId, recipientId, giftFrom, atMs, code, name, quantity } = row;
  const { unitPriceWl, totalWl, delivery, refunded, erasedAtMs } = row;
  const gift = recipientId === null ? undefined : { recipientId, from: giftFrom ?? '' };
  const erased = erasedAtMs !== null;
  const bought = { atMs, code, name, quantity, unitPriceWl, totalWl };
  return { id, shopId, userId, gift, ...bought, delivery, refunded, erased };
}

export function orders(
  tx: Transaction,
  shopId: string,
  userId: string,
  page: Page,
): { orders: Order[]; total: number } {
  const total = tx.get<{ n: number }>(
    'SELECT count(*) AS n FROM orders WHERE shop_id = ?1 AND (user_id = ?2 OR recipient_id = ?2)',
    shopId,
    userId,
  );
  const found = tx.all<OrderRow>(
    `SELECT ${ORDER_COLUMNS} FROM ${ORDERS}
     WHERE o.shop_id = ?1 AND (o.user_id = ?2 OR o.recipient_id = ?2) ORDER BY o.id DESC LIMIT ?3 OFFSET ?4`,
    shopId,
    userId,
    page.limit,
    page.offset,
  );
  return { orders: found.map(orderIn), total: total?.n ?? 0 };
}

export function orderGoods(
  tx: Transaction,
  shopId: string,
  userId: string,
  orderId: number,
): { order: Order; items: string[] } {
  const row = tx.get<OrderRow>(
    `SELECT ${ORDER_COLUMNS} FROM ${ORDERS} WHERE o.shop_id = ?1 AND o.id = ?2 AND (o.user_id = ?3 OR o.recipient_id = ?3)`,
    shopId,
    orderId,
    userId,
  );
  if (!row) throw new UserError('order_unknown', { orderId });
  const order = orderIn(row);
  if ((order.gift?.recipientId ?? order.userId) !== userId) throw new UserError('order_gift', { orderId });
  if (order.refunded === order.quantity) throw new UserError('items_refunded', { orderId });
  const items = itemsOf(tx, orderId);
  if (items.length === 0) throw new UserError('order_erased', { orderId });
  // Delivered goods need no such note, so that they can be got while the store takes no writes.
  if (order.delivery !== 'delivered')
    tx.run('UPDATE orders SET seen_at_ms = ? WHERE id = ? AND seen_at_ms IS NULL', tx.nowMs, orderId);
  return { order, items };
}

/**
 * The goods that an order has, in the order of its items; erased ones are left out.
 * @param replacementId only what this delivery brings
 */
export function itemsOf(tx: Transaction, orderId: number, replacementId?: number): string[] {
  return tx
    .all<Pick<SealedGoods, 'keyId' | 'content'>>(
      `SELECT s.key_id AS keyId, s.content FROM order_items i JOIN stock_items s ON s.id = i.item_id
       WHERE i.order_id = ?1 AND i.ended IS NULL AND (?2 IS NULL OR i.replacement_id = ?2) AND s.content <> ''
       ORDER BY coalesce(i.instead_of, i.item_id)`,
      orderId,
      replacementId ?? null,
    )
    .map((sealed) => tx.goods.open(sealed));
}
