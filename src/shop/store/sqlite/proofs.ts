import type { Violation } from '../shop-store.ts';
import type { Transaction } from './transaction.ts';

/** Each query finds what must not be, one `detail` a row: ids and numbers, never the goods. */
const PROOFS: ReadonlyArray<{ check: Violation['check']; sql: string }> = [
  {
    check: 'accounts_sum',
    sql: `SELECT 'shop ' || shop_id || ': all accounts sum to ' || sum(balance_wl) || ' WL' AS detail
          FROM ledger_accounts GROUP BY shop_id HAVING sum(balance_wl) <> 0`,
  },
  {
    check: 'accounts_sum',
    sql: `SELECT 'account ' || a.id || ': balance ' || a.balance_wl || ' WL, entries sum to ' || coalesce(sum(e.amount_wl), 0) AS detail
          FROM ledger_accounts a LEFT JOIN ledger_entries e ON e.account_id = a.id
          GROUP BY a.id HAVING a.balance_wl <> coalesce(sum(e.amount_wl), 0)`,
  },
  {
    check: 'accounts_sum',
    sql: `SELECT 'entry ' || id || ': says ' || balance_after_wl || ' WL after it, the entries up to it sum to ' || running AS detail
          FROM (SELECT id, balance_after_wl, sum(amount_wl) OVER (PARTITION BY account_id ORDER BY id) AS running FROM ledger_entries)
          WHERE balance_after_wl <> running`,
  },
  {
    check: 'entry_balanced',
    sql: `SELECT 'transaction ' || t.id || ': ' || count(e.id) || ' entries sum to ' || coalesce(sum(e.amount_wl), 0) || ' WL' AS detail
          FROM ledger_transactions t LEFT JOIN ledger_entries e ON e.transaction_id = t.id
          GROUP BY t.id HAVING count(e.id) < 2 OR sum(e.amount_wl) <> 0`,
  },
  {
    check: 'wallet_negative',
    sql: `SELECT 'account ' || id || ': ' || balance_wl || ' WL' AS detail
          FROM ledger_accounts WHERE kind = 'wallet' AND balance_wl < 0`,
  },
  {
    check: 'stock_counts',
    sql: `SELECT 'product ' || p.id || ': counts ' || p.free || '/' || p.reserved || '/' || p.sold || '/' || p.void
            || ' (free/reserved/sold/void), has ' || total(s.status = 'free') || '/' || total(s.status = 'reserved')
            || '/' || total(s.status = 'sold') || '/' || total(s.status = 'void') AS detail
          FROM products p LEFT JOIN stock_items s ON s.product_id = p.id
          GROUP BY p.id
          HAVING p.free <> total(s.status = 'free') OR p.reserved <> total(s.status = 'reserved')
            OR p.sold <> total(s.status = 'sold') OR p.void <> total(s.status = 'void')`,
  },
  {
    check: 'item_orders',
    sql: `SELECT 'item ' || s.id || ': ' || s.status || ', in ' || count(i.order_id) || ' orders' AS detail
          FROM stock_items s LEFT JOIN order_items i ON i.item_id = s.id AND i.ended IS NULL
          GROUP BY s.id HAVING count(i.order_id) <> (s.status = 'sold')`,
  },
  {
    check: 'order_items',
    sql: `SELECT 'order ' || o.id || ': ' || o.quantity || ' bought, ' || o.refunded || ' refunded, '
            || count(i.item_id) || ' given, ' || total(i.ended IN ('returned', 'voided')) || ' taken back' AS detail
          FROM orders o LEFT JOIN order_items i ON i.order_id = o.id AND i.ended IS NOT 'replaced'
          GROUP BY o.id HAVING count(i.item_id) <> o.quantity OR total(i.ended IN ('returned', 'voided')) <> o.refunded`,
  },
  {
    check: 'paid_delivery',
    sql: `SELECT 'order ' || o.id || ': has no delivery that brings its goods' AS detail
          FROM orders o LEFT JOIN deliveries d ON d.order_id = o.id AND (d.status <> 'cancelled' OR o.refunded = o.quantity)
          WHERE d.id IS NULL`,
  },
  {
    check: 'paid_delivery',
    sql: `SELECT 'order ' || o.id || ': costs ' || o.total_wl || ' WL, paid ' || coalesce(-sum(e.amount_wl), 0) AS detail
          FROM orders o
          LEFT JOIN ledger_transactions t ON t.order_id = o.id AND t.kind = 'purchase'
          LEFT JOIN ledger_entries e ON e.transaction_id = t.id AND e.amount_wl < 0
          GROUP BY o.id HAVING coalesce(-sum(e.amount_wl), 0) <> o.total_wl`,
  },
  {
    check: 'deposit_paid',
    sql: `SELECT 'deposit ' || d.id || ': ' || d.status || ', ' || d.amount_wl || ' WL, paid ' || coalesce(sum(e.amount_wl), 0) AS detail
          FROM deposits d
          LEFT JOIN ledger_transactions t ON t.shop_id = d.shop_id AND t.payment_key = d.key
          LEFT JOIN ledger_entries e ON e.transaction_id = t.id AND e.amount_wl > 0
          GROUP BY d.id
          HAVING coalesce(sum(e.amount_wl), 0) <> CASE WHEN d.user_id IS NULL THEN 0 ELSE d.amount_wl END`,
  },
  {
    check: 'paid_delivery',
    sql: `SELECT 'order ' || o.id || ': ' || o.refunded || ' items refunded, ' || coalesce(sum(e.amount_wl), 0) || ' WL paid back' AS detail
          FROM orders o
          LEFT JOIN ledger_transactions t ON t.order_id = o.id AND t.kind = 'refund'
          LEFT JOIN ledger_entries e ON e.transaction_id = t.id AND e.amount_wl > 0
          GROUP BY o.id HAVING coalesce(sum(e.amount_wl), 0) <> o.refunded * o.unit_price_wl`,
  },
];

export function verify(tx: Transaction): Violation[] {
  return PROOFS.flatMap(({ check, sql }) =>
    tx.all<{ detail: string }>(sql).map(({ detail }) => ({ check, detail })),
  );
}
