import type { Alert } from '../alert.ts';
import { RECORDED } from '../recorded.ts';

/** The way to Discord: gateway, REST, and what waits for them. */
export const DISCORD_ALERTS: readonly Alert[] = [
  {
    name: 'GatewayDown',
    severity: 'page',
    expr: (pace) =>
      `max by (job, shard) (max_over_time(livestock_gateway_connected[${pace.duration('5m')}])) == 0`,
    for: '1m',
    summary: 'No connection to Discord',
    description: 'Shard {{ $labels.shard }} has not been connected for 5 minutes: no click arrives.',
    dashboard: 'livestock-discord',
  },
  {
    name: 'GatewayFlapping',
    severity: 'ticket',
    expr: (pace) =>
      `sum by (job) (increase(livestock_gateway_reconnects_total[${pace.duration('30m')}])) >= 6`,
    summary: 'The connection to Discord breaks again and again',
    description: '{{ $value | humanize }} reconnects within 30 minutes.',
    dashboard: 'livestock-discord',
  },
  {
    name: 'InvalidRequests',
    severity: 'page',
    expr: () => `${RECORDED.invalidRequests} > 2500`,
    summary: 'Discord is about to ban this address',
    description:
      '{{ $value | humanize }} requests answered with 401, 403 or 429 within 10 minutes. Discord bans the address at 10,000.',
    dashboard: 'livestock-discord',
  },
  {
    name: 'RateLimited',
    severity: 'ticket',
    expr: (pace) =>
      `sum by (job) (increase(livestock_discord_rest_requests_total{status="429",scope!="shared"}[${pace.duration('10m')}])) >= 10`,
    summary: "The bot runs into Discord's rate limits",
    description: '{{ $value | humanize }} answers 429 of its own doing within 10 minutes.',
    dashboard: 'livestock-discord',
  },
  {
    name: 'BreakerOpen',
    severity: 'ticket',
    // The trials at half-open are bridged.
    expr: (pace) => `max_over_time(livestock_breaker_state{state="open"}[${pace.duration('5m')}]) == 1`,
    for: '10m',
    summary: 'Calls to Discord are held back',
    description: 'The breaker {{ $labels.breaker }} has been open for minutes: these calls keep failing.',
    dashboard: 'livestock-discord',
  },
  {
    name: 'QueueBacklog',
    severity: 'ticket',
    expr: (pace) =>
      `max_over_time(livestock_operation_queue_oldest_seconds[${pace.duration('5m')}]) > ${pace.seconds(30)}`,
    for: '10m',
    summary: 'Calls to Discord wait too long',
    description: 'The oldest one has waited {{ $value | humanizeDuration }}.',
    dashboard: 'livestock-discord',
  },
];
