import { describe, expect, it } from 'vitest';
import {
  BREAKER_DEFAULTS,
  type BreakerChange,
  BreakerOpenError,
  type BreakerSettings,
  CircuitBreaker,
} from '../../src/resilience/circuit-breaker.ts';
import { TestClock } from '../support/test-clock.ts';

class Refusal extends Error {}

function setUp(changed: Partial<BreakerSettings> = {}) {
  const clock = new TestClock();
  const settings: BreakerSettings = { ...BREAKER_DEFAULTS, ...changed };
  const breaker = new CircuitBreaker({
    name: 'edits',
    clock,
    settings: () => settings,
    isFailure: (error) => !(error instanceof Refusal),
  });
  const changes: string[] = [];
  breaker.onChange(({ from, to }) => changes.push(`${from} → ${to}`));
  const succeed = () => breaker.execute(async () => 'well');
  const fail = (reason = new Error('ill')) =>
    breaker.execute(() => Promise.reject(reason)).catch((error: unknown) => error);
  const failTimes = async (times: number) => {
    for (let time = 0; time < times; time++) await fail();
  };
  return { clock, settings, breaker, changes, succeed, fail, failTimes };
}

/** A call that ends when the test says. */
function pendingCall(breaker: CircuitBreaker, saysNothing?: (error: unknown) => boolean) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const outcome = breaker.execute(() => promise, saysNothing).catch((error: unknown) => error);
  const end = async (settle: () => void) => {
    settle();
    return await outcome;
  };
  return {
    outcome,
    succeed: () => end(() => resolve('well')),
    fail: () => end(() => reject(new Error('ill'))),
  };
}

describe('a closed breaker', () => {
  it('opens at the fifth failure in a row, and passes each failure on', async () => {
    const { breaker, fail, failTimes, changes } = setUp();
    await failTimes(4);
    expect(breaker.status).toMatchObject({ state: 'closed', failuresInRow: 4 });
    const error = new Error('the fifth');
    expect(await fail(error)).toBe(error);
    expect(breaker.status).toMatchObject({ state: 'open', retryAfterMs: 60_000, counts: { opened: 1 } });
    expect(changes).toEqual(['closed → open']);
  });

  it('counts anew after a success', async () => {
    const { breaker, succeed, failTimes } = setUp();
    await failTimes(4);
    await succeed();
    await failTimes(4);
    expect(breaker.status.state).toBe('closed');
    await failTimes(1);
    expect(breaker.status.state).toBe('open');
  });

  it('leaves refusals out: they neither count nor end a row of failures', async () => {
    const { breaker, fail, failTimes } = setUp();
    await failTimes(4);
    for (let time = 0; time < 20; time++) expect(await fail(new Refusal())).toBeInstanceOf(Refusal);
    expect(breaker.status).toMatchObject({ state: 'closed', failuresInRow: 4, counts: { failed: 4 } });
    await failTimes(1);
    expect(breaker.status.state).toBe('open');
  });

  it('follows a threshold that is changed while it runs', async () => {
    const { breaker, settings, failTimes } = setUp();
    await failTimes(2);
    settings.threshold = 3;
    await failTimes(1);
    expect(breaker.status.state).toBe('open');
  });

  it('opens at too high a share of failures, once there are enough calls', async () => {
    const rate = { minCalls: 10, ratio: 0.5, windowMs: 10_000 };
    const { breaker, succeed, failTimes } = setUp({ threshold: 100, rate });
    for (let time = 0; time < 4; time++) await succeed();
    await failTimes(5);
    expect(breaker.status.state).toBe('closed');
    await failTimes(1);
    expect(breaker.status.state).toBe('open');
  });

  it.each([
    10_000, 15_000, 3_605_000,
  ])('forgets what was before its window, after %i ms', async (silenceMs) => {
    const rate = { minCalls: 10, ratio: 0.5, windowMs: 10_000 };
    const { clock, breaker, failTimes } = setUp({ threshold: 100, rate });
    await failTimes(9);
    await clock.advance(silenceMs);
    await failTimes(9);
    expect(breaker.status.state).toBe('closed');
    await clock.advance(8000);
    await failTimes(1);
    expect(breaker.status.state).toBe('open');
  });
});

describe('an open breaker', () => {
  it('turns calls away and says when to come back', async () => {
    const { clock, breaker, failTimes } = setUp();
    await clock.advance(5000);
    await failTimes(5);
    await clock.advance(10_000);
    let called = false;
    const error = await breaker
      .execute(async () => {
        called = true;
      })
      .catch((thrown: unknown) => thrown);
    expect(called).toBe(false);
    expect(error).toBeInstanceOf(BreakerOpenError);
    expect(error).toMatchObject({
      name: 'BreakerOpenError',
      code: 'BREAKER_OPEN',
      breaker: 'edits',
      state: 'open',
      afterMs: 50_000,
      retryAtMs: 65_000,
      lastErrorKind: 'Error',
    });
    expect(breaker.status.counts.rejected).toBe(1);
  });

  it('does not stay open longer because an earlier call fails late', async () => {
    const { clock, breaker, failTimes } = setUp();
    const late = pendingCall(breaker);
    await failTimes(5);
    await clock.advance(59_000);
    await late.fail();
    expect(breaker.status).toMatchObject({ state: 'open', retryAfterMs: 1000, counts: { opened: 1 } });
  });

  it('does not close because an earlier call succeeds late', async () => {
    const { clock, breaker, failTimes, fail } = setUp();
    const late = pendingCall(breaker);
    await failTimes(5);
    await late.succeed();
    expect(breaker.status.state).toBe('open');
    await clock.advance(59_999);
    expect(await fail()).toBeInstanceOf(BreakerOpenError);
  });

  it('goes by durations, whatever happens to the wall clock', async () => {
    const { clock, breaker, succeed, fail, failTimes } = setUp();
    await failTimes(5);
    clock.jumpWall(3_600_000);
    expect(await fail()).toBeInstanceOf(BreakerOpenError);
    clock.jumpWall(-86_400_000);
    await clock.advance(60_000);
    await succeed();
    expect(breaker.status.state).toBe('closed');
  });
});

describe('a half-open breaker', () => {
  async function halfOpen(changed: Partial<BreakerSettings> = {}) {
    const scene = setUp(changed);
    await scene.failTimes(5);
    await scene.clock.advance(60_000);
    return scene;
  }

  it('closes when the trial succeeds, with a fresh count', async () => {
    const { breaker, changes, succeed, failTimes } = await halfOpen();
    await succeed();
    await failTimes(4);
    expect(breaker.status).toMatchObject({ state: 'closed', failuresInRow: 4 });
    expect(changes).toEqual(['closed → open', 'open → half_open', 'half_open → closed']);
  });

  it('opens for the whole time again when the trial fails', async () => {
    const { clock, breaker, fail } = await halfOpen();
    await clock.advance(5000);
    await fail();
    expect(breaker.status).toMatchObject({ state: 'open', retryAfterMs: 60_000, counts: { opened: 2 } });
  });

  it('lets no more through than its trials, and turns the others away at once', async () => {
    const { breaker, fail } = await halfOpen({ trials: 2 });
    const [first, second] = [pendingCall(breaker), pendingCall(breaker)];
    for (let time = 0; time < 50; time++) {
      expect(await fail()).toMatchObject({ code: 'BREAKER_OPEN', state: 'half_open', afterMs: 1000 });
    }
    await first.succeed();
    expect(breaker.status.state).toBe('half_open');
    expect(await fail()).toBeInstanceOf(BreakerOpenError);
    await second.succeed();
    expect(breaker.status.state).toBe('closed');
  });

  it('takes a refusal for a sign of life', async () => {
    const { breaker, fail } = await halfOpen();
    await fail(new Refusal());
    expect(breaker.status.state).toBe('closed');
  });

  it('decides nothing by a trial that its caller gave up, and lets another in its place', async () => {
    const { breaker } = await halfOpen();
    await pendingCall(breaker, () => true).fail();
    expect(breaker.status).toMatchObject({ state: 'half_open', counts: { opened: 1 } });
    await pendingCall(breaker).succeed();
    expect(breaker.status.state).toBe('closed');
  });

  it('ignores the end of a call from before it opened', async () => {
    const scene = setUp();
    const late = [pendingCall(scene.breaker), pendingCall(scene.breaker)];
    await scene.failTimes(5);
    await scene.clock.advance(60_000);
    const trial = pendingCall(scene.breaker);
    await late[0]?.succeed();
    await late[1]?.fail();
    expect(scene.breaker.status.state).toBe('half_open');
    await trial.succeed();
    expect(scene.breaker.status.state).toBe('closed');
  });

  it('ignores the second trial after the first has opened it again', async () => {
    const { clock, breaker } = await halfOpen({ trials: 2 });
    const [first, second] = [pendingCall(breaker), pendingCall(breaker)];
    await first.fail();
    await clock.advance(30_000);
    await second.fail();
    expect(breaker.status).toMatchObject({ state: 'open', retryAfterMs: 30_000, counts: { opened: 2 } });
  });

  it('is not held half-open for ever by a trial that never ends', async () => {
    const { clock, breaker, fail } = await halfOpen();
    const hanging = pendingCall(breaker);
    await clock.advance(59_999);
    expect(await fail()).toBeInstanceOf(BreakerOpenError);
    await clock.advance(1);
    const other = pendingCall(breaker);
    await hanging.fail();
    expect(breaker.status.state).toBe('half_open');
    await other.succeed();
    expect(breaker.status.state).toBe('closed');
  });
});

describe('an isolated breaker', () => {
  it('turns everything away until the last hold is released, then starts afresh', async () => {
    const { clock, breaker, succeed, fail, failTimes } = setUp();
    await failTimes(4);
    const releases = [breaker.isolate(), breaker.isolate()];
    await clock.advance(3_600_000);
    expect(await fail()).toMatchObject({ state: 'isolated', afterMs: undefined, retryAtMs: undefined });
    releases[0]?.();
    releases[0]?.();
    expect(breaker.status).toMatchObject({ state: 'isolated', retryAfterMs: undefined });
    releases[1]?.();
    await failTimes(4);
    expect(breaker.status.state).toBe('closed');
    expect(await succeed()).toBe('well');
  });

  it('is left alone by the ends of earlier calls', async () => {
    const { clock, breaker, failTimes } = setUp();
    await failTimes(5);
    await clock.advance(60_000);
    const trial = pendingCall(breaker);
    const release = breaker.isolate();
    await trial.succeed();
    expect(breaker.status.state).toBe('isolated');
    release();
    expect(breaker.status.state).toBe('closed');
  });

  it('lets no trial through when a listener isolates it as it becomes half-open', async () => {
    const { clock, breaker, fail, failTimes } = setUp();
    breaker.onChange(({ to }) => to === 'half_open' && breaker.isolate());
    await failTimes(5);
    await clock.advance(60_000);
    expect(await fail()).toMatchObject({ code: 'BREAKER_OPEN', state: 'isolated' });
  });
});

describe('a listener', () => {
  it('changes nothing by throwing or rejecting', async () => {
    const { clock, breaker, succeed, failTimes } = setUp();
    const heard: BreakerChange[] = [];
    breaker.onChange(() => {
      throw new Error('broken listener');
    });
    breaker.onChange(() => Promise.reject(new Error('broken listener')));
    breaker.onChange((change) => heard.push(change));
    await failTimes(5);
    await clock.advance(60_000);
    expect(await succeed()).toBe('well');
    expect(breaker.status.state).toBe('closed');
    expect(heard).toEqual([
      { breaker: 'edits', from: 'closed', to: 'open', errorKind: 'Error' },
      { breaker: 'edits', from: 'open', to: 'half_open', errorKind: undefined },
      { breaker: 'edits', from: 'half_open', to: 'closed', errorKind: undefined },
    ]);
  });

  it('hears changes in their order, also when another one causes them', async () => {
    const { breaker, failTimes } = setUp();
    breaker.onChange(({ to }) => to === 'open' && breaker.isolate());
    const heard: string[] = [];
    breaker.onChange(({ to }) => heard.push(to));
    await failTimes(5);
    expect(heard).toEqual(['open', 'isolated']);
  });

  it('hears nothing more once it is taken away', async () => {
    const { breaker, failTimes } = setUp();
    const heard: string[] = [];
    const stop = breaker.onChange(({ to }) => heard.push(to));
    stop();
    await failTimes(5);
    expect(heard).toEqual([]);
  });
});

it('tells since when, how often and why last', async () => {
  const { clock, breaker, succeed, fail, failTimes } = setUp();
  const startMs = clock.now();
  await clock.advance(1000);
  await succeed();
  await fail(new RangeError('x'));
  await fail(new Refusal());
  expect(breaker.status).toEqual({
    name: 'edits',
    state: 'closed',
    sinceMs: startMs,
    retryAfterMs: 0,
    failuresInRow: 1,
    counts: { succeeded: 1, failed: 1, rejected: 0, opened: 0 },
    lastError: { kind: 'RangeError', atMs: startMs + 1000 },
  });
  await clock.advance(1000);
  await failTimes(4);
  expect(breaker.status).toMatchObject({ state: 'open', sinceMs: startMs + 2000 });
});
