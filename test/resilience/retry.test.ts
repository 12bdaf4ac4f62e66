import { describe, expect, it } from 'vitest';
import { type Retryable, type RetryOptions, type RetryPace, retry } from '../../src/resilience/retry.ts';
import { TestClock } from '../support/test-clock.ts';

const transient = (): Retryable => ({ reason: 'network' });

function setUp(
  more: Partial<Pick<RetryOptions, 'retryable' | 'signal' | 'onRetry'>> & {
    random?: number;
    pace?: Partial<RetryPace>;
  } = {},
) {
  const clock = new TestClock();
  const calls: number[] = [];
  const options = {
    clock,
    random: () => more.random ?? 0.5,
    pace: () => ({
      attempts: 3,
      baseDelayMs: 1000,
      maxDelayMs: 60_000,
      ...more.pace,
    }),
    retryable: more.retryable ?? transient,
    ...(more.signal && { signal: more.signal }),
    ...(more.onRetry && { onRetry: more.onRetry }),
  };
  const failing = () => {
    calls.push(clock.monotonicMs());
    return Promise.reject(new Error(`failure ${calls.length}`));
  };
  return { clock, calls, options, failing };
}

describe('retry', () => {
  it('waits a random part of a doubling delay and throws the last error', async () => {
    const { clock, calls, options, failing } = setUp();
    const outcome = retry(failing, options).catch((error: Error) => error.message);
    await clock.advance(10_000);
    expect(await outcome).toBe('failure 3');
    expect(calls.map((at) => at - (calls[0] ?? 0))).toEqual([0, 500, 1500]);
  });

  it('gives up at once on what cannot succeed', async () => {
    const { calls, options, failing } = setUp({ retryable: () => undefined });
    await expect(retry(failing, options)).rejects.toThrow('failure 1');
    expect(calls).toHaveLength(1);
  });

  it('comes back when the other side says, as often as it says, and that costs no attempt', async () => {
    const { clock, calls, options, failing } = setUp({
      random: 0,
      retryable: () => (calls.length < 6 ? { reason: 'rate_limited', afterMs: 2000, free: true } : undefined),
    });
    const outcome = retry(failing, options).catch((error: Error) => error.message);
    await clock.advance(20_000);
    expect(await outcome).toBe('failure 6');
    expect(calls.map((at) => at - (calls[0] ?? 0))).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
  });

  it('has all its attempts after waits for rate limits', async () => {
    const { clock, calls, options, failing } = setUp({
      retryable: () => (calls.length < 4 ? { reason: 'rate_limited', afterMs: 1, free: true } : transient()),
    });
    const outcome = retry(failing, options).catch((error: Error) => error.message);
    await clock.advance(20_000);
    expect(await outcome).toBe('failure 6');
  });

  it('ends its wait as soon as it is aborted', async () => {
    const stop = new AbortController();
    const { clock, calls, options, failing } = setUp({ signal: stop.signal });
    const outcome = retry(failing, options).catch((error: Error) => error.message);
    await clock.advance(100);
    stop.abort(new Error('stopping'));
    expect(await outcome).toBe('stopping');
    expect(calls).toHaveLength(1);
  });

  it('draws a decorrelated wait from the base to three times the wait before, up to the ceiling', async () => {
    const { clock, calls, options, failing } = setUp({
      random: 0.5,
      pace: { jitter: 'decorrelated', attempts: 6, maxDelayMs: 5000 },
    });
    const outcome = retry(failing, options).catch(() => undefined);
    await clock.advance(60_000);
    await outcome;
    const waits = calls.map((at, index) => at - (calls[index - 1] ?? at)).slice(1);
    expect(waits).toEqual([2000, 3500, 5000, 5000, 5000]);
  });

  it('follows attempts and delays that are changed while it waits', async () => {
    const { clock, calls, options, failing } = setUp({ random: 1 });
    let pace = options.pace();
    const outcome = retry(failing, { ...options, pace: () => pace }).catch((error: Error) => error.message);
    await clock.advance(500);
    pace = { ...pace, attempts: 4, baseDelayMs: 10 };
    await clock.advance(60_000);
    expect(await outcome).toBe('failure 4');
    expect(calls).toEqual([0, 1000, 1020, 1060]);
  });

  it('is not touched by a listener that throws or rejects', async () => {
    const broken = [
      () => {
        throw new Error('broken listener');
      },
      () => Promise.reject(new Error('broken listener')),
    ];
    for (const onRetry of broken) {
      const { clock, options, failing } = setUp({ onRetry });
      const outcome = retry(failing, options).catch((error: Error) => error.message);
      await clock.advance(10_000);
      expect(await outcome).toBe('failure 3');
    }
  });
});
