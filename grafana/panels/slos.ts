import { RECORDED } from '../../prometheus/recorded.ts';
import { BURN_RATES, SLO_PERIOD, SLOS, type SloWindow } from '../../src/observability/slo.ts';
import { apart, burns, failsBelow, informs, NEUTRAL } from '../colours.ts';
import { recorded } from '../promql.ts';
import { bars, stat, timeSeries } from './kinds.ts';

type Slo = (typeof SLOS)[number];

/** Below this much of the budget, changes that can wait should. */
const THRIFTY = 0.25;

const of = (series: string, { id }: Slo) => recorded(series, `slo="${id}"`);
const percent = ({ target }: Slo) => `${target * 100} %`;

export const budgets = () =>
  bars({
    title: `Error budgets left, ${SLO_PERIOD}`,
    description: `What is left of the failures that the promises allow in ${SLO_PERIOD}: ${SLOS.map((slo) => `${slo.title} (${percent(slo)})`).join('; ')}. At 0 the promise is broken.`,
    unit: 'percentunit',
    thresholds: failsBelow(0, THRIFTY),
    queries: SLOS.map((slo) => ({
      expr: `min(${of(RECORDED.budgetLeft, slo)})`,
      legend: slo.title,
      isInstant: true,
    })),
    nothing: 'No traffic yet',
    decimals: 1,
    min: 0,
    max: 1,
  });

export const budgetsOverTime = () =>
  timeSeries({
    title: 'Error budgets over time',
    description: `What was left of each budget of ${SLO_PERIOD}. A cliff is one incident, a slope is something that fails all the time.`,
    unit: 'percentunit',
    thresholds: failsBelow(0, THRIFTY),
    queries: SLOS.map((slo) => ({ expr: `min(${of(RECORDED.budgetLeft, slo)})`, legend: slo.title })),
    colours: apart(SLOS.map(({ title }) => title)),
    nothing: 'No traffic yet',
    max: 1,
  });

export const budgetLeft = (slo: Slo) =>
  stat({
    title: 'Budget left',
    description: `Of the failures that ${percent(slo)} allow in ${SLO_PERIOD}. Below 0 the promise is broken.`,
    unit: 'percentunit',
    thresholds: failsBelow(0, THRIFTY),
    queries: [{ expr: `min(${of(RECORDED.budgetLeft, slo)})`, legend: 'left', isInstant: true }],
    nothing: 'No traffic yet',
    decimals: 1,
  });

export const kept = (slo: Slo) =>
  stat({
    title: `Kept, of ${percent(slo)} promised`,
    description: `Share of good events in ${SLO_PERIOD}.`,
    unit: 'percentunit',
    thresholds: failsBelow(slo.target),
    queries: [
      { expr: `1 - max(${of(RECORDED.failureRatio(SLO_PERIOD), slo)})`, legend: 'kept', isInstant: true },
    ],
    nothing: 'No traffic yet',
    decimals: 3,
  });

const BURN_WINDOWS = ['5m', '1h', '6h', '3d'] as const satisfies SloWindow[];

export const burnRates = (slo: Slo) =>
  timeSeries({
    title: 'How fast the budget burns',
    description: `1 uses it up in exactly ${SLO_PERIOD}. ${BURN_RATES.map(({ factor, long, short, severity }) => `${factor} over ${long} and ${short}: ${severity}`).join('; ')}. Gaps had no traffic.`,
    unit: 'none',
    thresholds: burns(BURN_RATES.map(({ factor }) => factor)),
    queries: BURN_WINDOWS.map((window) => ({
      expr: `max(${of(RECORDED.failureRatio(window), slo)}) / (1 - ${slo.target})`,
      legend: `over ${window}`,
    })),
    colours: apart(BURN_WINDOWS.map((window) => `over ${window}`)),
    nothing: 'No traffic yet',
  });

export const events = (slo: Slo) =>
  timeSeries({
    title: 'Events and failures, over 1 h',
    description: 'What the share is made of: few events make any share look bad.',
    unit: 'short',
    thresholds: informs(),
    queries: [
      { expr: `sum(${of(RECORDED.events('1h'), slo)})`, legend: 'events' },
      { expr: `sum(${of(RECORDED.failures('1h'), slo)})`, legend: 'failures' },
    ],
    colours: { events: NEUTRAL, failures: 'red' },
    nothing: 'No traffic yet',
  });
