import type { Act, LedgerAccount, LedgerEntry, LedgerPage, Page } from '../shop-store.ts';
import type { Transaction } from './transaction.ts';

type ActRow = Omit<Act, 'before' | 'after'> & { before: string | null; after: string | null };

/** How far back the names of actions are looked for. */
const NAMED_ACTS = 1000;

export function acts(
  tx: Transaction,
  shopId: string,
  { actorId, action }: { actorId?: string | undefined; action?: string | undefined },
  page: Page,
): { acts: Act[]; total: number } {
  const where = `shop_id = ?1 AND (?2 IS NULL OR actor_id = ?2)
    AND (?3 IS NULL OR action = ?3 OR substr(action, 1, length(?3) + 1) = ?3 || '.')`;
  const chosen = [shopId, actorId ?? null, action ?? null];
  const count = tx.get<{ n: number }>(`SELECT count(*) AS n FROM audit WHERE ${where}`, ...chosen);
  const rows = tx.all<ActRow>(
    `SELECT id, at_ms AS atMs, actor_id AS actorId, action, subject, before, after FROM audit
     WHERE ${where} ORDER BY id DESC LIMIT ?4 OFFSET ?5`,
    ...chosen,
    page.limit,
    page.offset,
  );
  return { acts: rows.map(actOf), total: count?.n ?? 0 };
}

/** A shop's acts after one and up to another, oldest first. */
export function actsBetween(
  tx: Transaction,
  shopId: string,
  { afterId, upToId, limit }: { afterId: number; upToId: number; limit: number },
): Act[] {
  const rows = tx.all<ActRow>(
    `SELECT id, at_ms AS atMs, actor_id AS actorId, action, subject, before, after FROM audit
     WHERE shop_id = ? AND id > ? AND id <= ? ORDER BY id LIMIT ?`,
    shopId,
    afterId,
    upToId,
    limit,
  );
  return rows.map(actOf);
}

export function actNames(tx: Transaction, shopId: string): string[] {
  return tx
    .all<{ action: string }>(
      `SELECT DISTINCT action FROM (SELECT action FROM audit WHERE shop_id = ? ORDER BY id DESC LIMIT ?)
       ORDER BY action`,
      shopId,
      NAMED_ACTS,
    )
    .map(({ action }) => action);
}

export function ledgerPage(tx: Transaction, shopId: string, afterId: number, limit: number): LedgerPage {
  const entries = tx.all<LedgerEntry>(
    `SELECT id, transaction_id AS transactionId, account_id AS accountId, amount_wl AS amountWl,
       balance_after_wl AS balanceAfterWl
     FROM ledger_entries WHERE id > ? AND shop_id = ? ORDER BY id LIMIT ?`,
    afterId,
    shopId,
    limit,
  );
  return { entries, end: entries.length < limit ? ledgerEnd(tx, shopId) : undefined };
}

function ledgerEnd(tx: Transaction, shopId: string): NonNullable<LedgerPage['end']> {
  const accounts = tx.all<LedgerAccount>(
    'SELECT id, kind, owner, balance_wl AS balanceWl FROM ledger_accounts WHERE shop_id = ? ORDER BY id',
    shopId,
  );
  const count = tx.get<{ n: number }>(
    'SELECT count(*) AS n FROM ledger_transactions WHERE shop_id = ?',
    shopId,
  );
  return { accounts, transactions: count?.n ?? 0 };
}

function actOf({ before, after, ...row }: ActRow): Act {
  return { ...row, before: jsonOf(before), after: jsonOf(after) };
}

function jsonOf(text: string | null): Act['before'] {
  return text === null ? undefined : (JSON.parse(text) as Act['before']);
}
