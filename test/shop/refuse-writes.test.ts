import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import { allowWrites, refuseWrites } from '../../src/shop/store/sqlite/refuse-writes.ts';
import { systemClock } from '../../src/runtime/clock.ts';

const SHOP = '1100000000000000101';
let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'livestock-refuse-'));
  path = join(folder, 'shop.db');
});
afterEach(() => rm(folder, { recursive: true }));

const open = () => openSqliteStore({ path, clock: systemClock });

test('a store that is open fails to write, goes on reading, and writes again afterwards', async () => {
  await using store = await open();
  await store.ensureShop(SHOP);
  await store.addProduct(SHOP, { code: 'APPLE', name: 'Apple', priceWl: 5 }, 'owner');
  await store.canary();
  refuseWrites(path);
  refuseWrites(path);
  await expect(store.canary()).rejects.toThrow('refused on purpose');
  await expect(store.addStock(SHOP, 'APPLE', ['a'], 'owner')).rejects.toThrow('refused on purpose');
  await expect(store.removeProduct(SHOP, 'APPLE', 'owner')).rejects.toThrow('refused on purpose');
  expect((await store.catalogue(SHOP)).products).toMatchObject([{ code: 'APPLE', free: 0 }]);
  allowWrites(path);
  await store.canary();
  await store.addStock(SHOP, 'APPLE', ['a'], 'owner');
  expect((await store.catalogue(SHOP)).products).toMatchObject([{ code: 'APPLE', free: 1 }]);
  // The store's own rules are triggers too.
  expect(await store.verify()).toEqual([]);
});

test('a file that was left refusing is healed before it is opened', async () => {
  {
    await using store = await open();
    await store.ensureShop(SHOP);
    refuseWrites(path);
  }
  allowWrites(path);
  await using again = await open();
  await again.canary();
});

test('what is missing or no database is left alone', async () => {
  allowWrites(path);
  await writeFile(path, 'notes');
  allowWrites(path);
  expect(await readFile(path, 'utf8')).toBe('notes');
});
