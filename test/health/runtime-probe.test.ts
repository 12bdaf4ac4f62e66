import { performance } from 'node:perf_hooks';
import { afterAll, expect, test, vi } from 'vitest';
import { watchRuntime } from '../../src/health/runtime-probe.ts';

const probe = watchRuntime();
/** Too short for the block to be lost among other looks at the loop. */
const SOON_MS = 700;
afterAll(() => probe.stop());

/** Lets the probe's timer look at the loop that often. */
async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left--) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('sees a blocked event loop once, then one that is not late, and memory as a share', async () => {
  const blockMs = 400;
  // The watching starts with its own first look at the loop, so a block before that goes unseen.
  const blocked = await vi.waitFor(async () => {
    const untilMs = performance.now() + blockMs;
    while (performance.now() < untilMs);
    await turns(3);
    const sample = probe.sample();
    expect(sample.eventLoopP99Ms).toBeGreaterThan(blockMs / 2);
    return sample;
  }, 10_000);
  expect(blocked.memory).toBeGreaterThan(0);
  expect(blocked.memory).toBeLessThan(1);
  const lateness = async () => {
    await turns(5);
    return probe.sample().eventLoopP99Ms;
  };
  await vi.waitFor(async () => expect(await lateness()).toBeLessThan(blockMs / 2), SOON_MS);
  await vi.waitFor(async () => expect(await lateness()).toBeLessThan(15), 10_000);
});
