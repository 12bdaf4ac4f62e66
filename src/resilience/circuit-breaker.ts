import type { Clock } from '../runtime/clock.ts';
import { CallWindow } from './call-window.ts';
import { SafeListeners } from './safe-listeners.ts';

export interface BreakerSettings {
  /** Opens at this many failures in a row. */
  threshold: number;
  /** Opens also when more than `ratio` of at least `minCalls` calls of the last `windowMs` failed. */
  rate?: { minCalls: number; ratio: number; windowMs: number };
  /** How long it stays open before it lets trials through. */
  openMs: number;
  /** How many trials must succeed to close it; at most as many run at once. */
  trials: number;
}

/** Five failures in a row open it for a minute, then one trial decides. */
export const BREAKER_DEFAULTS = {
  threshold: 5,
  openMs: 60_000,
  trials: 1,
} as const satisfies BreakerSettings;

/** While trials run nobody knows when they end; whoever is turned away may ask again this soon. */
const TRIAL_RETRY_MS = 1000;

type Closed = { kind: 'closed'; failuresInRow: number; window: CallWindow };
type Open = { kind: 'open'; openedAtMs: number; untilMs: number };
type HalfOpen = { kind: 'half_open'; trials: number; running: number; succeeded: number; staleAtMs: number };
type Isolated = { kind: 'isolated'; holds: number };
type State = Closed | Open | HalfOpen | Isolated;
export type BreakerStateName = State['kind'];

export interface BreakerChange {
  breaker: string;
  from: BreakerStateName;
  to: BreakerStateName;
  /** The kind of the failure that opened it, when one did. */
  errorKind: string | undefined;
}

export interface BreakerStatus {
  name: string;
  state: BreakerStateName;
  /** Since when it is in this state, in milliseconds since the Unix epoch. */
  sinceMs: number;
  /** How long calls are turned away for sure; 0 when one may be made now, undefined while isolated. */
  retryAfterMs: number | undefined;
  failuresInRow: number;
  /** Since the start. Of `succeeded` and `failed`, calls that say nothing of the other side are no part. */
  counts: { succeeded: number; failed: number; rejected: number; opened: number };
  lastError: { kind: string; atMs: number } | undefined;
}

export interface BreakerOptions {
  name: string;
  clock: Clock;
  /** Read at every call, so that changed settings act at once. */
  settings: () => BreakerSettings;
  /** Whether this error means that the other side is ill. A refusal it gave on purpose (Discord's 4xx) does not. */
  isFailure: (error: unknown) => boolean;
  /** Names an error for status and listeners. Default: its class's name. */
  kindOf?: (error: unknown) => string;
}

/** Thrown instead of a call while the breaker does not let it through. */
export class BreakerOpenError extends Error {
  override readonly name = 'BreakerOpenError';
  readonly code = 'BREAKER_OPEN';
  readonly breaker: string;
  readonly state: Exclude<BreakerStateName, 'closed'>;
  /** How long to wait before it makes sense to try again; undefined while somebody holds it open. */
  readonly afterMs: number | undefined;
  /** The same as a moment of `Clock.monotonicMs()`. */
  readonly retryAtMs: number | undefined;
  /** The kind of the failure that was last seen. */
  readonly lastErrorKind: string | undefined;

  constructor(
    breaker: string,
    facts: Pick<BreakerOpenError, 'state' | 'afterMs' | 'retryAtMs' | 'lastErrorKind'>,
  ) {
    super(`the breaker "${breaker}" is ${facts.state.replace('_', '-')}`);
    this.breaker = breaker;
    this.state = facts.state;
    this.afterMs = facts.afterMs;
    this.retryAtMs = facts.retryAtMs;
    this.lastErrorKind = facts.lastErrorKind;
  }
}

/**
 * Stops calling what fails, and finds out by itself when it works again.
 *
 * `closed`: calls pass; too many failures → `open`: calls are turned away; a call after `openMs` → `half_open`: at most
 * `trials` calls pass; that many successes → `closed`, one failure → `open`. `isolate()` → `isolated` from anywhere, and
 * `closed` when the last hold is released. Each state is an object of its own, and a call's end counts only in the state
 * that let the call in: a late result of an earlier call changes nothing. Only {@link CircuitBreaker.#become} changes it.
 */
export class CircuitBreaker {
  readonly name: string;
  readonly #options: BreakerOptions;
  readonly #listeners = new SafeListeners<BreakerChange>();
  readonly #counts = { succeeded: 0, failed: 0, rejected: 0, opened: 0 };
  #state: State = closed();
  #sinceMs: number;
  #lastError: BreakerStatus['lastError'];

  constructor(options: BreakerOptions) {
    this.name = options.name;
    this.#options = options;
    this.#sinceMs = options.clock.now();
  }

  get status(): BreakerStatus {
    const state = this.#state;
    return {
      name: this.name,
      state: state.kind,
      sinceMs: this.#sinceMs,
      retryAfterMs: this.#retryAfterMs(state),
      failuresInRow: state.kind === 'closed' ? state.failuresInRow : 0,
      counts: { ...this.#counts },
      lastError: this.#lastError,
    };
  }

  /** Hears of every change of state, after it. @returns takes the listener away again */
  onChange(listener: (change: BreakerChange) => unknown): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * Calls `run` if the breaker lets it.
   * @param saysNothing true for an error from which nothing is learned of the other side: the call was given up before it
   * was sent, or by whoever wanted it
   * @throws BreakerOpenError; else what `run` throws
   */
  async execute<T>(run: () => Promise<T>, saysNothing: (error: unknown) => boolean = never): Promise<T> {
    const admitting = this.#admit();
    try {
      const value = await run();
      this.#counts.succeeded += 1;
      this.#answered(admitting);
      return value;
    } catch (error) {
      if (saysNothing(error)) withdraw(admitting);
      else if (this.#options.isFailure(error)) this.#failed(admitting, error);
      else if (admitting.kind === 'half_open') this.#answered(admitting);
      throw error;
    }
  }

  /** Turns every call away until the returned function is called; of several holds, until the last. */
  isolate(): () => void {
    const current = this.#state;
    if (current.kind === 'isolated') current.holds += 1;
    const state =
      current.kind === 'isolated' ? current : this.#become<Isolated>({ kind: 'isolated', holds: 1 });
    let released = false;
    return () => {
      if (released) return;
      released = true;
      state.holds -= 1;
      if (state.holds === 0) this.#become(closed());
    };
  }

  #admit(): State {
    const state = this.#state;
    const nowMs = this.#options.clock.monotonicMs();
    if (state.kind === 'closed') return state;
    if (state.kind === 'isolated') throw this.#rejection(state.kind, undefined);
    if (state.kind === 'half_open') return this.#admitTrial(state, nowMs);
    if (nowMs < state.untilMs) throw this.#rejection(state.kind, state.untilMs - nowMs);
    const { trials } = this.#options.settings();
    this.#become({ kind: 'half_open', trials, running: 0, succeeded: 0, staleAtMs: nowMs });
    // Not with the state just made: a listener may have isolated the breaker.
    return this.#admit();
  }

  #admitTrial(state: HalfOpen, nowMs: number): State {
    if (state.running + state.succeeded >= state.trials) {
      if (nowMs < state.staleAtMs) throw this.#rejection(state.kind, TRIAL_RETRY_MS);
      // Trials that never end must not hold it half-open for ever: others take their place.
      this.#state = { ...state, running: 0 };
      return this.#admitTrial(this.#state, nowMs);
    }
    state.running += 1;
    state.staleAtMs = nowMs + this.#options.settings().openMs;
    return state;
  }

  #answered(admitting: State): void {
    if (admitting !== this.#state) return;
    if (admitting.kind === 'closed') {
      admitting.failuresInRow = 0;
      this.#count(admitting.window, false);
    } else if (admitting.kind === 'half_open') {
      admitting.running -= 1;
      admitting.succeeded += 1;
      if (admitting.succeeded >= admitting.trials) this.#become(closed());
    }
  }

  #failed(admitting: State, error: unknown): void {
    const { clock, settings, kindOf = nameOf } = this.#options;
    this.#counts.failed += 1;
    this.#lastError = { kind: kindOf(error), atMs: clock.now() };
    if (admitting !== this.#state) return;
    if (admitting.kind === 'closed') {
      admitting.failuresInRow += 1;
      this.#count(admitting.window, true);
      if (!this.#tooMany(admitting)) return;
    }
    this.#counts.opened += 1;
    const openedAtMs = clock.monotonicMs();
    this.#become({ kind: 'open', openedAtMs, untilMs: openedAtMs + settings().openMs }, this.#lastError.kind);
  }

  #count(window: CallWindow, failed: boolean): void {
    const { clock, settings } = this.#options;
    const { rate } = settings();
    if (rate) window.add(clock.monotonicMs(), rate.windowMs, failed);
  }

  #tooMany({ failuresInRow, window }: Closed): boolean {
    const { clock, settings } = this.#options;
    const { threshold, rate } = settings();
    if (failuresInRow >= threshold) return true;
    if (!rate) return false;
    const { calls, failures } = window.counts(clock.monotonicMs());
    return calls >= rate.minCalls && failures > rate.ratio * calls;
  }

  #become<S extends State>(state: S, errorKind?: string): S {
    const from = this.#state.kind;
    this.#state = state;
    this.#sinceMs = this.#options.clock.now();
    this.#listeners.tell({ breaker: this.name, from, to: state.kind, errorKind });
    return state;
  }

  #retryAfterMs(state: State): number | undefined {
    if (state.kind === 'isolated') return undefined;
    return state.kind === 'open' ? Math.max(0, state.untilMs - this.#options.clock.monotonicMs()) : 0;
  }

  #rejection(state: BreakerOpenError['state'], afterMs: number | undefined): BreakerOpenError {
    this.#counts.rejected += 1;
    const retryAtMs = afterMs === undefined ? undefined : this.#options.clock.monotonicMs() + afterMs;
    return new BreakerOpenError(this.name, {
      state,
      afterMs,
      retryAtMs,
      lastErrorKind: this.#lastError?.kind,
    });
  }
}

function closed(): Closed {
  return { kind: 'closed', failuresInRow: 0, window: new CallWindow() };
}

/** Frees the place of a trial that decided nothing. */
function withdraw(admitting: State): void {
  if (admitting.kind === 'half_open') admitting.running -= 1;
}

function never(): boolean {
  return false;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
