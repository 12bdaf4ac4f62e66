import type { SpanContext } from '@opentelemetry/api';
import Emittery from 'emittery';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ShopEvents } from '../../src/shop/events.ts';
import { Shop } from '../../src/shop/shop.ts';
import { ANN, credit, FIRST_PAGE, quoteRequest, SHOP, STAFF } from './conformance/store-under-test.ts';
import { openSqliteUnderTest } from './sqlite-under-test.ts';

const cause: SpanContext = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
let under: Awaited<ReturnType<typeof openSqliteUnderTest>>;
let bus: Emittery<ShopEvents>;
let shop: Shop;
let heard: Array<[keyof ShopEvents, unknown]>;
let failures: unknown[];

beforeEach(async () => {
  under = await openSqliteUnderTest();
  await under.store.ensureShop(SHOP);
  heard = [];
  failures = [];
  bus = new Emittery<ShopEvents>();
  bus.on('stock.changed', ({ name, data }) => void heard.push([name, data]));
  shop = new Shop({
    store: under.store,
    bus,
    clock: under.clock,
    traceChange: () => cause,
    onListenerError: (error) => failures.push(error),
  });
});
afterEach(() => under.close());

const stockChanged = () => ['stock.changed', { shopId: SHOP, committedAtMs: under.clock.now(), cause }];
async function sellable(): Promise<void> {
  await shop.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 10 }, STAFF);
  await under.store.addStock(SHOP, 'DIRT', ['a', 'b'], STAFF);
  await under.store.register(SHOP, ANN, 'Ann');
  await credit(under.store, ANN, 100);
  await under.store.quote(SHOP, quoteRequest(under));
  heard.length = 0;
}

it('tells of every change of the catalogue after its commit', async () => {
  const seen: number[] = [];
  bus.on('stock.changed', async () => void seen.push((await under.store.catalogue(SHOP)).revision));
  await shop.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 10 }, STAFF);
  await under.store.addStock(SHOP, 'DIRT', ['a', 'b'], STAFF);
  await shop.stockAdded(SHOP);
  const { items } = await under.store.stockItems(SHOP, 'DIRT', FIRST_PAGE);
  await shop.voidItems(SHOP, [items[0]?.id ?? 0], { reason: 'wrong', actorId: STAFF });
  await shop.editProduct(SHOP, 'DIRT', { priceWl: 11 }, STAFF);
  await shop.removeProduct(SHOP, 'DIRT', STAFF);
  expect(heard).toEqual(Array.from({ length: 5 }, stockChanged));
  expect(seen).toEqual([1, 2, 3, 4, 5]);
});

it('tells of a purchase', async () => {
  await sellable();
  await shop.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
  expect(heard).toEqual([stockChanged()]);
});

it('tells nobody of what was refused or changed nothing', async () => {
  await sellable();
  await expect(shop.purchase(SHOP, { userId: ANN, nonce: 'nope' })).rejects.toMatchObject({
    name: 'UserError',
  });
  await expect(shop.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1 }, STAFF)).rejects.toThrow(
    /product_exists/,
  );
  await expect(shop.moveItems(SHOP, [99], { code: 'DIRT', actorId: STAFF })).rejects.toThrow(/item_unknown/);
  expect(heard).toEqual([]);
});

it('sells even when a listener fails, and reports the failure', async () => {
  await sellable();
  bus.on('stock.changed', () => {
    throw new Error('deaf');
  });
  const { balanceWl } = await shop.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
  expect(balanceWl).toBe(90);
  expect(failures).toHaveLength(1);
  expect(heard).toHaveLength(1);
});
