import { expect, test } from 'vitest';
import { sendCanary } from '../../src/health/canary.ts';
import { HealthSignals } from '../../src/health/signals.ts';
import { TestClock } from '../support/test-clock.ts';

test('a canary that is called off tells nothing', async () => {
  const clock = new TestClock();
  const signals = new HealthSignals(clock);
  for (let times = 3; times > 0; times--) {
    const stop = new AbortController();
    const sent = sendCanary(() => new Promise(() => {}), { signals, clock, signal: stop.signal });
    stop.abort(new Error('the bot stops'));
    await sent;
  }
  expect(signals.ledgerCanWrite).toBe(true);
  expect(clock.waiting).toBe(0);
});

test('a write that fails is an answer all the same', async () => {
  const clock = new TestClock();
  const signals = new HealthSignals(clock);
  await clock.advance(9000);
  const { signal } = new AbortController();
  await sendCanary(() => Promise.reject(new Error('disk full')), { signals, clock, signal });
  await clock.advance(9000);
  expect(signals.ledgerCanWrite).toBe(true);
});
