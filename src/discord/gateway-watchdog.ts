import type { Clock } from '../runtime/clock.ts';

const LOOK_MS = 5000;
/** The first patience with a shard that is not ready; doubled with every renewal that did not help. */
const FIRST_PATIENCE_MS = 30_000;
const LONGEST_PATIENCE_MS = 300_000;
const MAX_RENEWALS = 3;
/** Discord's usual interval, until the connection has shown its own. */
const USUAL_INTERVAL_MS = 41_250;
/** A heartbeat is due one interval after the last; two more without an answer and the connection is dead. */
const DEAD_AFTER_INTERVALS = 3;

/** What is seen of a shard. Times are on the monotonic clock. */
export interface ShardSight {
  isReady: boolean;
  /** Since when it is ready or not. */
  sinceMs: number;
  /** Waits for leave to begin a session: no fault of the connection. */
  isWaitingToIdentify: boolean;
  /** When the last acknowledged heartbeat of this connection was seen; undefined before the first. */
  heartbeatMs: number | undefined;
  /** Between two heartbeats; undefined before the second. */
  intervalMs: number | undefined;
}

/** `unready`: no READY or RESUMED comes. `dead`: it counts as ready, but its heartbeats are not answered. */
export type Trouble = 'unready' | 'dead';

/**
 * What is wrong with a shard, if it has gone on for longer than we wait.
 * @param renewals how often its connection was begun anew since it was last well
 */
export function troubleOf(sight: ShardSight, nowMs: number, renewals: number): Trouble | undefined {
  if (sight.isReady) {
    const lastMs = sight.heartbeatMs ?? sight.sinceMs;
    const limitMs = DEAD_AFTER_INTERVALS * (sight.intervalMs ?? USUAL_INTERVAL_MS);
    return nowMs - lastMs > limitMs ? 'dead' : undefined;
  }
  if (sight.isWaitingToIdentify) return undefined;
  return nowMs - sight.sinceMs >= patienceMs(renewals) ? 'unready' : undefined;
}

/** How long a shard may be not ready after this many renewals of its connection. */
export function patienceMs(renewals: number): number {
  return Math.min(LONGEST_PATIENCE_MS, FIRST_PATIENCE_MS * 2 ** renewals);
}

export interface GatewayWatchdogDeps {
  clock: Clock;
  shards: () => readonly number[];
  waitsToIdentify: (shard: number) => boolean;
  /** Gives a shard's connection up and connects it anew. */
  renew: (shard: number) => Promise<void>;
  onRenew: (shard: number, trouble: Trouble) => void;
  /** Renewing did not help; a new process may, unless Discord itself is down. Told once until the shard is well again. */
  onHopeless: (shard: number, trouble: Trouble) => void;
  onError: (error: unknown) => void;
}

interface Watched {
  sight: Omit<ShardSight, 'isWaitingToIdentify'>;
  renewals: number;
  /** The heartbeat's own time, as the library tells it. */
  beatAtMs: number | undefined;
}

/**
 * Watches the shards' connections, because a RESUME that is never answered hangs for ever while heartbeats are acknowledged.
 *
 * A shard is `well`; or `in trouble` (not ready too long, or dead) → its connection is renewed, with growing patience → `well`
 * again, or after three renewals `hopeless`: told once, then tried on with ever the same patience.
 */
export class GatewayWatchdog {
  readonly #deps: GatewayWatchdogDeps;
  readonly #watched = new Map<number, Watched>();
  #stop = () => {};
  #looking: Promise<void> | undefined;

  constructor(deps: GatewayWatchdogDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#stop();
    this.#stop = this.#deps.clock.every(LOOK_MS, () => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = undefined;
      });
    });
  }

  async stop(): Promise<void> {
    this.#stop();
    await this.#looking;
  }

  /** A shard became ready, or lost its connection. */
  changed(shard: number, isReady: boolean): void {
    const watched = this.#of(shard);
    const { sight } = watched;
    if (isReady) watched.renewals = 0;
    if (isReady === sight.isReady) return;
    watched.beatAtMs = undefined;
    watched.sight = { isReady, sinceMs: this.#nowMs(), heartbeatMs: undefined, intervalMs: undefined };
  }

  /** A heartbeat was acknowledged. @param beatAtMs when it was sent, in Unix milliseconds: tells one from the next */
  acknowledged(shard: number, beatAtMs: number): void {
    const watched = this.#of(shard);
    const { sight, beatAtMs: previousMs } = watched;
    const betweenMs = previousMs === undefined ? undefined : beatAtMs - previousMs;
    watched.beatAtMs = beatAtMs;
    // Discord may ask for a heartbeat in between: the longest pause is the interval.
    const intervalMs =
      betweenMs === undefined ? sight.intervalMs : Math.max(sight.intervalMs ?? 0, betweenMs);
    watched.sight = { ...sight, heartbeatMs: this.#nowMs(), intervalMs };
  }

  async #look(): Promise<void> {
    for (const shard of this.#deps.shards()) {
      try {
        await this.#attend(shard);
      } catch (error) {
        this.#deps.onError(error);
      }
    }
  }

  async #attend(shard: number): Promise<void> {
    const { waitsToIdentify, renew, onRenew, onHopeless } = this.#deps;
    const watched = this.#of(shard);
    const isWaitingToIdentify = waitsToIdentify(shard);
    // Patience begins when the wait is over.
    if (isWaitingToIdentify) watched.sight = { ...watched.sight, sinceMs: this.#nowMs() };
    const trouble = troubleOf({ ...watched.sight, isWaitingToIdentify }, this.#nowMs(), watched.renewals);
    if (!trouble) return;
    if (watched.renewals === MAX_RENEWALS) onHopeless(shard, trouble);
    watched.renewals += 1;
    watched.sight = { isReady: false, sinceMs: this.#nowMs(), heartbeatMs: undefined, intervalMs: undefined };
    onRenew(shard, trouble);
    await renew(shard);
  }

  #of(shard: number): Watched {
    let watched = this.#watched.get(shard);
    if (!watched) {
      const sight = { isReady: false, sinceMs: this.#nowMs(), heartbeatMs: undefined, intervalMs: undefined };
      watched = { sight, renewals: 0, beatAtMs: undefined };
      this.#watched.set(shard, watched);
    }
    return watched;
  }

  #nowMs(): number {
    return this.#deps.clock.monotonicMs();
  }
}
