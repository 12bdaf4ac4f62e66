import { expect, test } from 'vitest';
import { CAP_LIMITS } from '../../src/health/caps.ts';
import { HEALTH_COMPONENTS } from '../../src/health/components.ts';
import { isWorse, startDegradation, step, TIERS, type Tier } from '../../src/health/degradation.ts';
import { defaultHealthSettings } from '../../src/health/settings.ts';
import { Oracle } from './oracle.ts';
import { Random } from './random.ts';
import { randomTrace, type Tick } from './traces.ts';
import { type Sample, TICK_MS, VirtualShop } from './virtual-shop.ts';

/** HEALTH_TRACES: how many traces in all; HEALTH_SEED: run that one alone, in every property. */
const TRACES = Math.max(1, Number(process.env['HEALTH_TRACES'] ?? 21_000));
const ONLY_SEED = process.env['HEALTH_SEED'];
const { tiers } = defaultHealthSettings;
/** The tier that each cap asks for. */
const TIER_OF_LIMIT: Readonly<Record<number, Tier>> = {
  70: 'browse',
  50: 'commands',
  30: 'text',
  0: 'maintenance',
};

/** Runs a property over its share of all traces; a failure names the seed that repeats it. */
function property(name: string, share: number, check: (random: Random) => void): void {
  const count = Math.ceil(TRACES * share);
  test(`${name} (${count} traces)`, { timeout: 60_000 + TRACES * 10 }, () => {
    const seeds =
      ONLY_SEED === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(ONLY_SEED)];
    for (const seed of seeds) {
      try {
        check(new Random(seed));
      } catch (error) {
        throw new Error(`HEALTH_SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
    }
  });
}

/** Plain comparisons: `expect` is too slow for millions of them. */
function hold(isTrue: boolean, what: () => string): void {
  if (!isTrue) throw new Error(what());
}

/** The most changes within any ten minutes. */
function mostMovesInTenMinutes(moves: readonly number[]): number {
  return Math.max(
    0,
    ...moves.map((fromMs, index) => moves.slice(index).filter((atMs) => atMs - fromMs <= 600_000).length),
  );
}

property(
  'any trace: points add up, caps act at once, no debit without a ledger, at most 12 changes',
  0.45,
  (random) => {
    const shop = new VirtualShop();
    const oracle = new Oracle();
    for (const tick of randomTrace(random, 144)) {
      shop.clock.wallMs += tick.wallJumpMs;
      if (tick.isStalled) continue;
      for (const sample of tick.samples) {
        shop.tell(sample);
        oracle.tell(sample);
        if (sample.kind === 'commit' || sample.kind === 'canary') checkBuying(shop, oracle, sample.atMs);
      }
      shop.evaluate(tick.endMs);
      checkBuying(shop, oracle, tick.endMs);
      checkEvaluation(shop, oracle, tick.endMs);
    }
    const most = mostMovesInTenMinutes(shop.moves);
    hold(most <= 12, () => `${most} changes in ten minutes`);
  },
);

function checkBuying(shop: VirtualShop, oracle: Oracle, nowMs: number): void {
  const isAllowed =
    oracle.canWrite(nowMs) && !oracle.isBroken && shop.tier !== 'text' && shop.tier !== 'maintenance';
  hold(shop.mayBuy === isAllowed, () => `at ${nowMs}: mayBuy is ${shop.mayBuy} in ${shop.tier}`);
}

function checkEvaluation(shop: VirtualShop, oracle: Oracle, nowMs: number): void {
  const { score, lost, cappedPoints, caps, components } = shop.evaluation;
  const points = lost.reduce((sum, one) => sum + one.points, 0) + cappedPoints;
  hold(points === 100 - score, () => `at ${nowMs}: ${points} points lost, but the score is ${score}`);
  hold(score >= 0 && score <= 100, () => `at ${nowMs}: score ${score}`);
  hold(
    components.every(({ value }) => value >= 0 && value <= 1),
    () => `at ${nowMs}: ${JSON.stringify(components)}`,
  );
  const expected = oracle.caps(nowMs);
  hold(
    caps
      .map(({ name }) => name)
      .sort()
      .join() === expected.join(),
    () => `at ${nowMs}: caps not ${expected.join()}`,
  );
  for (const name of expected) {
    const limit = CAP_LIMITS[name];
    hold(score <= limit, () => `at ${nowMs}: ${name}, but the score is ${score}`);
    hold(
      !isWorse(TIER_OF_LIMIT[limit]!, shop.tier),
      () => `at ${nowMs}: ${name}, but the tier is ${shop.tier}`,
    );
  }
}

property('making samples worse never raises score or tier', 0.2, (random) => {
  const better = new VirtualShop();
  const worse = new VirtualShop();
  const probability = random.pick([0.005, 0.05, 0.5]);
  let hasRelapsed = false;
  for (const tick of randomTrace(random, 120)) {
    if (tick.isStalled) continue;
    for (const sample of tick.samples) {
      better.tell(sample);
      worse.tell(random.chance(probability) ? madeWorse(sample, random) : sample);
    }
    const before = better.state;
    better.evaluate(tick.endMs);
    worse.evaluate(tick.endMs);
    const { score, capLimit } = worse.evaluation;
    hold(
      score <= better.evaluation.score,
      () => `at ${tick.endMs}: score ${score} > ${better.evaluation.score}`,
    );
    const sameStart = step(before, { score, capLimit, nowMs: tick.endMs }, tiers);
    hold(
      !isWorse(better.tier, sameStart.tier),
      () => `at ${tick.endMs}: a worse input led to ${sameStart.tier}`,
    );
    // After a relapse the one that was well in between waits longer, on purpose: the histories stop being comparable.
    hasRelapsed ||= better.state.waitMs > 60_000 || better.state.movesMs.length > 7;
    hold(
      hasRelapsed || !isWorse(better.tier, worse.tier),
      () => `at ${tick.endMs}: tier ${worse.tier} > ${better.tier}`,
    );
  }
});

function madeWorse(sample: Sample, random: Random): Sample {
  switch (sample.kind) {
    case 'click':
    case 'rest':
      return { ...sample, ok: false };
    case 'commit':
    case 'canary':
      return random.chance(0.5)
        ? { ...sample, ok: false }
        : { ...sample, ms: sample.ms + random.between(0, 2000) };
    case 'gateway':
      return { ...sample, heartbeatAge: sample.heartbeatAge + random.between(0, 3) };
    case 'board':
      return { ...sample, staleness: sample.staleness + random.between(0, 12) };
    case 'delivery':
      return { ...sample, oldestMs: sample.oldestMs + random.between(0, 700_000) };
    case 'runtime':
      return { ...sample, memory: sample.memory + random.between(0, 0.6) };
    default:
      return sample;
  }
}

property('a step in the ledger shows within 30 s; from browse back to full within 130 s', 0.08, (random) => {
  const shop = new VirtualShop();
  const fault = random.pick(['fails', 'slow', 'hangs'] as const);
  const fromMs = 300_000 + random.between(0, TICK_MS);
  const untilMs = fromMs + random.pick([random.between(30_000, 120_000), random.between(30_000, 600_000)]);
  const buyers = random.whole(0, 5);
  for (let startMs = 0; startMs < untilMs + 200_000; startMs += TICK_MS) {
    const tries = Array.from({ length: buyers }, () => startMs + random.between(0, TICK_MS)).sort(
      (a, b) => a - b,
    );
    for (const atMs of [startMs, ...tries]) {
      const isCanary = atMs === startMs;
      shop.clock.moveTo(Math.max(atMs, shop.clock.elapsedMs));
      if (!isCanary && !shop.mayBuy) continue;
      const isIll = atMs >= fromMs && atMs < untilMs;
      const ms = isIll && fault !== 'fails' ? random.between(1000, 4000) : random.between(0, 40);
      const result =
        isIll && fault === 'hangs'
          ? ({ ok: false, ms: 4500, late: true } as const)
          : { ok: !isIll || fault === 'slow', ms };
      shop.tell({ atMs: atMs + ms / 1000, kind: isCanary ? 'canary' : 'commit', ...result });
    }
    for (const probe of wellProbes(startMs + TICK_MS)) shop.tell(probe);
    const endMs = startMs + TICK_MS;
    shop.evaluate(endMs);
    hold(!isWorse(shop.tier, 'browse'), () => `at ${endMs}: ${shop.tier}`);
    if (endMs >= fromMs + 30_000 && endMs <= untilMs)
      hold(shop.tier === 'browse', () => `${fault} since ${fromMs}, full at ${endMs}`);
    if (endMs >= untilMs + 130_000)
      hold(shop.tier === 'full', () => `well since ${untilMs}, ${shop.tier} at ${endMs}`);
  }
});

function wellProbes(atMs: number): Sample[] {
  return [
    { atMs, kind: 'gateway', heartbeatAge: 0.9 },
    { atMs, kind: 'board', staleness: 0 },
    { atMs, kind: 'delivery', oldestMs: 0 },
    { atMs, kind: 'runtime', eventLoopP99Ms: 5, memory: 0.4 },
  ];
}

property('one fault of anything that has traffic: from browse back to full within 130 s', 0.06, (random) => {
  const shop = new VirtualShop();
  const ill = HEALTH_COMPONENTS.filter(() => random.chance(0.5));
  const severity = random.between(0.3, 1);
  const fromMs = 120_000 + random.between(0, TICK_MS);
  const untilMs = fromMs + random.between(5000, 600_000);
  const perTick = random.whole(1, 8);
  let worst: Tier = 'full';
  let debt = 0;
  for (let endMs = TICK_MS; endMs < untilMs + 200_000; endMs += TICK_MS) {
    const isIll = (atMs: number) => atMs >= fromMs && atMs < untilMs;
    for (let index = 0; index < perTick; index++) {
      const atMs = endMs - TICK_MS + ((index + 0.5) * TICK_MS) / perTick;
      debt += isIll(atMs) ? severity : 0;
      const isBad = debt >= 1;
      if (isBad) debt -= 1;
      shop.tell({ atMs, kind: 'canary', ok: !(isBad && ill.includes('ledger')), ms: 5 });
      shop.tell({ atMs, kind: 'click', ok: !(isBad && ill.includes('acknowledgement')) });
      shop.tell({ atMs, kind: 'rest', ok: !(isBad && ill.includes('discord_rest')) });
    }
    const level = (component: (typeof ill)[number]) =>
      isIll(endMs) && ill.includes(component) ? severity : 0;
    shop.tell({ atMs: endMs, kind: 'gateway', heartbeatAge: 1 + 2 * level('gateway') });
    shop.tell({ atMs: endMs, kind: 'board', staleness: 11 * level('board') });
    shop.tell({ atMs: endMs, kind: 'delivery', oldestMs: 700_000 * level('delivery') });
    shop.tell({ atMs: endMs, kind: 'runtime', eventLoopP99Ms: 600 * level('runtime'), memory: 0.4 });
    shop.evaluate(endMs);
    if (isWorse(shop.tier, worst)) worst = shop.tier;
    if (worst === 'browse' && endMs >= untilMs + 130_000) {
      hold(shop.tier === 'full', () => `${ill.join()} well since ${untilMs}, ${shop.tier} at ${endMs}`);
    }
  }
});

property('an outage of acknowledgement for 5 s changes no tier', 0.06, (random) => {
  const shop = new VirtualShop();
  const everyMs = random.pick([random.between(50, 1000), random.between(1000, 6000)]);
  const fromMs = random.between(60_000, 120_000);
  let clickMs = random.between(0, everyMs);
  for (let endMs = TICK_MS; endMs <= 300_000; endMs += TICK_MS) {
    shop.tell({ atMs: endMs - TICK_MS, kind: 'canary', ok: true, ms: 2 });
    for (; clickMs < endMs; clickMs += everyMs) {
      shop.tell({ atMs: clickMs, kind: 'click', ok: clickMs < fromMs || clickMs >= fromMs + 5000 });
    }
    for (const probe of wellProbes(endMs)) shop.tell(probe);
    shop.evaluate(endMs);
    hold(
      shop.tier === 'full',
      () => `a click every ${everyMs} ms, outage at ${fromMs}: ${shop.tier} at ${endMs}`,
    );
  }
});

property('2 points of noise: at most one change in ten minutes', 0.05, (random) => {
  const level = random.between(0, 100);
  let state = startDegradation(0, random.pick(TIERS));
  let nowMs = 0;
  const run = (ticks: number, noise: number): number[] => {
    const moves: number[] = [];
    for (let left = ticks; left > 0; left--) {
      nowMs += TICK_MS;
      const score = Math.min(100, Math.max(0, level + random.between(-noise, noise)));
      const before = state.tier;
      state = step(state, { score, capLimit: 100, nowMs }, tiers);
      if (state.tier !== before) moves.push(nowMs);
    }
    return moves;
  };
  run(120, 0);
  const most = mostMovesInTenMinutes(run(720, 2));
  hold(most <= 1, () => `${most} changes around ${level}`);
});

property('constant input: at most 4 changes, then none', 0.05, (random) => {
  const shop = new VirtualShop(random.pick(TIERS));
  const constant = randomTrace(random, 1)[0] as Tick;
  const keepsSilent = random.chance(0.2)
    ? random.pick(['gateway', 'board', 'delivery', 'runtime', 'canary'])
    : undefined;
  const samples = constant.samples.filter(({ kind }) => kind !== keepsSilent && kind !== 'broken');
  for (let startMs = 0; startMs < 2_400_000; startMs += TICK_MS) {
    for (const sample of samples) shop.tell({ ...sample, atMs: startMs + sample.atMs });
    shop.evaluate(startMs + TICK_MS);
  }
  hold(shop.moves.length <= 4, () => `${shop.moves.length} changes: ${shop.moves.join()}`);
  hold((shop.moves.at(-1) ?? 0) <= 900_000, () => `still changing at ${shop.moves.at(-1)}`);
});

property('the worst input, which knows the tier: at most 12 changes in ten minutes', 0.06, (random) => {
  let state = startDegradation(0, random.pick(TIERS));
  const moves: number[] = [];
  const limits = [100, 70, 50, 30, 0];
  // It lets the shop climb to a tier and throws it down again, by as much and as often as it likes.
  let top = random.pick(TIERS);
  let isClimbing = random.chance(0.5);
  for (let nowMs = TICK_MS; nowMs <= 2_400_000; nowMs += TICK_MS) {
    const level = TIERS.indexOf(state.tier);
    if (isClimbing && level >= TIERS.indexOf(top)) isClimbing = false;
    else if (!isClimbing && (level === 0 || random.chance(0.1))) {
      isClimbing = true;
      top = random.pick(['full', 'full', ...TIERS]);
    }
    const before = state.tier;
    const capLimit = isClimbing ? 100 : random.chance(0.8) ? (limits[5 - level] ?? 0) : random.pick(limits);
    state = step(state, { score: isClimbing ? 100 : Math.min(capLimit, 14), capLimit, nowMs }, tiers);
    if (state.tier !== before) moves.push(nowMs);
  }
  const most = mostMovesInTenMinutes(moves);
  hold(most <= 12, () => `${most} changes in ten minutes`);
});

test('the traces reach every tier and every cap', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 300; seed++) {
    const shop = new VirtualShop();
    for (const tick of randomTrace(new Random(seed), 144)) {
      if (tick.isStalled) continue;
      for (const sample of tick.samples) shop.tell(sample);
      shop.evaluate(tick.endMs);
      seen.add(shop.tier);
      for (const { name } of shop.evaluation.caps) seen.add(name);
    }
  }
  expect([...seen].sort()).toEqual(
    [...TIERS, 'ledger_cannot_write', 'acknowledgement_lost', 'gateway_not_ready', 'invariant_broken'].sort(),
  );
});
