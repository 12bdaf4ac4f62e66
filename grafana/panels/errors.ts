import { FAILURE, failsAbove, informs } from '../colours.ts';
import { inRange, perMinute } from '../promql.ts';
import { bars, stacked } from './kinds.ts';

export const errorsByComponent = () =>
  stacked({
    title: 'Faults by component',
    description:
      'Faults of ours or of Discord, never refusals such as "sold out". Where they happen says where to look; the log line has the trace id.',
    unit: 'cpm',
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
    title: 'Faults by component and kind',
    description: 'In the time shown, the most frequent first: the pattern tells one cause from another.',
    unit: 'short',
    thresholds: failsAbove(10, 1),
    queries: [
      {
        expr: `topk(12, ${inRange('livestock_errors_total', { by: 'component, kind' })} > 0)`,
        legend: '{{component}}: {{kind}}',
        isInstant: true,
        isEmptyWhenHealthy: true,
      },
    ],
    nothing: 'No faults',
    decimals: 0,
    min: 0,
  });
