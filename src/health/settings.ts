import type { TierBounds } from './degradation.ts';
import type { HealthWeights } from './score.ts';

/** What an operator can turn, read anew at every evaluation. */
export interface HealthSettings {
  weights: HealthWeights;
  tiers: TierBounds;
  /** Off: the board stays `full` whatever the score says; a broken ledger still closes the shop. */
  fallbackModeEnabled: boolean;
  /** How often the button manager is checked. */
  buttonCheckIntervalMs: number;
}

export const defaultHealthSettings = {
  weights: {
    ledger: 30,
    acknowledgement: 25,
    discord_rest: 15,
    gateway: 10,
    board: 10,
    delivery: 5,
    runtime: 5,
  },
  tiers: {
    full: { demoteBelow: 75, promoteAt: 85 },
    browse: { demoteBelow: 55, promoteAt: 65 },
    commands: { demoteBelow: 35, promoteAt: 45 },
    text: { demoteBelow: 15, promoteAt: 25 },
  },
  fallbackModeEnabled: true,
  buttonCheckIntervalMs: 300_000,
} as const satisfies HealthSettings;
