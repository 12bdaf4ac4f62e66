import { stringify } from 'yaml';
import { alertRule } from './alert.ts';
import type { AlertCase } from './alert-case.ts';
import { DISCORD_CASES } from './cases/discord-cases.ts';
import { PROCESS_CASES } from './cases/process-cases.ts';
import { SHOP_CASES } from './cases/shop-cases.ts';
import { SLO_CASES } from './cases/slo-cases.ts';
import { Pace } from './rule.ts';
import { ALERTS, HEADER, ruleGroups } from './rule-files.ts';

/** Days are tried in wide steps, in a file of their own: promtool evaluates a file at one interval. */
const FILES = [
  { name: 'process.yml', cases: PROCESS_CASES, rules: ['figures.yml', 'process-alerts.yml'] },
  { name: 'discord.yml', cases: DISCORD_CASES, rules: ['figures.yml', 'discord-alerts.yml'] },
  { name: 'shop.yml', cases: SHOP_CASES, rules: ['figures.yml', 'shop-alerts.yml'] },
  { name: 'slo-hours.yml', cases: SLO_CASES.hours, rules: ['slo.yml', 'slo-alerts.yml'], interval: '2m' },
  { name: 'slo-days.yml', cases: SLO_CASES.days, rules: ['slo.yml', 'slo-alerts.yml'], interval: '1h' },
] as const satisfies readonly {
  name: string;
  cases: readonly AlertCase[];
  rules: readonly (keyof ReturnType<typeof ruleGroups>)[];
  interval?: string;
}[];

export const ALERT_CASES: readonly AlertCase[] = FILES.flatMap(({ cases }) => cases);

/** The text of each file for `promtool test rules`, by its name. */
export function testFiles(): Map<string, string> {
  const groups = ruleGroups();
  return new Map(
    FILES.map(({ name, cases, rules, ...more }) => {
      const interval = 'interval' in more ? more.interval : '1m';
      const file = {
        rule_files: rules.map((rule) => `../rules/${rule}`),
        evaluation_interval: interval,
        // Alerts after what they read.
        group_eval_order: rules.flatMap((rule) => groups[rule].map((group) => group.name)),
        tests: cases.map((each) => testOf(each, interval)),
      };
      return [name, HEADER + stringify(file, { lineWidth: 0, aliasDuplicateObjects: false })];
    }),
  );
}

function testOf({ alert, name, series, at, fires = [] }: AlertCase, interval: string) {
  return {
    interval,
    name: `${alert}: ${name}`,
    input_series: Object.entries(series).map(([each, values]) => ({ series: each, values })),
    alert_rule_test: [
      {
        eval_time: at,
        alertname: alert,
        exp_alerts: fires.map(({ labels, description }) => expected(alert, labels, description)),
      },
    ],
  };
}

function expected(name: string, labels: Readonly<Record<string, string>>, description: string) {
  const alert = ALERTS.find(
    (each) => each.name === name && (!each.labels || each.labels['window'] === labels['window']),
  );
  if (!alert) throw new RangeError(`no such alert: ${name}`);
  const { labels: own, annotations } = alertRule(alert, new Pace());
  const texts = Object.entries({ ...annotations, description }).map(([key, text]) => [
    key,
    // What it is without external labels.
    text.replace(/\{\{ or \S+ "([^"]+)" \}\}/, '$1'),
  ]);
  return { exp_labels: { ...own, ...labels }, exp_annotations: Object.fromEntries(texts) };
}
