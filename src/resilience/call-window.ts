const SLICES = 10;

interface Slice {
  /** Counts slices from the start of the clock; tells a current slice from one that is a whole round old. */
  index: number;
  calls: number;
  failures: number;
}

/** Counts calls and failures of the last stretch of time, in ten slices: what is older than nine to ten tenths is forgotten. */
export class CallWindow {
  #sliceMs = 0;
  #slices: Slice[] = [];

  /** Adds one call at `nowMs`. Another `windowMs` than before starts anew. */
  add(nowMs: number, windowMs: number, failed: boolean): void {
    const slice = this.#sliceAt(nowMs, windowMs);
    slice.calls += 1;
    if (failed) slice.failures += 1;
  }

  /** What was counted in the `windowMs` before `nowMs`. */
  counts(nowMs: number): { calls: number; failures: number } {
    const oldest = Math.floor(nowMs / this.#sliceMs) - SLICES + 1;
    const counts = { calls: 0, failures: 0 };
    for (const slice of this.#slices) {
      if (slice.index < oldest) continue;
      counts.calls += slice.calls;
      counts.failures += slice.failures;
    }
    return counts;
  }

  #sliceAt(nowMs: number, windowMs: number): Slice {
    const sliceMs = windowMs / SLICES;
    if (sliceMs !== this.#sliceMs) {
      this.#sliceMs = sliceMs;
      this.#slices = Array.from({ length: SLICES }, () => ({ index: -1, calls: 0, failures: 0 }));
    }
    const index = Math.floor(nowMs / sliceMs);
    const place = index % SLICES;
    const current = this.#slices[place];
    if (current?.index === index) return current;
    const fresh = { index, calls: 0, failures: 0 };
    this.#slices[place] = fresh;
    return fresh;
  }
}
