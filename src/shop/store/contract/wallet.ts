import type { Page } from './page.ts';

/** What buyers own. The ledger below is append-only; a wallet is the sum of its entries. */
export interface WalletStore {
  /** Pays into a wallet. The same `key` twice is one payment; with other contents it is a fault. @throws UserError amount_invalid | reason_missing */
  credit(shopId: string, payment: Payment): Promise<{ balanceWl: number }>;
  /** Takes from a wallet. @throws UserError amount_invalid | reason_missing | insufficient_balance */
  debit(shopId: string, payment: Payment): Promise<{ balanceWl: number }>;
  /** Moves WL from one wallet to another, as one transaction. @throws UserError amount_invalid | reason_missing | insufficient_balance | transfer_same */
  transfer(shopId: string, transfer: Transfer): Promise<{ balanceWl: number; toBalanceWl: number }>;
  /** A wallet's movements, newest first, each with the balance after it. */
  history(shopId: string, userId: string, page: Page): Promise<{ entries: WalletEntry[]; total: number }>;
}

export interface Payment {
  userId: string;
  amountWl: number;
  reason: string;
  actorId: string;
  /** Makes the payment happen once: an interaction's id, a deposit message's id. */
  key: string;
}

/** From `userId` to `toUserId`. */
export interface Transfer extends Payment {
  toUserId: string;
}

export interface WalletEntry {
  id: number;
  atMs: number;
  kind: 'deposit' | 'credit' | 'debit' | 'purchase' | 'refund' | 'transfer';
  amountWl: number;
  balanceAfterWl: number;
  reason: string;
  orderId: number | undefined;
}
