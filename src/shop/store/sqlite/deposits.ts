import { UserError } from '../../../runtime/errors.ts';
import { checkGrowId, foldGrowId } from '../../growtopia.ts';
import { checkAmount, checkReason } from '../../payment.ts';
import type { AnnouncedDeposit, Deposit, DepositClaim, Page, WaitingDeposit } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { isBlacklisted } from './blacklist.ts';
import { externalAccount, openWallet, post } from './ledger.ts';
import type { Transaction } from './transaction.ts';
import { balanceOf, refuseOverflow } from './wallet.ts';

type DepositRow = Omit<Deposit, 'cause' | 'userId'> & {
  cause: Deposit['cause'] | null;
  userId: string | null;
  shopId: string;
  key: string;
};

const COLUMNS = `d.id, d.shop_id AS shopId, d.key, d.grow_id AS growId, d.amount_wl AS amountWl, d.at_ms AS atMs, d.status,
  d.cause, d.user_id AS userId`;

export function deposit(
  tx: Transaction,
  shopId: string,
  announced: AnnouncedDeposit,
): { deposit: Deposit; isNew: boolean } {
  checkAmount(announced.amountWl);
  const growId = checkGrowId(announced.growId);
  const { key, source, amountWl, isEdited = false } = announced;
  const known = tx.get<DepositRow>(`SELECT ${COLUMNS} FROM deposits d WHERE d.key = ?`, key);
  if (known) {
    const isSame = known.shopId === shopId && known.growId === growId && known.amountWl === amountWl;
    if (!isSame) throw new UserError('deposit_conflict', {});
    return { deposit: depositOf(known), isNew: false };
  }
  if (!tx.get('SELECT 1 FROM shops WHERE id = ?', shopId)) throw new UserError('shop_unknown', {});
  const holderId = holderOf(tx, shopId, growId);
  let cause: Deposit['cause'];
  if (isEdited) cause = 'edited';
  else if (holderId === undefined) cause = 'unmatched';
  else if (isBlacklisted(tx, shopId, holderId)) cause = 'blacklisted';
  const userId = cause === undefined ? holderId : undefined;
  const status = cause ? 'waiting' : 'credited';
  const id = tx.insert(
    `INSERT INTO deposits (shop_id, key, source, grow_id, amount_wl, at_ms, status, cause, user_id, tell_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    shopId,
    key,
    source,
    growId,
    amountWl,
    tx.nowMs,
    status,
    cause ?? null,
    userId ?? null,
    userId === undefined ? null : tx.nowMs,
  );
  if (userId !== undefined) pay(tx, shopId, { id, key, userId, amountWl, actorId: source });
  return { deposit: { id, growId, amountWl, atMs: tx.nowMs, status, cause, userId }, isNew: true };
}

export function waitingDeposits(
  tx: Transaction,
  shopId: string,
  page: Page,
): { deposits: WaitingDeposit[]; total: number } {
  const rows = tx.all<DepositRow>(
    `SELECT ${COLUMNS} FROM deposits d WHERE d.shop_id = ? AND d.status = 'waiting' ORDER BY d.id LIMIT ? OFFSET ?`,
    shopId,
    page.limit,
    page.offset,
  );
  const count = tx.get<{ n: number }>(
    "SELECT count(*) AS n FROM deposits WHERE shop_id = ? AND status = 'waiting'",
    shopId,
  );
  return {
    deposits: rows.map((row) => ({ ...depositOf(row), holderId: holderOf(tx, shopId, row.growId) })),
    total: count?.n ?? 0,
  };
}

export function claimDeposit(
  tx: Transaction,
  shopId: string,
  { id, userId, actorId, maxWl = Number.POSITIVE_INFINITY }: DepositClaim,
): { deposit: Deposit; balanceWl: number } {
  const waiting = waitingDeposit(tx, shopId, id);
  if (waiting.amountWl > maxWl) throw new UserError('not_allowed', { needs: 'owner' });
  const before = { status: 'waiting', amountWl: waiting.amountWl };
  tx.run(
    `UPDATE deposits SET status = 'claimed', user_id = ?1, settled_by = ?2, settled_at_ms = ?3, tell_at_ms = ?3
     WHERE id = ?4`,
    userId,
    actorId,
    tx.nowMs,
    id,
  );
  pay(tx, shopId, { ...waiting, userId, actorId });
  const balanceWl = balanceOf(tx, shopId, userId);
  const act = { actorId, action: 'deposit.claim', subject: String(id) } as const;
  recordAct(tx, shopId, { ...act, before, after: { status: 'claimed', userId, balanceWl } });
  return { deposit: { ...depositOf(waiting), status: 'claimed', userId }, balanceWl };
}

export function rejectDeposit(
  tx: Transaction,
  shopId: string,
  { id, actorId, ...typed }: { id: number; reason: string; actorId: string },
): { deposit: Deposit } {
  const reason = checkReason(typed.reason);
  const waiting = waitingDeposit(tx, shopId, id);
  tx.run(
    "UPDATE deposits SET status = 'rejected', settled_by = ?, settled_at_ms = ? WHERE id = ?",
    actorId,
    tx.nowMs,
    id,
  );
  const before = { status: 'waiting', amountWl: waiting.amountWl };
  const act = { actorId, action: 'deposit.reject', subject: String(id) } as const;
  recordAct(tx, shopId, { ...act, before, after: { status: 'rejected', reason } });
  return { deposit: { ...depositOf(waiting), status: 'rejected' } };
}

function pay(
  tx: Transaction,
  shopId: string,
  {
    id,
    key,
    userId,
    amountWl,
    actorId,
  }: { id: number; key: string; userId: string; amountWl: number; actorId: string },
): void {
  const external = externalAccount(tx, shopId);
  refuseOverflow(external, amountWl);
  const wallet = openWallet(tx, shopId, userId);
  // Ledger and audit are kept for good, so the GrowID stays out of them.
  const reason = `#${id}`;
  post(tx, shopId, { kind: 'deposit', actorId, reason, key, fromId: external.id, toId: wallet.id, amountWl });
}

/** @throws UserError deposit_settled unless it waits */
function waitingDeposit(tx: Transaction, shopId: string, id: number): DepositRow {
  const row = tx.get<DepositRow>(
    `SELECT ${COLUMNS} FROM deposits d WHERE d.shop_id = ? AND d.id = ?`,
    shopId,
    id,
  );
  if (row?.status === 'waiting') return row;
  throw new UserError('deposit_settled', { id, state: row?.status ?? 'unknown' });
}

function holderOf(tx: Transaction, shopId: string, growId: string): string | undefined {
  return tx.get<{ userId: string }>(
    'SELECT user_id AS userId FROM registrations WHERE shop_id = ? AND grow_id_folded = ?',
    shopId,
    foldGrowId(growId),
  )?.userId;
}

function depositOf({ id, growId, amountWl, atMs, status, cause, userId }: DepositRow): Deposit {
  return { id, growId, amountWl, atMs, status, cause: cause ?? undefined, userId: userId ?? undefined };
}
