import type { Alert } from '../alert.ts';
import { RECORDED } from '../recorded.ts';

/** Whether the bot runs, restarts and is seen at all. */
export const PROCESS_ALERTS: readonly Alert[] = [
  {
    name: 'BotDown',
    severity: 'page',
    expr: () => 'up{job="livestock"} == 0',
    for: '2m',
    summary: 'The bot is down',
    description: 'Prometheus has not reached {{ $labels.instance }} for 2 minutes: nobody can buy.',
    dashboard: 'livestock-overview',
  },
  {
    name: 'BotAbsent',
    severity: 'page',
    expr: () => 'absent(up{job="livestock"})',
    for: '5m',
    summary: 'Prometheus knows of no bot',
    description: 'No target of the job livestock for 5 minutes: it was removed, renamed, or never found.',
    dashboard: 'livestock-overview',
  },
  {
    name: 'CrashLooping',
    severity: 'page',
    // By instance, and by the newest start of the job, as a pod that replaces another one is a new instance; of these, a
    // rolling update has one for each target.
    expr: (pace) =>
      `max by (job) (changes(process_start_time_seconds{job="livestock"}[${pace.duration('30m')}])) >= 3 or changes(${RECORDED.startTime}[${pace.duration('30m')}]) >= 3 * count by (job) (up{job="livestock"})`,
    summary: 'The bot starts again and again',
    description: '{{ $value }} starts within 30 minutes.',
    dashboard: 'livestock-runtime',
  },
  {
    name: 'Restarted',
    severity: 'info',
    expr: (pace) => `changes(${RECORDED.startTime}[${pace.duration('15m')}]) > 0`,
    summary: 'The bot was started again',
    description: '{{ $value }} start(s) within 15 minutes; livestock_restarts_total has the reasons.',
    dashboard: 'livestock-overview',
  },
  {
    name: 'RestartSlow',
    severity: 'ticket',
    // A process observes one restart: the one that it began with.
    expr: (pace) =>
      `livestock_restart_seconds_sum > 10.5 and on (job, instance) time() - process_start_time_seconds{job="livestock"} < ${pace.seconds(3600)}`,
    summary: 'A restart took long',
    description: '{{ $value | humanizeDuration }} from the order to restart until all worked again.',
    dashboard: 'livestock-runtime',
  },
  {
    name: 'ErrorSpike',
    severity: 'ticket',
    expr: () => `${RECORDED.errors5m} > 4 * ${RECORDED.errors6h} / 72 and ${RECORDED.errors5m} >= 10`,
    summary: 'Many more errors than usual',
    description:
      '{{ $value | humanize }} errors within 5 minutes: more than 4 times the average of the last 6 hours.',
    dashboard: 'livestock-overview',
  },
  {
    name: 'RecurringError',
    severity: 'ticket',
    // A burst stays in the hour and is over in the 15 minutes before the half hour is.
    expr: (pace) =>
      `${RECORDED.errorsByKind} >= 20 and sum by (job, component, kind) (increase(livestock_errors_total[${pace.duration('15m')}])) > 0`,
    for: '30m',
    summary: 'The same error comes again and again',
    description:
      '{{ $value | humanize }} errors of kind {{ $labels.kind }} in {{ $labels.component }} within the last hour, and no end of them for 30 minutes.',
    dashboard: 'livestock-overview',
  },
  {
    name: 'EventLoopLag',
    severity: 'ticket',
    expr: (pace) =>
      `max_over_time(nodejs_eventloop_lag_p99_seconds{job="livestock"}[${pace.duration('5m')}]) > 0.25`,
    for: '10m',
    summary: 'The event loop is blocked',
    description: '1 % of the turns of {{ $labels.instance }} take over {{ $value | humanizeDuration }}.',
    dashboard: 'livestock-runtime',
  },
  {
    name: 'TelemetryDropped',
    severity: 'ticket',
    expr: (pace) =>
      `sum by (job) (increase(livestock_telemetry_dropped_spans_total[${pace.duration('15m')}])) > 0`,
    for: '30m',
    summary: 'Traces are lost',
    description: '{{ $value | humanize }} spans within 15 minutes never reached the collector.',
    dashboard: 'livestock-runtime',
  },
  {
    name: 'Watchdog',
    severity: 'none',
    expr: () => 'vector(1)',
    summary: 'Alerting works',
    description:
      "Always firing: when it stops to arrive at the dead man's switch, Prometheus or Alertmanager is down.",
    dashboard: 'livestock-overview',
  },
];
