import { expect, test } from 'vitest';
import { Figures } from '../../src/observability/figures.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { Metrics } from '../../src/observability/metrics.ts';
import { Recorder } from '../../src/observability/recorder.ts';
import { UserError } from '../../src/runtime/errors.ts';
import { TestClock } from '../support/test-clock.ts';

const HOUR_MS = 3_600_000;

function recorder(clock: TestClock): Recorder {
  const logger = createLogger({ level: 'silent' });
  return new Recorder({ metrics: new Metrics({ version: '1', revision: 'x' }), logger, clock });
}

test('no traffic is no figure, and not 0 %', () => {
  expect(new Figures(new TestClock()).values).toEqual({
    button_creation_success_rate: null,
    update_success_rate: null,
    average_response_time: null,
    error_count_last_hour: 0,
    retry_attempts_total: 0,
  });
});

test('each fact of the recorder stands in its figure', async () => {
  const clock = new TestClock();
  const facts = recorder(clock);
  facts.buttonBuild(() => 'row');
  expect(() =>
    facts.buttonBuild(() => {
      throw new TypeError('broken');
    }),
  ).toThrow('broken');
  const board = { board: 'b', shop: 's', causes: [] };
  for (const result of ['ok', 'ok', 'ok', 'noop', 'noop', 'retryable'] as const)
    await facts.boardPublish(board, async () => result);
  const click = { id: 'i', kind: 'button', name: 'buy', shop: 's', ageMs: 1 } as const;
  await facts.interaction(click, () => clock.advance(100));
  await facts.interaction(click, () => clock.advance(300));
  facts.retry('board_edit', 'timeout');
  facts.error('shop', new Error('once'));
  facts.error('shop', new UserError('stock_empty', {}));
  expect(facts.figures.values).toEqual({
    button_creation_success_rate: 0.5,
    update_success_rate: 0.75,
    average_response_time: expect.closeTo(0.2),
    error_count_last_hour: 1,
    retry_attempts_total: 1,
  });
});

test('an hour later only the retries, which count since the start, are left', async () => {
  const clock = new TestClock();
  const figures = new Figures(clock);
  figures.buttonBuild(false);
  figures.error();
  figures.retry();
  await clock.advance(HOUR_MS - 10_001);
  figures.error();
  expect(figures.values).toMatchObject({ button_creation_success_rate: 0, error_count_last_hour: 2 });
  await clock.advance(10_001);
  expect(figures.values).toMatchObject({
    button_creation_success_rate: null,
    error_count_last_hour: 1,
    retry_attempts_total: 1,
  });
  await clock.advance(HOUR_MS);
  figures.error();
  expect(figures.values).toMatchObject({ error_count_last_hour: 1 });
  expect(figures.totals).toMatchObject({ errors: 3, builds: 1, failedBuilds: 1 });
});

test('a jump of the wall clock moves no figure', () => {
  const clock = new TestClock();
  const figures = new Figures(clock);
  figures.error();
  clock.jumpWall(2 * HOUR_MS);
  expect(figures.values.error_count_last_hour).toBe(1);
});

test('the last 20 errors are kept by id, newest first, without their texts', () => {
  const clock = new TestClock();
  const facts = recorder(clock);
  const ids: (string | undefined)[] = [];
  for (let i = 0; i < 25; i += 1) ids.unshift(facts.error('store', new TypeError(`secret ${i}`)).traceId);
  const errors = facts.recentErrors.list();
  expect(errors.map(({ traceId }) => traceId)).toEqual(ids.slice(0, 20));
  expect(errors[0]).toEqual({ atMs: clock.now(), component: 'store', kind: 'bug', traceId: ids[0] });
});
