import { describe, expect, it } from 'vitest';
import { BREAKER_DEFAULTS, BreakerOpenError } from '../../src/resilience/circuit-breaker.ts';
import { DeadlineError } from '../../src/resilience/deadline.ts';
import { type CallOptions, Policy, type PolicySettings } from '../../src/resilience/policy.ts';
import type { Retryable } from '../../src/resilience/retry.ts';
import { TestClock } from '../support/test-clock.ts';

class Refusal extends Error {}
class RateLimit extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super('rate limited');
    this.afterMs = afterMs;
  }
}

function retryable(error: unknown): Retryable | undefined {
  if (error instanceof RateLimit) return { reason: 'rate_limited', afterMs: error.afterMs, free: true };
  return error instanceof Refusal ? undefined : { reason: 'network' };
}

function setUp(changed: Partial<PolicySettings> = {}) {
  const clock = new TestClock();
  const settings: PolicySettings = {
    deadlineMs: 30_000,
    attemptTimeoutMs: 5000,
    attempts: 3,
    baseDelayMs: 1000,
    maxDelayMs: 60_000,
    breaker: BREAKER_DEFAULTS,
    bulkhead: { concurrency: 2, maxWaiting: 2 },
    ...changed,
  };
  const policy = new Policy({
    name: 'board_edit',
    clock,
    random: () => 0.5,
    settings: () => settings,
    isFailure: (error) => !(error instanceof Refusal || error instanceof RateLimit),
    retryable,
  });
  const sentAt: number[] = [];
  const start = (answer: (signal: AbortSignal) => Promise<unknown>, call?: CallOptions) =>
    policy
      .execute((signal) => {
        sentAt.push(clock.monotonicMs());
        return answer(signal);
      }, call)
      .catch((error: unknown) => error);
  return { clock, settings, policy, sentAt, start };
}

const ill = () => Promise.reject(new Error('ill'));
const hang = () => new Promise<never>(() => {});

describe('a policy', () => {
  it('tries again after a failure and gives what comes of it', async () => {
    const { clock, sentAt, start, policy } = setUp();
    const outcome = start(() => (sentAt.length < 3 ? ill() : Promise.resolve('well')));
    await clock.advance(1500);
    expect(await outcome).toBe('well');
    expect(sentAt).toEqual([0, 500, 1500]);
    expect(policy.breaker.status.counts).toMatchObject({ failed: 2, succeeded: 1 });
    expect(clock.waiting).toBe(0);
  });

  it('cuts each attempt off at its timeout, aborts it, and counts it as a failure', async () => {
    const { clock, sentAt, start, policy } = setUp();
    const aborted: boolean[] = [];
    const outcome = start((signal) => {
      signal.addEventListener('abort', () => aborted.push(true));
      return hang();
    });
    await clock.advance(20_000);
    expect(await outcome).toBeInstanceOf(DeadlineError);
    expect(sentAt).toEqual([0, 5500, 11_500]);
    expect(aborted).toEqual([true, true, true]);
    expect(policy.breaker.status.failuresInRow).toBe(3);
  });

  it('ends everything at the deadline of the whole', async () => {
    const { clock, start } = setUp({ deadlineMs: 7000, attempts: 10 });
    const outcome = start(hang);
    await clock.advance(7000);
    expect(await outcome).toMatchObject({ name: 'DeadlineError', operation: 'board_edit', timeoutMs: 7000 });
    expect(clock.waiting).toBe(0);
  });

  it('lets the deadline of a short call open the breaker: a silent other side is ill', async () => {
    const { clock, start, policy } = setUp();
    for (let call = 0; call < 5; call++) {
      const outcome = start(hang, { deadlineMs: 1000 });
      await clock.advance(1000);
      expect(await outcome).toBeInstanceOf(DeadlineError);
    }
    expect(policy.breaker.status.state).toBe('open');
  });

  it('fails fast while the breaker is open, and does not try that again', async () => {
    const { clock, sentAt, start } = setUp();
    for (let call = 0; call < 2; call++) {
      const outcome = start(ill);
      await clock.advance(10_000);
      await outcome;
    }
    // The second call's third attempt is the sixth: the breaker is open by then.
    expect(sentAt).toHaveLength(5);
    const outcome = start(ill);
    await clock.advance(0);
    expect(await outcome).toBeInstanceOf(BreakerOpenError);
    expect(sentAt).toHaveLength(5);
  });

  it('recovers by itself with the first call after the open time', async () => {
    const { clock, start, policy } = setUp({ attempts: 1 });
    for (let call = 0; call < 5; call++) await start(ill);
    await clock.advance(60_000);
    expect(await start(() => Promise.resolve('well'))).toBe('well');
    expect(policy.breaker.status.state).toBe('closed');
  });

  it('holds no place in the bulkhead while it waits to try again', async () => {
    const { clock, start } = setUp({ bulkhead: { concurrency: 1, maxWaiting: 0 } });
    const waiting = start(ill);
    await clock.advance(100);
    expect(await start(() => Promise.resolve('well'))).toBe('well');
    await clock.advance(10_000);
    await waiting;
  });

  it('blames nobody for a call that never had its turn', async () => {
    const { clock, start, policy } = setUp({ bulkhead: { concurrency: 1, maxWaiting: 1 } });
    const running = start(hang, { attempts: 1, deadlineMs: 4000 });
    const inLine = start(hang, { attempts: 1, deadlineMs: 1000 });
    for (let call = 0; call < 10; call++) expect(await start(ill)).toMatchObject({ code: 'BULKHEAD_FULL' });
    await clock.advance(1000);
    expect(await inLine).toBeInstanceOf(DeadlineError);
    expect(policy.breaker.status).toMatchObject({ failuresInRow: 0, counts: { failed: 0 } });
    await clock.advance(3000);
    expect(await running).toBeInstanceOf(DeadlineError);
    expect(policy.breaker.status.counts.failed).toBe(1);
  });

  it('ends at once when it is given up, and learns nothing from that', async () => {
    const { clock, start, policy } = setUp();
    const giveUp = new AbortController();
    const [running, waiting] = [
      start(hang, { signal: giveUp.signal }),
      start(ill, { signal: giveUp.signal }),
    ];
    await clock.advance(100);
    giveUp.abort(new Error('stopping'));
    expect(await running).toMatchObject({ message: 'stopping' });
    expect(await waiting).toMatchObject({ message: 'stopping' });
    expect(policy.breaker.status.failuresInRow).toBe(1);
    expect(policy.bulkhead.status).toEqual({ running: 0, waiting: 0 });
    expect(clock.waiting).toBe(0);
  });

  it('waits as long as a rate limit says, and that costs no attempt', async () => {
    const { clock, sentAt, start } = setUp({ attempts: 1 });
    const outcome = start(() =>
      sentAt.length < 4 ? Promise.reject(new RateLimit(2000)) : Promise.resolve('well'),
    );
    await clock.advance(10_000);
    expect(await outcome).toBe('well');
    expect(sentAt).toEqual([0, 2100, 4200, 6300]);
  });

  it('begins no wait that outlasts the deadline: the caller learns at once when to come back', async () => {
    const { clock, start } = setUp();
    const outcome = start(() => Promise.reject(new RateLimit(30_000)));
    await clock.advance(0);
    expect(await outcome).toMatchObject({ message: 'rate limited', afterMs: 30_000 });
  });

  it('sends a call that wants one attempt once, without any wait', async () => {
    const { clock, sentAt, start } = setUp();
    const outcome = start(() => Promise.reject(new RateLimit(10)), { attempts: 1 });
    await clock.advance(0);
    expect(await outcome).toBeInstanceOf(RateLimit);
    expect(sentAt).toHaveLength(1);
  });

  it('lets a call say itself what may be tried again', async () => {
    const { clock, sentAt, start } = setUp();
    const outcome = start(ill, { retryable: () => undefined });
    await clock.advance(0);
    expect(await outcome).toMatchObject({ message: 'ill' });
    expect(sentAt).toHaveLength(1);
  });

  it('follows settings that are changed while it waits', async () => {
    const { clock, settings, sentAt, start } = setUp();
    const outcome = start(hang);
    await clock.advance(100);
    settings.attempts = 2;
    settings.attemptTimeoutMs = 1000;
    await clock.advance(20_000);
    await outcome;
    expect(sentAt).toEqual([0, 5500]);
    expect(clock.monotonicMs()).toBe(20_100);
  });
});
