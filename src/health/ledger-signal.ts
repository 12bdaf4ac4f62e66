import { BOUNDS, fall } from './components.ts';
import { DurationWindow } from './duration-window.ts';
import { fromSamples, silenceLimit } from './smoothing.ts';
import { WeightedWindow } from './weighted-window.ts';

const FAILURES_TO_CLOSE = 3;
const CANARY_SILENT_MS = 10_000;

/** Commits: how many succeed, how long they take, and whether the ledger can be written at all. */
export class LedgerSignal {
  readonly results = new WeightedWindow();
  readonly times = new DurationWindow();
  #previousRatio = 1;
  #previousSpeed = 1;
  #failuresInRow = 0;
  #canaryMs: number;

  constructor(nowMs: number) {
    this.#canaryMs = nowMs;
  }

  commit(ok: boolean, ms: number): void {
    this.results.add(ok ? 1 : 0);
    this.times.add(ms);
    this.#failuresInRow = ok ? 0 : this.#failuresInRow + 1;
  }

  canaryAnswered(nowMs: number): void {
    this.#canaryMs = nowMs;
  }

  canWrite(nowMs: number): boolean {
    return this.#failuresInRow < FAILURES_TO_CLOSE && nowMs - this.#canaryMs < CANARY_SILENT_MS;
  }

  /** The worse of how many succeed and their p99. */
  read(nowMs: number): number {
    const limit = silenceLimit(nowMs - this.#canaryMs);
    const results = this.results.total();
    const ratio = fall(this.results.mean(), BOUNDS.successRatio);
    this.#previousRatio = Math.min(limit, fromSamples(results, this.#previousRatio, ratio));
    const speed = fall(this.times.p99Ms(), BOUNDS.commitMs);
    const times = { count: results.count, sum: results.count * speed };
    this.#previousSpeed = Math.min(limit, fromSamples(times, this.#previousSpeed, speed));
    return Math.min(this.#previousRatio, this.#previousSpeed);
  }
}
