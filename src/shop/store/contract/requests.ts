import type { Payment, Transfer } from './wallet.ts';

/** Payments that need two owners: one asks, another one decides. Nothing moves in between. */
export interface WalletRequestStore {
  /**
   * Keeps a payment until another owner decides or `expiresAtMs` has come. The same `key` twice is one request.
   * @throws UserError amount_invalid | reason_missing | transfer_same | insufficient_balance
   */
  requestPayment(shopId: string, request: PaymentRequest): Promise<WalletRequest>;
  /** Those that can still be decided, oldest first. */
  walletRequests(shopId: string): Promise<WalletRequest[]>;
  /**
   * Makes the payment, once. @throws UserError request_own for whoever asked; request_over; and what the payment itself
   * throws, which leaves the request open
   */
  approvePayment(shopId: string, decision: Decision): Promise<WalletRequest>;
  /** Ends the request; whoever asked may do that too. @throws UserError request_over */
  rejectPayment(shopId: string, decision: Decision): Promise<WalletRequest>;
}

/** A payment that needs a second owner; `actorId` is who asks. */
export type PaymentRequest = { expiresAtMs: number } & (
  | ({ kind: 'credit' | 'debit' } & Payment)
  | ({ kind: 'transfer' } & Transfer)
);

export interface Decision {
  id: number;
  actorId: string;
}

export interface WalletRequest {
  id: number;
  kind: PaymentRequest['kind'];
  userId: string;
  toUserId: string | undefined;
  amountWl: number;
  reason: string;
  askerId: string;
  askedAtMs: number;
  expiresAtMs: number;
}
