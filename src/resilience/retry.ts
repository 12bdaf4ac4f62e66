import type { Clock } from '../runtime/clock.ts';
import { callSafely } from './safe-listeners.ts';

/** Why an error may be tried again. `afterMs`: the other side asked for at least this wait. */
export interface Retryable {
  reason: string;
  afterMs?: number;
  /** A wait for a rate limit is not a failure of the call, so it costs no attempt. */
  free?: boolean;
}

/**
 * How the waits are spread. `full`: evenly from 0 to min(maxDelayMs, baseDelayMs × 2^(attempt − 1)). `decorrelated`: evenly
 * from baseDelayMs to three times the wait before, at most maxDelayMs.
 * Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export type Jitter = 'full' | 'decorrelated';

/** How often, and with which waits between. */
export interface RetryPace {
  attempts: number;
  baseDelayMs: number;
  maxDelayMs: number;
  /** Default: `full`. */
  jitter?: Jitter;
}

export interface RetryOptions {
  clock: Clock;
  /** A number in [0, 1), for the jitter. */
  random: () => number;
  /** Read anew after every failure, so that changed settings act on a call that waits. */
  pace: () => RetryPace;
  /** Decides whether another attempt can succeed; undefined: it can't. */
  retryable: (error: unknown) => Retryable | undefined;
  /** Ends the waiting at once, with the signal's reason. */
  signal?: AbortSignal;
  onRetry?: (reason: string, attempt: number) => unknown;
}

/** Somebody who said when to come back is believed; this much comes on top so that waiters don't return together. */
const MAX_EXTRA_MS = 100;

/**
 * Calls `run` until it succeeds, throws what cannot succeed later, or `attempts` are used up; the last error is thrown.
 * Between two attempts it waits as `jitter` says, and at least as long as the other side asked for.
 */
export async function retry<T>(run: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  let attempt = 1;
  let delayMs: number | undefined;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await run(attempt);
    } catch (error) {
      const why = options.retryable(error);
      const pace = options.pace();
      if (!why || (!why.free && attempt >= pace.attempts)) throw error;
      callSafely(() => options.onRetry?.(why.reason, attempt));
      delayMs = nextDelayMs(delayMs, attempt, pace, options.random);
      const { afterMs } = why;
      await options.clock.sleep(
        afterMs === undefined ? delayMs : afterMs + Math.min(delayMs, MAX_EXTRA_MS),
        options.signal,
      );
      if (!why.free) attempt += 1;
    }
  }
}

function nextDelayMs(
  previousMs: number | undefined,
  attempt: number,
  { baseDelayMs, maxDelayMs, jitter }: RetryPace,
  random: () => number,
): number {
  if (jitter !== 'decorrelated') {
    return random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
  }
  const mostMs = Math.max(baseDelayMs, (previousMs ?? baseDelayMs) * 3);
  return Math.min(maxDelayMs, baseDelayMs + random() * (mostMs - baseDelayMs));
}
