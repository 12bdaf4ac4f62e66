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

/** `2026-11-25T01:30:00.000Z`. @param ms since the Unix epoch */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  // Not timers/promises: most sleeps are called off, and it makes an error with a stack for each.
  sleep(ms, signal) {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
    return promise;
  },
  every(ms, tick) {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
};
