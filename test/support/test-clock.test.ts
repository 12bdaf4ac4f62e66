import { expect, it } from 'vitest';
import { TestClock } from './test-clock.ts';

it('fires sleepers and ticks in the order of their time, each at its own time', async () => {
  const clock = new TestClock(1_000);
  const seen: string[] = [];
  const stop = clock.every(40, () => seen.push(`tick ${clock.monotonicMs()}`));
  void clock.sleep(100).then(() => seen.push(`late ${clock.now()}`));
  const twice = async () => {
    await clock.sleep(50);
    seen.push(`early ${clock.now()}`);
    await clock.sleep(10);
    seen.push(`chained ${clock.now()}`);
  };
  void twice();
  await clock.advance(90);
  expect(seen).toEqual(['tick 40', 'early 1050', 'chained 1060', 'tick 80']);
  stop();
  await clock.advance(10);
  expect(seen.at(-1)).toBe('late 1100');
  expect([clock.now(), clock.monotonicMs(), clock.waiting]).toEqual([1_100, 100, 0]);
});

it("ends an aborted sleep with the signal's reason and forgets it", async () => {
  const clock = new TestClock();
  const controller = new AbortController();
  const slept = clock.sleep(10, controller.signal);
  controller.abort(new Error('enough'));
  await expect(slept).rejects.toThrow('enough');
  await expect(clock.sleep(10, controller.signal)).rejects.toThrow('enough');
  expect(clock.waiting).toBe(0);
});

it('moves the wall clock alone when it jumps', async () => {
  const clock = new TestClock(1_000);
  let woke = false;
  void clock.sleep(100).then(() => (woke = true));
  clock.jumpWall(-500);
  expect([clock.now(), clock.monotonicMs()]).toEqual([500, 0]);
  await clock.advance(99);
  expect(woke).toBe(false);
  await clock.advance(1);
  expect(woke).toBe(true);
});
