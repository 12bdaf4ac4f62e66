import { HEALTH_COMPONENTS } from '../../src/health/components.ts';
import { TIERS } from '../../src/observability/labels.ts';
import { failsBelow, FAILURE, GOOD, informs, WARNING } from '../colours.ts';
import { chosen, ofBots, worstState } from '../promql.ts';
import { bars, gauge, timeline } from './kinds.ts';

/** Below it the board names the slash commands only, and an alert wakes somebody. */
const UNHEALTHY = 50;
/** From here on every button is offered. */
const WELL = 85;

export const healthScore = () =>
  gauge({
    title: 'Health score',
    description:
      'How well the shop serves a Discord user now, 0 to 100, and 0 for one that is down; the worst of the chosen instances. 85 and more offers everything; below 50 somebody is woken. The bars beside it say where the points went.',
    unit: 'none',
    thresholds: failsBelow(UNHEALTHY, WELL),
    queries: [
      {
        expr: `min(${chosen('livestock_health_score')} or ${ofBots(chosen('up'))} == 0)`,
        legend: 'score',
        isInstant: true,
      },
    ],
    nothing: 'Not seen',
    decimals: 0,
    min: 0,
    max: 100,
  });

export const healthParts = () =>
  bars({
    title: 'Parts of the score',
    description: `Each part's worth, 0 to 100 %: ${HEALTH_COMPONENTS.join(', ')}. What is not full costs points. The bot's /status page names every lost point and every cap.`,
    unit: 'percentunit',
    thresholds: failsBelow(0.5, 0.9),
    queries: [
      {
        expr: `min by (component) (${chosen('livestock_health_component_score')})`,
        legend: '{{component}}',
        isInstant: true,
      },
    ],
    isNameLeft: true,
    decimals: 0,
    min: 0,
    max: 1,
  });

/** From `browse` on, nothing can be bought at the board; `maintenance` may be wanted, so that only `down` is red. */
const TIER_COLOURS = {
  full: GOOD,
  browse: '#D9A400',
  commands: WARNING,
  text: '#B7601F',
  maintenance: '#7A3B1E',
} satisfies Record<(typeof TIERS)[number], string>;

export const modeTimeline = () =>
  timeline(
    {
      title: 'What the boards offer',
      description:
        'full: everything; browse: Buy is off; commands: slash commands only; text: a dated text; maintenance: closed; down: the bot is not there. It steps down when the score falls and comes back by itself, one step a minute.',
      unit: 'none',
      thresholds: informs(),
      queries: [
        {
          expr: `max by (instance) (${worstState('livestock_degradation_mode', { label: 'mode', states: TIERS, by: 'instance' })} or ${TIERS.length} * (${ofBots(chosen('up'))} == bool 0))`,
          legend: '{{instance}}',
        },
      ],
    },
    [...TIERS.map((text) => ({ text, colour: TIER_COLOURS[text] })), { text: 'down', colour: FAILURE }],
  );
