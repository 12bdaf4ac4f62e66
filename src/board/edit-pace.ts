import type { Settings } from '../config/settings-schema.ts';

/** Discord allows 3 edits per 6 s on messages older than an hour, answered with 30046 beyond it (unofficial). */
const OLD_AFTER_MS = 60 * 60_000;
/**
 * Least times between two edits: a little over 2 s for an old message, since two edits may reach Discord closer together
 * than they were sent; a young one has the channel's bucket, usually 5 per 5 s.
 */
export interface EditIntervals {
  youngMs: number;
  oldMs: number;
}
/** Taken for old a little early, since the two clocks differ. */
const CLOCK_MARGIN_MS = 60_000;

export function editIntervals(settings: Settings): EditIntervals {
  return {
    youngMs: settings.board_edit_interval_young * 1000,
    oldMs: settings.board_edit_interval_old * 1000,
  };
}

/** The least time between the beginnings of two edits of a message that was posted `ageMs` ago. */
export function editIntervalMs(ageMs: number, knownOld: boolean, { youngMs, oldMs }: EditIntervals): number {
  return knownOld || ageMs > OLD_AFTER_MS - CLOCK_MARGIN_MS ? oldMs : youngMs;
}

/** When a Discord object was made, from its id: milliseconds since the Unix epoch. */
export function snowflakeTimeMs(id: string): number {
  return Number((BigInt(id) >> 22n) + 1_420_070_400_000n);
}
