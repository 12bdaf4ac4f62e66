import { checkReason } from '../../payment.ts';
import type { Ban, Page } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import type { Transaction } from './transaction.ts';

interface BanRow extends Omit<Ban, 'untilMs'> {
  untilMs: number | null;
}
const COLUMNS = 'user_id AS userId, reason, since_ms AS sinceMs, until_ms AS untilMs, actor_id AS actorId';
const IN_FORCE = '(until_ms IS NULL OR until_ms > ?)';

export function blacklistAdd(
  tx: Transaction,
  shopId: string,
  { userId, reason, forMs }: { userId: string; reason: string; forMs?: number | undefined },
  actorId: string,
): Ban {
  const before = banOf(tx, shopId, userId);
  const untilMs = forMs && tx.nowMs + forMs;
  const ban = { userId, reason: checkReason(reason), sinceMs: tx.nowMs, untilMs, actorId };
  tx.run(
    `INSERT INTO blacklist (shop_id, user_id, reason, since_ms, until_ms, actor_id) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (shop_id, user_id) DO UPDATE SET reason = excluded.reason, since_ms = excluded.since_ms,
       until_ms = excluded.until_ms, actor_id = excluded.actor_id`,
    shopId,
    userId,
    ban.reason,
    ban.sinceMs,
    untilMs ?? null,
    actorId,
  );
  const act = { actorId, action: 'blacklist.add', subject: userId } as const;
  recordAct(tx, shopId, { ...act, before: before && described(before), after: described(ban) });
  return ban;
}

export function blacklistRemove(tx: Transaction, shopId: string, userId: string, actorId: string): boolean {
  const before = banOf(tx, shopId, userId);
  tx.run('DELETE FROM blacklist WHERE shop_id = ? AND user_id = ?', shopId, userId);
  if (!before) return false;
  const act = { actorId, action: 'blacklist.remove', subject: userId } as const;
  recordAct(tx, shopId, { ...act, before: described(before), after: undefined });
  return true;
}

export function isBlacklisted(tx: Transaction, shopId: string, userId: string): boolean {
  return banOf(tx, shopId, userId) !== undefined;
}

export function blacklist(tx: Transaction, shopId: string, page: Page): { bans: Ban[]; total: number } {
  const total = tx.get<{ n: number }>(
    `SELECT count(*) AS n FROM blacklist WHERE shop_id = ? AND ${IN_FORCE}`,
    shopId,
    tx.nowMs,
  );
  const rows = tx.all<BanRow>(
    `SELECT ${COLUMNS} FROM blacklist WHERE shop_id = ? AND ${IN_FORCE}
     ORDER BY since_ms DESC, user_id LIMIT ? OFFSET ?`,
    shopId,
    tx.nowMs,
    page.limit,
    page.offset,
  );
  return { bans: rows.map(banIn), total: total?.n ?? 0 };
}

function banOf(tx: Transaction, shopId: string, userId: string): Ban | undefined {
  const row = tx.get<BanRow>(
    `SELECT ${COLUMNS} FROM blacklist WHERE shop_id = ? AND user_id = ? AND ${IN_FORCE}`,
    shopId,
    userId,
    tx.nowMs,
  );
  return row && banIn(row);
}

function banIn(row: BanRow): Ban {
  return { ...row, untilMs: row.untilMs ?? undefined };
}

function described({ reason, untilMs }: Ban): Record<string, unknown> {
  return { reason, untilMs };
}
