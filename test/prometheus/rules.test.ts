import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { RECORDED } from '../../prometheus/recorded.ts';
import { Pace } from '../../prometheus/rule.ts';
import { ruleFiles, ruleGroups } from '../../prometheus/rule-files.ts';
import { BURN_RATES, SLO_WINDOWS } from '../../src/observability/slo.ts';
import { testWith } from './tools.ts';

const FOLDER = fileURLToPath(new URL('../../prometheus/rules/', import.meta.url));

test('the committed rule files are what the code makes: else run `npm run generate:prometheus`', () => {
  const committed = readdirSync(FOLDER).map((name) => [name, readFileSync(FOLDER + name, 'utf8')] as const);
  expect(new Map(committed.toSorted())).toEqual(new Map([...ruleFiles()].toSorted()));
});

testWith('promtool')('promtool finds nothing wrong with them, with all its lints', () => {
  const files = readdirSync(FOLDER).map((name) => FOLDER + name);
  execFileSync('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', ...files], { stdio: 'pipe' });
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
