import type { Transaction } from './transaction.ts';

export function ensureShop(tx: Transaction, shopId: string): void {
  const created = tx.run(
    'INSERT INTO shops (id, created_at_ms, changed_at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    shopId,
    tx.nowMs,
    tx.nowMs,
  );
  if (created === 0) return;
  tx.run(
    "INSERT INTO ledger_accounts (shop_id, kind) VALUES (?, 'external'), (?, 'revenue')",
    shopId,
    shopId,
  );
}

export function shopIds(tx: Transaction): string[] {
  return tx.all<{ id: string }>('SELECT id FROM shops ORDER BY id').map(({ id }) => id);
}

/** Counts a change that a board shows; every change of the catalogue calls it in its own transaction. */
export function bumpRevision(tx: Transaction, shopId: string): void {
  tx.run('UPDATE shops SET revision = revision + 1, changed_at_ms = ? WHERE id = ?', tx.nowMs, shopId);
}
