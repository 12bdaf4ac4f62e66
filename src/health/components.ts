/** What the score is made of, in the order in which lost points are listed. */
export const HEALTH_COMPONENTS = [
  'ledger',
  'acknowledgement',
  'discord_rest',
  'gateway',
  'board',
  'delivery',
  'runtime',
] as const;
export type HealthComponent = (typeof HEALTH_COMPONENTS)[number];

/** How well a component does: 1 is good, 0 is useless. */
export type HealthValues = Readonly<Record<HealthComponent, number>>;

interface Bounds {
  /** Here and beyond, a component is worth 1. */
  good: number;
  /** Here and beyond, it is worth 0. */
  bad: number;
}

/** Between its two bounds a component falls in a straight line. */
export const BOUNDS = {
  successRatio: { good: 0.995, bad: 0.8 },
  commitMs: { good: 50, bad: 1000 },
  /** Age of the last heartbeat's acknowledgement ÷ heartbeat interval. */
  heartbeatAge: { good: 1.2, bad: 2.5 },
  /** Staleness of the board ÷ the best that the edit limit allows. */
  boardStaleness: { good: 1.5, bad: 10 },
  oldestDeliveryMs: { good: 30_000, bad: 600_000 },
  eventLoopMs: { good: 50, bad: 500 },
  /** Resident memory ÷ its limit. */
  memory: { good: 0.7, bad: 0.95 },
} as const satisfies Record<string, Bounds>;

/** @returns 1 at the good bound, 0 at the bad one, a straight line between; what is not a number is worth 0 */
export function fall(value: number, { good, bad }: Bounds): number {
  const share = (bad - value) / (bad - good);
  return share > 0 ? Math.min(1, share) : 0;
}
