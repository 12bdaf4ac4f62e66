const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** Makes Discord's ids: 42 bits of milliseconds since 2015, then a counter. They only grow, also over a restart. */
export class Snowflakes {
  readonly #now: () => number;
  #last: bigint;

  /** @param last the newest id that an earlier run gave out. */
  constructor(now: () => number, last = 0n) {
    this.#now = now;
    this.#last = last;
  }

  get last(): bigint {
    return this.#last;
  }

  next(): string {
    const first = BigInt(this.#now() - DISCORD_EPOCH_MS) << 22n;
    this.#last = first > this.#last ? first : this.#last + 1n;
    return String(this.#last);
  }
}

export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^[1-9]\d{0,19}$/.test(value);
}

/** The shard that gets a guild's events; DMs go to shard 0. */
export function shardOf(guildId: string | undefined, count: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}
