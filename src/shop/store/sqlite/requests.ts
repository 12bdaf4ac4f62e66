import { UserError } from '../../../runtime/errors.ts';
import { checkAmount, checkReason } from '../../payment.ts';
import type { Decision, PaymentRequest, WalletRequest } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import type { Transaction } from './transaction.ts';
import { balanceOf, credit, debit, refuseSelf, refuseShort, transfer } from './wallet.ts';

type RequestRow = Omit<WalletRequest, 'toUserId'> & {
  toUserId: string | null;
  status: 'pending' | 'approved' | 'rejected';
};

const COLUMNS = `id, kind, user_id AS userId, to_user_id AS toUserId, amount_wl AS amountWl, reason, asker_id AS askerId,
  asked_at_ms AS askedAtMs, expires_at_ms AS expiresAtMs, status`;

export function requestPayment(tx: Transaction, shopId: string, request: PaymentRequest): WalletRequest {
  const { kind, userId, amountWl, actorId, key, expiresAtMs } = request;
  const toUserId = request.kind === 'transfer' ? request.toUserId : undefined;
  checkAmount(amountWl);
  const reason = checkReason(request.reason);
  if (toUserId !== undefined) refuseSelf(userId, toUserId);
  const known = tx.get<RequestRow>(
    `SELECT ${COLUMNS} FROM wallet_requests WHERE shop_id = ? AND key = ?`,
    shopId,
    key,
  );
  if (known) return requestOf(known);
  // It may have changed by the approval; but what is in vain now is refused now.
  if (kind !== 'credit') refuseShort(balanceOf(tx, shopId, userId), amountWl);
  const id = tx.insert(
    `INSERT INTO wallet_requests
       (shop_id, kind, user_id, to_user_id, amount_wl, reason, asker_id, key, asked_at_ms, expires_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    shopId,
    kind,
    userId,
    toUserId ?? null,
    amountWl,
    reason,
    actorId,
    key,
    tx.nowMs,
    expiresAtMs,
  );
  const act = { actorId, action: 'wallet.request', subject: String(id) } as const;
  recordAct(tx, shopId, { ...act, before: undefined, after: { kind, userId, toUserId, amountWl, reason } });
  return { id, kind, userId, toUserId, amountWl, reason, askerId: actorId, askedAtMs: tx.nowMs, expiresAtMs };
}

export function walletRequests(tx: Transaction, shopId: string): WalletRequest[] {
  return tx
    .all<RequestRow>(
      `SELECT ${COLUMNS} FROM wallet_requests
       WHERE shop_id = ? AND status = 'pending' AND expires_at_ms > ? ORDER BY id`,
      shopId,
      tx.nowMs,
    )
    .map(requestOf);
}

export function approvePayment(tx: Transaction, shopId: string, { id, actorId }: Decision): WalletRequest {
  const request = openRequest(tx, shopId, id);
  if (request.askerId === actorId) throw new UserError('request_own', {});
  decide(tx, id, { status: 'approved', actorId });
  const payment = { ...request, actorId: request.askerId, key: `request:${id}` };
  if (request.kind === 'transfer') transfer(tx, shopId, { ...payment, toUserId: request.toUserId ?? '' });
  else ({ credit, debit })[request.kind](tx, shopId, payment);
  recordDecision(tx, shopId, request, { action: 'wallet.approve', actorId });
  return request;
}

export function rejectPayment(tx: Transaction, shopId: string, { id, actorId }: Decision): WalletRequest {
  const request = openRequest(tx, shopId, id);
  decide(tx, id, { status: 'rejected', actorId });
  recordDecision(tx, shopId, request, { action: 'wallet.reject', actorId });
  return request;
}

/** @throws UserError request_over unless it can still be decided */
function openRequest(tx: Transaction, shopId: string, id: number): WalletRequest {
  const row = tx.get<RequestRow>(
    `SELECT ${COLUMNS} FROM wallet_requests WHERE shop_id = ? AND id = ?`,
    shopId,
    id,
  );
  if (!row) throw new UserError('request_over', { state: 'unknown' });
  if (row.status !== 'pending') throw new UserError('request_over', { state: row.status });
  if (row.expiresAtMs <= tx.nowMs) throw new UserError('request_over', { state: 'expired' });
  return requestOf(row);
}

function decide(
  tx: Transaction,
  id: number,
  { status, actorId }: { status: 'approved' | 'rejected'; actorId: string },
): void {
  tx.run(
    'UPDATE wallet_requests SET status = ?, decided_by = ?, decided_at_ms = ? WHERE id = ?',
    status,
    actorId,
    tx.nowMs,
    id,
  );
}

function recordDecision(
  tx: Transaction,
  shopId: string,
  { id, kind, userId, toUserId, amountWl, askerId }: WalletRequest,
  by: { action: 'wallet.approve' | 'wallet.reject'; actorId: string },
): void {
  const before = { kind, userId, toUserId, amountWl, askerId };
  recordAct(tx, shopId, { ...by, subject: String(id), before, after: undefined });
}

function requestOf(row: RequestRow): WalletRequest {
  const { id, kind, userId, amountWl, reason, askerId, askedAtMs, expiresAtMs } = row;
  const toUserId = row.toUserId ?? undefined;
  return { id, kind, userId, toUserId, amountWl, reason, askerId, askedAtMs, expiresAtMs };
}
