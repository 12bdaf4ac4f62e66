import { describe, expect, test } from 'vitest';
import type { HealthComponent } from '../../src/health/components.ts';
import type { Reading } from '../../src/health/signals.ts';
import { HealthSignals } from '../../src/health/signals.ts';
import { VirtualTime } from './virtual-shop.ts';

class Told {
  readonly clock = new VirtualTime();
  readonly signals = new HealthSignals(this.clock);

  /** Ends 5 s in which `tell` happened. */
  tick(tell: (signals: HealthSignals) => void = () => {}, ms = 5000): Reading {
    this.clock.moveTo(this.clock.elapsedMs + ms);
    tell(this.signals);
    return this.signals.close();
  }

  ticks(count: number, tell?: (signals: HealthSignals) => void): Reading[] {
    return Array.from({ length: count }, () => this.tick(tell));
  }

  /** The value of `component` after a minute of the same. */
  settled(component: HealthComponent, tell: (signals: HealthSignals) => void): number {
    return this.ticks(13, tell).at(-1)?.values[component] ?? Number.NaN;
  }
}

const capNames = ({ caps }: Reading) => caps.map(({ name }) => name);
const mixed = (good: number, bad: number, tell: (ok: boolean) => void) => {
  for (let left = good; left > 0; left--) tell(true);
  for (let left = bad; left > 0; left--) tell(false);
};

describe('bounds', () => {
  test.each([
    ['ledger', 995, 5, 1],
    ['ledger', 800, 200, 0],
    ['acknowledgement', 995, 5, 1],
    ['acknowledgement', 800, 200, 0],
    ['discord_rest', 995, 5, 1],
    ['discord_rest', 800, 200, 0],
    ['discord_rest', 1795, 205, 0.5],
  ] as const)('%s with %d good and %d bad is worth %d', (component, good, bad, value) => {
    const told = new Told();
    const result = told.settled(component, (signals) =>
      mixed(good, bad, (ok) => {
        if (component === 'ledger') signals.canary(ok, 1);
        else if (component === 'acknowledgement') signals.click(ok);
        else signals.restCall(ok);
      }),
    );
    expect(result).toBeCloseTo(value, 9);
  });

  test.each([
    [
      'an acknowledged heartbeat',
      'gateway',
      (s: HealthSignals) => s.gateway({ ready: true, heartbeatAge: 1.2 }),
      1,
    ],
    [
      'a heartbeat long ago',
      'gateway',
      (s: HealthSignals) => s.gateway({ ready: true, heartbeatAge: 2.5 }),
      0,
    ],
    ['no connection', 'gateway', (s: HealthSignals) => s.gateway({ ready: false, sinceMs: 0 }), 0],
    ['a board as fresh as it can be', 'board', (s: HealthSignals) => s.board(1.5), 1],
    ['a board midway', 'board', (s: HealthSignals) => s.board(5.75), 0.5],
    ['a stale board', 'board', (s: HealthSignals) => s.board(10), 0],
    ['an order since 30 s', 'delivery', (s: HealthSignals) => s.delivery(30_000), 1],
    ['an order since 10 min', 'delivery', (s: HealthSignals) => s.delivery(600_000), 0],
    [
      'a process at its good bounds',
      'runtime',
      (s: HealthSignals) => s.runtime({ eventLoopP99Ms: 50, memory: 0.7 }),
      1,
    ],
    [
      'a slow event loop',
      'runtime',
      (s: HealthSignals) => s.runtime({ eventLoopP99Ms: 500, memory: 0.1 }),
      0,
    ],
    ['full memory', 'runtime', (s: HealthSignals) => s.runtime({ eventLoopP99Ms: 1, memory: 0.95 }), 0],
    [
      'what is not a number',
      'runtime',
      (s: HealthSignals) => s.runtime({ eventLoopP99Ms: Number.NaN, memory: 0 }),
      0,
    ],
    ['a commit of 50 ms', 'ledger', (s: HealthSignals) => s.canary(true, 50), 1],
    ['a commit of 530 ms', 'ledger', (s: HealthSignals) => s.canary(true, 530), 470 / 950],
    ['a commit of 1 s', 'ledger', (s: HealthSignals) => s.canary(true, 1000), 0],
  ] as const)('%s makes %s worth what its bounds say', (_what, component, tell, value) => {
    expect(new Told().settled(component, tell)).toBeCloseTo(value, 9);
  });
});

describe('the last minute', () => {
  test('the newest 5 s weigh 12 times as much as the oldest', () => {
    const told = new Told();
    told.ticks(12, (signals) => signals.board(0));
    const values = [
      told.tick((signals) => signals.board(10)),
      ...told.ticks(12, (signals) => signals.board(0)),
    ];
    const lost = values.map((reading) => Math.round((1 - reading.values.board) * 78));
    expect(lost).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  test('time in which nothing was judged makes it older', () => {
    const told = new Told();
    told.ticks(12, (signals) => signals.board(10));
    const late = told.tick((signals) => mixed(9, 0, () => signals.board(0)), 35_000);
    // 5 buckets of bad samples are left, weighing 5 to 1, beside the 9 new ones.
    expect(late.values.board).toBeCloseTo((12 * 9) / (12 * 9 + 15), 9);
  });

  test('a single slow commit counts until it is a minute old, however fast the others are', () => {
    const told = new Told();
    told.ticks(12, (signals) => signals.canary(true, 1));
    told.tick((signals) => signals.canary(true, 1200));
    const values = told
      .ticks(13, (signals) => signals.canary(true, 1))
      .map((reading) => reading.values.ledger);
    expect(values).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  });

  test('one slow commit in two hundred is not the 99th percentile', () => {
    const value = new Told().settled('ledger', (signals) => {
      mixed(199, 0, () => signals.commit(true, 1));
      signals.canary(true, 900);
    });
    expect(value).toBe(1);
  });
});

describe('few samples', () => {
  test('what was known before counts as ten more', () => {
    const told = new Told();
    expect(told.tick((signals) => signals.board(10)).values.board).toBeCloseTo(10 / 11, 9);
    expect(told.tick((signals) => signals.board(10)).values.board).toBeCloseTo(((10 / 11) * 10) / 12, 9);
  });

  test('ten are enough to go by', () => {
    const told = new Told();
    expect(
      told.tick((signals) => mixed(0, 9, (ok) => signals.click(ok))).values.acknowledgement,
    ).toBeGreaterThan(0.5);
    expect(told.tick((signals) => signals.click(false)).values.acknowledgement).toBe(0);
  });

  test('without traffic, what was known of it fades with a half-life of 30 s', () => {
    const told = new Told();
    told.ticks(12, (signals) => mixed(0, 10, (ok) => [signals.click(ok), signals.restCall(ok)]));
    const quiet = told.ticks(24).map((reading) => reading.values);
    expect(quiet[10]).toMatchObject({ acknowledgement: 0, discord_rest: 0 });
    expect(quiet[17]?.acknowledgement).toBeGreaterThan(0.5);
    expect(quiet[17]?.discord_rest).toBeCloseTo(quiet[17]?.acknowledgement ?? 0, 9);
    const [half, quarter] = [quiet[17], quiet[23]].map((values) => 1 - (values?.acknowledgement ?? 0));
    expect(quarter).toBeCloseTo((half ?? 0) / 2, 9);
  });
});

describe('silence', () => {
  const tellAll = (signals: HealthSignals) => {
    signals.canary(true, 1);
    signals.gateway({ ready: true, heartbeatAge: 1 });
    signals.board(0);
    signals.delivery(0);
    signals.runtime({ eventLoopP99Ms: 1, memory: 0.1 });
  };

  test('a probe is worth 0.5 at 60 s and nothing at 180 s; traffic may be silent', () => {
    const told = new Told();
    told.ticks(12, tellAll);
    const silent = told.ticks(40).map((reading) => reading.values);
    const all = (value: number) => ({
      ledger: value,
      gateway: value,
      board: value,
      delivery: value,
      runtime: value,
    });
    expect(silent[1]).toMatchObject(all(1));
    expect(silent[11]).toMatchObject(all(0.5));
    expect(silent[23]).toMatchObject(all(0.25));
    expect(silent[35]).toMatchObject({ ...all(0), acknowledgement: 1, discord_rest: 1 });
  });

  test('a probe that speaks again is well within a minute', () => {
    const told = new Told();
    told.ticks(40);
    expect(told.ticks(11, tellAll).at(-1)?.values).toMatchObject({ ledger: 1, board: 1, runtime: 1 });
  });
});

describe('caps', () => {
  test('the ledger cannot be written after 3 failures in a row, until one commit succeeds', () => {
    const told = new Told();
    told.signals.canary(true, 1);
    told.signals.commit(false, 1);
    told.signals.commit(false, 1);
    expect(told.signals.ledgerCanWrite).toBe(true);
    told.signals.commit(false, 1);
    expect(told.signals.ledgerCanWrite).toBe(false);
    expect(capNames(told.tick())).toEqual(['ledger_cannot_write']);
    told.signals.canary(true, 1);
    expect(told.signals.ledgerCanWrite).toBe(true);
    expect(capNames(told.tick())).toEqual([]);
  });

  test('the ledger cannot be written when no canary was answered for 10 s, whatever else is committed', () => {
    const told = new Told();
    told.signals.canary(true, 1);
    told.clock.moveTo(9999);
    told.signals.commit(true, 1);
    expect(told.signals.ledgerCanWrite).toBe(true);
    told.clock.moveTo(10_000);
    expect(told.signals.ledgerCanWrite).toBe(false);
  });

  test('clicks are lost when fewer than half of at least 5 were acknowledged in 30 s', () => {
    const told = new Told();
    const clicks = (good: number, bad: number) =>
      told.tick((signals) => {
        signals.canary(true, 1);
        mixed(good, bad, (ok) => signals.click(ok));
      });
    const readings = [
      clicks(0, 4),
      clicks(0, 1),
      clicks(5, 0),
      clicks(0, 1),
      ...[1, 2, 3, 4].map(() => clicks(0, 0)),
    ];
    // Of 4; 0 of 5; 5 of 10; 5 of 11, three times; 5 of 7 and 5 of 6 when the first have left.
    const lost = ['acknowledgement_lost'];
    expect(readings.map(capNames)).toEqual([[], lost, [], lost, lost, lost, [], []]);
  });

  test('the gateway may be away for less than 60 s', () => {
    const told = new Told();
    const away = (signals: HealthSignals) => signals.gateway({ ready: false, sinceMs: 3000 });
    const readings = told.ticks(13, (signals) => [signals.canary(true, 1), away(signals)]).map(capNames);
    expect(readings.slice(0, 12).flat()).toEqual([]);
    expect(readings[12]).toEqual(['gateway_not_ready']);
    const back = told.tick((signals) => [
      signals.canary(true, 1),
      signals.gateway({ ready: true, heartbeatAge: 0 }),
    ]);
    expect(capNames(back)).toEqual([]);
  });

  test('a broken invariant stays until it is cleared', () => {
    const told = new Told();
    told.signals.invariantBroken();
    const canary = (signals: HealthSignals) => signals.canary(true, 1);
    expect(told.ticks(100, canary).every((reading) => capNames(reading).includes('invariant_broken'))).toBe(
      true,
    );
    told.signals.clearInvariant();
    expect(capNames(told.tick(canary))).toEqual([]);
  });
});
