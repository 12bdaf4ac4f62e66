import { DiscordAPIError, HTTPError } from 'discord.js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  AutoRecovery,
  type AutoRecoverySettings,
  type InsideCause,
  type InsideSigns,
  type InsideWatch,
  isInside,
  judge,
} from '../src/auto-recovery.ts';
import { saveSelfRestarts, selfRestarts } from '../src/restart-note.ts';
import { openSqliteUnderTest } from './shop/sqlite-under-test.ts';

const SETTINGS: AutoRecoverySettings = { enabled: true, errorsPerMinute: 30, afterMs: 300_000, perHour: 2 };
const WELL: InsideSigns = {
  errorsLastMinute: 0,
  runtime: { eventLoopP99Ms: 1, memory: 0.1 },
  gatewayGaveUp: false,
  discordAnswers: true,
};
const ILL: Record<InsideCause, InsideSigns> = {
  errors: { ...WELL, errorsLastMinute: 30 },
  memory: { ...WELL, runtime: { eventLoopP99Ms: 1, memory: 0.95 } },
  event_loop: { ...WELL, runtime: { eventLoopP99Ms: 500, memory: 0.1 } },
  gateway: { ...WELL, gatewayGaveUp: true },
};
const CAUSES = Object.keys(ILL) as InsideCause[];

/** Looks every 5 s, and says when and why a restart was wanted first. */
function lookAt(seen: readonly InsideSigns[]): { atMs: number; cause: InsideCause } | undefined {
  let watch: InsideWatch | undefined;
  for (const [index, signs] of seen.entries()) {
    const nowMs = index * 5000;
    const verdict = judge(watch, signs, { nowMs, settings: SETTINGS });
    if (verdict.cause) return { atMs: nowMs, cause: verdict.cause };
    watch = verdict.watch;
  }
  return undefined;
}

describe('the verdict', () => {
  it.each(CAUSES)('wants a restart when %s goes on for the whole time', (cause) => {
    const seen = Array.from({ length: 100 }, () => ILL[cause]);
    expect(lookAt(seen)).toEqual({ atMs: SETTINGS.afterMs, cause });
  });

  it('starts over after a single good look', () => {
    const seen = Array.from({ length: 120 }, (_, index) => (index % 60 === 59 ? WELL : ILL.errors));
    expect(lookAt(seen)).toBeUndefined();
  });

  it('does not add up two causes that take turns', () => {
    const seen = Array.from({ length: 200 }, (_, index) => ILL[index % 2 === 0 ? 'errors' : 'memory']);
    expect(lookAt(seen)).toBeUndefined();
  });

  it('knows nothing of the time in which it did not look', () => {
    const first = judge(undefined, ILL.event_loop, { nowMs: 0, settings: SETTINGS });
    const asleepMs = SETTINGS.afterMs * 2;
    expect(judge(first.watch, ILL.event_loop, { nowMs: asleepMs, settings: SETTINGS }).cause).toBeUndefined();
  });

  it('leaves a lost connection alone while Discord does not answer', () => {
    const seen = Array.from({ length: 200 }, () => ({ ...ILL.gateway, discordAnswers: false }));
    expect(lookAt(seen)).toBeUndefined();
  });

  it('never wants one sooner than the bound, whatever it sees', () => {
    const signs = fc.constantFrom(WELL, ...Object.values(ILL));
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (seen) => {
        expect(lookAt(seen)).toBeUndefined();
      }),
    );
  });
});

describe('a fault counts as the bot’s own', () => {
  const sqlite = (errcode: number) =>
    Object.assign(new Error('sqlite'), { code: 'ERR_SQLITE_ERROR', errcode });
  const api = (status: number) =>
    new DiscordAPIError({ code: 0, message: 'x' }, 0, status, 'GET', 'http://discord.test/x', {});

  it.each([
    ['a bug', new TypeError('x is not a function'), true],
    ['a misused database handle', sqlite(21), true],
    ['memory that SQLite lacks', sqlite(7), true],
    ['a full disk', sqlite(13), false],
    ['a disk that fails', sqlite(10), false],
    ['another process on the database', sqlite(5), false],
    ['a refusal of Discord’s', api(400), false],
    ['an outage of Discord’s', new HTTPError(503, 'x', 'GET', 'http://discord.test/x', {}), false],
    ['an answer that is no JSON', new SyntaxError('Unexpected token <'), false],
    [
      'a lost connection',
      new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) }),
      false,
    ],
  ])('%s: %s', (_name, error, expected) => expect(isInside(error)).toBe(expected));
});

describe('the recovery', () => {
  let sqlite: Awaited<ReturnType<typeof openSqliteUnderTest>>;
  beforeEach(async () => void (sqlite = await openSqliteUnderTest()));
  afterEach(() => sqlite.close());

  /** As each start of the process makes it anew, on the same store. */
  function process() {
    const { clock, store } = sqlite;
    const log: string[] = [];
    const settings = { ...SETTINGS };
    const recovery = new AutoRecovery({
      clock,
      settings: () => settings,
      runtime: () => WELL.runtime,
      gatewayReady: () => gateway.ready,
      history: { read: () => selfRestarts(store), write: (times) => saveSelfRestarts(store, times) },
      restart: (cause) => void log.push(`restart: ${cause}`),
      tell: async (what, cause) => void log.push(`${what}: ${cause}`),
      onError: (error) => void log.push(String(error)),
    });
    const gateway = { ready: true };
    recovery.start();
    return { recovery, log, settings, gateway };
  }
  const fail = async ({ recovery }: { recovery: AutoRecovery }, minutes: number, perMinute = 60) => {
    for (let passed = 0; passed < minutes * perMinute; passed += 1) {
      recovery.fault(new TypeError('bug'));
      await sqlite.clock.advance(60_000 / perMinute);
    }
  };

  it('tells, then restarts, when too many faults of its own go on; and only once', async () => {
    const one = process();
    await fail(one, 9);
    expect(one.log).toEqual(['alone: errors', 'restart: errors']);
    await one.recovery.stop();
    expect(sqlite.clock.waiting).toBe(0);
  });

  it('stays for as many faults of Discord’s as there may be', async () => {
    const one = process();
    for (let index = 0; index < 700; index += 1) {
      one.recovery.fault(new HTTPError(502, 'Bad Gateway', 'GET', 'http://discord.test', {}));
      await sqlite.clock.advance(1000);
    }
    expect(one.log).toEqual([]);
    await one.recovery.stop();
  });

  it('keeps its limit of restarts over the restarts, says so once, and goes on in the next hour', async () => {
    const two = [process()];
    await fail(two[0] as never, 7);
    two.push(process());
    await fail(two[1] as never, 7);
    const third = process();
    await fail(third, 10);
    expect(two.map(({ log }) => log.at(-1))).toEqual(['restart: errors', 'restart: errors']);
    expect(third.log).toEqual(['held: errors']);
    await fail(third, 45);
    expect(third.log).toEqual(['held: errors', 'alone: errors', 'restart: errors']);
    for (const { recovery } of [...two, third]) await recovery.stop();
  });

  it('only watches while it is switched off', async () => {
    const one = process();
    one.settings.enabled = false;
    await fail(one, 9);
    expect(one.log).toEqual([]);
    await one.recovery.stop();
  });

  it('restarts for a connection that was given up, unless Discord is silent or it came back', async () => {
    const one = process();
    one.gateway.ready = false;
    one.recovery.gatewayGaveUp();
    await sqlite.clock.advance(SETTINGS.afterMs * 2);
    one.recovery.restCall({ status: 503 });
    await sqlite.clock.advance(SETTINGS.afterMs * 2);
    expect(one.log).toEqual([]);
    const answers = async () => {
      for (let minute = 0; minute < 6; minute += 1) {
        one.recovery.restCall({ status: 200 });
        await sqlite.clock.advance(60_000);
      }
    };
    one.gateway.ready = true;
    await answers();
    expect(one.log).toEqual([]);
    one.gateway.ready = false;
    one.recovery.gatewayGaveUp();
    await answers();
    expect(one.log).toEqual(['alone: gateway', 'restart: gateway']);
    await one.recovery.stop();
  });

  it('does not restart when the limit cannot be kept', async () => {
    const one = process();
    await sqlite.store[Symbol.asyncDispose]();
    await fail(one, 7);
    expect(one.log.length).toBeGreaterThan(0);
    expect(one.log.every((line) => !line.startsWith('restart'))).toBe(true);
    await one.recovery.stop();
  });
});
