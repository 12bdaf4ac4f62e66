import { describe, expect, test } from 'vitest';
import {
  type DegradationInput,
  type DegradationState,
  startDegradation,
  step,
  TIERS,
  type Tier,
  worse,
} from '../../src/health/degradation.ts';
import { defaultHealthSettings } from '../../src/health/settings.ts';

const { tiers } = defaultHealthSettings;

/** A shop that is judged every 5 s. */
class Shop {
  state: DegradationState;
  nowMs = 0;

  constructor(tier: Tier = 'full') {
    this.state = startDegradation(0, tier);
  }

  /** @returns the tier after each of `times` evaluations */
  judge(score: number, times = 1, more: Partial<DegradationInput> = {}): Tier[] {
    return Array.from({ length: times }, () => {
      this.nowMs += 5000;
      this.state = step(this.state, { score, capLimit: 100, nowMs: this.nowMs, ...more }, tiers);
      return this.state.tier;
    });
  }

  /** @returns seconds of perfect health until the next tier */
  secondsToRise(): number {
    const startMs = this.nowMs;
    const { tier } = this.state;
    while (this.state.tier === tier && this.nowMs < startMs + 3_600_000) this.judge(100);
    return (this.nowMs - startMs) / 1000;
  }

  capTo(limit: number): void {
    this.judge(limit, 1, { capLimit: limit });
  }
}

describe('on the way down', () => {
  test('a tier is left at the fourth evaluation in a row below its bound', () => {
    expect(new Shop().judge(74.75, 4)).toEqual(['full', 'full', 'full', 'browse']);
  });

  test('the bound itself is good enough, and one evaluation at it starts the count anew', () => {
    const shop = new Shop();
    shop.judge(74.75, 3);
    expect(shop.judge(75)).toEqual(['full']);
    expect(shop.judge(74.75, 4)).toEqual(['full', 'full', 'full', 'browse']);
  });

  test.each([
    ['full', 75, 'browse'],
    ['browse', 55, 'commands'],
    ['commands', 35, 'text'],
    ['text', 15, 'maintenance'],
  ] as const)('%s is left below %d for %s', (from, bound, to) => {
    expect(new Shop(from).judge(bound, 8).at(-1)).toBe(from);
    expect(new Shop(from).judge(bound - 0.25, 4).at(-1)).toBe(to);
  });

  test('a falling score loses one tier each 20 s', () => {
    const shop = new Shop();
    expect(shop.judge(0, 17).filter((tier, index) => index % 4 === 3 || tier === undefined)).toEqual([
      'browse',
      'commands',
      'text',
      'maintenance',
    ]);
    expect(shop.state.tier).toBe('maintenance');
  });

  test.each([
    [70, 'browse'],
    [50, 'commands'],
    [30, 'text'],
    [0, 'maintenance'],
  ] as const)('a cap at %d acts at the next evaluation, over all tiers down to %s', (limit, tier) => {
    const shop = new Shop();
    shop.capTo(limit);
    expect(shop.state).toMatchObject({ tier, lastMove: { cause: 'cap', direction: 'down' } });
  });

  test('beneath a cap, a lower score still takes 20 s', () => {
    const shop = new Shop();
    expect(shop.judge(40, 5, { capLimit: 70 })).toEqual(['browse', 'browse', 'browse', 'browse', 'commands']);
  });
});

describe('on the way up', () => {
  test.each([
    ['maintenance', 25, 'text'],
    ['text', 45, 'commands'],
    ['commands', 65, 'browse'],
    ['browse', 85, 'full'],
  ] as const)('%s rises at %d to %s, after 60 s', (from, bound, to) => {
    expect(new Shop(from).judge(bound - 0.25, 100).at(-1)).toBe(from);
    const shop = new Shop(from);
    expect(shop.judge(bound, 12).at(-1)).toBe(from);
    expect(shop.judge(bound)).toEqual([to]);
  });

  test('one tier each 60 s', () => {
    const shop = new Shop('maintenance');
    const seconds = [1, 2, 3, 4].map(() => shop.secondsToRise());
    expect(seconds).toEqual([65, 60, 60, 60]);
    expect(shop.state.tier).toBe('full');
  });

  test('one evaluation below the bound starts the 60 s anew', () => {
    const shop = new Shop('browse');
    shop.judge(100, 12);
    shop.judge(84.75);
    expect(shop.secondsToRise()).toBe(65);
  });

  test('after a pause nobody knows whether health went on, so the 60 s start anew', () => {
    const shop = new Shop('browse');
    shop.judge(100, 12);
    shop.nowMs += 60_000;
    expect(shop.secondsToRise()).toBe(65);
  });
});

describe('relapses', () => {
  test('each one within ten minutes doubles the wait, to 480 s at most', () => {
    const shop = new Shop();
    const waits = Array.from({ length: 6 }, () => {
      shop.capTo(70);
      return shop.secondsToRise() - 5;
    });
    expect(waits).toEqual([60, 120, 240, 480, 480, 480]);
  });

  test('falling on through further tiers is the same relapse', () => {
    const shop = new Shop('browse');
    shop.secondsToRise();
    for (const limit of [70, 50, 30]) shop.capTo(limit);
    expect(shop.secondsToRise() - 5).toBe(120);
  });

  test('a promotion that held for longer than ten minutes leaves the wait at 60 s', () => {
    const shop = new Shop();
    shop.capTo(70);
    shop.secondsToRise();
    shop.capTo(70);
    shop.secondsToRise();
    shop.judge(100, 121);
    shop.capTo(70);
    expect(shop.secondsToRise() - 5).toBe(60);
  });

  test('a promotion waits while the worst after it would make more than 12 changes in ten minutes', () => {
    const shop = new Shop();
    const fall = () => [70, 50, 30, 0].forEach((limit) => shop.capTo(limit));
    fall();
    for (let rises = 4; rises > 0; rises--) shop.secondsToRise();
    fall();
    const firstMs = shop.state.movesMs[0] ?? 0;
    expect(shop.state.movesMs).toHaveLength(12);
    shop.secondsToRise();
    expect(shop.nowMs).toBeGreaterThan(firstMs + 600_000);
  });
});

describe('under a ceiling', () => {
  test('the tier falls with it at once and rises with it at once', () => {
    const shop = new Shop();
    expect(shop.judge(100, 2, { ceiling: 'text' })).toEqual(['text', 'text']);
    expect(shop.state.lastMove?.cause).toBe('ceiling');
    shop.judge(100, 20, { ceiling: 'text' });
    expect(shop.judge(100, 1, { ceiling: 'commands' })).toEqual(['commands']);
  });

  test('the worse of two tiers wins, whichever comes first', () => {
    for (const [level, tier] of TIERS.entries()) {
      for (const other of TIERS.slice(level))
        expect([worse(tier, other), worse(other, tier)]).toEqual([tier, tier]);
    }
  });
});
