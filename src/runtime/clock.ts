import { setTimeout as delay } from 'node:timers/promises';

/** The only way to time in LiveStock: everything that waits, dates or measures takes one of these. */
export interface Clock {
  /** Wall-clock time in milliseconds since the Unix epoch; may jump. For dates that people or Discord see. */
  now(): number;
  /** Milliseconds on a clock that never goes back. For durations and deadlines. */
  monotonicMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `tick` every `ms` until the returned function is called. A tick must handle its own errors. */
  every(ms: number, tick: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
  every(ms, tick) {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
};
