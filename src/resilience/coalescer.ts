import type { Clock } from '../runtime/clock.ts';

/**
 * Merges many requests for the same work: one run in flight, at most one pending.
 *
 * States: `idle` → (request) → `waiting` for its pace → `running` → `idle`, or `waiting` again when a request came during
 * the run. `stop()` ends the waiting, lets a run finish, and takes no more requests.
 */
export class Coalescer {
  readonly #run: () => Promise<void>;
  readonly #waitMs: () => number;
  readonly #clock: Clock;
  readonly #stopped = new AbortController();
  #dirty = false;
  #waiting = new AbortController();
  #loop: Promise<void> | undefined;

  /** `run` must handle its own errors; `waitMs` says how long the next run has to wait from now. */
  constructor({ run, waitMs, clock }: { run: () => Promise<void>; waitMs: () => number; clock: Clock }) {
    this.#run = run;
    this.#waitMs = waitMs;
    this.#clock = clock;
  }

  /** Asks for a run that begins after now. */
  request(): void {
    if (this.#stopped.signal.aborted) return;
    this.#dirty = true;
    this.#loop ??= this.#work();
  }

  /** Asks anew how long the next run has to wait: the reason for waiting is gone. */
  repace(): void {
    this.#waiting.abort();
  }

  /** Settles once nothing runs or waits; always, also when stopped. */
  async drained(): Promise<void> {
    while (this.#loop) await this.#loop;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#waiting.abort();
    await this.drained();
  }

  async #work(): Promise<void> {
    try {
      while (this.#dirty && !this.#stopped.signal.aborted) {
        if (!(await this.#paced())) return;
        this.#dirty = false;
        await this.#run();
      }
    } finally {
      // In the same turn as the last look at #dirty: a request in between would be lost.
      this.#loop = undefined;
    }
  }

  async #paced(): Promise<boolean> {
    // The wait is asked for again afterwards: a rate limit learned meanwhile may have made it longer.
    for (let waitMs = this.#waitMs(); waitMs > 0; waitMs = this.#waitMs()) {
      if (this.#stopped.signal.aborted) return false;
      this.#waiting = new AbortController();
      await this.#clock.sleep(waitMs, this.#waiting.signal).catch(() => undefined);
    }
    return !this.#stopped.signal.aborted;
  }
}
