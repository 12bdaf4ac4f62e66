import { afterEach, describe, expect, test } from 'vitest';
import { isWorse } from '../../src/health/degradation.ts';
import { HealthMonitor, type HealthMonitorDeps, type ModeChange } from '../../src/health/health-monitor.ts';
import { defaultHealthSettings, type HealthSettings } from '../../src/health/settings.ts';
import { TestClock } from '../support/test-clock.ts';

/** A monitored shop in which a test breaks things. */
class Shop {
  readonly clock = new TestClock();
  readonly changes: ModeChange[] = [];
  readonly statuses: string[] = [];
  readonly errors: unknown[] = [];
  readonly scores: number[] = [];
  settings: HealthSettings = defaultHealthSettings;
  canary: HealthMonitorDeps['canary'] = async () => {};
  build: () => unknown = () => [];
  missing: string[] = [];
  builds = 0;
  sample: HealthMonitorDeps['sample'] = (signals) => {
    signals.gateway({ ready: true, heartbeatAge: 0.5 });
    signals.board(0);
    signals.delivery(0);
    signals.runtime({ eventLoopP99Ms: 1, memory: 0.2 });
  };
  readonly monitor = new HealthMonitor({
    clock: this.clock,
    settings: () => this.settings,
    canary: (signal) => this.canary(signal),
    sample: (signals) => this.sample(signals),
    buttons: {
      build: () => {
        this.builds += 1;
        return this.build();
      },
      missing: () => this.missing,
    },
    boardIds: () => ['one', 'two'],
    onModeChanged: (change) => this.changes.push(change),
    onStatusChanged: (component, state) => this.statuses.push(`${component} ${state}`),
    onEvaluated: ({ score }) => this.scores.push(score),
    onError: (error) => this.errors.push(error),
  });

  get moves(): string[] {
    return this.changes.map(
      ({ boardId, from, to, cause }) => `${boardId ? `${boardId}: ` : ''}${from} → ${to} (${cause})`,
    );
  }

  seconds(count: number): Promise<void> {
    return this.clock.advance(count * 1000);
  }
}

const shops: Shop[] = [];
function started(): Shop {
  const shop = new Shop();
  shops.push(shop);
  shop.monitor.start();
  return shop;
}

afterEach(async () => {
  for (const shop of shops.splice(0)) {
    await shop.monitor.stop();
    expect(shop.clock.waiting).toBe(0);
  }
});

const fails = () => Promise.reject(new Error('disk full'));

describe('judging', () => {
  test('a healthy shop stays full at 100, judged every 5 s', async () => {
    const shop = started();
    await shop.seconds(300);
    expect(shop.scores).toEqual(Array.from({ length: 60 }, () => 100));
    expect(shop.moves).toEqual([]);
    expect(shop.monitor.status).toMatchObject({ tier: 'full', lost: [], ledgerCanWrite: true, boards: [] });
  });

  test('a ledger that fails closes buying, then the board steps down and comes back by itself', async () => {
    const shop = started();
    await shop.seconds(61);
    shop.canary = fails;
    await shop.seconds(14);
    expect(shop.monitor.mayBuy()).toBe(false);
    await shop.seconds(6);
    expect(shop.moves).toEqual(['full → browse (cap)']);
    expect(shop.changes[0]?.evaluation.caps).toEqual([{ name: 'ledger_cannot_write', limit: 70 }]);
    expect(shop.monitor.surface('one')).toMatchObject({ kind: 'browse' });
    shop.canary = async () => {};
    await shop.seconds(5);
    expect(shop.monitor.mayBuy()).toBe(true);
    await shop.seconds(125);
    expect(shop.moves).toEqual(['full → browse (cap)', 'browse → full (recovery)']);
  });

  test('a canary that is never answered closes buying within 10 s, and the next ones still go out', async () => {
    const shop = started();
    await shop.seconds(61);
    const aborted: boolean[] = [];
    shop.canary = (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push(true);
          reject(signal.reason);
        });
      });
    await shop.seconds(9);
    expect(shop.monitor.signals.ledgerCanWrite).toBe(false);
    expect(aborted).toHaveLength(1);
    shop.canary = async () => {};
    await shop.seconds(5);
    expect(shop.monitor.signals.ledgerCanWrite).toBe(true);
  });

  test('an answer that comes too late proves nothing', async () => {
    const shop = started();
    await shop.seconds(61);
    shop.canary = () => shop.clock.sleep(6000);
    await shop.seconds(20);
    expect(shop.monitor.signals.ledgerCanWrite).toBe(false);
    await shop.monitor.stop();
    await shop.seconds(10);
  });

  test('sampling that throws is reported and leaves the probes silent', async () => {
    const shop = started();
    shop.sample = () => {
      throw new Error('no heartbeat');
    };
    await shop.seconds(180);
    expect(shop.errors).toHaveLength(36);
    expect(shop.monitor.status).toMatchObject({ score: 70, tier: 'browse' });
    expect(shop.monitor.status.lost.map(({ component }) => component)).toEqual([
      'gateway',
      'board',
      'delivery',
      'runtime',
    ]);
  });

  test('jumps of the wall clock change nothing', async () => {
    const shop = started();
    for (const jumpMs of [86_400_000, -999_999_999]) {
      shop.clock.jumpWall(jumpMs);
      await shop.seconds(60);
    }
    expect(shop.scores).toEqual(Array.from({ length: 24 }, () => 100));
    expect(shop.monitor.mayBuy()).toBe(true);
  });

  test('weights are read anew; only their proportions matter', async () => {
    const shop = started();
    shop.sample = () => {};
    shop.settings = {
      ...defaultHealthSettings,
      weights: { ...defaultHealthSettings.weights, gateway: 0, board: 0, delivery: 0, runtime: 0 },
    };
    await shop.seconds(200);
    expect(shop.scores.at(-1)).toBe(100);
  });

  test('a listener that throws is reported and changes nothing', async () => {
    const shop = started();
    shop.changes.push = () => {
      throw new Error('nobody listens');
    };
    shop.canary = fails;
    await shop.seconds(30);
    expect(shop.errors).toHaveLength(1);
    expect(shop.monitor.tier()).toBe('browse');
  });

  test('after a stop nothing is judged, sent or counted', async () => {
    const shop = started();
    await shop.seconds(10);
    await shop.monitor.stop();
    shop.monitor.start();
    await shop.seconds(60);
    expect(shop.scores).toHaveLength(2);
    expect(shop.clock.waiting).toBe(0);
  });
});

describe('by hand', () => {
  test("an administrator's maintenance acts at once, and ends where the shop is by then", async () => {
    const shop = started();
    shop.monitor.setMaintenance(true);
    shop.monitor.setMaintenance(true);
    expect(shop.monitor.surface('one')).toEqual({ kind: 'maintenance' });
    expect(shop.monitor.mayBuy()).toBe(false);
    expect(shop.monitor.commandsAreServed()).toBe(false);
    shop.canary = fails;
    shop.monitor.setBoardFault('two', 'board_cannot_be_edited', true);
    await shop.seconds(30);
    shop.monitor.setMaintenance(false);
    expect(shop.monitor.tier('two')).toBe('commands');
    expect(shop.moves).toEqual(['full → maintenance (admin)', 'maintenance → browse (admin)']);
  });

  test('a broken invariant closes the shop until it is cleared, then it climbs', async () => {
    const shop = started();
    shop.monitor.signals.invariantBroken();
    expect(shop.monitor.mayBuy()).toBe(false);
    await shop.seconds(600);
    expect(shop.monitor.status).toMatchObject({ score: 0, tier: 'maintenance', isInvariantBroken: true });
    shop.monitor.signals.clearInvariant();
    await shop.seconds(250);
    expect(shop.moves).toEqual([
      'full → maintenance (cap)',
      'maintenance → text (recovery)',
      'text → commands (recovery)',
      'commands → browse (recovery)',
      'browse → full (recovery)',
    ]);
  });

  test('without fallback mode the score is told but the board stays full; a broken ledger still closes it', async () => {
    const shop = started();
    shop.canary = fails;
    shop.monitor.setBoardFault('one', 'board_cannot_be_edited', true);
    await shop.seconds(30);
    expect(shop.monitor.tier('one')).toBe('commands');
    shop.settings = { ...defaultHealthSettings, fallbackModeEnabled: false };
    await shop.seconds(30);
    expect([shop.monitor.tier(), shop.monitor.tier('one'), shop.monitor.mayBuy()]).toEqual([
      'full',
      'full',
      false,
    ]);
    expect(shop.monitor.status.score).toBeLessThanOrEqual(70);
    expect(shop.moves.slice(-2)).toEqual(['browse → full (setting)', 'one: commands → full (setting)']);
    shop.monitor.signals.invariantBroken();
    await shop.seconds(5);
    expect(shop.monitor.tier('one')).toBe('maintenance');
  });
});

describe('one board', () => {
  test('its fault limits its own tier and score, and leaves the shop and the others alone', async () => {
    const shop = started();
    shop.monitor.setBoardFault('one', 'board_cannot_be_edited', true);
    await shop.seconds(5);
    expect(shop.moves).toEqual(['one: full → commands (cap)']);
    expect([shop.monitor.tier(), shop.monitor.tier('two')]).toEqual(['full', 'full']);
    expect(shop.monitor.status).toMatchObject({
      score: 100,
      boards: [{ boardId: 'one', tier: 'commands', score: 50, cappedPoints: 50 }],
    });
    shop.monitor.setBoardFault('one', 'board_cannot_be_edited', false);
    await shop.seconds(125);
    expect(shop.moves.slice(1)).toEqual([
      'one: commands → browse (recovery)',
      'one: browse → full (recovery)',
    ]);
  });

  test('it is never better than the shop, and goes down and up with it without a change of its own', async () => {
    const shop = started();
    shop.monitor.setBoardFault('one', 'buttons_cannot_be_built', true);
    await shop.seconds(5);
    shop.monitor.setBoardFault('one', 'buttons_cannot_be_built', false);
    await shop.seconds(130);
    shop.changes.length = 0;
    const better: string[] = [];
    shop.monitor.setBoardFault('two', 'board_cannot_be_edited', true);
    for (let seconds = 0; seconds < 400; seconds += 5) {
      shop.canary = seconds < 200 ? fails : async () => {};
      await shop.seconds(5);
      for (const board of ['one', 'two']) {
        if (isWorse(shop.monitor.tier(), shop.monitor.tier(board))) better.push(`${board} at ${seconds}`);
      }
    }
    expect(better).toEqual([]);
    expect(shop.moves).toEqual([
      'two: full → commands (cap)',
      'full → browse (cap)',
      'browse → full (recovery)',
    ]);
    expect(shop.monitor.tier('one')).toBe('full');
  });

  test('ten minutes after its last change it needs no state of its own', async () => {
    const shop = started();
    shop.monitor.setBoardFault('one', 'board_cannot_be_edited', true);
    await shop.seconds(5);
    shop.monitor.setBoardFault('one', 'board_cannot_be_edited', false);
    await shop.seconds(700);
    expect(shop.monitor.status.boards).toHaveLength(1);
    await shop.seconds(60);
    expect(shop.monitor.status.boards).toEqual([]);
  });

  test('it falls from where it was, also when the shop falls at the same time', async () => {
    const shop = started();
    await shop.seconds(61);
    shop.canary = fails;
    await shop.seconds(17);
    shop.monitor.setBoardFault('one', 'board_cannot_be_edited', true);
    await shop.seconds(3);
    expect(shop.moves).toEqual(['full → browse (cap)', 'one: full → commands (cap)']);
  });

  test('a board that is gone is forgotten', async () => {
    const shop = started();
    shop.monitor.setBoardFault('one', 'board_cannot_be_edited', true);
    await shop.seconds(5);
    shop.monitor.forgetBoard('one');
    await shop.seconds(5);
    expect([shop.monitor.tier('one'), shop.monitor.status.boards]).toEqual(['full', []]);
  });
});

describe('livestock and buttons', () => {
  test('each changes what the board shows at once, and is healed by the next success', async () => {
    const shop = started();
    shop.monitor.livestock.failed(new Error('x'));
    expect(shop.monitor.surface('one')).toEqual({ kind: 'stale_list', enabled: [] });
    shop.monitor.buttons.failed(new Error('x'));
    expect(shop.monitor.surface('one')).toEqual({ kind: 'maintenance' });
    shop.monitor.livestock.succeeded();
    expect(shop.monitor.surface('one')).toEqual({ kind: 'simplified' });
    shop.monitor.buttons.succeeded();
    expect(shop.monitor.surface('one')).toMatchObject({ kind: 'full' });
    expect(shop.statuses).toEqual(['livestock ill', 'buttons ill', 'livestock well', 'buttons well']);
  });

  test('the buttons are checked soon after the start and at the interval that is set', async () => {
    const shop = started();
    await shop.seconds(1);
    expect(shop.builds).toBe(1);
    expect(shop.monitor.status.buttonCheck).toMatchObject({
      canBuild: true,
      hasWhatItNeeds: true,
      missing: [],
    });
    await shop.seconds(298);
    expect(shop.builds).toBe(1);
    await shop.seconds(2);
    expect(shop.builds).toBe(2);
    shop.settings = { ...defaultHealthSettings, buttonCheckIntervalMs: 10_000 };
    await shop.seconds(20);
    expect(shop.builds).toBe(4);
  });

  test('buttons that cannot be built limit every board, and are tried again until they can', async () => {
    const shop = started();
    await shop.seconds(1);
    shop.build = () => {
      throw Object.assign(new Error('no emoji'), { code: 50_035 });
    };
    await shop.seconds(310);
    expect(shop.moves).toEqual(['one: full → commands (cap)', 'two: full → commands (cap)']);
    expect(shop.monitor.surface('two')).toEqual({ kind: 'simplified' });
    expect(shop.monitor.status).toMatchObject({
      buttonCheck: { canBuild: false, hasWhatItNeeds: false },
      buttons: { state: 'ill', lastError: { code: 50_035 } },
    });
    shop.build = () => [];
    await shop.seconds(130);
    expect(shop.monitor.surface('two')).toMatchObject({ kind: 'full' });
  });

  test('a missing handler makes the buttons ill, and tells which', async () => {
    const shop = new Shop();
    shops.push(shop);
    shop.missing = ['ls1:buy'];
    shop.monitor.start();
    await shop.seconds(1);
    expect(shop.monitor.status.buttonCheck).toMatchObject({
      canBuild: true,
      hasWhatItNeeds: false,
      missing: ['ls1:buy'],
    });
    expect(shop.monitor.buttons.getStatus().lastError?.code).toBe('BUTTONS_INCOMPLETE');
  });

  test('a check that never ends is a failed one, and the next still comes', async () => {
    const shop = new Shop();
    shops.push(shop);
    shop.build = () => new Promise(() => {});
    shop.monitor.start();
    await shop.seconds(6);
    expect(shop.monitor.buttons.isHealthy()).toBe(false);
    expect(shop.monitor.status.buttonCheck?.tookMs).toBe(5000);
    shop.build = () => [];
    await shop.seconds(10);
    expect(shop.monitor.buttons.isHealthy()).toBe(true);
  });
});
