import { UserError } from '../../../runtime/errors.ts';
import type { SealedGoods } from '../goods-seal.ts';
import type { Order, Page } from '../shop-store.ts';
import type { Transaction } from './transaction.ts';

/** The columns of an `Order`, of `orders o` joined with its `deliveries d`. */
export const ORDER_COLUMNS = `o.id, o.shop_id AS shopId, o.user_id AS userId, o.at_ms AS atMs, o.code, o.name, o.quantity,
  o.unit_price_wl AS unitPriceWl, o.total_wl AS totalWl, d.status AS delivery`;

export function orders(
  tx: Transaction,
  shopId: string,
  userId: string,
  page: Page,
): { orders: Order[]; total: number } {
  const total = tx.get<{ n: number }>(
    'SELECT count(*) AS n FROM orders WHERE shop_id = ? AND user_id = ?',
    shopId,
    userId,
  );
  const found = tx.all<Order>(
    `SELECT ${ORDER_COLUMNS} FROM orders o JOIN deliveries d ON d.order_id = o.id
     WHERE o.shop_id = ? AND o.user_id = ? ORDER BY o.id DESC LIMIT ? OFFSET ?`,
    shopId,
    userId,
    page.limit,
    page.offset,
  );
  return { orders: found, total: total?.n ?? 0 };
}

export function orderGoods(
  tx: Transaction,
  shopId: string,
  userId: string,
  orderId: number,
): { order: Order; items: string[] } {
  const order = tx.get<Order>(
    `SELECT ${ORDER_COLUMNS} FROM orders o JOIN deliveries d ON d.order_id = o.id
     WHERE o.shop_id = ? AND o.user_id = ? AND o.id = ?`,
    shopId,
    userId,
    orderId,
  );
  if (!order) throw new UserError('order_unknown', { orderId });
  return { order, items: itemsOf(tx, orderId) };
}

/** The goods of an order, in the order in which they were uploaded. */
export function itemsOf(tx: Transaction, orderId: number): string[] {
  return tx
    .all<Pick<SealedGoods, 'keyId' | 'content'>>(
      'SELECT s.key_id AS keyId, s.content FROM order_items i JOIN stock_items s ON s.id = i.item_id WHERE i.order_id = ? ORDER BY i.item_id',
      orderId,
    )
    .map((sealed) => tx.goods.open(sealed));
}
