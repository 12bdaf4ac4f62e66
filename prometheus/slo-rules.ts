import {
  type LabelValues,
  SLO_PERIOD,
  SLO_WINDOWS,
  SLOS,
  type Slo,
  type SloWindow,
} from '../src/observability/slo.ts';
import { RECORDED } from './recorded.ts';
import type { Pace, RecordingRule, RuleGroup } from './rule.ts';

/** Days of samples are read less often; Prometheus takes a series for ended after 5 min without a sample. */
const SLOW_WINDOWS: readonly SloWindow[] = ['1d', '3d', SLO_PERIOD];

/** What the SLOs' windows held: events, failures, the share of these, and what is left of the budget. */
export function sloGroups(pace: Pace): RuleGroup[] {
  const fast = SLO_WINDOWS.filter((window) => !SLOW_WINDOWS.includes(window));
  return [
    {
      name: 'livestock-slo',
      interval: pace.duration('30s'),
      rules: fast.flatMap((window) => windowRules(window, pace)),
    },
    {
      name: 'livestock-slo-days',
      interval: pace.duration('2m'),
      rules: [...SLOW_WINDOWS.flatMap((window) => windowRules(window, pace)), ...SLOS.map(budgetRule)],
    },
  ];
}

function windowRules(window: SloWindow, pace: Pace): RecordingRule[] {
  const range = pace.duration(window);
  return [
    ...SLOS.flatMap((slo) => countRules(slo, window, range)),
    {
      record: RECORDED.failureRatio(window),
      expr: `${RECORDED.failures(window)} / (${RECORDED.events(window)} > 0)`,
    },
  ];
}

function countRules({ id, events }: Slo, window: SloWindow, range: string): RecordingRule[] {
  const labels = { slo: id };
  const increase = (series: string) => `sum by (job) (increase(${series}[${range}]))`;
  const all = `${RECORDED.events(window)}{slo="${id}"}`;
  const [count, failed] =
    'histogram' in events
      ? [
          `${events.histogram}_count${selector([], events.leaveOut)}`,
          // Two extrapolations may differ in the last digit.
          `clamp_min(${all} - on (job) ${increase(
            `${events.histogram}_bucket${selector([`le="${events.le}"`], events.leaveOut)}`,
          )}, 0)`,
        ]
      : [
          `${events.counter}${selector([], events.leaveOut)}`,
          increase(`${events.counter}${selector(matchers('=~', events.failed), {})}`),
        ];
  return [
    { record: RECORDED.events(window), expr: increase(count), labels },
    { record: RECORDED.failures(window), expr: failed, labels },
  ];
}

function budgetRule({ id, target }: Slo): RecordingRule {
  return {
    record: RECORDED.budgetLeft,
    expr: `1 - ${RECORDED.failureRatio(SLO_PERIOD)}{slo="${id}"} / (1 - ${target})`,
    labels: { slo: id },
  };
}

function selector(more: readonly string[], leaveOut: LabelValues): string {
  const all = [...more, ...matchers('!~', leaveOut)];
  return all.length > 0 ? `{${all.join(',')}}` : '';
}

function matchers(operator: '=~' | '!~', values: LabelValues): string[] {
  return Object.entries(values).map(([label, each]) => `${label}${operator}"${each.join('|')}"`);
}
