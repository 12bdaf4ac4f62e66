import { describe, expect, it } from 'vitest';
import type { ProductInput } from '../../../src/shop/store/shop-store.ts';
import {
  ANN,
  BEN,
  credit,
  eachWithShop,
  expectRefusal,
  type OpenStoreUnderTest,
  quoteRequest,
  SHOP,
  STAFF,
  stockedShop,
} from './store-under-test.ts';

const DAY_MS = 86_400_000;
const ITEMS = Array.from({ length: 20 }, (_, index) => `item-${index}`);

export function describeLimits(open: OpenStoreUnderTest): void {
  describe('limits a buyer', () => {
    const under = eachWithShop(open);
    let count = 0;

    const withProduct = async (change: Partial<ProductInput>) => {
      await stockedShop(under(), { items: ITEMS, balanceWl: 10_000 });
      await under().store.editProduct(SHOP, 'DIRT', change, STAFF);
    };
    const quote = (quantity: number, userId = ANN) => {
      const nonce = `limit-${++count}`;
      const request = quoteRequest(under(), { userId, quantity, nonce });
      return under()
        .store.quote(SHOP, request)
        .then((quoted) => ({ ...quoted, nonce }));
    };
    const buy = async (quantity: number, userId = ANN) => {
      const { nonce } = await quote(quantity, userId);
      return under().store.purchase(SHOP, { userId, nonce });
    };

    it('sells a buyer no more than the limit in all, and another buyer as much', async () => {
      await withProduct({ buyLimit: 3 });
      expect((await quote(2)).leftAfter).toBe(1);
      await buy(2);
      await under().clock.advance(400 * DAY_MS);
      await expectRefusal(under(), () => quote(2), {
        code: 'limit_reached',
        data: { name: 'Dirt', limit: 3, left: 1, days: 0, againAtMs: 0 },
      });
      await buy(1);
      await expectRefusal(under(), () => quote(1), {
        code: 'limit_reached',
        data: { name: 'Dirt', limit: 3, left: 0, days: 0, againAtMs: 0 },
      });
      await under().store.register(SHOP, BEN, 'Ben');
      await credit(under().store, BEN, 1_000);
      expect((await quote(3, BEN)).leftAfter).toBe(0);
    });

    it('counts a rolling window of days and says when there is more', async () => {
      await withProduct({ buyLimit: 2, limitDays: 7 });
      const firstMs = under().clock.now();
      await buy(1);
      await under().clock.advance(3 * DAY_MS);
      await buy(1);
      await expectRefusal(under(), () => quote(1), {
        code: 'limit_reached',
        data: { name: 'Dirt', limit: 2, left: 0, days: 7, againAtMs: firstMs + 7 * DAY_MS },
      });
      await under().clock.advance(4 * DAY_MS);
      expect((await quote(1)).leftAfter).toBe(0);
    });

    it('refuses a second confirmation that would go over it, and charges nothing', async () => {
      await withProduct({ buyLimit: 3 });
      const [first, second] = [await quote(2), await quote(2)];
      await under().store.purchase(SHOP, { userId: ANN, nonce: first.nonce });
      await expectRefusal(under(), () => under().store.purchase(SHOP, { userId: ANN, nonce: second.nonce }), {
        code: 'limit_reached',
        data: { name: 'Dirt', limit: 3, left: 1, days: 0, againAtMs: 0 },
      });
    });

    it('makes a buyer wait between two orders of a product', async () => {
      await withProduct({ cooldownMinutes: 30 });
      const boughtMs = under().clock.now();
      const waiting = await quote(1);
      await buy(1);
      const untilMs = boughtMs + 30 * 60_000;
      const refusal = { code: 'cooling_down', data: { name: 'Dirt', untilMs } } as const;
      await expectRefusal(under(), () => quote(1), refusal);
      await expectRefusal(
        under(),
        () => under().store.purchase(SHOP, { userId: ANN, nonce: waiting.nonce }),
        refusal,
      );
      await under().clock.advance(30 * 60_000);
      await buy(1);
    });

    it('takes limits away with 0, the days with their limit, and refuses days alone', async () => {
      await withProduct({ buyLimit: 1, limitDays: 7, cooldownMinutes: 5, roleId: '77', featured: true });
      await buy(1);
      const { store } = under();
      const none = { buyLimit: 0, cooldownMinutes: 0, roleId: '', featured: false, lowStock: 0 };
      expect(await store.editProduct(SHOP, 'DIRT', none, STAFF)).toMatchObject({
        buyLimit: undefined,
        limitDays: undefined,
        cooldownMinutes: undefined,
        roleId: undefined,
        featured: false,
        lowStock: 0,
      });
      expect((await quote(5)).leftAfter).toBeUndefined();
      await expectRefusal(under(), () => store.editProduct(SHOP, 'DIRT', { limitDays: 3 }, STAFF), {
        code: 'product_invalid',
        data: { field: 'limit_days', reason: '(limit ≥ 1)' },
      });
    });

    it.each([
      ['buyLimit', 10_001],
      ['limitDays', 366],
      ['cooldownMinutes', -1],
      ['lowStock', 1.5],
      ['roleId', 'admin'],
    ])('refuses a wrong %s', async (field, value) => {
      await withProduct({});
      const change = { buyLimit: 1, [field]: value };
      await expectRefusal(under(), () => under().store.editProduct(SHOP, 'DIRT', change, STAFF), {
        code: 'product_invalid',
        data: { field, reason: expect.any(String) },
      });
    });

    it('lists featured products first', async () => {
      await withProduct({});
      const { store } = under();
      await store.addProduct(SHOP, { code: 'AAA', name: 'Aaa', priceWl: 1 }, STAFF);
      await store.addProduct(SHOP, { code: 'ZZZ', name: 'Zzz', priceWl: 1, featured: true }, STAFF);
      expect((await store.catalogue(SHOP)).products.map(({ code }) => code)).toEqual(['ZZZ', 'AAA', 'DIRT']);
    });
  });
}
