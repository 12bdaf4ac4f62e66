import { once } from 'node:events';
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { DatabaseFacts } from '../shop-store.ts';
import { verify } from './proofs.ts';
import { schemaVersion } from './migrations.ts';
import { TransactionRunner } from './transaction.ts';

/** Problems that are named one by one. */
const NAMED_PROBLEMS = 20;

/** A database file that does not prove itself; the message lists what is wrong. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
  readonly problems: readonly string[];

  constructor(path: string, problems: readonly string[]) {
    const named = problems.slice(0, NAMED_PROBLEMS).map((line) => `  - ${line}`);
    super(`${path} is damaged (${problems.length} problems):\n${named.join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Opens a database of this version's schema for reading, checks its pages and references and audits ledger and stock.
 * It blocks: see {@link checkFileAside}.
 * @returns what it holds
 * @throws DamagedFileError with everything that is wrong: ids and numbers, never the goods
 */
export function checkFile(path: string): DatabaseFacts {
  try {
    using db = new DatabaseSync(path, { readOnly: true });
    const problems = problemsIn(db);
    if (problems.length > 0) throw new DamagedFileError(path, problems);
    return { ...factsOf(db), bytes: statSync(path).size };
  } catch (error) {
    throw asDamage(path, error);
  }
}

/** {@link checkFile} on a thread of its own, so that the bot goes on meanwhile. @throws what it throws */
export async function checkFileAside(path: string): Promise<DatabaseFacts> {
  // Without the process's own flags, which would load the tracing again.
  const worker = new Worker(new URL('./check-file-worker.ts', import.meta.url), {
    workerData: path,
    execArgv: [],
  });
  const [answer] = (await once(worker, 'message')) as [DatabaseFacts | { problems: string[] }];
  if ('problems' in answer) throw new DamagedFileError(path, answer.problems);
  return answer;
}

/** What SQLite says of a file that it cannot read is damage too. */
export function asDamage(path: string, error: unknown): unknown {
  const isDamage = (error as { code?: unknown }).code === 'ERR_SQLITE_ERROR';
  return isDamage ? new DamagedFileError(path, [(error as Error).message]) : error;
}

function problemsIn(db: DatabaseSync): string[] {
  const pages = db.prepare(`PRAGMA integrity_check(${NAMED_PROBLEMS})`).all() as {
    integrity_check: string;
  }[];
  const broken = pages.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  // Nothing can be read out of broken pages.
  if (broken.length > 0) return broken;
  const orphans = db.prepare('PRAGMA foreign_key_check').all() as { table: string; rowid: number }[];
  const runner = new TransactionRunner(db, { now: () => 0, newId: () => '' });
  return [
    ...orphans.map(({ table, rowid }) => `${table} ${rowid} refers to a row that is not there`),
    ...runner.read(verify).map(({ check, detail }) => `${check}: ${detail}`),
  ];
}

function factsOf(db: DatabaseSync): Omit<DatabaseFacts, 'bytes'> {
  const count = (sql: string) => Number(db.prepare(sql).get()?.['n']);
  return {
    version: schemaVersion(db),
    shops: count('SELECT count(*) AS n FROM shops'),
    products: count('SELECT count(*) AS n FROM products WHERE removed_at_ms IS NULL'),
    freeItems: count("SELECT count(*) AS n FROM stock_items WHERE status = 'free'"),
    orders: count('SELECT count(*) AS n FROM orders'),
    walletsWl: count("SELECT coalesce(sum(balance_wl), 0) AS n FROM ledger_accounts WHERE kind = 'wallet'"),
  };
}
