import { RESTART_REASONS } from '../../src/observability/labels.ts';
import { apart, failsAbove, informs, warnsAbove } from '../colours.ts';
import { chosen, ofBots } from '../promql.ts';
import { stacked, stat } from './kinds.ts';

export const restartsByReason = () =>
  stacked({
    title: 'Restarts by reason',
    description:
      'command: an owner asked; the others: LiveStock restarted itself because of its own faults, a blocked event loop, memory or a lost gateway. Counted over restarts.',
    unit: 'short',
    thresholds: informs(),
    queries: [
      {
        expr: `sum by (reason) (increase(${chosen('livestock_restarts_total')}[$__rate_interval]))`,
        legend: '{{reason}}',
      },
    ],
    colours: apart(RESTART_REASONS),
  });

export const starts = () =>
  stat({
    title: 'Starts',
    description:
      'Of a process, in the time shown, restarts, deployments and crashes together. More than restarts and deployments: it crashes.',
    unit: 'short',
    thresholds: warnsAbove(3),
    queries: [
      {
        expr: `sum ${ofBots(`changes(${chosen('process_start_time_seconds')}[$__range])`)}`,
        legend: 'starts',
        isInstant: true,
      },
    ],
    decimals: 0,
  });

export const restartSeconds = () =>
  stat({
    title: 'Last restart took',
    description:
      'From the order to being ready again; known of processes that a restart began. The trace `restart` has a span for each step.',
    unit: 's',
    thresholds: failsAbove(60, 15),
    queries: [
      {
        // One observation a process, made before the first scrape: its sum is the time, and a rate would not see it.
        expr: `max(${chosen('livestock_restart_seconds_sum')} / (${chosen('livestock_restart_seconds_count')} > 0))`,
        legend: 'took',
        isInstant: true,
        isEmptyWhenHealthy: true,
      },
    ],
    nothing: 'Not restarted',
  });
