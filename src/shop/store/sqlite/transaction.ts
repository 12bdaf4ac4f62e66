import type { GoodsSeal } from '../goods-seal.ts';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** One transaction: statements against the database, the moment it began, and fresh ids. */
export interface Transaction {
  readonly nowMs: number;
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  /** @returns how many rows changed */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** @returns the new row's id */
  insert(sql: string, ...values: SQLInputValue[]): number;
  newId(): string;
  /** Seals and opens what is sold. */
  readonly goods: GoodsSeal;
}

export interface TransactionDeps {
  now: () => number;
  newId: () => string;
}

/** As long as this many pages wait in the write-ahead log, none is moved to the file. */
const CHECKPOINT_PAGES = 1000;
/** In bulk work, so that no single commit has much to move. */
const BULK_CHECKPOINT_PAGES = 100;

/** Runs transactions on one connection, with every statement prepared once. */
export class TransactionRunner {
  readonly #db: DatabaseSync;
  readonly #deps: TransactionDeps;
  readonly #statements = new Map<string, StatementSync>();
  #goods: GoodsSeal | undefined;

  constructor(db: DatabaseSync, deps: TransactionDeps) {
    this.#db = db;
    this.#deps = deps;
  }

  /** All that `work` reads is one moment of the database. */
  read<T>(work: (tx: Transaction) => T): T {
    return this.#within('BEGIN', work);
  }

  /** For a single statement, which is one moment by itself: opening and closing a transaction around it costs more than it. */
  look<T>(work: (tx: Transaction) => T): T {
    return work(new RunningTransaction(this, this.#deps));
  }

  /** All that `work` does is committed together, or nothing when it throws. It holds the write lock from the start. */
  write<T>(work: (tx: Transaction) => T): T {
    // A deferred transaction that turns into a writing one fails at once when another process wrote in between.
    return this.#within('BEGIN IMMEDIATE', work);
  }

  /** One chunk of bulk work: as `write`, with the cost of its pages spread over the chunks. */
  writeBulk<T>(work: (tx: Transaction) => T): T {
    this.#db.exec(`PRAGMA wal_autocheckpoint = ${BULK_CHECKPOINT_PAGES}`);
    try {
      return this.write(work);
    } finally {
      this.#db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    }
  }

  /** Gives transactions the seal that their goods need; `open` finds it out in the first one. */
  sealWith(open: (tx: Transaction) => GoodsSeal): void {
    this.#goods = this.write(open);
  }

  /** @throws Error before {@link sealWith} */
  get goods(): GoodsSeal {
    if (!this.#goods) throw new Error('the stock is not open yet');
    return this.#goods;
  }

  close(): void {
    this.#statements.clear();
    if (this.#db.isOpen) this.#db.close();
  }

  #within<T>(begin: string, work: (tx: Transaction) => T): T {
    this.prepare(begin).run();
    try {
      const result = work(new RunningTransaction(this, this.#deps));
      this.prepare('COMMIT').run();
      return result;
    } catch (error) {
      // SQLite has already rolled back on some errors, a full disk for one.
      if (this.#db.isTransaction) this.prepare('ROLLBACK').run();
      throw error;
    }
  }

  /** The prepared statement. @throws what SQLite says of the text */
  prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** A class: V8 would keep an object literal with a getter, and all that it sees, until the next full collection. */
class RunningTransaction implements Transaction {
  readonly nowMs: number;
  readonly newId: () => string;
  readonly #runner: TransactionRunner;

  constructor(runner: TransactionRunner, { now, newId }: TransactionDeps) {
    this.#runner = runner;
    this.nowMs = now();
    this.newId = newId;
  }

  get goods(): GoodsSeal {
    return this.#runner.goods;
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#runner.prepare(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#runner.prepare(sql).all(...values) as Row[];
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#runner.prepare(sql).run(...values).changes);
  }

  insert(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#runner.prepare(sql).run(...values).lastInsertRowid);
  }
}
