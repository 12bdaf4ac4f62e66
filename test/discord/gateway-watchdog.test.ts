import { describe, expect, it } from 'vitest';
import {
  GatewayWatchdog,
  patienceMs,
  type ShardSight,
  troubleOf,
} from '../../src/discord/gateway-watchdog.ts';
import { TestClock } from '../support/test-clock.ts';

const ready: ShardSight = {
  isReady: true,
  sinceMs: 0,
  isWaitingToIdentify: false,
  heartbeatMs: 100_000,
  intervalMs: 40_000,
};
const unready: ShardSight = { ...ready, isReady: false, sinceMs: 100_000 };

describe('a shard', () => {
  it('is left alone for 30 s while it is not ready, then in trouble', () => {
    expect(troubleOf(unready, 129_999, 0)).toBeUndefined();
    expect(troubleOf(unready, 130_000, 0)).toBe('unready');
  });

  it('gets more patience with each renewal, up to five minutes', () => {
    expect([0, 1, 2, 3, 4, 20].map(patienceMs)).toEqual([30, 60, 120, 240, 300, 300].map((s) => s * 1000));
    expect(troubleOf(unready, 159_999, 1)).toBeUndefined();
    expect(troubleOf(unready, 160_000, 1)).toBe('unready');
  });

  it('may wait for leave to identify as long as it takes', () => {
    expect(troubleOf({ ...unready, isWaitingToIdentify: true }, 90_000_000, 0)).toBeUndefined();
  });

  it('is dead when a heartbeat that was due stays unanswered for two intervals', () => {
    expect(troubleOf(ready, 220_000, 0)).toBeUndefined();
    expect(troubleOf(ready, 220_001, 0)).toBe('dead');
  });

  it('is judged by Discord’s usual interval from its READY on, until it has shown its own', () => {
    const fresh = { ...ready, heartbeatMs: undefined, intervalMs: undefined };
    expect(troubleOf(fresh, 123_750, 0)).toBeUndefined();
    expect(troubleOf(fresh, 123_751, 0)).toBe('dead');
  });
});

function watch({ helps }: { helps: boolean }) {
  const clock = new TestClock();
  const log: string[] = [];
  const watchdog = new GatewayWatchdog({
    clock,
    shards: () => [0],
    waitsToIdentify: () => false,
    renew: async (shard) => {
      log.push(`renew ${clock.monotonicMs() / 1000}`);
      watchdog.changed(shard, false);
      if (helps) watchdog.changed(shard, true);
    },
    onRenew: () => {},
    onHopeless: () => log.push(`hopeless ${clock.monotonicMs() / 1000}`),
    onError: (error) => log.push(String(error)),
  });
  watchdog.start();
  return { clock, watchdog, log };
}

describe('the watchdog', () => {
  it('renews a connection that hangs, once when that helps', async () => {
    const { clock, watchdog, log } = watch({ helps: true });
    await clock.advance(100_000);
    expect(log).toEqual(['renew 35']);
    await watchdog.stop();
    expect(clock.waiting).toBe(0);
  });

  it('renews with growing waits, says once that there is no hope, and goes on slowly', async () => {
    const { clock, watchdog, log } = watch({ helps: false });
    await clock.advance(1_100_000);
    expect(log).toEqual([
      'renew 35',
      'renew 95',
      'renew 215',
      'hopeless 455',
      'renew 455',
      'renew 755',
      'renew 1055',
    ]);
    await watchdog.stop();
  });

  it('takes a connection whose heartbeats stop for dead', async () => {
    const { clock, watchdog, log } = watch({ helps: true });
    watchdog.changed(0, true);
    for (let beat = 0; beat < 5; beat++) {
      await clock.advance(20_000);
      watchdog.acknowledged(0, clock.now());
    }
    await clock.advance(60_000);
    expect(log).toEqual([]);
    await clock.advance(5_000);
    expect(log).toEqual(['renew 165']);
    await watchdog.stop();
  });

  it('goes on when a renewal fails', async () => {
    const clock = new TestClock();
    const log: string[] = [];
    const watchdog = new GatewayWatchdog({
      clock,
      shards: () => [0],
      waitsToIdentify: () => false,
      renew: () => Promise.reject(new Error('no')),
      onRenew: (_shard, trouble) => log.push(trouble),
      onHopeless: () => {},
      onError: (error) => log.push(String(error)),
    });
    watchdog.start();
    await clock.advance(95_000);
    expect(log).toEqual(['unready', 'Error: no', 'unready', 'Error: no']);
    await watchdog.stop();
  });
});
