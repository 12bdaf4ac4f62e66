/** Discord allows 3 edits per 6 s on messages older than an hour, answered with 30046 beyond it (unofficial). */
const OLD_AFTER_MS = 60 * 60_000;
/** A little over the limit's 2 s: two edits may reach Discord closer together than they were sent. */
const OLD_INTERVAL_MS = 2040;
/** A young message has the channel's bucket, usually 5 per 5 s. */
const YOUNG_INTERVAL_MS = 1040;
/** Taken for old a little early, since the two clocks differ. */
const CLOCK_MARGIN_MS = 60_000;

/** The least time between the beginnings of two edits of a message that was posted `ageMs` ago. */
export function editIntervalMs(ageMs: number, knownOld: boolean): number {
  return knownOld || ageMs > OLD_AFTER_MS - CLOCK_MARGIN_MS ? OLD_INTERVAL_MS : YOUNG_INTERVAL_MS;
}

/** When a Discord object was made, from its id: milliseconds since the Unix epoch. */
export function snowflakeTimeMs(id: string): number {
  return Number((BigInt(id) >> 22n) + 1_420_070_400_000n);
}
