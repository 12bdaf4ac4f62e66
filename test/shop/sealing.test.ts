import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GoodsSeal, type StockKeys } from '../../src/shop/store/goods-seal.ts';
import type { ShopStore } from '../../src/shop/store/shop-store.ts';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import { TestClock } from '../support/test-clock.ts';
import { ANN, credit, SHOP, STAFF } from './conformance/store-under-test.ts';

const FIRST = randomBytes(32);
const SECOND = randomBytes(32);
const PLANTED = ['planted-goods-one', 'planted-goods-two', 'planted-goods-three'];
const NO_KEYS: StockKeys = { current: undefined, old: [] };

let folder: string;
const clock = new TestClock();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'livestock-seal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (stockKeys: StockKeys = NO_KEYS) =>
  openSqliteStore({ path: join(folder, 'shop.db'), clock, stockKeys });
async function filled(keys: StockKeys): Promise<ShopStore> {
  const store = await open(keys);
  await store.ensureShop(SHOP);
  await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1 }, STAFF);
  await store.addStock(SHOP, 'DIRT', PLANTED, STAFF);
  await store.register(SHOP, ANN, 'Ann');
  await credit(store, ANN, 100);
  return store;
}
async function buyOne(store: ShopStore, nonce: string): Promise<string[]> {
  const expiresAtMs = clock.now() + 1_000;
  await store.quote(SHOP, { userId: ANN, code: 'DIRT', quantity: 1, nonce, expiresAtMs });
  const { order } = await store.purchase(SHOP, { userId: ANN, nonce });
  return (await store.orderGoods(SHOP, ANN, order.id)).items;
}
/** Planted contents that can be read in the files, plainly or as base64 of themselves. */
const readable = () => {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  return PLANTED.filter((content) =>
    files.some((bytes) => bytes.includes(content) || bytes.includes(btoa(content))),
  );
};
async function resealAll(store: ShopStore): Promise<void> {
  while ((await store.resealStock(2)) > 0);
}

describe('the stock in the database file', () => {
  it('cannot be read there when there is a key, and is sold all the same', async () => {
    await using store = await filled({ current: FIRST, old: [] });
    expect(readable()).toEqual([]);
    expect(await buyOne(store, 'n')).toEqual([PLANTED[0]]);
    expect((await store.claimDeliveries({ leaseMs: 1, limit: 1 }))[0]?.items).toEqual([PLANTED[0]]);
    expect(await store.addStock(SHOP, 'DIRT', PLANTED, STAFF)).toMatchObject({ added: 0 });
    expect(readable()).toEqual([]);
  });

  it('is kept as it is without a key', async () => {
    await using store = await filled(NO_KEYS);
    expect(readable()).toEqual(PLANTED);
    expect(await store.resealStock(10)).toBe(0);
  });

  it('is sealed in the background once there is a key, without a repeat getting in meanwhile', async () => {
    await (await filled(NO_KEYS))[Symbol.asyncDispose]();
    const store = await open({ current: FIRST, old: [] });
    expect(await store.resealStock(2)).toBe(2);
    expect(await store.addStock(SHOP, 'DIRT', PLANTED, STAFF)).toMatchObject({ added: 0 });
    expect(await buyOne(store, 'n')).toEqual([PLANTED[0]]);
    await resealAll(store);
    expect(await store.verify()).toEqual([]);
    await store[Symbol.asyncDispose]();
    expect(readable()).toEqual([]);
  });

  it.each([
    ['with', { current: FIRST, old: [] }, { current: SECOND, old: [FIRST] }],
    ['without', NO_KEYS, { current: SECOND, old: [] }],
  ])('that was erased is gone, %s a key, and stays so under the next one', async (_, before, after) => {
    const first = await filled(before);
    await buyOne(first, 'n');
    for (const delivery of await first.claimDeliveries({ leaseMs: 1, limit: 1 }))
      await first.settleDelivery(delivery, { kind: 'delivered', how: 'dm' });
    await first.erase(SHOP, ANN);
    await first[Symbol.asyncDispose]();
    expect(readable()).not.toContain(PLANTED[0]);
    const store = await open(after);
    await resealAll(store);
    await store[Symbol.asyncDispose]();
    await using later = await open({ current: SECOND, old: [] });
    await expect(later.orderGoods(SHOP, ANN, 1)).rejects.toMatchObject({ code: 'order_erased' });
    expect(await later.showItems(SHOP, [1], STAFF)).toMatchObject([{ content: '' }]);
    expect((await later.revealOrder(SHOP, 1, STAFF)).items).toEqual([{ number: 1, content: '' }]);
    expect(await later.verify()).toEqual([]);
  });

  it('goes from one key to the next', async () => {
    await (await filled({ current: FIRST, old: [] }))[Symbol.asyncDispose]();
    const store = await open({ current: SECOND, old: [FIRST] });
    expect(await buyOne(store, 'n')).toEqual([PLANTED[0]]);
    expect(await store.addStock(SHOP, 'DIRT', PLANTED, STAFF)).toMatchObject({ added: 0 });
    await resealAll(store);
    await store[Symbol.asyncDispose]();
    await using later = await open({ current: SECOND, old: [] });
    expect(await buyOne(later, 'm')).toEqual([PLANTED[1]]);
    expect(await later.addStock(SHOP, 'DIRT', PLANTED, STAFF)).toMatchObject({ added: 0 });
  });

  it.each([
    ['no key', NO_KEYS],
    ['another key', { current: SECOND, old: [] }],
  ])('is left alone with %s, and says what to do', async (_, keys) => {
    await (await filled({ current: FIRST, old: [] }))[Symbol.asyncDispose]();
    const error = await open(keys).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'StoreUnusableError', reason: 'sealed' });
    expect(String(error)).toMatch(/Set STOCK_KEY to the key .* set STOCK_KEY_OLD to it\. Nothing is lost/);
    await using store = await open({ current: FIRST, old: [] });
    expect(await buyOne(store, 'n')).toEqual([PLANTED[0]]);
  });

  it('that was changed by hand is not given out, and not told', async () => {
    await using store = await filled({ current: FIRST, old: [] });
    const db = new DatabaseSync(join(folder, 'shop.db'));
    db.exec("UPDATE stock_items SET content = 'AAAA' || substr(content, 5)");
    db.close();
    const error = await buyOne(store, 'n').catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/authenticate/);
    expect(String(error)).not.toContain('planted');
  });
});

describe('the seal', () => {
  const seal = new GoodsSeal({ current: FIRST, old: [] }, SECOND);

  it.each(['ab c', 'ü 🔑\nsecond line', 'x'.repeat(1000)])('opens what it sealed: %j', (content) => {
    const sealed = seal.seal(content);
    expect(sealed.content).not.toContain(content);
    expect(seal.open(sealed)).toBe(content);
    expect(seal.seal(content).content).not.toBe(sealed.content);
    expect(seal.seal(content).contentHash).toEqual(sealed.contentHash);
  });

  it('hashes differently under every key and secret', () => {
    const others = [
      new GoodsSeal({ current: SECOND, old: [] }, SECOND),
      new GoodsSeal(NO_KEYS, FIRST),
      new GoodsSeal(NO_KEYS, SECOND),
    ];
    const hashes = [seal, ...others].map((one) => Buffer.from(one.seal('a').contentHash).toString('hex'));
    expect(new Set(hashes).size).toBe(4);
  });
});
