import PQueue from 'p-queue';

export interface BulkheadSettings {
  /** Calls that run at once. */
  concurrency: number;
  /** Calls that may wait for their turn. */
  maxWaiting: number;
}

/** Thrown instead of a call when as many run and wait as may. */
export class BulkheadFullError extends Error {
  override readonly name = 'BulkheadFullError';
  readonly code = 'BULKHEAD_FULL';
  readonly bulkhead: string;

  constructor(bulkhead: string) {
    super(`too many calls of "${bulkhead}" run and wait`);
    this.bulkhead = bulkhead;
  }
}

/** Lets a bounded number of calls run at once and a bounded number wait, first come, first served. */
export class Bulkhead {
  readonly name: string;
  readonly #settings: () => BulkheadSettings;
  readonly #calls: PQueue;

  /** `settings` are read at every call, so that changed ones act at once. */
  constructor({ name, settings }: { name: string; settings: () => BulkheadSettings }) {
    this.name = name;
    this.#settings = settings;
    this.#calls = new PQueue({ concurrency: settings().concurrency });
  }

  get status(): { running: number; waiting: number } {
    return { running: this.#calls.pending, waiting: this.#calls.size };
  }

  /**
   * Calls `run` as soon as there is room. An abort ends the waiting and gives the place of a running call to the next.
   * @throws BulkheadFullError; the reason of `signal` when it is aborted; else what `run` throws
   */
  async execute<T>(run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { concurrency, maxWaiting } = this.#settings();
    if (this.#calls.concurrency !== concurrency) this.#calls.concurrency = concurrency;
    const mustWait = this.#calls.pending >= concurrency;
    if (mustWait && this.#calls.size >= maxWaiting) throw new BulkheadFullError(this.name);
    return (await this.#calls.add(run, { signal })) as T;
  }
}
