import { afterEach, beforeEach, expect } from 'vitest';
import { type RefusalCode, type RefusalData, UserError } from '../../../src/runtime/errors.ts';
import type { ShopStore } from '../../../src/shop/store/shop-store.ts';
import type { TestClock } from '../../support/test-clock.ts';

/** A fresh, empty database of some kind, and what a test must see of it beyond its methods. */
export interface StoreUnderTest {
  store: ShopStore;
  clock: TestClock;
  /** Another connection to the same database. */
  another(): Promise<ShopStore>;
  /** Every row of every table, as text: two dumps are equal when nothing was changed. */
  dump(): Promise<string>;
  /** Closes all connections and removes the database. */
  close(): Promise<void>;
}
export type OpenStoreUnderTest = () => Promise<StoreUnderTest>;

export const SHOP = '1001';
export const OTHER_SHOP = '1002';
export const STAFF = '9001';
export const ANN = '2001';
export const BEN = '2002';
export const FIRST_PAGE = { offset: 0, limit: 10 };

/** Opens a store with one shop before each test and closes it afterwards; the returned function gives the current one. */
export function eachWithShop(open: OpenStoreUnderTest): () => StoreUnderTest {
  let current: StoreUnderTest;
  beforeEach(async () => {
    current = await open();
    await current.store.ensureShop(SHOP);
  });
  afterEach(() => current.close());
  return () => current;
}

export function credit(
  store: ShopStore,
  userId: string,
  amountWl: number,
  key = `credit-${userId}-${amountWl}`,
) {
  return store.credit(SHOP, { userId, amountWl, reason: 'deposit', actorId: STAFF, key });
}

/** A product with these items on sale, and Ann registered with this balance. */
export async function stockedShop(
  { store }: StoreUnderTest,
  { items, priceWl = 10, balanceWl = 100 }: { items: string[]; priceWl?: number; balanceWl?: number },
): Promise<void> {
  await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl }, STAFF);
  if (items.length > 0) await store.addStock(SHOP, 'DIRT', items, STAFF);
  await store.register(SHOP, ANN, 'Ann');
  if (balanceWl > 0) await credit(store, ANN, balanceWl);
}

export function quoteRequest(
  { clock }: StoreUnderTest,
  change: Partial<Parameters<ShopStore['quote']>[1]> = {},
) {
  const expiresAtMs = clock.now() + 60_000;
  return { userId: ANN, code: 'DIRT', quantity: 1, nonce: 'nonce-1', expiresAtMs, ...change };
}

/** Expects the refusal with exactly this data, and a database that it left as it was (I10). */
export async function expectRefusal<C extends RefusalCode>(
  under: StoreUnderTest,
  run: () => Promise<unknown>,
  refusal: { code: C; data: { [Field in keyof RefusalData[C]]: unknown } },
): Promise<void> {
  const before = await under.dump();
  const error = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject(refusal);
  expect(await under.dump()).toBe(before);
}
