import { BOUNDS, fall } from './components.ts';
import { drifted, fromSamples, silenceLimit } from './smoothing.ts';
import { WeightedWindow } from './weighted-window.ts';

/** Samples that are taken regularly. One that stops coming is unknown, and unknown is not healthy. */
export class Probe {
  readonly window = new WeightedWindow();
  #previous = 1;
  #heardMs: number;

  constructor(nowMs: number) {
    this.#heardMs = nowMs;
  }

  /** @param value 0 (bad) to 1 (good) */
  sample(value: number, nowMs: number): void {
    this.window.add(value);
    this.#heardMs = nowMs;
  }

  read(nowMs: number): number {
    const value = fromSamples(this.window.total(), this.#previous, this.window.mean());
    this.#previous = Math.min(value, silenceLimit(nowMs - this.#heardMs));
    return this.#previous;
  }
}

/** Successes and failures of real traffic; where there is none, nothing is known to be wrong. */
export class Traffic {
  readonly window = new WeightedWindow();
  #previous = 1;

  sample(ok: boolean): void {
    this.window.add(ok ? 1 : 0);
  }

  read(elapsedMs: number): number {
    const many = fall(this.window.mean(), BOUNDS.successRatio);
    this.#previous = fromSamples(this.window.total(), drifted(this.#previous, elapsedMs), many);
    return this.#previous;
  }
}
