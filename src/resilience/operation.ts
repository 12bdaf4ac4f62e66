/** From the most to the least urgent. */
export const OPERATION_CLASSES = ['delivery', 'board', 'cosmetic'] as const;
export type OperationClass = (typeof OPERATION_CLASSES)[number];

export interface OperationRequest<T> {
  class: OperationClass;
  /** Its signal is aborted when the queue stops or nobody wants the result any more. */
  run: (signal: AbortSignal) => Promise<T>;
  /** Operations with the same key do the same: one runs, and at most one waits, shared by all who ask meanwhile. */
  key?: string;
  /** Ends this caller's interest, with the signal's reason. */
  signal?: AbortSignal;
}

/** One entry of the queue: its work, its state and those who wait for it. */
export class Operation {
  readonly class: OperationClass;
  readonly key: string | undefined;
  readonly addedAtMs: number;
  readonly #run: (signal: AbortSignal) => Promise<unknown>;
  readonly #outcome = Promise.withResolvers<unknown>();
  readonly #ended = Promise.withResolvers<void>();
  readonly #stop = new AbortController();
  #wantedBy = 0;
  #begun = false;

  constructor(request: OperationRequest<unknown>, addedAtMs: number) {
    this.class = request.class;
    this.key = request.key;
    this.addedAtMs = addedAtMs;
    this.#run = request.run;
  }

  /** Waits, and is still wanted: another caller may share it. */
  get isWaiting(): boolean {
    return !this.#begun && !this.#stop.signal.aborted;
  }
  get isRunning(): boolean {
    return this.#begun;
  }
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }
  /** Settles, never rejects, once the operation and all before it with its key have ended. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  begin(): Promise<unknown> {
    this.#begun = true;
    return this.#run(this.#stop.signal);
  }

  /** Ends it, waiting or running, with `reason`. */
  stop(reason: unknown): void {
    this.#stop.abort(reason);
  }

  settle(outcome: Promise<unknown>): void {
    this.#outcome.resolve(outcome);
  }

  end(): void {
    this.#ended.resolve();
  }

  /** The outcome for one more caller, who may leave by `signal`; the last to leave stops the operation. */
  async wantedBy(signal: AbortSignal | undefined): Promise<unknown> {
    this.#wantedBy += 1;
    if (!signal) return await this.#outcome.promise;
    const left = Promise.withResolvers<never>();
    const leave = () => {
      left.reject(signal.reason);
      this.#wantedBy -= 1;
      if (this.#wantedBy === 0) this.stop(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([this.#outcome.promise, left.promise]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }
}
