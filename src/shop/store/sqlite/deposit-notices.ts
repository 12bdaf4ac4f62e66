import type { DepositNotice, ShopStore } from '../shop-store.ts';
import type { Transaction } from './transaction.ts';

type Settled = Parameters<ShopStore['settleDepositNotice']>;

export function claimDepositNotices(
  tx: Transaction,
  { leaseMs, limit }: { leaseMs: number; limit: number },
): DepositNotice[] {
  // Whoever opted out of notices sees the deposit in History.
  tx.run(
    `UPDATE deposits SET tell_at_ms = NULL WHERE tell_at_ms <= ? AND EXISTS (
       SELECT 1 FROM notice_optouts o WHERE o.shop_id = deposits.shop_id AND o.user_id = deposits.user_id)`,
    tx.nowMs,
  );
  const rows = tx.all<Omit<DepositNotice, 'lease'>>(
    `SELECT id, shop_id AS shopId, user_id AS userId, grow_id AS growId, amount_wl AS amountWl, attempts
     FROM deposits WHERE tell_at_ms <= ?1 AND lease_until_ms <= ?1 ORDER BY tell_at_ms, id LIMIT ?2`,
    tx.nowMs,
    limit,
  );
  return rows.map((row) => {
    const lease = tx.newId();
    tx.run(
      'UPDATE deposits SET lease = ?, lease_until_ms = ?, attempts = attempts + 1 WHERE id = ?',
      lease,
      tx.nowMs + leaseMs,
      row.id,
    );
    return { ...row, lease, attempts: row.attempts + 1 };
  });
}

export function settleDepositNotice(
  tx: Transaction,
  { id, lease }: Settled[0],
  outcome: Settled[1],
): boolean {
  const settled = tx.run(
    'UPDATE deposits SET tell_at_ms = ?, lease = NULL, lease_until_ms = 0 WHERE id = ? AND lease = ?',
    outcome.kind === 'postponed' ? outcome.untilMs : null,
    id,
    lease,
  );
  return settled === 1;
}

export function nextDepositNoticeMs(tx: Transaction): number | undefined {
  const row = tx.get<{ due: number | null }>(
    'SELECT min(max(tell_at_ms, lease_until_ms)) AS due FROM deposits WHERE tell_at_ms IS NOT NULL',
  );
  return row?.due ?? undefined;
}
