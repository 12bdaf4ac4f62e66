import type { Clock } from '../runtime/clock.ts';
import { Bulkhead, BulkheadFullError, type BulkheadSettings } from './bulkhead.ts';
import { BreakerOpenError, type BreakerSettings, CircuitBreaker } from './circuit-breaker.ts';
import { deadline } from './deadline.ts';
import { type Retryable, type RetryOptions, type RetryPace, retry } from './retry.ts';

/** `attempts`: how often a call is sent at most; waits for rate limits don't count. */
export interface PolicySettings extends RetryPace {
  /** For the whole call, waits included. */
  deadlineMs: number;
  /** For one attempt, once it has its turn. */
  attemptTimeoutMs: number;
  breaker: BreakerSettings;
  bulkhead: BulkheadSettings;
}

export interface PolicyOptions {
  /** Names the breaker and the bulkhead, and the calls in their errors. */
  name: string;
  clock: Clock;
  /** A number in [0, 1), for the jitter. */
  random: () => number;
  /** Read at every call and after every failure, so that changed settings act at once. */
  settings: () => PolicySettings;
  /** Whether this error means that the other side is ill; a DeadlineError should be one. See BreakerOptions. */
  isFailure: (error: unknown) => boolean;
  /** Decides whether another attempt can succeed; undefined: it can't. Never asked about a breaker or bulkhead that refuses. */
  retryable: (error: unknown) => Retryable | undefined;
  onRetry?: (reason: string, attempt: number) => unknown;
  kindOf?: (error: unknown) => string;
}

/** What one call wants otherwise than its policy. */
export interface CallOptions {
  deadlineMs?: number;
  /** 1: sent once, without any wait, not even for a rate limit. */
  attempts?: number;
  /** Given up by whoever wanted it: ends waits and work at once, and tells the breaker nothing. */
  signal?: AbortSignal;
  retryable?: PolicyOptions['retryable'];
}

/**
 * Guards calls that leave the process, from outside to inside: deadline → retry → breaker → bulkhead → attempt timeout.
 * So an attempt that waits to be tried again holds no place in the bulkhead, each attempt counts for the breaker, and
 * waiting for one's turn is no fault of the other side.
 */
export class Policy {
  readonly breaker: CircuitBreaker;
  readonly bulkhead: Bulkhead;
  readonly #options: PolicyOptions;

  constructor(options: PolicyOptions) {
    const { name, clock, settings, isFailure, kindOf } = options;
    this.#options = options;
    this.bulkhead = new Bulkhead({ name, settings: () => settings().bulkhead });
    this.breaker = new CircuitBreaker({
      name,
      clock,
      settings: () => settings().breaker,
      isFailure,
      ...(kindOf && { kindOf }),
    });
  }

  /**
   * Calls `run`; its signal is aborted when the attempt or the whole call runs out of time or is given up.
   * @throws BreakerOpenError, BulkheadFullError, DeadlineError; the reason of `signal`; else what the last attempt threw
   */
  async execute<T>(run: (signal: AbortSignal) => Promise<T>, call: CallOptions = {}): Promise<T> {
    const { name, clock, settings } = this.#options;
    const { signal, deadlineMs = settings().deadlineMs } = call;
    const endsAtMs = clock.monotonicMs() + deadlineMs;
    return await deadline(
      name,
      deadlineMs,
      (inTime) => retry(() => this.#attempt(run, inTime, signal), this.#retrying(call, inTime, endsAtMs)),
      { clock, ...(signal && { signal }) },
    );
  }

  async #attempt<T>(
    run: (signal: AbortSignal) => Promise<T>,
    inTime: AbortSignal,
    givenUp: AbortSignal | undefined,
  ): Promise<T> {
    const { name, clock, settings } = this.#options;
    let begun = false;
    const begin = () => {
      begun = true;
      return deadline(name, settings().attemptTimeoutMs, run, { clock, signal: inTime });
    };
    return await this.breaker.execute(
      () => this.bulkhead.execute(begin, inTime),
      () => !begun || givenUp?.aborted === true,
    );
  }

  #retrying(call: CallOptions, signal: AbortSignal, endsAtMs: number): RetryOptions {
    const { clock, random, settings, onRetry } = this.#options;
    return {
      clock,
      random,
      signal,
      pace: () => ({ ...settings(), ...(call.attempts !== undefined && { attempts: call.attempts }) }),
      retryable: (error) => this.#worthAnother(error, call, endsAtMs),
      ...(onRetry && { onRetry }),
    };
  }

  #worthAnother(error: unknown, call: CallOptions, endsAtMs: number): Retryable | undefined {
    if (call.attempts === 1 || error instanceof BreakerOpenError || error instanceof BulkheadFullError) {
      return undefined;
    }
    const why = (call.retryable ?? this.#options.retryable)(error);
    // A wait that outlasts the deadline is not begun: the caller learns at once when to come back.
    const isTooLate = this.#options.clock.monotonicMs() + (why?.afterMs ?? 0) >= endsAtMs;
    return isTooLate ? undefined : why;
  }
}
