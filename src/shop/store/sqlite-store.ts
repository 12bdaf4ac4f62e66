import { randomUUID } from 'node:crypto';
import type { Clock } from '../../runtime/clock.ts';
import { UserError } from '../../runtime/errors.ts';
import type { StockKeys } from './goods-seal.ts';
import type { ShopStore } from './shop-store.ts';
import { backUp } from './sqlite/backup.ts';
import { openDatabaseFile } from './sqlite/database-file.ts';
import { DryRunDone, importShop } from './sqlite/import-shop.ts';
import { sqliteMigrations } from './sqlite/migrations.ts';
import { BULK, LOOKS, READS, WRITES, type Operations } from './sqlite/operations.ts';
import { openSeal } from './sqlite/stock-keys.ts';
import { type Transaction, TransactionRunner } from './sqlite/transaction.ts';

export interface StoreDeps {
  clock: Clock;
  /** What the stock is sealed with. Default: it is kept as it is. */
  stockKeys?: StockKeys;
  /** Makes ids that nobody can guess: leases, canary tokens. Default: random UUIDs. */
  ids?: () => string;
  /** Hears of every operation: its method's name, how it ended and how long it took. */
  onOperation?: (
    operation: string,
    result: 'ok' | 'refused' | 'error',
    seconds: number,
    kind: 'read' | 'write',
  ) => void;
}

/**
 * The store in one SQLite file: WAL, synced at every commit. The methods are asynchronous by contract only: each runs its
 * whole transaction at once, so nothing of ours comes between its statements.
 * @param options.path a file (made with mode 0600, its folder with 0700), or `:memory:`
 * @throws StoreUnusableError for a file that isn't ours, comes from a newer version or is sealed with another key; it is left alone
 */
export async function openSqliteStore({ path, ...deps }: StoreDeps & { path: string }): Promise<ShopStore> {
  const { clock } = deps;
  const db = openDatabaseFile(path, sqliteMigrations(), clock.now());
  const runner = new TransactionRunner(db, { now: () => clock.now(), newId: deps.ids ?? randomUUID });
  try {
    runner.sealWith((tx) => openSeal(tx, deps.stockKeys ?? { current: undefined, old: [] }));
  } catch (error) {
    runner.close();
    throw error;
  }
  return {
    ...methods(LOOKS, (name, work) => timed(deps, { name, kind: 'read' }, () => runner.look(work))),
    ...methods(READS, (name, work) => timed(deps, { name, kind: 'read' }, () => runner.read(work))),
    ...methods(WRITES, (name, work) => timed(deps, { name, kind: 'write' }, () => runner.write(work))),
    ...methods(BULK, (name, work) => timed(deps, { name, kind: 'write' }, () => runner.writeBulk(work))),
    // Not timed among the operations: these are a tool's, and the other goes on beside them.
    importShop: async (shopId, content, options) => {
      try {
        return runner.write((tx) => importShop(tx, shopId, content, options));
      } catch (error) {
        if (error instanceof DryRunDone) return error.report;
        throw error;
      }
    },
    backup: (path) => backUp(db, path),
    [Symbol.asyncDispose]: async () => runner.close(),
  };
}

type Run = <T>(operation: string, work: (tx: Transaction) => T) => Promise<T>;

/** The store's methods: each one runs its operation in a transaction. */
function methods<T extends Partial<Operations>>(
  operations: T,
  run: Run,
): Pick<ShopStore, keyof T & keyof ShopStore> {
  const entries = Object.entries(operations).map(([name, operation]) => {
    const work = operation as (tx: Transaction, ...args: unknown[]) => unknown;
    return [name, (...args: unknown[]) => run(name, (tx) => work(tx, ...args))];
  });
  return Object.fromEntries(entries);
}

async function timed<T>(
  { clock, onOperation }: StoreDeps,
  { name, kind }: { name: string; kind: 'read' | 'write' },
  run: () => T,
): Promise<T> {
  const startedMs = clock.monotonicMs();
  let result: 'ok' | 'refused' | 'error' = 'ok';
  try {
    return run();
  } catch (error) {
    result = error instanceof UserError ? 'refused' : 'error';
    throw error;
  } finally {
    try {
      onOperation?.(name, result, (clock.monotonicMs() - startedMs) / 1_000, kind);
    } catch {
      // What was committed stays committed, whatever its observer thinks of it.
    }
  }
}
