import type { Clock } from '../runtime/clock.ts';

const STEP_MS = 10_000;
/** Together one hour. */
const KEPT = 360;

/** A look at what is charted; the counts run since the start. */
export interface StatusSample {
  score?: number | undefined;
  queueDepth?: number | undefined;
  responses: number;
  responseSeconds: number;
  errors: number;
}

/** What happened in the 10 s before `atMs`; `null`: there was nothing to measure. */
export interface StatusPoint {
  /** Milliseconds since the Unix epoch. */
  atMs: number;
  score: number | null;
  queueDepth: number | null;
  responseSeconds: number | null;
  errors: number;
}

/** The last hour in steps of 10 s, in memory. */
export class StatusHistory {
  readonly #clock: Clock;
  readonly #sample: () => StatusSample;
  readonly #stop: () => void;
  #points: readonly StatusPoint[] = [];
  #last: StatusSample;

  /** @param onPoint hears of each point when it is there */
  constructor(options: { clock: Clock; sample: () => StatusSample; onPoint: (point: StatusPoint) => void }) {
    this.#clock = options.clock;
    this.#sample = options.sample;
    this.#last = options.sample();
    this.#stop = options.clock.every(STEP_MS, () => options.onPoint(this.#step()));
  }

  /** Oldest first. */
  get points(): readonly StatusPoint[] {
    return this.#points;
  }

  stop(): void {
    this.#stop();
  }

  #step(): StatusPoint {
    const before = this.#last;
    const now = this.#sample();
    this.#last = now;
    const responses = now.responses - before.responses;
    const point: StatusPoint = {
      atMs: this.#clock.now(),
      score: now.score ?? null,
      queueDepth: now.queueDepth ?? null,
      responseSeconds: responses === 0 ? null : (now.responseSeconds - before.responseSeconds) / responses,
      errors: now.errors - before.errors,
    };
    this.#points = [...this.#points, point].slice(-KEPT);
    return point;
  }
}
