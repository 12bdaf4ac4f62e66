import { RECORDED } from '../../prometheus/recorded.ts';
import { FAILURE, failsAbove, informs } from '../colours.ts';
import { perMinute, recorded } from '../promql.ts';
import { bars, stacked } from './kinds.ts';

export const errorsByComponent = () =>
  stacked({
    title: 'Faults per minute, by component',
    description:
      'Faults of ours or of Discord, never refusals such as "sold out". Where they happen says where to look; the log line has the trace id.',
    unit: 'short',
    thresholds: informs(),
    queries: [
      {
        expr: `${perMinute('livestock_errors_total', { by: 'component' })} > 0`,
        legend: '{{component}}',
        isEmptyWhenHealthy: true,
      },
    ],
    nothing: 'No faults',
    colour: FAILURE,
  });

export const errorPatterns = () =>
  bars({
    title: 'Faults by component and kind, last hour',
    description:
      'The most frequent first: the pattern tells one cause from another. From 20 on, when it does not end, the alert RecurringError fires.',
    unit: 'short',
    thresholds: failsAbove(20, 1),
    queries: [
      {
        expr: `topk(12, sum by (component, kind) (${recorded(RECORDED.errorsByKind)}) > 0)`,
        legend: '{{component}}: {{kind}}',
        isInstant: true,
        isEmptyWhenHealthy: true,
      },
    ],
    nothing: 'No faults',
    decimals: 0,
    isNameLeft: true,
    min: 0,
  });
