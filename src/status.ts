import type { BoardPublisher } from './board/board-publisher.ts';
import type { Gateway } from './discord/gateway.ts';
import type { Check } from './http/health.ts';
import type { StatusSample } from './http/status-history.ts';
import type {
  BreakerReport,
  CacheReport,
  DeliveriesReport,
  GatewayReport,
  HealthReport,
  QueueReport,
  StatusReport,
} from './http/status-report.ts';
import type { Recorder } from './observability/recorder.ts';
import { deadline } from './resilience/deadline.ts';
import type { Clock } from './runtime/clock.ts';
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
  clock: Clock;
  health?: () => HealthReport;
  breakers?: () => readonly BreakerReport[];
  queue?: () => QueueReport;
  cache?: () => readonly CacheReport[];
}

/** What `/status` says now; also while the store does not answer. */
export async function statusReport(parts: StatusParts): Promise<StatusReport> {
  const { version, revision, startedAtMs, clock, recorder } = parts;
  const [ready, deliveries] = await Promise.all([readiness(parts), pendingDeliveries(parts)]);
  return {
    version,
    revision,
    startedAtMs,
    nowMs: clock.now(),
    ready,
    ...(parts.health && { health: parts.health() }),
    figures: recorder.figures.values,
    breakers: parts.breakers?.() ?? [],
    ...(parts.queue && { queue: parts.queue() }),
    boards: parts.boards.status(),
    ...(deliveries && { deliveries }),
    gateway: gatewayReport(parts),
    cache: parts.cache?.() ?? [],
    errors: recorder.recentErrors.list(),
  };
}

/** What the charts of the last hour are drawn from. */
export function statusSample({ recorder, health, queue }: StatusParts): StatusSample {
  const { responses, responseSeconds, errors } = recorder.figures.totals;
  return { score: health?.().score, queueDepth: queue?.().depth, responses, responseSeconds, errors };
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

function gatewayReport({ gateway, clock }: StatusParts): GatewayReport {
  const { state, sinceMs, guilds, shards } = gateway.status;
  const sinceWallMs = Math.round(clock.now() - (clock.monotonicMs() - sinceMs));
  return { state, sinceMs: sinceWallMs, guilds, shards };
}
