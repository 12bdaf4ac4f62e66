import type { Alert } from '../alert.ts';
import { RECORDED } from '../recorded.ts';

/** What buyers see and what they paid for. */
export const SHOP_ALERTS: readonly Alert[] = [
  {
    name: 'BoardStale',
    severity: 'page',
    // The last value and not the greatest: that of a board which became clean would stay for 5 minutes. The least over
    // instances: a pod that is gone may have left one.
    expr: (pace) =>
      `time() - (min by (job, board) (last_over_time(livestock_board_dirty_since_timestamp_seconds[${pace.duration('5m')}])) > 0) > ${pace.seconds(120)}`,
    for: '1m',
    summary: 'The board shows old stock',
    description:
      'The board in channel {{ $labels.board }} has been behind for {{ $value | humanizeDuration }}.',
    dashboard: 'livestock-board',
  },
  {
    name: 'BoardNotVerified',
    severity: 'ticket',
    expr: (pace) =>
      `time() - max by (job, board) (max_over_time(livestock_board_verified_timestamp_seconds[${pace.duration('5m')}])) > ${pace.seconds(900)}`,
    summary: 'Nobody knows whether the board is right',
    description:
      'The message in channel {{ $labels.board }} was last seen right {{ $value | humanizeDuration }} ago; it should be each minute.',
    dashboard: 'livestock-board',
  },
  {
    name: 'LivestockUnhealthy',
    severity: 'page',
    // Not once 50 within 5 minutes.
    expr: (pace) => `max_over_time(livestock_health_score[${pace.duration('5m')}]) < 50`,
    for: '1m',
    summary: 'The shop serves badly',
    description:
      'The health score of {{ $labels.instance }} was {{ $value | humanize }} at best in 5 minutes.',
    dashboard: 'livestock-overview',
  },
  {
    name: 'Degraded',
    severity: 'ticket',
    // Maintenance is left out: an admin's is meant, and what else leads to it has alerts of its own.
    expr: (pace) =>
      `max by (job, instance) (max_over_time(livestock_degradation_mode{mode=~"browse|commands|text"}[${pace.duration('5m')}])) == 1`,
    for: '15m',
    summary: 'The boards offer less than usual',
    description: '{{ $labels.instance }} has not offered everything for 10 minutes.',
    dashboard: 'livestock-overview',
  },
  {
    name: 'DeliveryStuck',
    severity: 'page',
    expr: (pace) =>
      `max by (job) (max_over_time(livestock_delivery_oldest_seconds[${pace.duration('5m')}])) > ${pace.seconds(600)}`,
    for: '7m',
    summary: 'Somebody paid and has no goods',
    description: 'The oldest undelivered order is {{ $value | humanizeDuration }} old.',
    dashboard: 'livestock-interactions',
  },
  {
    name: 'LedgerViolation',
    severity: 'critical',
    // increase() does not see what a process found before its first scrape.
    expr: (pace) =>
      `increase(livestock_ledger_violations_total[${pace.duration('1h')}]) > 0 or (livestock_ledger_violations_total > 0 unless livestock_ledger_violations_total offset ${pace.duration('1h')})`,
    summary: 'The books of the shop do not add up',
    description: 'The rule {{ $labels.check }} is broken. The shop is closed until an owner clears it.',
    dashboard: 'livestock-overview',
  },
  {
    name: 'StoreSlow',
    severity: 'ticket',
    expr: () => `${RECORDED.storeP99} > 0.25`,
    for: '5m',
    summary: 'The database is slow',
    description: '1 % of its operations take over {{ $value | humanizeDuration }}.',
    dashboard: 'livestock-runtime',
  },
  {
    name: 'BackupFailing',
    severity: 'ticket',
    // It is tried again and again: a success within a day is the answer to a failure.
    expr: (pace) => {
      const made = (result: string) =>
        `sum by (job, instance) (increase(livestock_backups_total{result="${result}"}[${pace.duration('1d')}]))`;
      return `${made('error')} >= 2 unless ${made('ok')} > 0`;
    },
    summary: 'The database is not backed up',
    description:
      '{{ $value | humanize }} backups of {{ $labels.instance }} failed within a day, and none succeeded.',
    dashboard: 'livestock-runtime',
  },
  {
    name: 'CacheHitRatioCollapsed',
    severity: 'ticket',
    expr: (pace) =>
      `${RECORDED.cacheHitRatio30m} < 0.5 * (${RECORDED.cacheHitRatio1d} > 0.5) and sum by (job, namespace) (increase(livestock_cache_requests_total[${pace.duration('30m')}])) >= 100`,
    for: '10m',
    summary: 'A cache no longer serves',
    description:
      "Only {{ $value | humanizePercentage }} hits in {{ $labels.namespace }} over 30 minutes: less than half of the day's share.",
    dashboard: 'livestock-runtime',
  },
];
