import { RECORDED } from '../../prometheus/recorded.ts';
import { failsAbove, failsBelow, informs } from '../colours.ts';
import { recorded } from '../promql.ts';
import { stat } from './kinds.ts';

/** The five figures that the shop's owner knows by name; `/status` shows the same. */
export const figures = () => [
  stat({
    title: 'button_creation_success_rate',
    description: 'Share of button rows that could be built, last hour.',
    unit: 'percentunit',
    thresholds: failsBelow(0.95, 0.99),
    queries: [figure(`min(${recorded(RECORDED.buttonCreationSuccessRate)})`)],
    nothing: 'No traffic',
    decimals: 1,
  }),
  stat({
    title: 'update_success_rate',
    description: 'Share of board edits that succeeded, last hour; boards that needed none left out.',
    unit: 'percentunit',
    thresholds: failsBelow(0.9, 0.99),
    queries: [figure(`min(${recorded(RECORDED.updateSuccessRate)})`)],
    nothing: 'No traffic',
    decimals: 1,
  }),
  stat({
    title: 'average_response_time',
    description: 'Mean time in the handler of an interaction, last hour.',
    unit: 's',
    thresholds: failsAbove(2.5, 1),
    queries: [figure(`max(${recorded(RECORDED.averageResponseTime)})`)],
    nothing: 'No traffic',
  }),
  stat({
    title: 'error_count_last_hour',
    description: 'Faults in the last hour; refusals such as "sold out" are none.',
    unit: 'short',
    thresholds: failsAbove(50, 1),
    queries: [figure(`sum(${recorded(RECORDED.errorCountLastHour)})`)],
    decimals: 0,
  }),
  stat({
    title: 'retry_attempts_total',
    description: 'Attempts after the first, since the start of the process.',
    unit: 'short',
    thresholds: informs(),
    queries: [figure(`sum(${recorded(RECORDED.retryAttemptsTotal)})`)],
    decimals: 0,
  }),
];

function figure(expr: string) {
  return { expr, legend: 'figure', isInstant: true };
}
