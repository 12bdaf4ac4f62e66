import { expect, test } from 'vitest';
import { ComponentStatus } from '../../src/health/component-status.ts';
import { TestClock } from '../support/test-clock.ts';

function watched() {
  const clock = new TestClock(1000);
  const changes: string[] = [];
  return { clock, changes, status: new ComponentStatus(clock, (state) => changes.push(state)) };
}

test('is well before anything happened', () => {
  const { status } = watched();
  expect(status.isHealthy()).toBe(true);
  expect(status.getStatus()).toEqual({
    state: 'well',
    errorCount: 0,
    lastError: undefined,
    lastUpdate: undefined,
  });
});

test('falls ill with an error, of which it keeps the facts and not the text', () => {
  const { status } = watched();
  status.failed(Object.assign(new TypeError('the goods: 1234'), { code: 50_035 }), 'trace');
  expect(status.isHealthy()).toBe(false);
  expect(status.getStatus()).toEqual({
    state: 'ill',
    errorCount: 1,
    lastError: { name: 'TypeError', code: 50_035, traceId: 'trace', atMs: 1000 },
    lastUpdate: 1000,
  });
});

test('gets well with the next success, however many errors there were', async () => {
  const { clock, changes, status } = watched();
  for (let times = 3; times > 0; times--) status.failed('a text');
  await clock.advance(500);
  status.succeeded();
  expect(status.getStatus()).toEqual({
    state: 'well',
    errorCount: 3,
    lastError: { name: 'string', code: undefined, traceId: undefined, atMs: 1000 },
    lastUpdate: 1500,
  });
  expect(changes).toEqual(['ill', 'well']);
});

test('a reset forgets everything', () => {
  const { changes, status } = watched();
  status.failed(new Error('x'));
  status.reset();
  expect(status.getStatus()).toMatchObject({ state: 'well', errorCount: 0, lastError: undefined });
  expect(changes).toEqual(['ill', 'well']);
});
