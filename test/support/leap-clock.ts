import type { Clock } from '../../src/runtime/clock.ts';

interface Timer {
  dueMs: number;
  fire: () => void;
  handle: NodeJS.Timeout | undefined;
}

/**
 * A clock that goes on with real time and can leap ahead: what falls due on the way fires at once, in order. While one is in
 * use, `Date.now()` leaps along, because discord.js dates its heartbeats and rate limits with it.
 */
export class LeapClock implements Clock, Disposable {
  readonly #realNow = Date.now;
  readonly #timers = new Set<Timer>();
  #leaptMs = 0;

  constructor() {
    Date.now = () => this.#realNow() + this.#leaptMs;
  }

  now(): number {
    return Date.now();
  }

  monotonicMs(): number {
    return performance.now() + this.#leaptMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => {
      drop();
      reject(signal?.reason);
    };
    const drop = this.#set(ms, () => {
      drop();
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    signal?.addEventListener('abort', abort, { once: true });
    return promise;
  }

  every(ms: number, tick: () => void): () => void {
    const period = Math.max(1, ms);
    const timer: Timer = {
      dueMs: this.monotonicMs() + period,
      handle: undefined,
      fire: () => {
        timer.dueMs += period;
        this.#arm(timer);
        tick();
      },
    };
    return this.#add(timer);
  }

  /** Moves time on by `ms`, beyond what passes by itself. */
  leap(ms: number): void {
    this.#leaptMs += ms;
    for (let due = this.#due(); due; due = this.#due()) due.fire();
    for (const timer of this.#timers) this.#arm(timer);
  }

  [Symbol.dispose](): void {
    for (const { handle } of this.#timers) clearTimeout(handle);
    this.#timers.clear();
    Date.now = this.#realNow;
  }

  #set(ms: number, fire: () => void): () => void {
    return this.#add({ dueMs: this.monotonicMs() + Math.max(0, ms), handle: undefined, fire });
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer);
    this.#arm(timer);
    return () => {
      clearTimeout(timer.handle);
      this.#timers.delete(timer);
    };
  }

  #arm(timer: Timer): void {
    clearTimeout(timer.handle);
    const leftMs = Math.max(0, timer.dueMs - this.monotonicMs());
    timer.handle = setTimeout(() => {
      // Node's timers may fire a fraction of a millisecond early.
      if (timer.dueMs > this.monotonicMs()) this.#arm(timer);
      else if (this.#timers.has(timer)) timer.fire();
    }, leftMs);
  }

  #due(): Timer | undefined {
    const nowMs = this.monotonicMs();
    const due = [...this.#timers].filter((timer) => timer.dueMs <= nowMs);
    return due.sort((a, b) => a.dueMs - b.dueMs)[0];
  }
}
