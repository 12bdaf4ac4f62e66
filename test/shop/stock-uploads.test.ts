import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHistogram } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { StockUploads } from '../../src/shop/stock-uploads.ts';
import type { ShopStore } from '../../src/shop/store/shop-store.ts';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import { SHOP, STAFF } from './conformance/store-under-test.ts';

const DIRT = { code: 'DIRT', actorId: STAFF };
const KEY = randomBytes(32);
/** A chunk costs the same in an upload of any size; UPLOAD_LINES=100000 shows what a whole one costs. */
const LINES = Number(process.env['UPLOAD_LINES'] ?? 5_000);
let folder: string;
let store: ShopStore;
let told: string[];
const opened: { stop(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'livestock-uploads-'));
  told = [];
  store = await open();
  await store.ensureShop(SHOP);
  await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1 }, STAFF);
});
afterEach(async () => {
  for (const uploads of opened.splice(0)) await uploads.stop();
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const open = () =>
  openSqliteStore({
    path: join(folder, 'shop.db'),
    clock: systemClock,
    stockKeys: { current: KEY, old: [] },
  });
function uploadsOf(of: ShopStore): StockUploads {
  const uploads = new StockUploads({
    store: of,
    clock: systemClock,
    onAdded: async (shopId) => void told.push(shopId),
    onError: (error) => told.push(String(error)),
  });
  opened.push(uploads);
  return uploads;
}
async function* pieces(count: number, name = 'goods') {
  for (let from = 0; from < count; from += 1000) {
    yield Array.from({ length: Math.min(1000, count - from) }, (_, index) => `${name}-${from + index}`);
  }
}
const free = async () => (await store.product(SHOP, 'DIRT')).free;

/**
 * Runs the work and measures how long others wait for their turn meanwhile, in milliseconds: what this thread worked between
 * two turns at most (which other processes don't change), and what the wall clock said for nearly all turns.
 */
async function turns<T>(work: () => Promise<T>): Promise<{ result: T; worstCpuMs: number; p99Ms: number }> {
  const waits = createHistogram();
  let worstCpuMs = 0;
  const over = new AbortController();
  const watch = async () => {
    while (!over.signal.aborted) {
      const before = performance.now();
      const cpu = process.threadCpuUsage();
      await systemClock.sleep(1);
      const { user, system } = process.threadCpuUsage(cpu);
      worstCpuMs = Math.max(worstCpuMs, (user + system) / 1000);
      waits.record(Math.max(1, Math.round((performance.now() - before) * 1000)));
    }
  };
  const watching = watch();
  const result = await work();
  over.abort();
  await watching;
  return { result, worstCpuMs, p99Ms: waits.percentile(99) / 1000 };
}

it(`takes ${LINES.toLocaleString('en-US')} lines in without keeping others from their turn`, async () => {
  const uploads = uploadsOf(store);
  const staged = await turns(() => uploads.stage(SHOP, DIRT, pieces(LINES)));
  expect(staged.result).toMatchObject({ items: LINES, empty: 0 });
  const { uploadId } = staged.result;
  const added = await turns(() => uploads.add(SHOP, { uploadId, actorId: STAFF }));
  expect(added.result).toEqual({ isDone: true, added: LINES, duplicates: 0, free: LINES });
  expect(told).toEqual([SHOP]);
  if (LINES > 5_000) process.stderr.write(`${JSON.stringify([staged, added], undefined, 1)}\n`);
  expect(staged.worstCpuMs).toBeLessThan(20);
  expect(added.worstCpuMs).toBeLessThan(20);
}, 300_000);

it('goes on after a stop or a crash with what was confirmed, and deletes what was not', async () => {
  const first = uploadsOf(store);
  const confirmed = await first.stage(SHOP, DIRT, pieces(1_000));
  await first.stage(SHOP, DIRT, pieces(300, 'abandoned'));
  const adding = first.add(SHOP, { uploadId: confirmed.uploadId, actorId: STAFF });
  await vi.waitFor(async () => expect(await free()).toBeGreaterThan(0), { interval: 1 });
  await first.stop();
  const { isDone, added } = await adding;
  expect(isDone).toBe(false);
  expect(await free()).toBe(added);
  expect(added).toBeLessThan(1_000);

  // A process that is killed leaves the same rows as one that was stopped.
  await store[Symbol.asyncDispose]();
  store = await open();
  uploadsOf(store).start();
  await vi.waitFor(async () => expect(await free()).toBe(1_000), { timeout: 10_000 });
  expect(await store.verify()).toEqual([]);
  await vi.waitFor(async () => expect(await store.unfinishedUploads()).toEqual([]));
});

it('keeps nothing of an upload that fails or brings nothing', async () => {
  const uploads = uploadsOf(store);
  async function* broken() {
    yield ['a', 'b'];
    throw new Error('cut off');
  }
  await expect(uploads.stage(SHOP, DIRT, broken())).rejects.toThrow('cut off');
  async function* endless() {
    for (;;) yield Array.from({ length: 10_000 }, () => 'the same');
  }
  await expect(uploads.stage(SHOP, DIRT, endless())).rejects.toThrow('stock_too_large');
  async function* blank() {
    yield ['', ' ', 'x'.repeat(1001)];
  }
  const { items, empty, tooLong, uploadId } = await uploads.stage(SHOP, DIRT, blank());
  expect({ items, empty, tooLong }).toEqual({ items: 0, empty: 2, tooLong: { count: 1, first: [3] } });
  await expect(uploads.add(SHOP, { uploadId, actorId: STAFF })).rejects.toThrow('upload_unknown');
  uploads.start();
  await vi.waitFor(async () => expect(await store.unfinishedUploads()).toEqual([]), { timeout: 10_000 });
  expect(await free()).toBe(0);
}, 60_000);

it('adds an upload once, however often it is confirmed at the same time', async () => {
  const uploads = uploadsOf(store);
  const { uploadId } = await uploads.stage(SHOP, DIRT, pieces(500));
  const upload = { uploadId, actorId: STAFF };
  const both = await Promise.all([uploads.add(SHOP, upload), uploads.add(SHOP, upload)]);
  expect(both.map(({ added }) => added)).toEqual([500, 500]);
  expect(await free()).toBe(500);
  await expect(uploads.add(SHOP, upload)).rejects.toThrow('upload_unknown');
});
