interface Timer {
  dueMs: number;
  run: () => void;
  handle: NodeJS.Timeout | undefined;
}

/**
 * Discord's clock: real time plus what it was moved by. Timers set with `after` follow it: moving the clock past one
 * fires it at once. Everything about the network itself (heartbeats, debounced saving) uses real time instead.
 */
export class SandboxClock {
  readonly #epochMs: number;
  readonly #timers = new Set<Timer>();
  readonly #realTimers = new Set<NodeJS.Timeout>();
  #movedMs = 0;

  /** @param startAtMs what the clock shows now, in milliseconds since the Unix epoch; absent: the real time. */
  constructor(startAtMs: number = Date.now()) {
    this.#epochMs = startAtMs - performance.now();
  }

  /** Milliseconds since the Unix epoch; never goes back. */
  now(): number {
    return Math.floor(this.#epochMs + performance.now() + this.#movedMs);
  }

  /** Moves the clock forward and fires what has become due, oldest first. */
  advance(ms: number): number {
    this.#movedMs += Math.max(0, ms);
    const due = [...this.#timers].filter((timer) => timer.dueMs <= this.now());
    for (const timer of due.sort((a, b) => a.dueMs - b.dueMs)) this.#fire(timer);
    for (const timer of this.#timers) this.#arm(timer);
    return this.now();
  }

  /** Calls `run` once this clock has gone on by `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void {
    const timer: Timer = { dueMs: this.now() + ms, run, handle: undefined };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => this.#drop(timer);
  }

  /** Resolves once this clock has gone on by `ms`. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Calls `run` after `ms` of real time; the returned function cancels it. */
  afterReal(ms: number, run: () => void): () => void {
    const handle = setTimeout(() => {
      this.#realTimers.delete(handle);
      run();
    }, ms);
    handle.unref();
    this.#realTimers.add(handle);
    return () => {
      this.#realTimers.delete(handle);
      clearTimeout(handle);
    };
  }

  /** Drops every timer unfired. */
  close(): void {
    for (const timer of this.#timers) this.#drop(timer);
    for (const handle of this.#realTimers) clearTimeout(handle);
    this.#realTimers.clear();
  }

  #arm(timer: Timer): void {
    clearTimeout(timer.handle);
    timer.handle = setTimeout(() => this.#fire(timer), Math.max(0, timer.dueMs - this.now()));
    timer.handle.unref();
  }

  #fire(timer: Timer): void {
    if (!this.#timers.has(timer)) return;
    // Node's timers may fire a fraction of a millisecond early.
    if (timer.dueMs > this.now()) return this.#arm(timer);
    this.#drop(timer);
    timer.run();
  }

  #drop(timer: Timer): void {
    clearTimeout(timer.handle);
    this.#timers.delete(timer);
  }
}

/** Milliseconds of real time on a clock that never goes back, for durations. */
export function monotonicMs(): number {
  return performance.now();
}

/** The ISO form that Discord uses in its JSON: microseconds and an offset. */
export function discordTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00');
}

/** Milliseconds since the epoch of an ISO 8601 time, or undefined. */
export function parseTime(text: string): number | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
