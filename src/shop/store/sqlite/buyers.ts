import { UserError } from '../../../runtime/errors.ts';
import { checkGrowId, foldGrowId } from '../../growtopia.ts';
import type { Buyer } from '../shop-store.ts';
import { refuseBlacklisted } from './admission.ts';
import type { Transaction } from './transaction.ts';

/** One statement, so that it needs no transaction. */
export function buyer(tx: Transaction, shopId: string, userId: string): Buyer {
  const row = tx.get<{ growId: string | null; balanceWl: number | null }>(
    `SELECT
       (SELECT grow_id FROM registrations WHERE shop_id = ?1 AND user_id = ?2) AS growId,
       (SELECT balance_wl FROM ledger_accounts WHERE shop_id = ?1 AND kind = 'wallet' AND owner = ?2) AS balanceWl`,
    shopId,
    userId,
  );
  return { userId, growId: row?.growId ?? undefined, balanceWl: row?.balanceWl ?? 0 };
}

export function growIdOf(tx: Transaction, shopId: string, userId: string): string | undefined {
  return tx.get<{ grow_id: string }>(
    'SELECT grow_id FROM registrations WHERE shop_id = ? AND user_id = ?',
    shopId,
    userId,
  )?.grow_id;
}

/** `previous` is the GrowID that this one replaces; absent for a first registration and for the same GrowID again. */
export function register(
  tx: Transaction,
  shopId: string,
  userId: string,
  typed: string,
): { growId: string; previous: string | undefined } {
  refuseBlacklisted(tx, shopId, userId);
  const growId = checkGrowId(typed);
  const folded = foldGrowId(growId);
  const holder = tx.get<{ user_id: string }>(
    'SELECT user_id FROM registrations WHERE shop_id = ? AND grow_id_folded = ?',
    shopId,
    folded,
  );
  if (holder && holder.user_id !== userId) throw new UserError('growid_taken', { growId });
  const previous = growIdOf(tx, shopId, userId);
  if (previous === growId) return { growId, previous: undefined };
  tx.run(
    `INSERT INTO registrations (shop_id, user_id, grow_id, grow_id_folded) VALUES (?, ?, ?, ?)
     ON CONFLICT (shop_id, user_id) DO UPDATE SET grow_id = excluded.grow_id, grow_id_folded = excluded.grow_id_folded`,
    shopId,
    userId,
    growId,
    folded,
  );
  tx.run(
    'INSERT INTO registration_history (shop_id, user_id, at_ms, previous, grow_id) VALUES (?, ?, ?, ?, ?)',
    shopId,
    userId,
    tx.nowMs,
    previous ?? null,
    growId,
  );
  return { growId, previous };
}
