/**
 * Faults that a sum would dilute: each holds the score at or below its limit. The last two hold for one board (or, when no
 * buttons can be built at all, for every board) and leave the shop's own score alone.
 */
export const CAP_LIMITS = {
  ledger_cannot_write: 70,
  acknowledgement_lost: 30,
  gateway_not_ready: 30,
  invariant_broken: 0,
  buttons_cannot_be_built: 50,
  board_cannot_be_edited: 50,
} as const satisfies Record<string, number>;
export type CapName = keyof typeof CAP_LIMITS;
/** Faults of a single board. */
export type BoardFault = 'buttons_cannot_be_built' | 'board_cannot_be_edited';

export interface Cap {
  name: CapName;
  /** The score is at most this, 0 to 100. */
  limit: number;
}

export function cap(name: CapName): Cap {
  return { name, limit: CAP_LIMITS[name] };
}
