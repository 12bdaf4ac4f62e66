import { expect, it } from 'vitest';
import { runSteps } from '../../src/runtime/step-sequence.ts';
import { TestClock } from '../support/test-clock.ts';

it('runs every step in order, past one that throws and one that hangs, and says what failed', async () => {
  const clock = new TestClock();
  const ran: string[] = [];
  const step = (name: string, run: () => Promise<void> | void) => ({
    name,
    timeoutMs: 1000,
    run: () => {
      ran.push(name);
      return run();
    },
  });
  const outcome = runSteps(
    [
      step('fine', () => {}),
      step('throws', () => {
        throw new Error('broken');
      }),
      step('hangs', () => new Promise(() => {})),
      step('last', () => clock.sleep(10)),
    ],
    { clock },
  );
  await clock.advance(5000);
  const results = await outcome;
  expect(ran).toEqual(['fine', 'throws', 'hangs', 'last']);
  expect(results.map(({ error }) => (error as Error | undefined)?.message)).toEqual([
    undefined,
    'broken',
    'step "hangs" took longer than 1000 ms',
    undefined,
  ]);
  expect(results.map(({ ms }) => Math.round(ms))).toEqual([0, 0, 1000, 10]);
});
