import type { Order, SalesLine, SalesTime } from '../shop-store.ts';
import { ORDER_COLUMNS, type OrderRow, ORDERS, orderIn } from './orders.ts';
import type { Transaction } from './transaction.ts';

export function sales(
  tx: Transaction,
  shopId: string,
  { fromMs, toMs, bucketMs }: SalesTime & { bucketMs: number },
): SalesLine[] {
  return tx.all<SalesLine>(
    // Numbers are bound as floating point.
    `SELECT CAST((t.at_ms - ?) / ? AS INTEGER) AS bucket, o.code, max(o.name) AS name,
       count(*) FILTER (WHERE t.kind = 'purchase') AS orders,
       coalesce(sum(o.quantity) FILTER (WHERE t.kind = 'purchase'), 0) AS items,
       coalesce(sum(e.amount_wl) FILTER (WHERE t.kind = 'purchase'), 0) AS soldWl,
       coalesce(-sum(e.amount_wl) FILTER (WHERE t.kind = 'refund'), 0) AS refundedWl
     FROM ledger_transactions t
     JOIN orders o ON o.id = t.order_id
     JOIN ledger_entries e ON e.transaction_id = t.id
     JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'revenue'
     WHERE t.shop_id = ? AND t.at_ms >= ? AND t.at_ms < ?
     GROUP BY bucket, o.code ORDER BY bucket, o.code`,
    fromMs,
    bucketMs,
    shopId,
    fromMs,
    toMs,
  );
}

export function ordersBetween(
  tx: Transaction,
  shopId: string,
  { fromMs, toMs, afterId, limit }: SalesTime & { afterId: number; limit: number },
): Order[] {
  const rows = tx.all<OrderRow>(
    `SELECT ${ORDER_COLUMNS} FROM ${ORDERS}
     WHERE o.shop_id = ? AND o.at_ms >= ? AND o.at_ms < ? AND o.id > ? ORDER BY o.id LIMIT ?`,
    shopId,
    fromMs,
    toMs,
    afterId,
    limit,
  );
  return rows.map(orderIn);
}
