import { UserError } from '../../../runtime/errors.ts';
import type { Delivery, Order, OrderRecord, RevealedOrder } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { orderItems } from './order-items.ts';
import { ORDER_COLUMNS, type OrderRow, ORDERS, orderIn } from './orders.ts';
import type { SealedGoods } from '../goods-seal.ts';
import type { Transaction } from './transaction.ts';

/** An order that something is to be done about. */
export interface MendedOrder extends Order {
  productId: number;
  productIsRemoved: boolean;
  /** Nobody outside the shop can have seen the goods. */
  isUnseen: boolean;
}

type MendedRow = OrderRow & {
  productId: number;
  removedAtMs: number | null;
  seenAtMs: number | null;
  /** Deliveries that brought the goods out of the shop, or may have. */
  sent: number;
  /** Deliveries that somebody is sending at this moment. */
  leased: number;
};

/** @throws UserError order_missing | order_in_delivery: the goods are on their way this very moment, so nobody knows yet who has them */
export function orderToMend(tx: Transaction, shopId: string, orderId: number): MendedOrder {
  const row = tx.get<MendedRow>(
    `SELECT ${ORDER_COLUMNS}, o.product_id AS productId, p.removed_at_ms AS removedAtMs, o.seen_at_ms AS seenAtMs,
       (SELECT count(*) FROM deliveries x WHERE x.order_id = o.id AND x.status <> 'retrievable'
          AND (x.status = 'delivered' OR x.attempts > 0)) AS sent,
       (SELECT count(*) FROM deliveries x WHERE x.order_id = o.id AND x.status = 'pending'
          AND x.lease_until_ms > ?3) AS leased
     FROM ${ORDERS} JOIN products p ON p.id = o.product_id WHERE o.shop_id = ?1 AND o.id = ?2`,
    shopId,
    orderId,
    tx.nowMs,
  );
  if (!row) throw new UserError('order_missing', { orderId });
  if (row.leased > 0) throw new UserError('order_in_delivery', { orderId });
  const order = orderIn(row);
  const isUnseen = row.seenAtMs === null && row.sent === 0 && !order.erased;
  return { ...order, productId: row.productId, productIsRemoved: row.removedAtMs !== null, isUnseen };
}

/** An order without anything that only helps to mend it. @throws UserError order_missing */
export function orderOf(tx: Transaction, shopId: string, orderId: number): Order {
  const sql = `SELECT ${ORDER_COLUMNS} FROM ${ORDERS} WHERE o.shop_id = ? AND o.id = ?`;
  const row = tx.get<OrderRow>(sql, shopId, orderId);
  if (!row) throw new UserError('order_missing', { orderId });
  return orderIn(row);
}

export function orderRecord(tx: Transaction, shopId: string, orderId: number): OrderRecord {
  const order = orderOf(tx, shopId, orderId);
  const items = orderItems(tx, orderId).map(({ number, state, isReplacement }) => ({
    number,
    state,
    isReplacement,
  }));
  const deliveries = tx.all<DeliveryFacts>(
    `SELECT kind, status, created_at_ms AS createdAtMs, settled_at_ms AS settledAtMs, attempts, note
     FROM deliveries WHERE order_id = ? ORDER BY id`,
    orderId,
  );
  const refunds = tx.all<OrderRecord['refunds'][number]>(
    `SELECT t.at_ms AS atMs, e.amount_wl AS amountWl, t.actor_id AS actorId, t.reason
     FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id AND e.amount_wl > 0
     WHERE t.order_id = ? AND t.kind = 'refund' ORDER BY t.id`,
    orderId,
  );
  return {
    order,
    items,
    deliveries: deliveries.map((row) => ({
      ...row,
      settledAtMs: row.settledAtMs ?? undefined,
      note: row.note ?? undefined,
    })),
    refunds,
  };
}

type Facts = OrderRecord['deliveries'][number];
type DeliveryFacts = Omit<Facts, 'settledAtMs' | 'note'> & {
  settledAtMs: number | null;
  note: string | null;
};

export function revealOrder(
  tx: Transaction,
  shopId: string,
  orderId: number,
  actorId: string,
): RevealedOrder {
  const order = orderOf(tx, shopId, orderId);
  const held = orderItems(tx, orderId).filter(({ state }) => state === 'held');
  const items = held.map(({ number, itemId }) => ({ number, content: contentOf(tx, itemId) }));
  recordAct(tx, shopId, {
    actorId,
    action: 'order.reveal',
    subject: String(orderId),
    before: undefined,
    after: { items: items.length },
  });
  return { order, items };
}

function contentOf(tx: Transaction, itemId: number): string {
  const sql = 'SELECT key_id AS keyId, content FROM stock_items WHERE id = ?';
  const sealed = tx.get<Pick<SealedGoods, 'keyId' | 'content'>>(sql, itemId);
  return sealed ? tx.goods.open(sealed) : '';
}

/** Calls off the deliveries that have nothing left to bring. */
export function cancelEmptyDeliveries(tx: Transaction, orderId: number): void {
  tx.run(
    `UPDATE deliveries SET status = 'cancelled', settled_at_ms = ?1, lease = NULL, lease_until_ms = 0
     WHERE order_id = ?2 AND status = 'pending' AND NOT EXISTS (
       SELECT 1 FROM order_items i WHERE i.order_id = ?2 AND i.ended IS NULL
         AND (deliveries.kind <> 'replacement' OR i.replacement_id = deliveries.id))`,
    tx.nowMs,
    orderId,
  );
}

/**
 * Has the order's goods delivered as soon as possible, or only the items that the returned id is written to: by the delivery
 * that waits already, since an order has one at a time, else by a new one.
 * @returns the delivery that brings replacements alone; undefined when it brings all that the order has
 */
export function deliverAgain(
  tx: Transaction,
  { id, shopId }: { id: number; shopId: string },
  kind: 'resend' | 'replacement',
): number | undefined {
  const waiting = tx.get<{ id: number; kind: Delivery['kind'] }>(
    `UPDATE deliveries SET next_due_at_ms = min(next_due_at_ms, ?1),
       kind = CASE WHEN ?2 = 'resend' AND kind = 'replacement' THEN 'resend' ELSE kind END
     WHERE order_id = ?3 AND status = 'pending' RETURNING id, kind`,
    tx.nowMs,
    kind,
    id,
  );
  if (waiting) return waiting.kind === 'replacement' ? waiting.id : undefined;
  const added = tx.insert(
    'INSERT INTO deliveries (shop_id, order_id, kind, created_at_ms, next_due_at_ms) VALUES (?, ?, ?, ?, ?)',
    shopId,
    id,
    kind,
    tx.nowMs,
    tx.nowMs,
  );
  return kind === 'replacement' ? added : undefined;
}
