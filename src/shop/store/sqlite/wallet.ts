import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../../runtime/errors.ts';
import { checkAmount, checkReason, MAX_PAYMENT_WL } from '../../payment.ts';
import type { Page, Payment, Transfer, WalletEntry } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { type Account, externalAccount, openWallet, post, walletOf } from './ledger.ts';
import type { Transaction } from './transaction.ts';

type Direction = 'credit' | 'debit';

export function credit(tx: Transaction, shopId: string, payment: Payment): { balanceWl: number } {
  return pay(tx, shopId, 'credit', payment);
}

export function debit(tx: Transaction, shopId: string, payment: Payment): { balanceWl: number } {
  return pay(tx, shopId, 'debit', payment);
}

function pay(tx: Transaction, shopId: string, direction: Direction, payment: Payment): { balanceWl: number } {
  checkAmount(payment.amountWl);
  const reason = checkReason(payment.reason);
  const { userId, amountWl, actorId, key } = payment;
  const sign = direction === 'credit' ? 1 : -1;
  if (isRepeat(tx, shopId, { kind: direction, key, moved: [[userId, sign * amountWl]] })) {
    return { balanceWl: balanceOf(tx, shopId, userId) };
  }
  const external = externalAccount(tx, shopId);
  const before = balanceOf(tx, shopId, userId);
  if (direction === 'credit') refuseOverflow(external, amountWl);
  else refuseShort(before, amountWl);

  const wallet = openWallet(tx, shopId, userId);
  const [from, to] = direction === 'credit' ? [external, wallet] : [wallet, external];
  post(tx, shopId, { kind: direction, actorId, reason, key, fromId: from.id, toId: to.id, amountWl });
  const balanceWl = before + sign * amountWl;
  recordAct(tx, shopId, {
    actorId,
    action: `wallet.${direction}`,
    subject: userId,
    before: { balanceWl: before },
    after: { balanceWl, reason },
  });
  return { balanceWl };
}

export function transfer(
  tx: Transaction,
  shopId: string,
  { userId, toUserId, amountWl, actorId, key, ...typed }: Transfer,
): { balanceWl: number; toBalanceWl: number } {
  checkAmount(amountWl);
  const reason = checkReason(typed.reason);
  refuseSelf(userId, toUserId);
  const moved: Moved = [
    [userId, -amountWl],
    [toUserId, amountWl],
  ];
  const before = { balanceWl: balanceOf(tx, shopId, userId), toBalanceWl: balanceOf(tx, shopId, toUserId) };
  if (isRepeat(tx, shopId, { kind: 'transfer', key, moved })) return before;
  refuseShort(before.balanceWl, amountWl);
  const [from, to] = [openWallet(tx, shopId, userId), openWallet(tx, shopId, toUserId)];
  post(tx, shopId, { kind: 'transfer', actorId, reason, key, fromId: from.id, toId: to.id, amountWl });
  const after = {
    balanceWl: before.balanceWl - amountWl,
    toBalanceWl: before.toBalanceWl + amountWl,
  };
  const act = { actorId, action: 'wallet.transfer', subject: userId } as const;
  recordAct(tx, shopId, { ...act, before, after: { ...after, toUserId, reason } });
  return after;
}

/** @throws UserError transfer_same */
export function refuseSelf(userId: string, toUserId: string): void {
  if (userId === toUserId) throw new UserError('transfer_same', {});
}

export function balanceOf(tx: Transaction, shopId: string, userId: string): number {
  return walletOf(tx, shopId, userId)?.balanceWl ?? 0;
}

/** By how much each wallet changes, in the order of the entries. */
type Moved = [userId: string, amountWl: number][];

/** True for a payment that was made already. A key that stands for another payment is a fault, not a repeat. */
function isRepeat(
  tx: Transaction,
  shopId: string,
  { kind, key, moved }: { kind: WalletEntry['kind']; key: string; moved: Moved },
): boolean {
  const made = tx.all<{ kind: string; owner: string; amountWl: number }>(
    `SELECT t.kind, a.owner, e.amount_wl AS amountWl
     FROM ledger_transactions t
     JOIN ledger_entries e ON e.transaction_id = t.id
     JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'wallet'
     WHERE t.shop_id = ? AND t.payment_key = ? ORDER BY e.id`,
    shopId,
    key,
  );
  if (made.length === 0) return false;
  const asked = moved.map(([owner, amountWl]) => ({ kind, owner, amountWl }));
  if (
    isDeepStrictEqual(
      made.map((entry) => ({ ...entry })),
      asked,
    )
  )
    return true;
  throw new Error('this payment key belongs to another payment');
}

/** What all wallets hold together stays countable, so that every balance is an exact integer. */
export function refuseOverflow(external: Account, amountWl: number): void {
  checkAmount(amountWl, Math.min(MAX_PAYMENT_WL, Number.MAX_SAFE_INTEGER + external.balanceWl));
}

/** @throws UserError insufficient_balance */
export function refuseShort(balanceWl: number, totalWl: number): void {
  if (balanceWl >= totalWl) return;
  throw new UserError('insufficient_balance', { shortWl: totalWl - balanceWl, balanceWl, totalWl });
}

export function history(
  tx: Transaction,
  shopId: string,
  userId: string,
  page: Page,
): { entries: WalletEntry[]; total: number } {
  const wallet = walletOf(tx, shopId, userId);
  if (!wallet) return { entries: [], total: 0 };
  const total = tx.get<{ n: number }>(
    'SELECT count(*) AS n FROM ledger_entries WHERE account_id = ?',
    wallet.id,
  );
  const rows = tx.all<Omit<WalletEntry, 'orderId'> & { orderId: number | null }>(
    `SELECT e.id, t.at_ms AS atMs, t.kind, e.amount_wl AS amountWl, e.balance_after_wl AS balanceAfterWl,
       t.reason, t.order_id AS orderId
     FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
     WHERE e.account_id = ? ORDER BY e.id DESC LIMIT ? OFFSET ?`,
    wallet.id,
    page.limit,
    page.offset,
  );
  return {
    entries: rows.map((row) => ({ ...row, orderId: row.orderId ?? undefined })),
    total: total?.n ?? 0,
  };
}
