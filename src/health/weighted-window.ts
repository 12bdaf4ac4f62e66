/** A minute in 12 buckets of 5 s; the newest weighs 12, the oldest 1. */
export const BUCKETS = 12;
export const BUCKET_MS = 5000;

/** Samples of the last minute, each between 0 (bad) and 1 (good). The first bucket is the newest and still open. */
export class WeightedWindow {
  readonly #sums = new Float64Array(BUCKETS);
  readonly #counts = new Float64Array(BUCKETS);

  add(sample: number): void {
    this.#sums[0]! += sample;
    this.#counts[0]! += 1;
  }

  /** Samples and their sum in the newest buckets, unweighted. */
  total(buckets: number = BUCKETS): { count: number; sum: number } {
    let count = 0;
    let sum = 0;
    for (let age = 0; age < buckets; age++) {
      count += this.#counts[age]!;
      sum += this.#sums[age]!;
    }
    return { count, sum };
  }

  /** The weighted mean of all samples; not a number when there are none. */
  mean(): number {
    let weight = 0;
    let sum = 0;
    for (let age = 0; age < BUCKETS; age++) {
      weight += (BUCKETS - age) * this.#counts[age]!;
      sum += (BUCKETS - age) * this.#sums[age]!;
    }
    return sum / weight;
  }

  /** Makes every bucket but the open one older, for time in which no bucket was closed. */
  skip(buckets: number): void {
    shift(this.#sums, 1, buckets);
    shift(this.#counts, 1, buckets);
  }

  /** Closes the open bucket and opens the next. */
  roll(): void {
    shift(this.#sums, 0, 1);
    shift(this.#counts, 0, 1);
  }
}

function shift(buckets: Float64Array, from: number, by: number): void {
  const gap = Math.min(by, BUCKETS - from);
  buckets.copyWithin(from + gap, from);
  buckets.fill(0, from, from + gap);
}
