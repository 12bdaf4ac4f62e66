import { KINDS } from '../../src/observability/labels.ts';
import { apart, failsAbove, informs } from '../colours.ts';
import { perMinute, quantile } from '../promql.ts';
import { percentiles } from '../query.ts';
import { stacked, timeSeries } from './kinds.ts';

/** Of the SLO; Discord gives up at 3 s and shows "This interaction failed". */
const ACKNOWLEDGED_WITHIN_S = 2.5;

export const clicks = () =>
  stacked({
    title: 'Clicks and commands per minute',
    description: 'What people do: buttons, menus, forms, commands, suggestions while typing, text commands.',
    unit: 'short',
    thresholds: informs(),
    queries: [{ expr: perMinute('livestock_interaction_seconds_count', { by: 'kind' }), legend: '{{kind}}' }],
    colours: apart(KINDS),
  });

export const acknowledgement = () =>
  timeSeries({
    title: 'Click to acknowledgement',
    description:
      'From the click, by its id, until Discord has the answer. Above 2.5 s it counts against the budget; at 3 s the person reads "This interaction failed". A dot is one click: click it for its trace.',
    unit: 's',
    thresholds: failsAbove(ACKNOWLEDGED_WITHIN_S),
    queries: percentiles('livestock_interaction_ack_seconds', { hasExemplars: true }),
    colours: apart(['p50', 'p95', 'p99']),
    nothing: 'Nobody has clicked',
  });

export const acknowledgementByKind = () =>
  timeSeries({
    title: 'Click to acknowledgement by kind, p95',
    description: 'Which kind of interaction is late. A dot is one click.',
    unit: 's',
    thresholds: failsAbove(ACKNOWLEDGED_WITHIN_S),
    queries: [
      {
        expr: quantile(0.95, 'livestock_interaction_ack_seconds', { by: 'kind' }),
        legend: '{{kind}}',
        hasExemplars: true,
      },
    ],
    colours: apart(KINDS),
    nothing: 'Nobody has clicked',
  });

export const handling = () =>
  timeSeries({
    title: 'Time in the handler, p95',
    description:
      'All the bot\'s work for one interaction, also after the acknowledgement. Long here and short above: the person waits at "thinking…".',
    unit: 's',
    thresholds: failsAbove(ACKNOWLEDGED_WITHIN_S),
    queries: [
      {
        expr: quantile(0.95, 'livestock_interaction_seconds', { by: 'kind' }),
        legend: '{{kind}}',
        hasExemplars: true,
      },
    ],
    colours: apart(KINDS),
    nothing: 'Nobody has clicked',
  });
