import type { BoardPublisher } from './board/board-publisher.ts';
import type { DiscordApi } from './discord/discord-api.ts';
import type { Gateway } from './discord/gateway.ts';
import type { Check } from './http/health.ts';
import type { StatusSample } from './http/status-history.ts';
import type {
  BreakerReport,
  CacheReport,
  DeliveriesReport,
  GatewayReport,
  QueueReport,
  StatusReport,
} from './http/status-report.ts';
import { errorBudgets } from './observability/budgets.ts';
import type { Metrics } from './observability/metrics.ts';
import type { Recorder } from './observability/recorder.ts';
import { deadline } from './resilience/deadline.ts';
import type { OperationQueue } from './resilience/operation-queue.ts';
import type { CacheManager } from './runtime/cache-manager.ts';
import type { Clock } from './runtime/clock.ts';
import type { ShopHealth } from './shop-health.ts';
import type { ShopStore } from './shop/store/shop-store.ts';

/** A store that hangs must not keep the status from saying so. */
const STORE_DEADLINE_MS = 1500;

export interface StatusParts {
  version: string;
  revision: string;
  startedAtMs: number;
  readiness: () => Promise<readonly Check[]>;
  store: Pick<ShopStore, 'pendingDeliveries'>;
  gateway: Pick<Gateway, 'status'>;
  boards: Pick<BoardPublisher, 'status'>;
  recorder: Recorder;
  metrics: Metrics;
  clock: Clock;
  health: Pick<ShopHealth, 'report'>;
  api: Pick<DiscordApi, 'breakers'>;
  queue: Pick<OperationQueue, 'status'>;
  caches: Pick<CacheManager, 'figures'>;
}

/** What `/status` says now; also while the store does not answer. */
export async function statusReport(parts: StatusParts): Promise<StatusReport> {
  const { version, revision, startedAtMs, clock, recorder } = parts;
  const [ready, deliveries, budgets] = await Promise.all([
    readiness(parts),
    pendingDeliveries(parts),
    errorBudgets(parts.metrics, startedAtMs),
  ]);
  return {
    version,
    revision,
    startedAtMs,
    nowMs: clock.now(),
    ready,
    health: parts.health.report(),
    figures: recorder.figures.values,
    budgets,
    breakers: breakerReports(parts),
    queue: queueReport(parts),
    boards: parts.boards.status(),
    ...(deliveries && { deliveries }),
    gateway: gatewayReport(parts),
    cache: cacheReports(parts),
    errors: recorder.recentErrors.list(),
  };
}

/** What the charts of the last hour are drawn from. */
export function statusSample(parts: StatusParts): StatusSample {
  const { responses, responseSeconds, errors } = parts.recorder.figures.totals;
  const { score } = parts.health.report();
  return { score, queueDepth: queueReport(parts).depth, responses, responseSeconds, errors };
}

async function readiness({ readiness, clock }: StatusParts): Promise<readonly Check[]> {
  try {
    return await deadline('readiness', STORE_DEADLINE_MS, readiness, { clock });
  } catch {
    return [{ name: 'readiness', status: 'fail', output: 'cannot be checked' }];
  }
}

async function pendingDeliveries({ store, clock }: StatusParts): Promise<DeliveriesReport | undefined> {
  try {
    return await deadline('pendingDeliveries', STORE_DEADLINE_MS, () => store.pendingDeliveries(), { clock });
  } catch {
    return undefined;
  }
}

function breakerReports({ api }: StatusParts): BreakerReport[] {
  return api
    .breakers()
    .map(({ name, state, sinceMs, failuresInRow }) => ({ name, state, sinceMs, failuresInRow }));
}

function queueReport({ queue }: StatusParts): QueueReport {
  const { running, waiting, oldestWaitMs, counts, workers } = queue.status;
  const depth = Object.values(waiting).reduce((sum, count) => sum + count, running);
  return { depth, oldestAgeMs: oldestWaitMs, coalesced: counts.coalesced, workers };
}

function cacheReports({ caches }: StatusParts): CacheReport[] {
  return caches.figures().map(({ namespace, entries, hits, misses, evictions, oldestAgeMs }) => ({
    namespace,
    entries,
    hits,
    misses,
    evictions,
    oldestAgeMs,
  }));
}

function gatewayReport({ gateway, clock }: StatusParts): GatewayReport {
  const { state, sinceMs, guilds, shards } = gateway.status;
  const sinceWallMs = Math.round(clock.now() - (clock.monotonicMs() - sinceMs));
  return { state, sinceMs: sinceWallMs, guilds, shards };
}
