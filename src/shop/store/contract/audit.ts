import type { Page } from './page.ts';

/** Who did what, and whether the books are right. */
export interface AuditStore {
  /** Acts of the staff, newest first. `action` matches whole or as a beginning: `wallet`, `wallet.credit`. */
  acts(
    shopId: string,
    filter: { actorId?: string | undefined; action?: string | undefined },
    page: Page,
  ): Promise<{ acts: Act[]; total: number }>;
  /** Names of the actions among the latest acts, by name. */
  actNames(shopId: string): Promise<string[]>;
  /**
   * The next entries of a shop's ledger in the order they were made, from after `afterId` (0: from the start). The last
   * page, which may be empty, brings what the entries must add up to, as of the same moment.
   */
  ledgerPage(shopId: string, afterId: number, limit: number): Promise<LedgerPage>;
}

export interface Act {
  id: number;
  atMs: number;
  actorId: string;
  action: string;
  subject: string;
  before: Readonly<Record<string, unknown>> | undefined;
  after: Readonly<Record<string, unknown>> | undefined;
}

export interface LedgerPage {
  entries: LedgerEntry[];
  /** Only on the last page. */
  end: { accounts: LedgerAccount[]; transactions: number } | undefined;
}

export interface LedgerEntry {
  id: number;
  transactionId: number;
  accountId: number;
  amountWl: number;
  balanceAfterWl: number;
}

export interface LedgerAccount {
  id: number;
  kind: 'wallet' | 'external' | 'revenue';
  /** The Discord user of a wallet; empty for the shop's own. */
  owner: string;
  balanceWl: number;
}
