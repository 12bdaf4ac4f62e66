import { describe, expect, it } from 'vitest';
import {
  IdentifyBudget,
  type IdentifyAllowance,
  identifyPauseMs,
  identifyWaitMs,
  type SessionLimit,
} from '../../src/discord/identify-budget.ts';
import { TestClock } from '../support/test-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('the wait for the budget', () => {
  const allowance: IdentifyAllowance = { total: 1000, remaining: 1000, resetAtMs: 10 * HOUR };
  it('is nothing while more than a quarter is left', () => {
    expect(identifyWaitMs({ ...allowance, remaining: 251 }, 0, 1)).toBe(0);
  });
  it('spreads the last quarter over the rest of the day', () => {
    expect(identifyWaitMs({ ...allowance, remaining: 250 }, 1000, 1000)).toBe((10 * HOUR - 1000) / 230);
    expect(identifyWaitMs({ ...allowance, remaining: 250 }, 0, HOUR)).toBe(0);
  });
  it('is until the reset when but a small reserve is left', () => {
    expect(identifyWaitMs({ ...allowance, remaining: 20 }, 0, HOUR)).toBe(9 * HOUR);
    expect(identifyWaitMs({ total: 5, remaining: 0, resetAtMs: 10 * HOUR }, 0, HOUR)).toBe(9 * HOUR);
  });
  it('grows with sessions in a row', () => {
    expect([0, 3, 4, 5, 6, 60].map(identifyPauseMs)).toEqual([0, 0, 10_000, 20_000, 40_000, 300_000]);
  });
});

function setUp(options: { limit?: () => SessionLimit; facts?: Map<string, string>; clock?: TestClock } = {}) {
  const { clock = new TestClock(), facts = new Map<string, string>() } = options;
  const waits: number[] = [];
  const errors: string[] = [];
  const budget = new IdentifyBudget({
    store: {
      fact: async (key) => facts.get(key),
      setFact: async (key, value) => void facts.set(key, value),
    },
    token: 'the-token',
    clock,
    fetchLimit: async () => {
      if (!options.limit) throw new Error('out of reach');
      return options.limit();
    },
    onWait: (_allowance, waitMs) => waits.push(waitMs),
    onError: (error) => errors.push(String(error)),
  });
  return { clock, facts, budget, waits, errors };
}

/** How many sessions begin in this time, when each ends at once and the next process begins the next. */
async function crashLoop(clock: TestClock, facts: Map<string, string>, forMs: number): Promise<number> {
  const endsAtMs = clock.monotonicMs() + forMs;
  let begun = 0;
  while (clock.monotonicMs() < endsAtMs) {
    const { budget } = setUp({ clock, facts });
    const pass = { isOver: false };
    const passed = budget.pass(0, new AbortController().signal).finally(() => (pass.isOver = true));
    while (!pass.isOver) await clock.advance(6_000);
    await passed;
    if (clock.monotonicMs() < endsAtMs) begun += 1;
  }
  return begun;
}

describe('the budget', () => {
  it('keeps a bot that crashes on and on from using the day up, also while Discord cannot be asked', async () => {
    const clock = new TestClock();
    const begun = await crashLoop(clock, new Map(), DAY - 60_000);
    expect(begun).toBeGreaterThan(900);
    expect(begun).toBeLessThan(1000);
  }, 60_000);

  it('believes Discord when it says that less is left, and waits for the reset', async () => {
    const clock = new TestClock();
    let remaining = 0;
    const limit = () => ({
      total: 1000,
      remaining,
      resetAtMs: clock.now() + 2 * HOUR,
      maxConcurrency: 1,
      shards: 1,
    });
    const { budget, waits } = setUp({ clock, limit });
    let passed = false;
    const pass = budget.pass(0, new AbortController().signal).then(() => (passed = true));
    await clock.advance(50_000);
    expect([passed, waits[0]]).toEqual([false, 2 * HOUR]);
    expect(budget.waitsUntilMs(0)).toBe(2 * HOUR);
    // The day ends earlier than Discord said at first: it is asked again each minute.
    remaining = 1000;
    await clock.advance(15_000);
    await pass;
    expect(passed).toBe(true);
    expect(budget.waitsUntilMs(0)).toBeUndefined();
  });

  it('counts on after a restart, and from anew with another token or another day', async () => {
    const clock = new TestClock();
    const facts = new Map<string, string>();
    const first = setUp({ clock, facts });
    const { signal } = new AbortController();
    await first.budget.pass(0, signal);
    expect(JSON.parse([...facts.values()][0] ?? '')).toMatchObject({ spent: 1 });
    expect([...facts.keys()][0]).not.toContain('token');
    await setUp({ clock, facts }).budget.pass(0, signal);
    expect(JSON.parse([...facts.values()][0] ?? '')).toMatchObject({ spent: 2 });
    await clock.advance(DAY);
    await setUp({ clock, facts }).budget.pass(0, signal);
    expect(JSON.parse([...facts.values()][0] ?? '')).toMatchObject({ spent: 1 });
  });

  it('leaves five seconds between sessions, but as many at once as Discord lets', async () => {
    const limit = () => ({
      total: 1000,
      remaining: 900,
      resetAtMs: Date.UTC(2031, 0),
      maxConcurrency: 2,
      shards: 4,
    });
    const { clock, budget } = setUp({ limit });
    const begun: string[] = [];
    const passes = [0, 1, 2, 3].map((shard) =>
      budget
        .pass(shard, new AbortController().signal)
        .then(() => begun.push(`${shard} at ${clock.monotonicMs()}`)),
    );
    await clock.advance(10_000);
    await Promise.all(passes);
    expect(begun).toEqual(['0 at 0', '1 at 0', '2 at 5250', '3 at 5250']);
  });

  it('slows a shard whose READY never comes', async () => {
    const { clock, budget } = setUp();
    const begunMs: number[] = [];
    const again = async () => {
      while (begunMs.length < 7) {
        await budget.pass(0, new AbortController().signal);
        begunMs.push(clock.monotonicMs());
      }
    };
    const done = again();
    await clock.advance(120_000);
    await done;
    expect(begunMs.map((ms, index) => ms - (begunMs[index - 1] ?? 0))).toEqual([
      0, 5250, 5250, 5250, 10_000, 20_000, 40_000,
    ]);
  });

  it('gives up with the signal’s reason, lets the next one pass, and leaves no timer', async () => {
    const { clock, budget } = setUp({
      limit: () => ({ total: 1, remaining: 0, resetAtMs: Date.UTC(2031, 0), maxConcurrency: 1, shards: 1 }),
    });
    const controller = new AbortController();
    const pass = budget.pass(0, controller.signal);
    await clock.advance(1000);
    controller.abort(new Error('closed'));
    await expect(pass).rejects.toThrow('closed');
    expect(clock.waiting).toBe(0);
    expect(budget.waitsUntilMs(0)).toBeUndefined();
  });

  it('goes on counting in memory when the store fails', async () => {
    const clock = new TestClock();
    const errors: unknown[] = [];
    const budget = new IdentifyBudget({
      store: {
        fact: () => Promise.reject(new Error('read')),
        setFact: () => Promise.reject(new Error('write')),
      },
      token: 't',
      clock,
      fetchLimit: async () => ({
        total: 2,
        remaining: 2,
        resetAtMs: clock.now() + HOUR,
        maxConcurrency: 9,
        shards: 9,
      }),
      onWait: () => {},
      onError: (error) => errors.push(error),
    });
    const { signal } = new AbortController();
    await budget.pass(0, signal);
    await budget.pass(1, signal);
    let passed = false;
    const stop = new AbortController();
    const third = budget.pass(2, stop.signal).then(() => (passed = true));
    await clock.advance(30_000);
    expect(passed).toBe(false);
    expect(errors.length).toBeGreaterThan(2);
    stop.abort(new Error('end'));
    await expect(third).rejects.toThrow('end');
  });
});
