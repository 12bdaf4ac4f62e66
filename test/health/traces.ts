import { Random } from './random.ts';
import { type Sample, TICK_MS } from './virtual-shop.ts';

/** How good something is over time: 1 good, 0 bad. */
type Quality = (atMs: number) => number;

/** One tick: what is told in the 5 s up to `endMs`; `isStalled`: the process stands still, nothing is told or judged. */
export interface Tick {
  endMs: number;
  samples: Sample[];
  isStalled: boolean;
  /** How far the wall clock jumps. */
  wallJumpMs: number;
}

/** A trace of steps, ramps, spikes and square waves in any of the components, with noise, gaps and jumps of the wall clock. */
export function randomTrace(random: Random, ticks: number): Tick[] {
  const lengthMs = ticks * TICK_MS;
  const qualities = {
    click: randomQuality(random, lengthMs),
    rest: randomQuality(random, lengthMs),
    commit: randomQuality(random, lengthMs),
    speed: randomQuality(random, lengthMs),
    hang: randomQuality(random, lengthMs),
    gateway: randomQuality(random, lengthMs),
    board: randomQuality(random, lengthMs),
    delivery: randomQuality(random, lengthMs),
    runtime: randomQuality(random, lengthMs),
  };
  const rates = { click: randomRate(random), rest: randomRate(random), commit: randomRate(random) };
  const gaps = random.chance(0.3) ? randomQuality(random, lengthMs) : () => 1;
  const brokenAtTick = random.chance(0.02) ? random.whole(1, ticks) : -1;
  let disconnectedSinceMs: number | undefined;

  return Array.from({ length: ticks }, (_, index): Tick => {
    const startMs = index * TICK_MS;
    const isWell = (what: keyof typeof qualities) => random.chance(qualities[what](startMs));
    const samples: Sample[] = [];
    const at = () => startMs + random.between(1, TICK_MS - 1);
    for (const kind of ['click', 'rest'] as const) {
      for (let left = amount(random, rates[kind]); left > 0; left--) {
        samples.push({ atMs: at(), kind, ok: isWell(kind) });
      }
    }
    for (let left = amount(random, rates.commit); left > 0; left--) {
      samples.push({
        atMs: at(),
        kind: 'commit',
        ok: isWell('commit'),
        ms: commitMs(random, isWell('speed')),
      });
    }
    if (isWell('hang')) {
      samples.push({
        atMs: startMs + 200,
        kind: 'canary',
        ok: isWell('commit'),
        ms: commitMs(random, isWell('speed')),
      });
    } else if (random.chance(0.8)) {
      samples.push({ atMs: startMs + 4500, kind: 'canary', ok: false, ms: 4500, late: true });
    }
    if (qualities.gateway(startMs) > 0.3) disconnectedSinceMs = undefined;
    else disconnectedSinceMs ??= startMs;
    const endMs = startMs + TICK_MS;
    const noisy = (what: keyof typeof qualities) => 1 - qualities[what](endMs) + random.between(-0.1, 0.1);
    const probes: Sample[] = [
      disconnectedSinceMs === undefined
        ? { atMs: endMs, kind: 'gateway', heartbeatAge: 1 + 2 * noisy('gateway') }
        : { atMs: endMs, kind: 'disconnected', sinceMs: disconnectedSinceMs },
      { atMs: endMs, kind: 'board', staleness: 1 + 10 * noisy('board') },
      { atMs: endMs, kind: 'delivery', oldestMs: 700_000 * noisy('delivery') },
      {
        atMs: endMs,
        kind: 'runtime',
        eventLoopP99Ms: 600 * noisy('runtime'),
        memory: random.between(0.3, 0.75),
      },
    ];
    if (index === brokenAtTick) samples.push({ atMs: at(), kind: 'broken' });
    if (index === brokenAtTick + 20) samples.push({ atMs: at(), kind: 'mended' });
    samples.sort((a, b) => a.atMs - b.atMs);
    return {
      endMs,
      samples: [...samples, ...probes.filter(() => random.chance(gaps(endMs)))],
      isStalled: random.chance(0.3 * (1 - gaps(endMs))),
      wallJumpMs: random.chance(0.02) ? random.between(-1e9, 1e9) : 0,
    };
  });
}

/** Mostly well, so that faults meet a healthy shop as well as an ill one. */
function randomQuality(random: Random, lengthMs: number): Quality {
  const low = random.pick([0, 0, random.next()]);
  const fromMs = random.between(0, lengthMs);
  const forMs = random.pick([5000, random.between(5000, 60_000), random.between(5000, 600_000)]);
  switch (random.whole(0, 9)) {
    case 0: // a step
      return (atMs) => (atMs >= fromMs ? low : 1);
    case 1: // a step back
      return (atMs) => (atMs < fromMs ? low : 1);
    case 2: // a spike
      return (atMs) => (atMs >= fromMs && atMs < fromMs + forMs ? low : 1);
    case 3: // a ramp
      return (atMs) => 1 - (1 - low) * Math.min(1, Math.max(0, (atMs - fromMs) / forMs));
    case 4:
    case 5: // a square wave
      return (atMs) => (Math.floor((atMs + fromMs) / forMs) % 2 === 0 ? 1 : low);
    default:
      return () => 1;
  }
}

function randomRate(random: Random): number {
  return random.pick([0, random.between(0, 1), random.between(1, 6)]);
}

/** A whole number whose mean is `rate`. */
function amount(random: Random, rate: number): number {
  return Math.floor(rate) + (random.chance(rate % 1) ? 1 : 0);
}

function commitMs(random: Random, isFast: boolean): number {
  return isFast ? random.between(0, 45) : random.between(300, 2000);
}
