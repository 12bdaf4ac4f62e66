import {
  CircuitState,
  ConstantBackoff,
  ConsecutiveBreaker,
  CountBreaker,
  circuitBreaker,
  ExponentialBackoff,
  fullJitterGenerator,
  handleWhen,
  retry as retryOf,
  SamplingBreaker,
} from 'cockatiel';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BreakerSettings, CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import { retry } from '../../src/resilience/retry.ts';
import { TestClock } from '../support/test-clock.ts';

/*
 * Our breaker and retry beside cockatiel's, which is what the field uses: the same wherever the two mean the same, and each
 * place where ours is meant to differ by name. cockatiel takes its time from Date, setTimeout and Math.random, so those are
 * replaced for it; ours sees none of them.
 */
class Refusal extends Error {}
const isFailure = (error: unknown) => !(error instanceof Refusal);
const policy = handleWhen(isFailure);

type Ending = 'success' | 'failure' | 'refusal';
const ending = fc.constantFrom<Ending>('success', 'failure', 'failure', 'failure', 'refusal');

async function end(how: Ending): Promise<string> {
  if (how === 'failure') throw new Error('ill');
  if (how === 'refusal') throw new Refusal('no');
  return 'well';
}

/** What a call came to, in words that both sides share. */
async function outcomeOf(call: Promise<unknown>): Promise<string> {
  return await call.then(
    () => 'success',
    (error: Error & { code?: string; isBrokenCircuitError?: boolean }) => {
      if (error.code === 'BREAKER_OPEN' || error.isBrokenCircuitError) return 'turned away';
      return error instanceof Refusal ? 'refusal' : error.message;
    },
  );
}

beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: 1_000_000 }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the breaker does as cockatiel', () => {
  const STATE = {
    [CircuitState.Closed]: 'closed',
    [CircuitState.Open]: 'open',
    [CircuitState.HalfOpen]: 'half_open',
    [CircuitState.Isolated]: 'isolated',
  } as const;

  it('for calls one after another and at once, waits between them and several trials', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: ending.map((how) => ({ calls: [how] })) },
      { weight: 2, arbitrary: fc.array(ending, { minLength: 2, maxLength: 8 }).map((calls) => ({ calls })) },
      { weight: 3, arbitrary: fc.constantFrom(1, 999, 1000, 2500).map((waitMs) => ({ waitMs })) },
    );
    const scenario = {
      threshold: fc.integer({ min: 1, max: 6 }),
      trials: fc.integer({ min: 1, max: 3 }),
      steps: fc.array(step, { maxLength: 60 }),
    };
    await fc.assert(
      fc.asyncProperty(fc.record(scenario), async ({ threshold, trials, steps }) => {
        const { clock, breaker } = ours({ threshold, trials, openMs: 1000 });
        const theirs = circuitBreaker(policy, {
          halfOpenAfter: 1000,
          breaker: new ConsecutiveBreaker(threshold),
          halfOpenSampling: { calls: trials, threshold: 0 },
        });
        for (const step of steps) {
          if ('waitMs' in step) {
            await clock.advance(step.waitMs);
            vi.setSystemTime(Date.now() + step.waitMs);
            continue;
          }
          // At half-open the two differ for calls at once: see below.
          const calls = breaker.status.state === 'closed' ? step.calls : step.calls.slice(0, 1);
          const results = await Promise.all(calls.map((how) => outcomeOf(breaker.execute(() => end(how)))));
          const expected = await Promise.all(calls.map((how) => outcomeOf(theirs.execute(() => end(how)))));
          expect(results).toEqual(expected);
          expect(breaker.status.state).toBe(STATE[theirs.state]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('for the share of failures among enough calls', async () => {
    const scenario = {
      ratio: fc.constantFrom(0.1, 0.25, 0.5, 0.9),
      minCalls: fc.integer({ min: 1, max: 20 }),
      calls: fc.array(ending, { maxLength: 80 }),
    };
    await fc.assert(
      fc.asyncProperty(fc.record(scenario), async ({ ratio, minCalls, calls }) => {
        const rate = { minCalls, ratio, windowMs: 60_000 };
        const { breaker } = ours({ threshold: Number.POSITIVE_INFINITY, openMs: 1000, rate });
        const theirs = circuitBreaker(policy, {
          halfOpenAfter: 1000,
          breaker: new CountBreaker({ threshold: ratio, size: 100, minimumNumberOfCalls: minCalls }),
        });
        for (const how of calls) {
          const result = await outcomeOf(breaker.execute(() => end(how)));
          expect(result).toBe(await outcomeOf(theirs.execute(() => end(how))));
          expect(breaker.status.state).toBe(STATE[theirs.state]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the breaker differs from cockatiel on purpose', () => {
  async function halfOpenPair() {
    const pair = { ...ours({ threshold: 1, openMs: 1000 }), theirs: consecutive(1) };
    await outcomeOf(pair.breaker.execute(() => end('failure')));
    await outcomeOf(pair.theirs.execute(() => end('failure')));
    await pair.clock.advance(1000);
    vi.setSystemTime(Date.now() + 1000);
    return pair;
  }

  it('turns away at once what comes during the trial, where cockatiel lets it all rush in after it', async () => {
    const { breaker, theirs } = await halfOpenPair();
    const rush = async (execute: (run: () => Promise<string>) => Promise<string>) => {
      const trial = Promise.withResolvers<string>();
      let calls = 0;
      const first = execute(() => trial.promise);
      const others = Array.from({ length: 20 }, () =>
        outcomeOf(
          execute(async () => {
            calls += 1;
            return 'well';
          }),
        ),
      );
      trial.resolve('well');
      await first;
      return { outcomes: new Set(await Promise.all(others)), calls };
    };
    expect(await rush((run) => breaker.execute(run))).toEqual({
      outcomes: new Set(['turned away']),
      calls: 0,
    });
    expect(await rush((run) => theirs.execute(run))).toEqual({ outcomes: new Set(['success']), calls: 20 });
  });

  it('ignores at half-open the failure of a call from before, which opens cockatiel again', async () => {
    const { clock, breaker } = ours({ threshold: 1, openMs: 1000 });
    const theirs = consecutive(1);
    const lateOne = Promise.withResolvers<string>();
    const trial = Promise.withResolvers<string>();
    const started = [
      outcomeOf(breaker.execute(() => lateOne.promise)),
      outcomeOf(theirs.execute(() => lateOne.promise)),
    ];
    for (const execute of [breaker, theirs]) await outcomeOf(execute.execute(() => end('failure')));
    await clock.advance(1000);
    vi.setSystemTime(Date.now() + 1000);
    const trials = [
      outcomeOf(breaker.execute(() => trial.promise)),
      outcomeOf(theirs.execute(() => trial.promise)),
    ];
    lateOne.reject(new Error('late'));
    await Promise.all(started);
    expect(breaker.status.state).toBe('half_open');
    expect(theirs.state).toBe(CircuitState.Open);
    trial.resolve('well');
    await Promise.all(trials);
    expect(breaker.status.state).toBe('closed');
  });

  it('is not touched by a listener that throws, which opens cockatiel while every call succeeds', async () => {
    const { breaker } = ours({ threshold: 5, openMs: 1000 });
    const theirs = consecutive(5);
    const broken = () => {
      throw new Error('broken listener');
    };
    breaker.onChange(broken);
    theirs.onSuccess(broken);
    for (let call = 0; call < 5; call++) {
      expect(await outcomeOf(breaker.execute(() => end('success')))).toBe('success');
      expect(await outcomeOf(theirs.execute(() => end('success')))).toBe('broken listener');
    }
    expect(breaker.status.state).toBe('closed');
    expect(theirs.state).toBe(CircuitState.Open);
  });

  it('goes by a clock that never goes back, where cockatiel stays open after a jump of the wall clock', async () => {
    const { breaker, theirs } = await halfOpenPair();
    vi.setSystemTime(Date.now() - 86_400_000);
    expect(await outcomeOf(breaker.execute(() => end('success')))).toBe('success');
    expect(await outcomeOf(theirs.execute(() => end('success')))).toBe('turned away');
  });

  it('forgets a burst of failures after a silence, where cockatiel still counts it', async () => {
    const rate = { minCalls: 20, ratio: 0.5, windowMs: 10_000 };
    const { clock, breaker } = ours({ threshold: Number.POSITIVE_INFINITY, openMs: 1000, rate });
    const theirs = circuitBreaker(policy, {
      halfOpenAfter: 1000,
      breaker: new SamplingBreaker({ threshold: 0.5, duration: 10_000, minimumRps: 2 }),
    });
    const fail = async () => {
      await outcomeOf(breaker.execute(() => end('failure')));
      await outcomeOf(theirs.execute(() => end('failure')));
    };
    for (let call = 0; call < 19; call++) await fail();
    await clock.advance(600_000);
    vi.setSystemTime(Date.now() + 600_000);
    await fail();
    expect(breaker.status.state).toBe('closed');
    expect(theirs.state).toBe(CircuitState.Open);
  });

  it('learns nothing from a trial whose caller gave up, by which cockatiel is opened again', async () => {
    const { breaker, theirs } = await halfOpenPair();
    const gaveUp = () => Promise.reject(new Error('aborted'));
    await outcomeOf(breaker.execute(gaveUp, () => true));
    await outcomeOf(theirs.execute(gaveUp, AbortSignal.abort()));
    expect(theirs.state).toBe(CircuitState.Open);
    expect(await outcomeOf(breaker.execute(() => end('success')))).toBe('success');
  });

  function consecutive(threshold: number) {
    return circuitBreaker(policy, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(threshold) });
  }
});

describe('retry', () => {
  /** Numbers as both sides get them, for the jitter; 0 once they are used up. */
  const numbersOf = (numbers: readonly number[]) => {
    const left = [...numbers];
    return () => left.shift() ?? 0;
  };

  it('calls when cockatiel does and comes to the same, with full jitter', async () => {
    const scenario = {
      attempts: fc.integer({ min: 1, max: 7 }),
      // Sixteenths of multiples of 16 are whole (cockatiel rounds its waits down); a timer of 0 ms is no exact thing.
      baseDelayMs: fc.constantFrom(16, 160, 1600),
      maxDelayMs: fc.constantFrom(16, 320, 64_000),
      numbers: fc.array(
        fc.integer({ min: 1, max: 15 }).map((part) => part / 16),
        { minLength: 6, maxLength: 6 },
      ),
      endings: fc.array(ending, { minLength: 7, maxLength: 7 }),
    };
    await fc.assert(
      fc.asyncProperty(fc.record(scenario), async (given) => {
        const { attempts, baseDelayMs, maxDelayMs, numbers, endings } = given;
        const startMs = Date.now();
        const [callsAt, theirCallsAt]: [number[], number[]] = [[], []];
        const clock = new TestClock();
        const outcome = outcomeOf(
          retry(
            (attempt) => {
              callsAt.push(clock.monotonicMs());
              return end(endings[attempt - 1] ?? 'success');
            },
            {
              clock,
              random: numbersOf(numbers),
              pace: () => ({ attempts, baseDelayMs, maxDelayMs }),
              retryable: (error) => (isFailure(error) ? { reason: 'network' } : undefined),
            },
          ),
        );
        vi.spyOn(Math, 'random').mockImplementation(numbersOf(numbers));
        const theirs = retryOf(policy, {
          maxAttempts: attempts - 1,
          backoff: new ExponentialBackoff({
            generator: fullJitterGenerator,
            initialDelay: baseDelayMs,
            maxDelay: maxDelayMs,
          }),
        });
        const theirOutcome = outcomeOf(
          theirs.execute(({ attempt }) => {
            theirCallsAt.push(Date.now() - startMs);
            return end(endings[attempt] ?? 'success');
          }),
        );
        await clock.advance(1_000_000);
        await vi.advanceTimersByTimeAsync(1_000_000);
        vi.mocked(Math.random).mockRestore();
        expect(callsAt).toEqual(theirCallsAt);
        expect(await outcome).toBe(await theirOutcome);
      }),
      { numRuns: 200 },
    );
  });

  it('calls no more once it is aborted while it waits, where cockatiel waits on and calls once more', async () => {
    const stop = new AbortController();
    const clock = new TestClock();
    let calls = 0;
    let theirCalls = 0;
    const outcome = outcomeOf(
      retry(() => end((calls++, 'failure')), {
        clock,
        random: () => 0.5,
        pace: () => ({ attempts: 5, baseDelayMs: 1000, maxDelayMs: 1000 }),
        retryable: () => ({ reason: 'network' }),
        signal: stop.signal,
      }),
    );
    const backoff = new ConstantBackoff(1000);
    const theirOutcome = outcomeOf(
      retryOf(policy, { maxAttempts: 4, backoff }).execute(() => end((theirCalls++, 'failure')), stop.signal),
    );
    await clock.advance(100);
    await vi.advanceTimersByTimeAsync(100);
    stop.abort(new Error('stopping'));
    expect(await outcome).toBe('stopping');
    expect(clock.waiting).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await theirOutcome).toBe('ill');
    expect({ calls, theirCalls }).toEqual({ calls: 1, theirCalls: 2 });
  });
});

function ours(settings: Partial<BreakerSettings>) {
  const clock = new TestClock();
  const all: BreakerSettings = { threshold: 5, openMs: 60_000, trials: 1, ...settings };
  const breaker = new CircuitBreaker({ name: 'ours', clock, settings: () => all, isFailure });
  return { clock, breaker };
}
