import { UserError } from '../../../runtime/errors.ts';
import { checkAmount, checkReason, MAX_PAYMENT_WL } from '../../payment.ts';
import type { Page, Payment, WalletEntry } from '../shop-store.ts';
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
  if (isRepeat(tx, shopId, direction, payment)) {
    return { balanceWl: walletOf(tx, shopId, payment.userId)?.balanceWl ?? 0 };
  }
  const external = externalAccount(tx, shopId);
  const before = walletOf(tx, shopId, payment.userId)?.balanceWl ?? 0;
  if (direction === 'credit') refuseOverflow(external, payment.amountWl);
  else refuseShort(before, payment.amountWl);

  const wallet = openWallet(tx, shopId, payment.userId);
  const [from, to] = direction === 'credit' ? [external, wallet] : [wallet, external];
  const { amountWl, actorId, key } = payment;
  post(tx, shopId, { kind: direction, actorId, reason, key, fromId: from.id, toId: to.id, amountWl });
  const balanceWl = direction === 'credit' ? before + amountWl : before - amountWl;
  recordAct(tx, shopId, {
    actorId,
    action: `wallet.${direction}`,
    subject: payment.userId,
    before: { balanceWl: before },
    after: { balanceWl, reason },
  });
  return { balanceWl };
}

/** True for a payment that was made already. A key that stands for another payment is a fault, not a repeat. */
function isRepeat(tx: Transaction, shopId: string, direction: Direction, payment: Payment): boolean {
  const made = tx.get<{ kind: string; owner: string; amountWl: number }>(
    `SELECT t.kind, a.owner, abs(e.amount_wl) AS amountWl
     FROM ledger_transactions t
     JOIN ledger_entries e ON e.transaction_id = t.id
     JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'wallet'
     WHERE t.shop_id = ? AND t.payment_key = ?`,
    shopId,
    payment.key,
  );
  if (!made) return false;
  if (made.kind === direction && made.owner === payment.userId && made.amountWl === payment.amountWl)
    return true;
  throw new Error('this payment key belongs to another payment');
}

/** What all wallets hold together stays countable, so that every balance is an exact integer. */
function refuseOverflow(external: Account, amountWl: number): void {
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
