import type { WalletEntry } from '../shop-store.ts';
import type { Transaction } from './transaction.ts';

export interface Account {
  id: number;
  balanceWl: number;
}
export interface Posting {
  kind: WalletEntry['kind'];
  actorId: string;
  reason: string;
  orderId?: number;
  /** When it happened, for what comes from elsewhere; now if left out. */
  atMs?: number;
  /** Makes it happen once in a shop. */
  key?: string;
  fromId: number;
  toId: number;
  amountWl: number;
}

/** A buyer's account; undefined as long as nothing ever came in. */
export function walletOf(tx: Transaction, shopId: string, userId: string): Account | undefined {
  return tx.get<Account>(
    "SELECT id, balance_wl AS balanceWl FROM ledger_accounts WHERE shop_id = ? AND kind = 'wallet' AND owner = ?",
    shopId,
    userId,
  );
}

export function openWallet(tx: Transaction, shopId: string, userId: string): Account {
  const known = walletOf(tx, shopId, userId);
  if (known) return known;
  const sql = "INSERT INTO ledger_accounts (shop_id, kind, owner) VALUES (?, 'wallet', ?)";
  return { id: tx.insert(sql, shopId, userId), balanceWl: 0 };
}

/** Where locks come from and go to outside the shop: its balance is minus what all others hold. */
export function externalAccount(tx: Transaction, shopId: string): Account {
  const account = tx.get<Account>(
    "SELECT id, balance_wl AS balanceWl FROM ledger_accounts WHERE shop_id = ? AND kind = 'external' AND owner = ''",
    shopId,
  );
  if (!account) throw new Error(`shop ${shopId} does not exist`);
  return account;
}

/** What the shop earned. */
export function revenueAccount(tx: Transaction, shopId: string): Account {
  const account = tx.get<Account>(
    "SELECT id, balance_wl AS balanceWl FROM ledger_accounts WHERE shop_id = ? AND kind = 'revenue' AND owner = ''",
    shopId,
  );
  if (!account) throw new Error(`shop ${shopId} does not exist`);
  return account;
}

/** Moves `amountWl` between two accounts: a transaction, two entries that sum to 0, and both balances. */
export function post(tx: Transaction, shopId: string, posting: Posting): { fromBalanceWl: number } {
  const transactionId = tx.insert(
    `INSERT INTO ledger_transactions (shop_id, kind, at_ms, actor_id, reason, order_id, payment_key)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    shopId,
    posting.kind,
    posting.atMs ?? tx.nowMs,
    posting.actorId,
    posting.reason,
    posting.orderId ?? null,
    posting.key ?? null,
  );
  const fromBalanceWl = addEntry(tx, shopId, transactionId, {
    accountId: posting.fromId,
    amountWl: -posting.amountWl,
  });
  addEntry(tx, shopId, transactionId, { accountId: posting.toId, amountWl: posting.amountWl });
  return { fromBalanceWl };
}

function addEntry(
  tx: Transaction,
  shopId: string,
  transactionId: number,
  { accountId, amountWl }: { accountId: number; amountWl: number },
): number {
  const account = tx.get<{ balance_wl: number }>(
    'UPDATE ledger_accounts SET balance_wl = balance_wl + ? WHERE id = ? RETURNING balance_wl',
    amountWl,
    accountId,
  );
  if (!account) throw new Error(`ledger account ${accountId} does not exist`);
  tx.run(
    `INSERT INTO ledger_entries (shop_id, transaction_id, account_id, amount_wl, balance_after_wl)
     VALUES (?, ?, ?, ?, ?)`,
    shopId,
    transactionId,
    accountId,
    amountWl,
    account.balance_wl,
  );
  return account.balance_wl;
}
