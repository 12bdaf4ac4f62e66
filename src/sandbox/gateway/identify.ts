import type { JsonObject } from '../json.ts';
import type { Limits } from '../options.ts';
import { Close, KNOWN_INTENTS, PRIVILEGED_INTENTS } from '../protocol.ts';

const DAY_MS = 86_400_000;

/** A refusal of the gateway: the connection is closed with this code. */
export interface Refusal {
  code: number;
  reason: string;
}

export interface Identity {
  shard: number;
  shardCount: number;
  intents: number;
}

/** Reads IDENTIFY, the token aside: shards and intents are held to what exists and what the application may have. */
export function readIdentify(data: JsonObject, allowedIntents: number): Identity | Refusal {
  const [shard, shardCount] = Array.isArray(data['shard']) ? (data['shard'] as unknown[]) : [0, 1];
  if (typeof shard !== 'number' || typeof shardCount !== 'number' || shard < 0 || shard >= shardCount) {
    return { code: Close.INVALID_SHARD, reason: 'Invalid shard.' };
  }
  const { intents } = data;
  if (typeof intents !== 'number' || !Number.isInteger(intents) || (intents & ~KNOWN_INTENTS) !== 0) {
    return { code: Close.INVALID_INTENTS, reason: 'Invalid intent(s).' };
  }
  if ((intents & PRIVILEGED_INTENTS & ~allowedIntents) !== 0) {
    return { code: Close.DISALLOWED_INTENTS, reason: 'Disallowed intent(s).' };
  }
  return { shard, shardCount, intents };
}

/** Counts IDENTIFYs: so many a day, and one per `max_concurrency` key every five seconds. */
export class IdentifyBudget {
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #lastByKey = new Map<number, number>();
  #day = { untilMs: 0, used: 0 };

  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  remaining(): number {
    return Math.max(0, this.#limits.identifies - this.#today().used);
  }

  resetAfterMs(): number {
    return this.#today().untilMs - this.#now();
  }

  /** `exhausted`: the day's number is used up; `early`: too soon after the last one. */
  spend(shard: number): 'ok' | 'early' | 'exhausted' {
    const today = this.#today();
    if (today.used >= this.#limits.identifies) return 'exhausted';
    const key = shard % this.#limits.maxConcurrency;
    const last = this.#lastByKey.get(key);
    if (last !== undefined && this.#now() - last < this.#limits.identifyIntervalMs) return 'early';
    today.used += 1;
    this.#lastByKey.set(key, this.#now());
    return 'ok';
  }

  #today(): { untilMs: number; used: number } {
    if (this.#day.untilMs <= this.#now()) this.#day = { untilMs: this.#now() + DAY_MS, used: 0 };
    return this.#day;
  }
}
