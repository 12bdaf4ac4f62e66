import type { Clock } from '../runtime/clock.ts';

const BUCKET_MS = 10_000;
/** Together one hour. */
const BUCKETS = 360;

/** The five figures that the shop's owner knows by name; of the last hour but for the retries. `null`: no traffic. */
export interface FigureValues {
  /** 0 to 1. */
  button_creation_success_rate: number | null;
  /** 0 to 1; a board that needed no edit is no part of it. */
  update_success_rate: number | null;
  /** Seconds in the handler of an interaction. */
  average_response_time: number | null;
  error_count_last_hour: number;
  /** Since the start of the process. */
  retry_attempts_total: number;
}

const NOTHING = {
  builds: 0,
  failedBuilds: 0,
  updates: 0,
  failedUpdates: 0,
  responses: 0,
  responseSeconds: 0,
  errors: 0,
  retries: 0,
};
type Counts = { [name in keyof typeof NOTHING]: number };

/** Counts what the five figures are made of: for ever, and over the last hour in steps of 10 s. */
export class Figures {
  readonly #clock: Clock;
  readonly #totals: Counts = { ...NOTHING };
  /** By its number modulo {@link BUCKETS}; one with an old number counts for nothing. */
  readonly #buckets: { number: number; counts: Counts }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  buttonBuild(ok: boolean): void {
    this.#add(ok ? { builds: 1 } : { builds: 1, failedBuilds: 1 });
  }

  boardUpdate(result: 'ok' | 'noop' | 'retryable' | 'fatal'): void {
    if (result === 'noop') return;
    this.#add(result === 'ok' ? { updates: 1 } : { updates: 1, failedUpdates: 1 });
  }

  response(seconds: number): void {
    this.#add({ responses: 1, responseSeconds: seconds });
  }

  error(): void {
    this.#add({ errors: 1 });
  }

  retry(): void {
    this.#add({ retries: 1 });
  }

  /** Everything since the start; what happened between two looks is their difference. */
  get totals(): Readonly<Counts> {
    return { ...this.#totals };
  }

  get values(): FigureValues {
    const hour = this.#lastHour();
    return {
      button_creation_success_rate: ratio(hour.builds - hour.failedBuilds, hour.builds),
      update_success_rate: ratio(hour.updates - hour.failedUpdates, hour.updates),
      average_response_time: ratio(hour.responseSeconds, hour.responses),
      error_count_last_hour: hour.errors,
      retry_attempts_total: this.#totals.retries,
    };
  }

  #add(counts: Partial<Counts>): void {
    const number = this.#now();
    const slot = number % BUCKETS;
    let bucket = this.#buckets[slot];
    if (bucket?.number !== number) {
      bucket = { number, counts: { ...NOTHING } };
      this.#buckets[slot] = bucket;
    }
    addTo(this.#totals, counts);
    addTo(bucket.counts, counts);
  }

  #lastHour(): Counts {
    const sum = { ...NOTHING };
    const oldest = this.#now() - BUCKETS + 1;
    // Slots are filled in no order, and some never.
    for (const bucket of Object.values(this.#buckets)) {
      if (bucket.number >= oldest) addTo(sum, bucket.counts);
    }
    return sum;
  }

  #now(): number {
    return Math.floor(this.#clock.monotonicMs() / BUCKET_MS);
  }
}

function addTo(sum: Counts, counts: Partial<Counts>): void {
  for (const name of Object.keys(counts) as (keyof Counts)[]) sum[name] += counts[name] ?? 0;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
