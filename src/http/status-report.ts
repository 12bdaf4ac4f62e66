import type { BudgetReport } from '../observability/budgets.ts';
import type { FigureValues } from '../observability/figures.ts';
import type { RecentError } from '../observability/recent-errors.ts';
import type { Check } from './health.ts';

/**
 * What `/status` says. Moments are milliseconds since the Unix epoch, ages and times are durations in the unit of their
 * name; a part that this process does not have is left out. No goods, no balances, no texts of errors.
 */
export interface StatusReport {
  version: string;
  revision: string;
  startedAtMs: number;
  nowMs: number;
  ready: readonly Check[];
  health?: HealthReport;
  figures: FigureValues;
  budgets: readonly BudgetReport[];
  breakers: readonly BreakerReport[];
  queue?: QueueReport;
  boards: readonly BoardReport[];
  /** Left out when the store cannot be read. */
  deliveries?: DeliveriesReport;
  gateway: GatewayReport;
  cache: readonly CacheReport[];
  /** Newest first. */
  errors: readonly RecentError[];
}

export interface HealthReport {
  /** 0 to 100: the sum of the parts, less what they lost, under the caps. */
  score: number;
  tier: string;
  tierSinceMs: number;
  /** What takes the score down, in words, the worst first. */
  why: readonly string[];
  /** `value` is 0 to 1, `lost` the points of `weight` that are gone. */
  parts: readonly { component: string; weight: number; value: number; lost: number }[];
  /** Limits that hold now; one with a board holds for that board only. */
  caps: readonly { name: string; limit: number; board?: string | undefined }[];
  /** What the caps take away beyond the lost points: these and the parts' add up to 100 − score. */
  cappedPoints: number;
  livestock: ComponentReport;
  buttons: ComponentReport;
  /** False while nothing may be charged. */
  canBuy: boolean;
}

export interface ComponentReport {
  state: string;
  errorCount: number;
  /** Its kind. */
  lastError?: string | undefined;
  lastUpdateMs?: number | undefined;
}

export interface BreakerReport {
  name: string;
  state: string;
  sinceMs: number;
  failuresInRow: number;
}

export interface QueueReport {
  depth: number;
  /** Age of the oldest operation that waits. */
  oldestAgeMs?: number | undefined;
  coalesced: number;
  workers: number;
}

export interface BoardReport {
  shopId: string;
  channelId: string;
  messageId?: string | undefined;
  /** Since when it shows less than the store says. */
  dirtySinceMs?: number | undefined;
  problem?: string | undefined;
}

export interface DeliveriesReport {
  /** Paid and not yet delivered. */
  count: number;
  oldestCreatedAtMs?: number | undefined;
  nextDueAtMs?: number | undefined;
}

export interface GatewayReport {
  state: string;
  sinceMs: number;
  guilds: number;
  /** `heartbeatMs`: time to the acknowledgement of the last heartbeat. */
  shards: readonly { id: number; connected: boolean; heartbeatMs?: number | undefined }[];
}

export interface CacheReport {
  namespace: string;
  entries: number;
  hits: number;
  misses: number;
  evictions: number;
  oldestAgeMs?: number | undefined;
}
