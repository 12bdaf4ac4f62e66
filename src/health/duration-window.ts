import { BOUNDS } from './components.ts';
import { BUCKETS } from './weighted-window.ts';

/*
 * Durations are counted in steps between the bounds of the score, since outside them the exact value decides nothing: step 0
 * is everything good, the last one everything bad.
 */
const { good, bad } = BOUNDS.commitMs;
const STEP_MS = 10;
const LAST_STEP = Math.ceil((bad - good) / STEP_MS);
/** Of the weight, this much may be slower than the 99th percentile. */
const SLOWER = 0.01;

interface Bucket {
  steps: Uint32Array;
  count: number;
  /** The slowest step that is used. */
  slowest: number;
}

/** Durations of the last minute, weighted like {@link WeightedWindow}'s samples. */
export class DurationWindow {
  readonly #buckets = Array.from({ length: BUCKETS }, emptyBucket);

  /** @param ms what is not a number counts as the slowest */
  add(ms: number): void {
    const step = ms <= good ? 0 : ms < bad ? Math.ceil((ms - good) / STEP_MS) : LAST_STEP;
    const bucket = this.#buckets[0]!;
    bucket.steps[step]! += 1;
    bucket.count += 1;
    bucket.slowest = Math.max(bucket.slowest, step);
  }

  /** The weighted 99th percentile in milliseconds, rounded up to the next step, at most the bad bound. */
  p99Ms(): number {
    const used = this.#buckets.map((bucket, age) => ({ bucket, weight: BUCKETS - age }));
    const total = used.reduce((sum, { bucket, weight }) => sum + weight * bucket.count, 0);
    let step = Math.max(...this.#buckets.map(({ slowest }) => slowest));
    for (let slower = 0; step > 0; step--) {
      slower += used.reduce((sum, { bucket, weight }) => sum + weight * bucket.steps[step]!, 0);
      if (slower > SLOWER * total) break;
    }
    return Math.min(bad, good + step * STEP_MS);
  }

  /** Makes every bucket but the open one older, for time in which no bucket was closed. */
  skip(buckets: number): void {
    for (let left = Math.min(buckets, BUCKETS - 1); left > 0; left--) {
      this.#buckets.splice(1, 0, cleared(this.#buckets.pop()!));
    }
  }

  /** Closes the open bucket and opens the next. */
  roll(): void {
    this.#buckets.unshift(cleared(this.#buckets.pop()!));
  }
}

function emptyBucket(): Bucket {
  return { steps: new Uint32Array(LAST_STEP + 1), count: 0, slowest: 0 };
}

function cleared(bucket: Bucket): Bucket {
  if (bucket.slowest > 0 || bucket.count > 0) bucket.steps.fill(0);
  bucket.count = 0;
  bucket.slowest = 0;
  return bucket;
}
