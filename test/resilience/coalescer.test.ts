import { describe, expect, it } from 'vitest';
import { Coalescer } from '../../src/resilience/coalescer.ts';
import { TestClock } from '../support/test-clock.ts';

function setUp(waitMs: () => number = () => 0) {
  const clock = new TestClock();
  const runs: { at: number; end: () => void }[] = [];
  const coalescer = new Coalescer({
    clock,
    waitMs,
    run: () => new Promise((end) => runs.push({ at: clock.monotonicMs(), end })),
  });
  return { clock, runs, coalescer };
}

describe('the coalescer', () => {
  it('makes one run of many requests, and one more of those that come during it', async () => {
    const { clock, runs, coalescer } = setUp();
    for (let i = 0; i < 10; i++) coalescer.request();
    await clock.advance(0);
    expect(runs).toHaveLength(1);
    for (let i = 0; i < 10; i++) coalescer.request();
    runs[0]?.end();
    await clock.advance(0);
    expect(runs).toHaveLength(2);
    runs[1]?.end();
    await coalescer.drained();
    expect(runs).toHaveLength(2);
  });

  it('keeps a request that comes in the very turn in which the last run ends', async () => {
    const { clock, runs, coalescer } = setUp();
    coalescer.request();
    await clock.advance(0);
    const drained = coalescer.drained().then(() => coalescer.request());
    runs[0]?.end();
    await drained;
    await clock.advance(0);
    expect(runs).toHaveLength(2);
    runs[1]?.end();
    await coalescer.drained();
  });

  it('waits for its pace', async () => {
    let notBefore = 0;
    const clockOf = () => clock.monotonicMs();
    const { clock, runs, coalescer } = setUp(() => notBefore - clockOf());
    notBefore = clock.monotonicMs() + 2000;
    const start = clock.monotonicMs();
    coalescer.request();
    await clock.advance(1999);
    expect(runs).toHaveLength(0);
    await clock.advance(1);
    expect(runs.map(({ at }) => at - start)).toEqual([2000]);
    runs[0]?.end();
    await coalescer.drained();
  });

  it('settles whoever waits when it is stopped, and takes nothing more', async () => {
    const { clock, runs, coalescer } = setUp(() => 60_000);
    coalescer.request();
    await coalescer.stop();
    coalescer.request();
    await clock.advance(120_000);
    await coalescer.drained();
    expect(runs).toHaveLength(0);
  });
});
