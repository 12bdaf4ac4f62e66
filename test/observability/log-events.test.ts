import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { LOG_EVENTS } from '../../src/observability/log-events.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const events = Object.entries(LOG_EVENTS);

test('the README lists every line that can be written, as it is written', () => {
  const rows = events.map(([name, { level, fields, meaning }]) => {
    const listed = fields.map((field) => `\`${field}\``).join(', ');
    return `| \`${name}\` | ${level} | ${listed} | ${meaning} |`;
  });
  const readme = readFileSync(`${ROOT}README.md`, 'utf8').split('\n');
  const table = readme.filter((row) => /^\| `[^`]+` \| (debug|info|warn|error|fatal) \|/.test(row));
  expect(table).toEqual(rows);
});

test('every line of the catalogue is written somewhere', () => {
  const code = readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('log-events.ts'))
    .map((path) => readFileSync(`${ROOT}src/${path}`, 'utf8'))
    .join('\n');
  const written = new Set(
    Array.from(code.matchAll(/\.(?:log|boardEvent)\(\s*'([^']+)'/g), ([, name]) => name),
  );
  expect(events.map(([name]) => name).filter((name) => !written.has(name))).toEqual([]);
});
