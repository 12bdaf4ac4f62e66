import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Backups } from '../src/backups.ts';
import type { ShopStore } from '../src/shop/store/shop-store.ts';
import { openSqliteStore } from '../src/shop/store/sqlite-store.ts';
import { TestClock } from './support/test-clock.ts';

const HOUR_MS = 3_600_000;
let folder: string;
let store: ShopStore;
let clock: TestClock;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'livestock-backups-'));
  clock = new TestClock();
  store = await openSqliteStore({ path: join(folder, 'shop.db'), clock });
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function backups(settings = { everyMs: 24 * HOUR_MS, keep: 3 }, into = 'backups') {
  const told: string[] = [];
  const made = new Backups({
    store,
    clock,
    folder: join(folder, into),
    settings: () => settings,
    onMade: (atMs) => told.push(`made ${atMs}`),
    onFailed: () => told.push('failed'),
  });
  return { made, told };
}

it('makes one when the newest is too old, also over restarts, and keeps the newest few', async () => {
  const first = backups();
  first.made.start();
  for (let day = 1; day <= 5; day += 1) {
    await clock.advance(day === 1 ? 60_000 : 24 * HOUR_MS);
    await vi.waitFor(() => expect(first.told).toHaveLength(day), 10_000);
  }
  expect(await first.made.list()).toEqual([
    'livestock-20300105T000100Z.db',
    'livestock-20300104T000100Z.db',
    'livestock-20300103T000100Z.db',
  ]);
  await first.made[Symbol.asyncDispose]();

  const second = backups();
  second.made.start();
  await clock.advance(23 * HOUR_MS);
  expect(second.told).toEqual([]);
  await clock.advance(HOUR_MS);
  await vi.waitFor(() => expect(second.told).toHaveLength(1), 10_000);
  await second.made[Symbol.asyncDispose]();
  expect(clock.waiting).toBe(0);
});

it('makes none by itself when told so, and one at a time on command', async () => {
  const { made, told } = backups({ everyMs: 0, keep: 3 });
  made.start();
  await clock.advance(48 * HOUR_MS);
  expect(told).toEqual([]);
  const [one, other] = await Promise.all([made.make(), made.make()]);
  expect(one).toBe(other);
  expect(readdirSync(join(folder, 'backups'))).toEqual([one.name]);
  await made[Symbol.asyncDispose]();
});

it('does not try again at once after one that failed', async () => {
  const { made, told } = backups(undefined, 'shop.db/backups');
  made.start();
  await clock.advance(60_000);
  await vi.waitFor(() => expect(told).toEqual(['failed']), 10_000);
  await clock.advance(10 * 60_000);
  expect(told).toEqual(['failed']);
  await clock.advance(5 * 60_000);
  await vi.waitFor(() => expect(told).toEqual(['failed', 'failed']), 10_000);
  await made[Symbol.asyncDispose]();
});

it('tells of a folder that cannot be written', async () => {
  const { made, told } = backups(undefined, 'shop.db/backups');
  await expect(made.make()).rejects.toThrow();
  expect(told).toEqual(['failed']);
});
