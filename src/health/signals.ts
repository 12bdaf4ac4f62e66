import type { Clock } from '../runtime/clock.ts';
import { type Cap, cap } from './caps.ts';
import { BOUNDS, fall, type HealthValues } from './components.ts';
import { LedgerSignal } from './ledger-signal.ts';
import { Probe, Traffic } from './measures.ts';
import { BUCKET_MS } from './weighted-window.ts';

const NOT_READY_MS = 60_000;
/** The last 30 s. */
const ACKNOWLEDGEMENT_BUCKETS = 6;
const ACKNOWLEDGEMENT_CLICKS = 5;

/** What the signals came to at one evaluation. */
export interface Reading {
  values: HealthValues;
  caps: readonly Cap[];
}

/**
 * The connection to Discord at one moment; with several shards, the worst. `heartbeatAge`: age of the last heartbeat's
 * acknowledgement ÷ interval. `sinceMs`: on the monotonic clock.
 */
export type GatewaySample = { ready: true; heartbeatAge: number } | { ready: false; sinceMs: number };

/**
 * What the rest of the bot tells about how it does. Traffic is told as it happens. `gateway`, `board`, `delivery` and
 * `runtime` are probes: each must be told every 5 s, also when there is nothing to report, or it counts as silent.
 */
export class HealthSignals {
  readonly #clock: Clock;
  readonly #ledger: LedgerSignal;
  readonly #clicks = new Traffic();
  readonly #rest = new Traffic();
  readonly #gateway: Probe;
  readonly #board: Probe;
  readonly #delivery: Probe;
  readonly #runtime: Probe;
  readonly #windows: readonly { skip(buckets: number): void; roll(): void }[];
  #notReadySinceMs: number | undefined;
  #isInvariantBroken = false;
  #closedMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    const nowMs = clock.monotonicMs();
    this.#closedMs = nowMs;
    this.#ledger = new LedgerSignal(nowMs);
    this.#gateway = new Probe(nowMs);
    this.#board = new Probe(nowMs);
    this.#delivery = new Probe(nowMs);
    this.#runtime = new Probe(nowMs);
    const measures = [this.#clicks, this.#rest, this.#gateway, this.#board, this.#delivery, this.#runtime];
    this.#windows = [this.#ledger.results, this.#ledger.times, ...measures.map(({ window }) => window)];
  }

  /** A transaction ended. A refusal is no failure. @param ms how long it took, also when it failed */
  commit(ok: boolean, ms: number): void {
    this.#ledger.commit(ok, ms);
  }

  /** A canary write was answered: as {@link commit}, and a sign of life. */
  canary(ok: boolean, ms: number): void {
    this.#ledger.commit(ok, ms);
    this.#ledger.canaryAnswered(this.#clock.monotonicMs());
  }

  /** @param inTime whether the click was acknowledged within 2.5 s of its snowflake */
  click(inTime: boolean): void {
    this.#clicks.sample(inTime);
  }

  /** A call to Discord ended. Leave out faults of the user (50007; 10062 after a late answer) and shared 429s. */
  restCall(ok: boolean): void {
    this.#rest.sample(ok);
  }

  gateway(sample: GatewaySample): void {
    this.#notReadySinceMs = sample.ready ? undefined : sample.sinceMs;
    const value = sample.ready ? fall(sample.heartbeatAge, BOUNDS.heartbeatAge) : 0;
    this.#gateway.sample(value, this.#clock.monotonicMs());
  }

  /** @param staleness of the worst board ÷ the best that the edit limit allows; 0 when all are fresh or there is none */
  board(staleness: number): void {
    this.#board.sample(fall(staleness, BOUNDS.boardStaleness), this.#clock.monotonicMs());
  }

  /** @param oldestMs age of the oldest undelivered order; 0 when there is none */
  delivery(oldestMs: number): void {
    this.#delivery.sample(fall(oldestMs, BOUNDS.oldestDeliveryMs), this.#clock.monotonicMs());
  }

  /** @param memory resident memory ÷ its limit */
  runtime({ eventLoopP99Ms, memory }: { eventLoopP99Ms: number; memory: number }): void {
    const value = Math.min(fall(eventLoopP99Ms, BOUNDS.eventLoopMs), fall(memory, BOUNDS.memory));
    this.#runtime.sample(value, this.#clock.monotonicMs());
  }

  /** The ledger contradicts itself: nothing may be bought, and the score is 0, until {@link clearInvariant}. */
  invariantBroken(): void {
    this.#isInvariantBroken = true;
  }

  /** An administrator has put the ledger right. */
  clearInvariant(): void {
    this.#isInvariantBroken = false;
  }

  get isInvariantBroken(): boolean {
    return this.#isInvariantBroken;
  }

  /** False after 3 failures in a row, or 10 s without an answer to a canary: at this moment, not at the last evaluation. */
  get ledgerCanWrite(): boolean {
    return this.#ledger.canWrite(this.#clock.monotonicMs());
  }

  /** Ends the open bucket of 5 s and reads everything. */
  close(): Reading {
    const nowMs = this.#clock.monotonicMs();
    const elapsedMs = nowMs - this.#closedMs;
    this.#closedMs = nowMs;
    const skipped = Math.round(elapsedMs / BUCKET_MS) - 1;
    if (skipped > 0) for (const window of this.#windows) window.skip(skipped);
    const reading = {
      values: {
        ledger: this.#ledger.read(nowMs),
        acknowledgement: this.#clicks.read(elapsedMs),
        discord_rest: this.#rest.read(elapsedMs),
        gateway: this.#gateway.read(nowMs),
        board: this.#board.read(nowMs),
        delivery: this.#delivery.read(nowMs),
        runtime: this.#runtime.read(nowMs),
      },
      caps: this.#caps(nowMs),
    };
    for (const window of this.#windows) window.roll();
    return reading;
  }

  #caps(nowMs: number): Cap[] {
    const clicks = this.#clicks.window.total(ACKNOWLEDGEMENT_BUCKETS);
    const caps: Cap[] = [];
    if (!this.#ledger.canWrite(nowMs)) caps.push(cap('ledger_cannot_write'));
    if (clicks.count >= ACKNOWLEDGEMENT_CLICKS && clicks.sum < clicks.count / 2) {
      caps.push(cap('acknowledgement_lost'));
    }
    if (this.#notReadySinceMs !== undefined && nowMs - this.#notReadySinceMs >= NOT_READY_MS) {
      caps.push(cap('gateway_not_ready'));
    }
    if (this.#isInvariantBroken) caps.push(cap('invariant_broken'));
    return caps;
  }
}
