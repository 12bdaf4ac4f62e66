import { BURN_RATES, SLOS, type Slo } from '../../src/observability/slo.ts';
import { type AlertCase, bot } from '../alert-case.ts';
import { SLO_ALERTS } from '../alerts/slo-alerts.ts';

type Window = (typeof BURN_RATES)[number]['long'];

/** How the budget burns: phases of so many times the allowed pace for so many steps; and which windows must tell at the end. */
interface Course {
  name: string;
  phases: readonly (readonly [times: number, steps: number])[];
  windows: readonly Window[];
}

const HOURS_STEP_MINUTES = 2;
const HOURS: readonly Course[] = [
  { name: 'burning 20 times too fast is told by all', phases: [[20, 35]], windows: ['1h', '6h', '1d', '3d'] },
  { name: 'burning 10 times too fast wakes somebody', phases: [[10, 60]], windows: ['6h', '1d', '3d'] },
  { name: 'burning 5 times too fast makes tickets', phases: [[5, 60]], windows: ['1d', '3d'] },
  {
    name: 'a bad hour that is over wakes nobody',
    phases: [
      [0, 170],
      [50, 10],
      [0, 6],
    ],
    windows: ['3d'],
  },
  {
    name: 'two bad hours that are over wake nobody',
    phases: [
      [30, 60],
      [0, 20],
    ],
    windows: ['1d', '3d'],
  },
  {
    name: 'four bad minutes wake nobody',
    phases: [
      [0, 30],
      [30, 2],
    ],
    windows: ['3d'],
  },
];
const DAYS_STEP_MINUTES = 60;
const DAYS: readonly Course[] = [
  { name: 'burning 4 times too fast is told', phases: [[4, 25]], windows: ['1d', '3d'] },
  { name: 'burning twice too fast is told', phases: [[2, 73]], windows: ['3d'] },
  { name: 'burning at 0.8 of the pace that is allowed is silent', phases: [[0.8, 73]], windows: [] },
  {
    name: 'a day that was over 3 hours ago is told by the longest',
    phases: [
      [4, 20],
      [0, 3],
    ],
    windows: ['3d'],
  },
  {
    name: 'a day that was over 7 hours ago is silent',
    phases: [
      [4, 20],
      [0, 7],
    ],
    windows: [],
  },
];

/** Events each step in even flow: nothing is rounded. */
const EVENTS = 1000;

const NAMED = SLOS.map((slo, index) => ({ slo, alert: SLO_ALERTS[index * BURN_RATES.length]?.name ?? '' }));

/** All promises are tried in whether every window tells, and one in when: the windows are the same for all. */
export const SLO_CASES = {
  hours: NAMED.flatMap(({ slo, alert }) => [
    ...(slo.id === 'purchase' ? HOURS : HOURS.slice(0, 1)).map((course) =>
      courseCase(slo, alert, course, HOURS_STEP_MINUTES),
    ),
    few(slo, alert),
  ]),
  days: NAMED.filter(({ slo }) => slo.id === 'purchase').flatMap(({ slo, alert }) =>
    DAYS.map((course) => courseCase(slo, alert, course, DAYS_STEP_MINUTES)),
  ),
};

function courseCase(slo: Slo, alert: string, course: Course, stepMinutes: number): AlertCase {
  const { name, phases, windows } = course;
  const steps = phases.reduce((sum, [, count]) => sum + count, 0);
  const failed = phases.map(([times, count]) => [EVENTS * budget(slo) * times, count] as const);
  const good = failed.map(([each, count]) => [EVENTS - each, count] as const);
  // Windows that tell reach back to the beginning.
  const share = failed.reduce((sum, [each, count]) => sum + each * count, 0) / (EVENTS * steps);
  return {
    alert,
    name,
    series: flow(slo, counted(good), counted(failed), counted([[EVENTS, steps]])),
    at: `${steps * stepMinutes}m`,
    fires: windows.map((window) => ({
      labels: { job: 'livestock', slo: slo.id, window },
      description: describe(alert, window, share),
    })),
  };
}

/** A counter that grows by so much each step, for so many steps, phase by phase. */
function counted(phases: readonly (readonly [each: number, steps: number])[]): string {
  let sum = 0;
  const parts = phases.map(([each, steps]) => {
    const part = `${round(sum + each)}+${round(each)}x${steps - 1}`;
    sum += each * steps;
    return part;
  });
  return ['0', ...parts].join(' ');
}

function few(slo: Slo, alert: string): AlertCase {
  return {
    alert,
    name: 'is silent for four failures in a quiet night, though nothing else happened',
    series: flow(slo, '0x45', '0x35 1+1x3 4x5', '0x35 1+1x3 4x5'),
    at: '80m',
  };
}

function flow({ events }: Slo, good: string, failed: string, all: string): Record<string, string> {
  if ('counter' in events) {
    return {
      [bot(events.counter, 'result="ok"')]: good,
      [bot(events.counter, 'result="error"')]: failed,
      // No event: neither good nor failed.
      [bot(events.counter, 'result="rejected"')]: all,
    };
  }
  const kind = 'kind' in events.leaveOut ? 'kind="button"' : '';
  const bucket = [kind, `le="${events.le}"`].filter(Boolean).join(',');
  return {
    [bot(`${events.histogram}_bucket`, bucket)]: good,
    [bot(`${events.histogram}_count`, kind)]: all,
  };
}

function describe(name: string, window: string, share: number): string {
  const alert = SLO_ALERTS.find((each) => each.name === name && each.labels?.['window'] === window);
  const value = `${Number((share * 100).toPrecision(4))}%`;
  return alert?.description.replace('{{ $value | humanizePercentage }}', value) ?? '';
}

/** The share of events that may fail. */
function budget({ target }: Slo): number {
  return round(1 - target);
}

/** Without the noise of floating point. */
function round(value: number): number {
  return Number(value.toFixed(6));
}
