import type { Delivery, DeliveryOutcome, ShopStore } from '../shop-store.ts';
import { itemsOf, ORDER_COLUMNS, type OrderRow, orderIn } from './orders.ts';
import type { Transaction } from './transaction.ts';

type Claim = Parameters<ShopStore['claimDeliveries']>[0];
type DeliveryRow = OrderRow & Pick<Delivery, 'kind' | 'attempts' | 'createdAtMs'> & { deliveryId: number };

export function claimDeliveries(tx: Transaction, claim: Claim): Delivery[] {
  const rows = tx.all<DeliveryRow>(
    `SELECT d.id AS deliveryId, d.attempts, d.created_at_ms AS createdAtMs, d.kind, ${ORDER_COLUMNS}
     FROM deliveries d JOIN orders o ON o.id = d.order_id
     WHERE d.status = 'pending' AND d.next_due_at_ms <= ?1 AND d.lease_until_ms <= ?1
       AND (?2 IS NULL OR d.order_id = ?2) AND (?3 IS NULL OR d.shop_id = ?3)
     ORDER BY d.next_due_at_ms, d.id LIMIT ?4`,
    tx.nowMs,
    claim.orderId ?? null,
    claim.shopId ?? null,
    claim.limit,
  );
  return rows.map((row) => leased(tx, row, tx.nowMs + claim.leaseMs));
}

function leased(tx: Transaction, row: DeliveryRow, leaseUntilMs: number): Delivery {
  const { deliveryId: id, kind, attempts, createdAtMs } = row;
  const order = orderIn(row);
  const lease = tx.newId();
  tx.run(
    'UPDATE deliveries SET lease = ?, lease_until_ms = ?, attempts = attempts + 1 WHERE id = ?',
    lease,
    leaseUntilMs,
    id,
  );
  const items = itemsOf(tx, order.id, kind === 'replacement' ? id : undefined);
  return { id, lease, kind, attempts: attempts + 1, createdAtMs, order, items };
}

export function settleDelivery(
  tx: Transaction,
  { id, lease }: Pick<Delivery, 'id' | 'lease'>,
  outcome: DeliveryOutcome,
): boolean {
  // Whoever claims a delivery writes a new lease, so the old one still fits exactly when nobody did.
  const settled =
    outcome.kind === 'postponed'
      ? tx.run(
          `UPDATE deliveries SET next_due_at_ms = ?, note = ?, lease = NULL, lease_until_ms = 0
           WHERE id = ? AND lease = ? AND status = 'pending'`,
          outcome.untilMs,
          outcome.reason,
          id,
          lease,
        )
      : tx.run(
          `UPDATE deliveries SET status = ?, note = ?, settled_at_ms = ?, lease = NULL, lease_until_ms = 0
           WHERE id = ? AND lease = ? AND status = 'pending'`,
          outcome.kind,
          outcome.kind === 'delivered' ? outcome.how : outcome.reason,
          tx.nowMs,
          id,
          lease,
        );
  return settled === 1;
}

export function pendingDeliveries(tx: Transaction): Awaited<ReturnType<ShopStore['pendingDeliveries']>> {
  const row = tx.get<{ count: number; oldest: number | null; due: number | null }>(
    `SELECT count(*) AS count, min(created_at_ms) AS oldest, min(max(next_due_at_ms, lease_until_ms)) AS due
     FROM deliveries WHERE status = 'pending'`,
  );
  return {
    count: row?.count ?? 0,
    oldestCreatedAtMs: row?.oldest ?? undefined,
    nextDueAtMs: row?.due ?? undefined,
  };
}

export function stuckDeliveries(
  tx: Transaction,
  beforeMs: number,
): Awaited<ReturnType<ShopStore['stuckDeliveries']>> {
  return tx.all(
    `SELECT shop_id AS shopId, min(created_at_ms) AS oldestCreatedAtMs FROM deliveries
     WHERE status = 'pending' AND created_at_ms < ? GROUP BY shop_id ORDER BY shop_id`,
    beforeMs,
  );
}
