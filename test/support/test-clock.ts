import type { Clock } from '../../src/runtime/clock.ts';

interface Timer {
  dueMs: number;
  /** Timers of the same moment fire in the order they were set. */
  order: number;
  fire(): void;
}

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #wallMs: number;
  #elapsedMs = 0;
  #order = 0;
  readonly #timers = new Set<Timer>();

  /** @param startMs wall-clock time at the start, in milliseconds since the Unix epoch */
  constructor(startMs = Date.UTC(2030, 0, 1)) {
    this.#wallMs = startMs;
  }

  /** How many sleepers and ticks wait: 0 when nothing leaked. */
  get waiting(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#wallMs;
  }

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = this.#set(ms, () => {
      this.#timers.delete(timer);
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    const abort = () => {
      this.#timers.delete(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    return promise;
  }

  every(ms: number, tick: () => void): () => void {
    const timer = this.#set(ms, () => {
      timer.dueMs += Math.max(1, ms);
      timer.order = this.#order++;
      tick();
    });
    return () => this.#timers.delete(timer);
  }

  /**
   * Moves time on by `ms`. What falls due on the way fires in order, each at its own time, and the work it starts (promises,
   * not the network) goes on before the next one fires.
   */
  async advance(ms: number): Promise<void> {
    const endMs = this.#elapsedMs + ms;
    await settle();
    for (let next = this.#nextDue(endMs); next; next = this.#nextDue(endMs)) {
      this.#moveTo(Math.max(next.dueMs, this.#elapsedMs));
      next.fire();
      await settle();
    }
    this.#moveTo(endMs);
  }

  /** Sets the wall clock forward or back, as an operator or NTP does; durations and timers don't notice. */
  jumpWall(ms: number): void {
    this.#wallMs += ms;
  }

  #set(ms: number, fire: () => void): Timer {
    const timer = { dueMs: this.#elapsedMs + Math.max(0, ms), order: this.#order++, fire };
    this.#timers.add(timer);
    return timer;
  }

  #nextDue(endMs: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.dueMs <= endMs);
    return due.sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0];
  }

  #moveTo(elapsedMs: number): void {
    this.#wallMs += elapsedMs - this.#elapsedMs;
    this.#elapsedMs = elapsedMs;
  }
}

/** Lets everything that is ready run, however long its chain of promises is. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
