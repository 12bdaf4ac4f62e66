import type { Clock } from '../runtime/clock.ts';

/** Thrown when an operation took longer than it may. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  readonly code = 'DEADLINE';
  readonly operation: string;
  readonly timeoutMs: number;

  constructor(operation: string, timeoutMs: number) {
    super(`${operation} took longer than ${timeoutMs} ms`);
    this.operation = operation;
    this.timeoutMs = timeoutMs;
  }
}

/**
 * Runs `run` with a signal that is aborted after `timeoutMs` (or with `signal`); settles no later than that, even when the
 * work ignores its signal.
 * @throws DeadlineError at the deadline; the reason of `signal` when that came first; else what `run` throws
 */
export async function deadline<T>(
  operation: string,
  timeoutMs: number,
  run: (signal: AbortSignal) => Promise<T>,
  { clock, signal }: { clock: Clock; signal?: AbortSignal },
): Promise<T> {
  signal?.throwIfAborted();
  const work = new AbortController();
  const stopped = Promise.withResolvers<never>();
  const stop = (reason: unknown) => {
    // First, so that the caller is told why, and not whatever the aborted work makes of it.
    stopped.reject(reason);
    work.abort(reason);
  };
  const onAbort = () => stop(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  // Not a sleep: giving one up makes errors with stack traces, which costs more than all the rest here.
  const stopTimer = clock.every(timeoutMs, () => {
    stopTimer();
    stop(new DeadlineError(operation, timeoutMs));
  });
  try {
    return await Promise.race([run(work.signal), stopped.promise]);
  } finally {
    stopTimer();
    signal?.removeEventListener('abort', onAbort);
    stopped.promise.catch(() => undefined);
  }
}
