import PQueue from 'p-queue';
import type { Clock } from '../runtime/clock.ts';
import { OPERATION_CLASSES, Operation, type OperationClass, type OperationRequest } from './operation.ts';

export interface QueueSettings {
  /** Operations that run at once. */
  workers: number;
  /** Operations that may wait. */
  maxWaiting: number;
}

/** Three workers, as many as the shop ever had. */
const QUEUE_DEFAULTS = { workers: 3, maxWaiting: 1000 } as const satisfies QueueSettings;

/** Thrown for an operation that finds no place, or loses it to a more urgent one. */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
  readonly code = 'QUEUE_FULL';
  readonly class: OperationClass;
  readonly maxWaiting: number;

  constructor(operationClass: OperationClass, maxWaiting: number) {
    super(`no place for an operation of class ${operationClass}: ${maxWaiting} wait`);
    this.class = operationClass;
    this.maxWaiting = maxWaiting;
  }
}

/** Thrown for an operation that the stopping of the queue kept from running or from ending. */
export class QueueStoppedError extends Error {
  override readonly name = 'QueueStoppedError';
  readonly code = 'QUEUE_STOPPED';

  constructor() {
    super('the operation queue is stopped');
  }
}

export interface QueueStatus {
  workers: number;
  running: number;
  waiting: Record<OperationClass, number>;
  /** How long the oldest waiting operation has waited; 0 when none does. */
  oldestWaitMs: number;
  /** Since the start. */
  counts: { completed: number; failed: number; coalesced: number; rejected: number };
}

/**
 * Runs operations on a few workers: the most urgent class first, in a class the oldest first.
 *
 * An operation is `held` while one with its key runs → `waiting` for a worker → `running` → ended; a stop, or the leaving of
 * all who want it, ends it from anywhere. Every promise handed out settles, whatever the operation does: a stopped one
 * that ignores its signal is left behind.
 */
export class OperationQueue {
  readonly #clock: Clock;
  readonly #workers: PQueue;
  readonly #operations = new Set<Operation>();
  readonly #newestByKey = new Map<string, Operation>();
  readonly #counts = { completed: 0, failed: 0, coalesced: 0, rejected: 0 };
  #maxWaiting: number;
  #isStopped = false;

  constructor({ clock, settings = QUEUE_DEFAULTS }: { clock: Clock; settings?: QueueSettings }) {
    this.#clock = clock;
    this.#maxWaiting = settings.maxWaiting;
    this.#workers = new PQueue({ concurrency: settings.workers });
  }

  get status(): QueueStatus {
    const waiting = { delivery: 0, board: 0, cosmetic: 0 };
    let oldestMs = Number.POSITIVE_INFINITY;
    for (const operation of this.#operations) {
      if (!operation.isWaiting) continue;
      waiting[operation.class] += 1;
      oldestMs = Math.min(oldestMs, operation.addedAtMs);
    }
    return {
      workers: this.#workers.concurrency,
      running: this.#workers.pending,
      waiting,
      oldestWaitMs: Math.max(0, this.#clock.monotonicMs() - oldestMs),
      counts: { ...this.#counts },
    };
  }

  /** Changes the bounds at once; what runs or waits already stays. */
  configure({ workers, maxWaiting }: QueueSettings): void {
    this.#maxWaiting = maxWaiting;
    this.#workers.concurrency = workers;
  }

  /**
   * Adds an operation, or joins the one that waits with the same key.
   * @throws QueueFullError, also later when a more urgent one needs the place; QueueStoppedError; the reason of the
   * request's signal; else what its `run` throws
   */
  async run<T>(request: OperationRequest<T>): Promise<T> {
    request.signal?.throwIfAborted();
    if (this.#isStopped) throw this.#refuse(new QueueStoppedError());
    const before = request.key === undefined ? undefined : this.#newestByKey.get(request.key);
    if (before?.isWaiting) {
      this.#counts.coalesced += 1;
      return (await before.wantedBy(request.signal)) as T;
    }
    this.#makeRoom(request.class);
    const operation = new Operation(request, this.#clock.monotonicMs());
    const outcome = operation.wantedBy(request.signal);
    this.#operations.add(operation);
    if (operation.key !== undefined) this.#newestByKey.set(operation.key, operation);
    void this.#process(operation, before?.ended);
    return (await outcome) as T;
  }

  /** Settles once nothing waits or runs. Always does: after `stop()` too, and whatever an operation throws. */
  async drained(): Promise<void> {
    while (this.#operations.size > 0) await Promise.all(Array.from(this.#operations, ({ ended }) => ended));
  }

  /**
   * Takes no more and rejects what waits; what runs may end within `finishMs`, then it is aborted and rejected.
   * @returns when nothing is left; every promise handed out has settled or does so in the same turn
   */
  async stop({ finishMs = 0 }: { finishMs?: number } = {}): Promise<void> {
    this.#isStopped = true;
    this.#stopAll((operation) => operation.isWaiting);
    if (finishMs > 0) await this.#drainedWithin(finishMs);
    this.#stopAll(() => true);
    await this.drained();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #process(operation: Operation, before: Promise<void> | undefined): Promise<void> {
    const outcome = this.#outcome(operation, before);
    operation.settle(outcome);
    try {
      await outcome;
      this.#counts.completed += 1;
    } catch {
      // Whoever asked is told; the worker goes on.
      if (operation.isRunning) this.#counts.failed += 1;
    }
    await before;
    this.#operations.delete(operation);
    const { key } = operation;
    if (key !== undefined && this.#newestByKey.get(key) === operation) this.#newestByKey.delete(key);
    operation.end();
  }

  async #outcome(operation: Operation, before: Promise<void> | undefined): Promise<unknown> {
    const { stopped } = operation;
    if (before) await Promise.race([before, rejection(stopped)]);
    const priority = urgency(operation.class);
    return await this.#workers.add(() => operation.begin(), { priority, signal: stopped });
  }

  /** @throws QueueFullError when all that waits is at least as urgent */
  #makeRoom(operationClass: OperationClass): void {
    if (this.#operations.size < this.#maxWaiting) return;
    const waiting = [...this.#operations].filter(({ isWaiting }) => isWaiting);
    if (waiting.length < this.#maxWaiting) return;
    const victim = waiting.toSorted((a, b) => urgency(b.class) - urgency(a.class)).at(-1);
    if (!victim || urgency(victim.class) >= urgency(operationClass)) {
      throw this.#refuse(new QueueFullError(operationClass, this.#maxWaiting));
    }
    victim.stop(this.#refuse(new QueueFullError(victim.class, this.#maxWaiting)));
  }

  #stopAll(which: (operation: Operation) => boolean): void {
    for (const operation of this.#operations) {
      if (operation.stopped.aborted || !which(operation)) continue;
      operation.stop(this.#refuse(new QueueStoppedError()));
    }
  }

  #refuse<E extends Error>(error: E): E {
    this.#counts.rejected += 1;
    return error;
  }

  async #drainedWithin(ms: number): Promise<void> {
    const timer = new AbortController();
    const late = this.#clock.sleep(ms, timer.signal).catch(() => undefined);
    await Promise.race([this.drained(), late]);
    timer.abort();
    await late;
  }
}

function urgency(operationClass: OperationClass): number {
  return -OPERATION_CLASSES.indexOf(operationClass);
}

/** Rejects with the signal's reason once it is aborted. */
function rejection(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
