import type { HealthReport, StatusReport } from '../../src/http/status-report.ts';

const AT_MS = Date.UTC(2030, 0, 1, 12);

/** A shop where all is well, an hour after its start. */
export function aReport(more: Partial<StatusReport> = {}): StatusReport {
  return {
    version: '1.2.3',
    revision: 'abc1234',
    startedAtMs: AT_MS - 3_725_000,
    nowMs: AT_MS,
    ready: ['started', 'draining', 'store', 'gateway'].map((name) => ({ name, status: 'pass' })),
    health: aHealth(),
    figures: {
      button_creation_success_rate: 1,
      update_success_rate: 0.99996,
      average_response_time: 0.084,
      error_count_last_hour: 0,
      retry_attempts_total: 3,
    },
    budgets: [
      aBudget('board', 'Stock changes visible within 10.5 s', 0.99, {
        events: 2000,
        failures: 5,
        left: 0.75,
      }),
      aBudget('acknowledgement', 'Clicks acknowledged within 2.5 s', 0.995, {
        events: 4000,
        failures: 18,
        left: 0.1,
      }),
      aBudget('purchase', 'Purchases without an error', 0.999, { events: 0, failures: 0, left: null }),
    ],
    breakers: [{ name: 'board_edit', state: 'closed', sinceMs: AT_MS - 3_725_000, failuresInRow: 0 }],
    queue: { depth: 0, coalesced: 12, workers: 3 },
    boards: [{ shopId: '7', channelId: '1100000000000000001', messageId: '1100000000000000002' }],
    deliveries: { count: 0 },
    gateway: {
      state: 'ready',
      sinceMs: AT_MS - 3_720_000,
      guilds: 1,
      shards: [{ id: 0, connected: true, heartbeatMs: 42 }],
    },
    cache: [
      { namespace: 'dm_channels', entries: 14, hits: 120, misses: 14, evictions: 0, oldestAgeMs: 1_860_000 },
      { namespace: 'catalogue', entries: 1, hits: 2400, misses: 31, evictions: 0, oldestAgeMs: 900 },
    ],
    errors: [],
    ...more,
  };
}

function aBudget(
  slo: string,
  title: string,
  target: number,
  counts: Pick<StatusReport['budgets'][number], 'events' | 'failures' | 'left'>,
) {
  return { slo, title, target, sinceMs: AT_MS - 3_725_000, ...counts };
}

const WEIGHTS = {
  ledger: 30,
  acknowledgement: 25,
  discord_rest: 15,
  gateway: 10,
  board: 10,
  delivery: 5,
  runtime: 5,
} as const;

/** @param lost points by component; all else is well */
export function aHealth(
  more: Partial<HealthReport> = {},
  lost: Partial<Record<keyof typeof WEIGHTS, number>> = {},
): HealthReport {
  const parts = Object.entries(WEIGHTS).map(([component, weight]) => {
    const gone = lost[component as keyof typeof WEIGHTS] ?? 0;
    return { component, weight, value: 1 - gone / weight, lost: gone };
  });
  const half = { state: 'well', errorCount: 0, lastUpdateMs: AT_MS - 4000 };
  return {
    score: 100 - Object.values(lost).reduce((sum, points) => sum + points, 0),
    tier: 'full',
    tierSinceMs: AT_MS - 3_700_000,
    why: [],
    parts,
    caps: [],
    cappedPoints: 0,
    livestock: half,
    buttons: half,
    canBuy: true,
    ...more,
  };
}

/** The same shop when Discord fails and the store cannot write; names hold markup, as a hostile one would. */
export function anIllReport(): StatusReport {
  const well = aReport();
  return aReport({
    ready: [...well.ready.slice(0, 2), { name: 'store', status: 'fail', output: 'cannot write' }],
    health: aHealth(
      {
        score: 52.5,
        tier: 'commands',
        tierSinceMs: AT_MS - 95_000,
        why: ['ledger: −30', 'discord_rest: −12.25', 'board: −5.25'],
        caps: [
          { name: 'ledger_cannot_write', limit: 70 },
          { name: 'board_cannot_be_edited', limit: 50, board: '1100000000000000001' },
        ],
        buttons: { state: 'ill', errorCount: 4, lastError: 'DiscordAPIError', lastUpdateMs: AT_MS - 64_000 },
        canBuy: false,
      },
      { ledger: 30, discord_rest: 12.25, board: 5.25 },
    ),
    figures: {
      ...well.figures,
      button_creation_success_rate: null,
      update_success_rate: 0.625,
      average_response_time: 1.84,
      error_count_last_hour: 37,
    },
    breakers: [
      { name: 'board_edit', state: 'open', sinceMs: AT_MS - 60_000, failuresInRow: 5 },
      { name: 'dm', state: 'half_open', sinceMs: AT_MS - 2000, failuresInRow: 0 },
    ],
    queue: { depth: 9, oldestAgeMs: 71_000, coalesced: 88, workers: 3 },
    boards: [
      { shopId: '7', channelId: '1100000000000000001', dirtySinceMs: AT_MS - 63_000, problem: 'retryable' },
      { shopId: '7', channelId: '<img src=x onerror=alert(1)>', messageId: '5' },
    ],
    deliveries: { count: 3, oldestCreatedAtMs: AT_MS - 240_000 },
    gateway: { ...well.gateway, state: 'reconnecting', shards: [{ id: 0, connected: false }] },
    errors: [
      {
        atMs: AT_MS - 2000,
        component: 'store',
        kind: 'database',
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      },
      {
        atMs: AT_MS - 9000,
        component: 'board',
        kind: 'discord_down',
        traceId: '0af7651916cd43dd8448eb211c80319c',
      },
    ],
  });
}
