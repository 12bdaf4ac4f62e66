import { BREAKER_STATES, BREAKERS } from '../../src/observability/labels.ts';
import { failsAbove, FAILURE, GOOD, informs, NEUTRAL, warnsAbove, WARNING } from '../colours.ts';
import { chosen, worstState } from '../promql.ts';
import { timeline, timeSeries } from './kinds.ts';

/** From the best to the worst. */
const STATES = [
  'closed',
  'isolated',
  'half_open',
  'open',
] as const satisfies (typeof BREAKER_STATES)[number][];
const STATE_COLOURS = { closed: GOOD, isolated: NEUTRAL, half_open: WARNING, open: FAILURE };

export const breakers = () =>
  timeline(
    {
      title: 'Breakers',
      description: `One for each kind of call to Discord (${BREAKERS.join(', ')}). open: failing calls are not made for a minute; half_open: one trial decides; isolated: held open on purpose while stopping or closed.`,
      unit: 'none',
      thresholds: informs(),
      queries: [
        {
          expr: worstState('livestock_breaker_state', { label: 'state', states: STATES, by: 'breaker' }),
          legend: '{{breaker}}',
        },
      ],
    },
    STATES.map((text) => ({ text, colour: STATE_COLOURS[text] })),
  );

export const queueDepth = () =>
  timeSeries({
    title: 'Operations waiting or running',
    description:
      'The queue of calls to Discord that three workers serve; deliveries go before boards. Growing means that Discord is slower than the shop.',
    unit: 'short',
    thresholds: warnsAbove(50),
    queries: [{ expr: `max(${chosen('livestock_operation_queue_depth')})`, legend: 'operations' }],
    reachesTo: 10,
  });

export const queueOldest = () =>
  timeSeries({
    title: 'Oldest waiting operation',
    description: 'How long the next in the queue has waited for a worker.',
    unit: 's',
    thresholds: failsAbove(60, 10),
    queries: [{ expr: `max(${chosen('livestock_operation_queue_oldest_seconds')})`, legend: 'oldest' }],
    reachesTo: 10,
  });
