import { expect, test } from 'vitest';
import { errorBudgets } from '../../src/observability/budgets.ts';
import type { Kind } from '../../src/observability/labels.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { Metrics } from '../../src/observability/metrics.ts';
import { Recorder } from '../../src/observability/recorder.ts';
import { UserError } from '../../src/runtime/errors.ts';
import { TestClock } from '../support/test-clock.ts';

const SINCE_MS = 5;

function start() {
  const metrics = new Metrics({ version: '1', revision: 'x' });
  const recorder = new Recorder({
    metrics,
    logger: createLogger({ level: 'silent' }),
    clock: new TestClock(),
  });
  const budget = async (slo: string) =>
    (await errorBudgets(metrics, SINCE_MS)).find((each) => each.slo === slo);
  const click = (kind: Kind, ok: boolean, seconds: number) =>
    recorder.interaction({ id: 'i', kind, name: 'buy', shop: '7', ageMs: 0 }, async (report) =>
      report.acknowledged(ok, seconds),
    );
  return { metrics, recorder, budget, click };
}

test('without traffic a budget is neither full nor used up', async () => {
  const { metrics } = start();
  const budgets = await errorBudgets(metrics, SINCE_MS);
  expect(budgets.map(({ slo, events, left, sinceMs }) => [slo, events, left, sinceMs])).toEqual([
    ['board', 0, null, SINCE_MS],
    ['acknowledgement', 0, null, SINCE_MS],
    ['purchase', 0, null, SINCE_MS],
  ]);
});

test('one stock change in 200 that shows after 10.5 s takes half of its budget', async () => {
  const { recorder, budget } = start();
  for (let i = 0; i < 199; i += 1) recorder.boardPropagated(i % 2 === 0 ? 0.4 : 10.5);
  recorder.boardPropagated(11);
  const board = await budget('board');
  expect(board).toMatchObject({ target: 0.99, events: 200, failures: 1 });
  expect(board?.left).toBeCloseTo(0.5);
});

test('a click that is late or never acknowledged fails; suggestions while typing are no clicks', async () => {
  const { budget, click } = start();
  await click('button', true, 0.2);
  await click('modal', true, 2.6);
  await click('command', false, 0.1);
  await click('autocomplete', false, 0.1);
  await click('text', false, 0.1);
  expect(await budget('acknowledgement')).toMatchObject({ events: 3, failures: 2 });
});

test('a refusal costs nothing, an error overspends a small budget at once, also after a scrape', async () => {
  const { recorder, budget, metrics } = start();
  const buy = (run: () => Promise<{ order: { id: number } }>) =>
    recorder.purchase({ shop: '7' }, run).catch(() => undefined);
  await buy(async () => ({ order: { id: 1 } }));
  await buy(() => Promise.reject(new UserError('stock_empty', {})));
  await buy(() => Promise.reject(new Error('disk full')));
  await metrics.registry.metrics();
  const purchase = await budget('purchase');
  expect(purchase).toMatchObject({ events: 2, failures: 1 });
  expect(purchase?.left).toBeCloseTo(-499);
});
