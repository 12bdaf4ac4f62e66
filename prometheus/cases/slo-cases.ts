import { BURN_RATES, SLOS, type Slo } from '../../src/observability/slo.ts';
import { type AlertCase, bot } from '../alert-case.ts';
import { SLO_ALERTS } from '../alerts/slo-alerts.ts';

/** How many times too fast the budget burns, for how long, and the windows that must tell of it. */
interface Burning {
  times: number;
  at: string;
  windows: readonly (typeof BURN_RATES)[number]['long'][];
}

/** With a sample each 2 minutes. */
const HOURS: readonly Burning[] = [
  { times: 20, at: '70m', windows: ['1h', '6h', '1d', '3d'] },
  { times: 10, at: '2h', windows: ['6h', '1d', '3d'] },
];
/** With a sample each hour. */
const DAYS: readonly Burning[] = [
  { times: 4, at: '25h', windows: ['1d', '3d'] },
  { times: 2, at: '73h', windows: ['3d'] },
  { times: 0.5, at: '73h', windows: [] },
];

/** Events each step in even flow: nothing is rounded. */
const EVENTS = 1000;

const NAMED = SLOS.map((slo, index) => ({ slo, alert: SLO_ALERTS[index * BURN_RATES.length]?.name ?? '' }));

export const SLO_CASES = {
  hours: NAMED.flatMap(({ slo, alert }) => [
    ...HOURS.map((burning) => burningCase(slo, alert, burning)),
    passed(slo, alert),
    few(slo, alert),
  ]),
  days: NAMED.flatMap(({ slo, alert }) => DAYS.map((burning) => burningCase(slo, alert, burning))),
};

function burningCase(slo: Slo, alert: string, { times, at, windows }: Burning): AlertCase {
  const failed = EVENTS * budget(slo) * times;
  return {
    alert,
    name:
      windows.length > 0
        ? `burning ${times} times too fast is told by ${windows.join(', ')}`
        : `is silent at ${times} of the pace that is allowed`,
    series: flow(slo, `0+${EVENTS - failed}x75`, `0+${failed}x75`, `0+${EVENTS}x75`),
    at,
    fires: windows.map((window) => ({
      labels: { job: 'livestock', slo: slo.id, window },
      description: describe(alert, window, budget(slo) * times),
    })),
  };
}

/** Calm for 340 minutes, 20 bad ones, calm for 12: the hour is still bad, the last 5 minutes are not. */
function passed(slo: Slo, alert: string): AlertCase {
  const times = 50;
  const failed = EVENTS * budget(slo) * times;
  const good = EVENTS - failed;
  const begin = EVENTS * 170;
  const end = begin + good * 10;
  return {
    alert,
    name: 'leaves a ticket and wakes nobody when the trouble is over',
    series: flow(
      slo,
      `0+${EVENTS}x170 ${begin + good}+${good}x9 ${end + EVENTS}+${EVENTS}x9`,
      `0x170 ${failed}+${failed}x9 ${failed * 10}x9`,
      `0+${EVENTS}x190`,
    ),
    at: '372m',
    fires: [
      {
        labels: { job: 'livestock', slo: slo.id, window: '3d' },
        description: describe(alert, '3d', (budget(slo) * times * 10) / 186),
      },
    ],
  };
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

/** The share of events that may fail, without the noise of floating point. */
function budget({ target }: Slo): number {
  return Number((1 - target).toFixed(6));
}
