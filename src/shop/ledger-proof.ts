import type { Clock } from '../runtime/clock.ts';
import type { LedgerAccount, LedgerEntry, LedgerPage, ShopStore } from './store/shop-store.ts';

/** Entries read at once: a few milliseconds, so that clicks are answered in between. */
const PAGE = 2_000;

/** What is wrong with a ledger, where it begins to be. */
export interface LedgerBreak {
  check: 'entry_balanced' | 'wallet_negative' | 'accounts_sum';
  /** The first entry that is not as it should be; absent when an account or the whole is. */
  entryId: number | undefined;
  transactionId: number | undefined;
  /** Absent when the account does not exist in this shop, or it is about the whole. */
  account: Pick<LedgerAccount, 'id' | 'kind' | 'owner'> | undefined;
  expectedWl: number;
  foundWl: number;
}

export interface LedgerProof {
  entries: number;
  transactions: number;
  wallets: number;
  /** Sums of the balances by kind of account. */
  heldWl: Record<LedgerAccount['kind'], number>;
  broken: LedgerBreak | undefined;
}

interface Open {
  entryId: number;
  accountId: number;
  count: number;
  sumWl: number;
}
type Finding = Omit<LedgerBreak, 'account'> & { accountId: number | undefined };

/**
 * Reads a shop's whole ledger, page by page, and proves it: every transaction has at least two entries that sum to 0, every
 * entry's balance follows from the one before it, no wallet was ever below 0, every account holds what its entries sum to,
 * and all accounts sum to 0 (I1, I2). Payments made meanwhile are no trouble: entries only ever come at the end.
 */
export async function proveLedger(
  { store, clock }: { store: Pick<ShopStore, 'ledgerPage'>; clock: Clock },
  shopId: string,
): Promise<LedgerProof> {
  const books = new Books();
  for (let afterId = 0; ; ) {
    const { entries, end } = await store.ledgerPage(shopId, afterId, PAGE);
    for (const entry of entries) books.add(entry);
    if (end) return books.close(end);
    afterId = entries.at(-1)?.id ?? afterId;
    // The store answers without leaving this turn: whoever else has work comes first now.
    await clock.sleep(0);
  }
}

class Books {
  readonly #balances = new Map<number, number>();
  /** Transactions whose entries do not sum to 0 so far; whole ones are only counted. */
  readonly #open = new Map<number, Open>();
  #entries = 0;
  #transactions = 0;
  readonly #lowest = new Map<number, Finding>();
  #first: Finding | undefined;

  add({ id, transactionId, accountId, amountWl, balanceAfterWl }: LedgerEntry): void {
    this.#entries += 1;
    const expectedWl = (this.#balances.get(accountId) ?? 0) + amountWl;
    this.#balances.set(accountId, expectedWl);
    const at = { entryId: id, transactionId, accountId };
    if (balanceAfterWl !== expectedWl)
      this.#first ??= { check: 'accounts_sum', ...at, expectedWl, foundWl: balanceAfterWl };
    if (expectedWl < 0 && !this.#lowest.has(accountId))
      this.#lowest.set(accountId, { check: 'wallet_negative', ...at, expectedWl: 0, foundWl: expectedWl });
    this.#balance(transactionId, { entryId: id, accountId, amountWl });
  }

  #balance(
    transactionId: number,
    { entryId, accountId, amountWl }: { entryId: number; accountId: number; amountWl: number },
  ): void {
    const { count, sumWl } = this.#open.get(transactionId) ?? { count: 0, sumWl: 0 };
    // The last one so far is where it should have come to 0.
    this.#open.set(transactionId, { entryId, accountId, count: count + 1, sumWl: sumWl + amountWl });
    if (count === 0 || sumWl + amountWl !== 0) return;
    this.#open.delete(transactionId);
    this.#transactions += 1;
  }

  close({ accounts, transactions }: NonNullable<LedgerPage['end']>): LedgerProof {
    const byId = new Map(accounts.map((account) => [account.id, account]));
    const wallets = accounts.filter(({ kind }) => kind === 'wallet');
    const found = [this.#first, this.#unbalanced(), ...wallets.map(({ id }) => this.#lowest.get(id))]
      .filter((finding) => finding !== undefined)
      .toSorted((a, b) => (a.entryId ?? 0) - (b.entryId ?? 0));
    const first = found[0] ?? this.#wrongAccount(accounts) ?? this.#wrongWhole(accounts, transactions);
    return {
      entries: this.#entries,
      transactions,
      wallets: wallets.length,
      heldWl: {
        wallet: held(accounts, 'wallet'),
        revenue: held(accounts, 'revenue'),
        external: held(accounts, 'external'),
      },
      broken: first && named(first, byId),
    };
  }

  #unbalanced(): Finding | undefined {
    const [first] = this.#open;
    if (!first) return undefined;
    const [transactionId, { entryId, accountId, sumWl }] = first;
    return { check: 'entry_balanced', entryId, transactionId, accountId, expectedWl: 0, foundWl: sumWl };
  }

  #wrongAccount(accounts: readonly LedgerAccount[]): Finding | undefined {
    const wrong = accounts.find(({ id, balanceWl }) => balanceWl !== (this.#balances.get(id) ?? 0));
    if (!wrong) return undefined;
    const expectedWl = this.#balances.get(wrong.id) ?? 0;
    const nowhere = { entryId: undefined, transactionId: undefined };
    return { check: 'accounts_sum', ...nowhere, accountId: wrong.id, expectedWl, foundWl: wrong.balanceWl };
  }

  /** What no entry and no account shows: entries of accounts that are not there, transactions without entries. */
  #wrongWhole(accounts: readonly LedgerAccount[], transactions: number): Finding | undefined {
    const nowhere = { entryId: undefined, transactionId: undefined, accountId: undefined };
    const sumWl = accounts.reduce((sum, { balanceWl }) => sum + balanceWl, 0);
    if (sumWl !== 0) return { check: 'accounts_sum', ...nowhere, expectedWl: 0, foundWl: sumWl };
    if (transactions === this.#transactions) return undefined;
    return { check: 'entry_balanced', ...nowhere, expectedWl: transactions, foundWl: this.#transactions };
  }
}

function held(accounts: readonly LedgerAccount[], kind: LedgerAccount['kind']): number {
  return accounts.reduce((sum, account) => sum + (account.kind === kind ? account.balanceWl : 0), 0);
}

function named(
  { accountId, ...finding }: Finding,
  accounts: ReadonlyMap<number, LedgerAccount>,
): LedgerBreak {
  const account = accountId === undefined ? undefined : accounts.get(accountId);
  return { ...finding, account: account && { id: account.id, kind: account.kind, owner: account.owner } };
}
