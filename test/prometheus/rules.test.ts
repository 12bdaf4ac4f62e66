import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { AlertCase } from '../../prometheus/alert-case.ts';
import { RECORDED } from '../../prometheus/recorded.ts';
import { Pace } from '../../prometheus/rule.ts';
import { ALERTS, ruleFiles, ruleGroups } from '../../prometheus/rule-files.ts';
import { ALERT_CASES, testFiles } from '../../prometheus/test-files.ts';
import { BURN_RATES, SLO_WINDOWS } from '../../src/observability/slo.ts';
import { testWith } from './tools.ts';

const FOLDER = fileURLToPath(new URL('../../prometheus/', import.meta.url));

test.each([
  ['rules', ruleFiles()],
  ['tests', testFiles()],
])('prometheus/%s is what the code makes: else run `npm run generate:prometheus`', (folder, made) => {
  // What is not made stands there by hand.
  const committed = filesOf(folder).filter((name) => made.has(name) || folder === 'rules');
  const texts = committed.map((name) => [name, readFileSync(`${FOLDER}${folder}/${name}`, 'utf8')] as const);
  expect(new Map(texts.toSorted())).toEqual(new Map([...made].toSorted()));
});

testWith('promtool')('promtool finds nothing wrong with them, with all its lints', () => {
  promtool(
    'check',
    'rules',
    '--lint=all',
    '--lint-fatal',
    ...filesOf('rules').map((name) => `${FOLDER}rules/${name}`),
  );
});

// Some of them evaluate hours of rules: seconds of work on a machine that does other things as well.
testWith('promtool').each(filesOf('tests'))('promtool test rules %s', { timeout: 90_000 }, (file) => {
  promtool('test', 'rules', `${FOLDER}tests/${file}`);
});

test('every alert has a case in which it fires and one in which it is silent', () => {
  const names = (cases: readonly AlertCase[]) => [...new Set(cases.map(({ alert }) => alert))].toSorted();
  const all = [...new Set(ALERTS.map(({ name }) => name))].toSorted();
  expect(names(ALERT_CASES.filter(({ fires = [] }) => fires.length > 0))).toEqual(all);
  // What always fires has no near miss.
  expect(
    [...names(ALERT_CASES.filter(({ fires = [] }) => fires.length === 0)), 'Watchdog'].toSorted(),
  ).toEqual(all);
});

test('every name that panels may use is recorded, and every burn rate has its windows', () => {
  const recorded = new Set(
    Object.values(ruleGroups()).flatMap((groups) =>
      groups.flatMap(({ rules }) => rules.map((rule) => ('record' in rule ? rule.record : ''))),
    ),
  );
  const names = Object.values(RECORDED).flatMap((name) =>
    typeof name === 'string' ? [name] : SLO_WINDOWS.map(name),
  );
  expect(names.filter((name) => !recorded.has(name))).toEqual([]);
  expect(BURN_RATES.flatMap(({ long, short }) => [long, short])).toSatisfy((windows: string[]) =>
    windows.every((window) => SLO_WINDOWS.some((known) => known === window)),
  );
});

test('a faster pace divides times and nothing else', () => {
  const pace = new Pace(60);
  expect([pace.duration('5m'), pace.duration('30d'), pace.seconds(120)]).toEqual([
    '5000ms',
    '43200000ms',
    '2',
  ]);
  expect(() => pace.duration('5 minutes')).toThrow('not a duration like 30s, 5m, 6h or 30d: 5 minutes');
  expect(ruleFiles(pace).get('slo.yml')).toContain(
    'increase(livestock_purchases_total{result=~"error"}[5000ms])',
  );
});

function filesOf(folder: string): string[] {
  return readdirSync(`${FOLDER}${folder}`);
}

/** @throws with what it says, when it finds something */
function promtool(...args: string[]): void {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`promtool ${args[0]}: ${stdout}${stderr}`);
}
