import type { Clock } from '../runtime/clock.ts';
import type { Postponed } from './store/shop-store.ts';

const USUAL_CONCURRENCY = 3;
const LEASE_MS = 20_000;
/** A sending is given up while its lease still has time left for noting that. */
const SEND_TIMEOUT_MS = 15_000;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 600_000;
const STORE_RETRY_MS = 1_000;
/** An idle worker looks this often all the same: another process may have sold, the wall clock may have jumped. */
const LONGEST_REST_MS = 30_000;

/** A row that its worker has leased: nobody else gets it until the lease ends. */
interface Leased {
  id: number;
  lease: string;
  /** How often it was claimed, this time included. */
  attempts: number;
}

/** Rows of the store that each want one thing sent. */
export interface Outbox<Row extends Leased, Outcome> {
  /** Leases what is due to this caller; `key` narrows it to one subject's row. */
  claim(claim: { leaseMs: number; limit: number; key?: number }): Promise<Row[]>;
  /** Ends or postpones a leased row; false when the lease was no longer this caller's. */
  settle(row: Row, outcome: Outcome | Postponed): Promise<boolean>;
  /** When the next row is due; undefined: nothing waits. */
  nextDueAtMs(): Promise<number | undefined>;
  /** What the row is about, an order say: one sending at a time each. */
  keyOf(row: Row): number;
}

export interface OutboxWorkerDeps<Row extends Leased, Outcome> {
  outbox: Outbox<Row, Outcome>;
  clock: Clock;
  /** Hands it over. Whatever it throws postpones the row; the signal ends it before the lease does. */
  send: (row: Row, signal: AbortSignal) => Promise<Outcome | Postponed>;
  /** How many are sent at once. Default: 3. */
  concurrency?: number;
  /** A number in [0, 1), for the jitter. */
  random?: () => number;
  onOutcome?: (row: Row, outcome: Outcome | Postponed) => void;
  /** Hears of failed sendings and of a store that fails; the worker goes on. */
  onError?: (error: unknown) => void;
}

/**
 * Sends what the store promised (the goods of paid orders, notices of a restock): `new` → `running` (start) → `stopped`
 * (stop; from either). While running it takes due rows by lease, a few at once, and sleeps until the next one is due, a
 * place gets free or it is woken. A lease keeps others away while one is sent; a worker that dies leaves its rows to
 * whoever looks after the lease has ended.
 */
export class OutboxWorker<Row extends Leased, Outcome> implements AsyncDisposable {
  readonly #deps: OutboxWorkerDeps<Row, Outcome>;
  readonly #inFlight = new Map<number, Promise<Outcome | Postponed | undefined>>();
  readonly #stopping = new AbortController();
  /** Places not taken by a sending or by a claim that is under way. */
  #places: number;
  #loop: Promise<void> | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(deps: OutboxWorkerDeps<Row, Outcome>) {
    this.#deps = deps;
    this.#places = deps.concurrency ?? USUAL_CONCURRENCY;
  }

  /** Begins with what was left undelivered. Further calls do nothing. */
  start(): void {
    if (this.#stopped) return;
    this.#loop ??= this.#run();
  }

  /** Looks for due rows now. */
  wake(): void {
    this.#signal();
  }

  /**
   * Sends one subject's row, or joins the sending that is under way, and says how it ended. Undefined when there is nothing
   * to send: sent before, leased by another process, postponed, or the worker is stopped.
   */
  async sendNow(key: number): Promise<Outcome | Postponed | undefined> {
    for (;;) {
      const underWay = this.#inFlight.get(key);
      if (underWay) return underWay;
      if (this.#stopped) return undefined;
      if (this.#places > 0) break;
      await this.#changed.promise;
    }
    this.#places -= 1;
    const work = this.#claimOne(key);
    return this.#track(key, work);
  }

  /** Takes nothing more and waits for what is being sent. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#signal();
    await this.#loop;
    await Promise.all(this.#inFlight.values());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      // Taken before looking, so that a signal during the look is not slept through.
      const changed = this.#changed.promise;
      const waitMs = await this.#takeDue();
      if (waitMs > 0) await this.#rest(waitMs, changed);
    }
  }

  /** Starts what is due, as places allow; says how long to rest, 0 for not at all. */
  async #takeDue(): Promise<number> {
    const { outbox, clock } = this.#deps;
    if (this.#places === 0) return Number.POSITIVE_INFINITY;
    try {
      const nextDueAtMs = (await outbox.nextDueAtMs()) ?? Number.POSITIVE_INFINITY;
      const waitMs = nextDueAtMs - clock.now();
      if (waitMs > 0) return Math.min(waitMs, LONGEST_REST_MS);
      await this.#claimMany();
      return 0;
    } catch (error) {
      this.#report(error);
      return STORE_RETRY_MS;
    }
  }

  async #claimMany(): Promise<void> {
    const limit = this.#places;
    if (limit === 0 || this.#stopped) return;
    this.#places = 0;
    let claimed: Row[] = [];
    try {
      claimed = await this.#deps.outbox.claim({ leaseMs: LEASE_MS, limit });
    } finally {
      this.#release(limit - claimed.length);
    }
    for (const row of claimed) void this.#track(this.#deps.outbox.keyOf(row), this.#deliver(row));
    // Whoever waits to send one of these can join its sending now.
    this.#signal();
  }

  async #claimOne(key: number): Promise<Outcome | Postponed | undefined> {
    const [row] = await this.#deps.outbox.claim({ leaseMs: LEASE_MS, limit: 1, key });
    return row && this.#deliver(row);
  }

  /** Keeps the work of a taken place until it ends; frees the place then. It never rejects: failures are reported. */
  #track(
    key: number,
    work: Promise<Outcome | Postponed | undefined>,
  ): Promise<Outcome | Postponed | undefined> {
    const tracked = work
      .catch((error) => {
        this.#report(error);
        return undefined;
      })
      .finally(() => {
        this.#inFlight.delete(key);
        this.#release(1);
      });
    this.#inFlight.set(key, tracked);
    return tracked;
  }

  async #deliver(row: Row): Promise<Outcome | Postponed> {
    const leaseEndsMs = this.#deps.clock.monotonicMs() + LEASE_MS;
    const outcome = await this.#sent(row);
    await this.#settle(row, outcome, leaseEndsMs);
    return outcome;
  }

  async #sent(row: Row): Promise<Outcome | Postponed> {
    const { clock, send } = this.#deps;
    const ended = new AbortController();
    const timeout = new AbortController();
    const timer = clock.sleep(SEND_TIMEOUT_MS, ended.signal).then(
      () => timeout.abort(new Error(`the sending took longer than ${SEND_TIMEOUT_MS} ms`)),
      () => undefined,
    );
    try {
      return await send(row, timeout.signal);
    } catch (error) {
      this.#report(error);
      // Only the kind of error: its text may quote the message that was sent.
      const reason = error instanceof Error ? error.name : 'error';
      return { kind: 'postponed', untilMs: clock.now() + this.#backOffMs(row.attempts), reason };
    } finally {
      ended.abort();
      await timer;
    }
  }

  /** Half of the doubled delay is certain, the other half is drawn, so that a crowd of failures spreads out. */
  #backOffMs(attempts: number): number {
    const ceilingMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
    return Math.round((ceilingMs / 2) * (1 + (this.#deps.random ?? Math.random)()));
  }

  /** Goods that went out but are not noted would go out again, so a failing store is asked until the lease is over. */
  async #settle(row: Row, outcome: Outcome | Postponed, leaseEndsMs: number): Promise<void> {
    const { outbox, clock, onOutcome } = this.#deps;
    for (;;) {
      try {
        const settled = await outbox.settle(row, outcome);
        if (settled) this.#safely(() => onOutcome?.(row, outcome));
        return;
      } catch (error) {
        this.#report(error);
      }
      if (this.#stopped || clock.monotonicMs() + STORE_RETRY_MS >= leaseEndsMs) return;
      await clock.sleep(STORE_RETRY_MS, this.#stopping.signal).catch(() => undefined);
    }
  }

  async #rest(waitMs: number, changed: Promise<void>): Promise<void> {
    if (!Number.isFinite(waitMs)) return changed;
    const woken = new AbortController();
    const timer = this.#deps.clock.sleep(waitMs, woken.signal).catch(() => undefined);
    await Promise.race([timer, changed]);
    woken.abort();
    await timer;
  }

  #release(places: number): void {
    if (places === 0) return;
    this.#places += places;
    this.#signal();
  }

  #signal(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }

  #report(error: unknown): void {
    this.#safely(() => this.#deps.onError?.(error));
  }

  /** An observer that throws changes nothing. */
  #safely(tell: () => void): void {
    try {
      tell();
    } catch {
      // Whoever observes the sendings must not stop them.
    }
  }
}
