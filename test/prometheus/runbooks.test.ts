import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { alertRule, type Severity } from '../../prometheus/alert.ts';
import { Pace } from '../../prometheus/rule.ts';
import { ALERTS, ruleGroups } from '../../prometheus/rule-files.ts';
import { isSettingKey } from '../../src/config/settings-schema.ts';
import { LOG_EVENTS } from '../../src/observability/log-events.ts';
import { countOf } from '../grafana/catalogue.ts';
import { aReport } from '../http/a-report.ts';
import { selectorsOf } from '../support/promql.ts';

const FOLDER = fileURLToPath(new URL('../../prometheus/runbooks/', import.meta.url));
const COMMANDS = fileURLToPath(new URL('../../src/discord/commands/', import.meta.url));
const SEVERITIES: readonly Severity[] = ['critical', 'page', 'ticket', 'info', 'none'];
const ENDPOINTS = ['healthz', 'readyz', 'metrics', 'status'];
const SHELL =
  /^(status|prom|am|logs|curl|docker|kubectl|promtool|amtool|sqlite3|npm|df|ls|iostat|timedatectl|uptime)\b/;
const METRIC = /\b(livestock|nodejs|process)_\w+|\bjob\w*:\w/;

const runbooks = new Map(
  readdirSync(FOLDER).map((file) => [file.replace('.md', ''), readFileSync(FOLDER + file, 'utf8')]),
);

test('every alert says how bad, what, where to look and what to do', () => {
  for (const alert of ALERTS) {
    const { labels, annotations } = alertRule(alert, new Pace());
    expect(SEVERITIES).toContain(labels['severity']);
    // All that fire together share it, in a notice's title.
    expect(annotations['summary']).toMatch(/^[A-Z][^{}]+$/);
    expect(annotations['description']).toMatch(/\.$/);
    expect(annotations['runbook_url']).toMatch(new RegExp(`/${alert.name}\\.md$`));
    expect(annotations['dashboard_url']).toMatch(/\/d\/livestock-[a-z]+$/);
  }
});

test('every alert has its runbook, and every runbook its alert', () => {
  const names = [...new Set(ALERTS.map(({ name }) => name)), 'README'];
  expect([...runbooks.keys()].toSorted()).toEqual(names.toSorted());
});

test('every runbook says what it means, whom it hurts, how to find out and what to do', () => {
  for (const [name, text] of runbooks) {
    if (name === 'README') continue;
    const headings = Array.from(text.matchAll(/^#+ .*$/gm), ([line]) => line);
    expect(headings).toEqual([`# ${name}`, '## Meaning', '## Impact', '## Diagnosis', '## Mitigation']);
    expect(text.split(/^## .*$/m).filter((part) => part.trim() === '')).toEqual([]);
  }
});

test('links between runbooks lead somewhere', () => {
  const links = [...runbooks.values()].flatMap((text) =>
    Array.from(text.matchAll(/\]\((\w+)\.md\)/g), ([, name]) => name),
  );
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((name = '') => !runbooks.has(name))).toEqual([]);
});

test('every metric, label and value that a rule asks for exists', () => {
  const rules = Object.values(ruleGroups()).flatMap((groups) => groups.flatMap((group) => group.rules));
  expect(rules.length).toBeGreaterThan(100);
  expect(rules.flatMap(({ expr }) => unknownIn(expr))).toEqual([]);
});

test('every metric, label and value that a runbook asks for exists', () => {
  const queries = [...runbooks].flatMap(([name, text]) => queriesIn(text).map((query) => ({ name, query })));
  expect(queries.length).toBeGreaterThan(60);
  const unknown = queries.flatMap(({ name, query }) => unknownIn(query).map((what) => `${name}: ${what}`));
  expect(unknown).toEqual([]);
});

test('every command, setting, log line and part of the status that a runbook names exists', () => {
  const sources = readdirSync(COMMANDS).map((file) => readFileSync(COMMANDS + file, 'utf8'));
  const commands = sources.flatMap((text) =>
    Array.from(text.matchAll(/\bpath: '([^']+)'/g), ([, path]) => path),
  );
  const known = [...commands, ...ENDPOINTS];
  for (const [name, text] of runbooks) {
    const named = found(text, /`\/([a-z]+(?: [a-z]+)?)`/g);
    expect([name, named.filter((path) => !known.includes(path))]).toEqual([name, []]);
    const settings = found(text, /`\/config set` with ([^.;]*)/g).flatMap((words) =>
      found(words, /`([\w.]+)`/g),
    );
    expect([name, settings.filter((key) => !isSettingKey(key))]).toEqual([name, []]);
    const lines = found(text, /\.msg == "([^"]+)"/g);
    expect([name, lines.filter((line) => !(line in LOG_EVENTS))]).toEqual([name, []]);
    const parts = found(text, /\bstatus '?\.(\w+)/g);
    expect([name, parts.filter((part) => !(part in aReport()))]).toEqual([name, []]);
  }
});

function found(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, part = '']) => part);
}

/** PromQL in a text: what stands between backticks, or in a block a line, and names a series. */
function queriesIn(text: string): string[] {
  const blocks = found(text, /```\n([^]*?)```/g).flatMap((block) => block.split('\n'));
  const inline = found(text.replaceAll(/```[^]*?```/g, ''), /`([^`\n]+)`/g);
  return [...blocks, ...inline]
    .map((code) => code.trim())
    .filter((code) => METRIC.test(code) && !SHELL.test(code));
}

/** Selectors that would find nothing even in a shop where everything happened. */
function unknownIn(expr: string): string[] {
  return selectorsOf(expr)
    .filter(({ metric, matchers }) => countOf(metric, matchers) === 0)
    .map(({ metric, matchers }) => `${metric} ${JSON.stringify(matchers)}`);
}
