import type { Clock } from '../runtime/clock.ts';

/** Why an error may be tried again. `afterMs`: the other side asked for at least this wait. */
export interface Retryable {
  reason: string;
  afterMs?: number;
  /** A wait for a rate limit is not a failure of the call, so it costs no attempt. */
  free?: boolean;
}

export interface RetryOptions {
  clock: Clock;
  /** A number in [0, 1), for the jitter. */
  random: () => number;
  attempts: number;
  baseDelayMs: number;
  maxDelayMs: number;
  /** Decides whether another attempt can succeed; undefined: it can't. */
  retryable: (error: unknown) => Retryable | undefined;
  /** Ends the waiting at once, with the signal's reason. */
  signal?: AbortSignal;
  onRetry?: (reason: string, attempt: number) => void;
}

/**
 * Calls `run` until it succeeds, throws what cannot succeed later, or `attempts` are used up; the last error is thrown.
 * Waits are drawn evenly from 0 to min(maxDelayMs, baseDelayMs × 2^(attempt − 1)) ("full jitter").
 */
export async function retry<T>(run: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  let attempt = 1;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await run(attempt);
    } catch (error) {
      const why = options.retryable(error);
      if (!why || (!why.free && attempt >= options.attempts)) throw error;
      options.onRetry?.(why.reason, attempt);
      await options.clock.sleep(waitMs(why, attempt, options), options.signal);
      if (!why.free) attempt += 1;
    }
  }
}

function waitMs(why: Retryable, attempt: number, options: RetryOptions): number {
  const ceiling = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** (attempt - 1));
  const jittered = options.random() * ceiling;
  // Somebody who said when to come back is believed; the jitter comes on top so that waiters don't return together.
  return why.afterMs === undefined ? jittered : why.afterMs + Math.min(jittered, 100);
}
