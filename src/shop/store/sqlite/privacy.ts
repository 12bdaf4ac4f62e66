import type { Erased, Privacy } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { growIdOf } from './buyers.ts';
import type { Transaction } from './transaction.ts';

/** Orders `o` whose goods belong to the person ?2 of the shop ?1. */
const OWN_GOODS = 'o.shop_id = ?1 AND coalesce(o.recipient_id, o.user_id) = ?2';
const ON_ITS_WAY = "EXISTS (SELECT 1 FROM deliveries d WHERE d.order_id = o.id AND d.status = 'pending')";
const WITH_GOODS = `${OWN_GOODS} AND o.erased_at_ms IS NULL AND o.refunded < o.quantity AND NOT ${ON_ITS_WAY}`;

export function wantsNotices(tx: Transaction, shopId: string, userId: string): boolean {
  const sql = 'SELECT 1 FROM notice_optouts WHERE shop_id = ? AND user_id = ?';
  return tx.get(sql, shopId, userId) === undefined;
}

export function privacy(tx: Transaction, shopId: string, userId: string): Privacy {
  const countOrders = (condition: string) =>
    tx.get<{ n: number }>(`SELECT count(*) AS n FROM orders o WHERE ${condition}`, shopId, userId)?.n ?? 0;
  const subscribed = tx.all<{ code: string }>(
    `SELECT p.code FROM restock_subscriptions r JOIN products p ON p.id = r.product_id
     WHERE r.shop_id = ? AND r.user_id = ? AND p.removed_at_ms IS NULL ORDER BY p.code`,
    shopId,
    userId,
  );
  return {
    growId: growIdOf(tx, shopId, userId),
    orders: countOrders('o.shop_id = ?1 AND (o.user_id = ?2 OR o.recipient_id = ?2)'),
    ordersWithGoods: countOrders(WITH_GOODS),
    pending: countOrders(`${OWN_GOODS} AND ${ON_ITS_WAY}`),
    subscriptions: subscribed.map(({ code }) => code),
    wantsNotices: wantsNotices(tx, shopId, userId),
  };
}

export function setNotices(tx: Transaction, shopId: string, userId: string, wanted: boolean): boolean {
  if (wanted === wantsNotices(tx, shopId, userId)) return false;
  if (wanted) tx.run('DELETE FROM notice_optouts WHERE shop_id = ? AND user_id = ?', shopId, userId);
  else
    tx.run('INSERT INTO notice_optouts (shop_id, user_id, at_ms) VALUES (?, ?, ?)', shopId, userId, tx.nowMs);
  return true;
}

export function erase(tx: Transaction, shopId: string, userId: string): Erased {
  const { ordersWithGoods: orders, pending } = privacy(tx, shopId, userId);
  // Items that were refunded or replaced were theirs as well. The hashes stay, so that nothing is sold a second time.
  tx.run(
    `UPDATE stock_items SET content = '' WHERE content <> '' AND id IN (
       SELECT i.item_id FROM orders o JOIN order_items i ON i.order_id = o.id
       WHERE ${OWN_GOODS} AND NOT ${ON_ITS_WAY} AND i.ended IS NOT 'returned')`,
    shopId,
    userId,
  );
  tx.run(
    `UPDATE orders AS o SET erased_at_ms = ?3 WHERE ${OWN_GOODS} AND o.erased_at_ms IS NULL AND NOT ${ON_ITS_WAY}`,
    shopId,
    userId,
    tx.nowMs,
  );
  for (const sql of PERSONAL) tx.run(sql, shopId, userId);
  const act = { actorId: userId, action: 'privacy.erase', subject: userId } as const;
  recordAct(tx, shopId, { ...act, before: undefined, after: { orders, pending } });
  return { orders, pending };
}

/** What else says who somebody is. The wallet goes by the Discord id alone, and stays. */
const PERSONAL = [
  'DELETE FROM registrations WHERE shop_id = ? AND user_id = ?',
  `UPDATE registration_history SET grow_id = '', previous = NULL WHERE shop_id = ? AND user_id = ? AND grow_id <> ''`,
  `UPDATE deposits SET grow_id = '' WHERE shop_id = ? AND user_id = ?`,
  `UPDATE orders SET gift_from = '' WHERE shop_id = ? AND user_id = ? AND gift_from IS NOT NULL`,
  'DELETE FROM confirmations WHERE shop_id = ? AND user_id = ?',
  'DELETE FROM restock_subscriptions WHERE shop_id = ? AND user_id = ?',
];
