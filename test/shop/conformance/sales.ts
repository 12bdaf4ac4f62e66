import { describe, expect, it } from 'vitest';
import {
  ANN,
  eachWithShop,
  type OpenStoreUnderTest,
  OTHER_SHOP,
  quoteRequest,
  SHOP,
  stockedShop,
} from './store-under-test.ts';

const HOUR_MS = 3_600_000;

export function describeSales(open: OpenStoreUnderTest): void {
  describe('sales', () => {
    const under = eachWithShop(open);
    const buy = async (nonce: string, quantity: number) => {
      await under().store.quote(SHOP, quoteRequest(under(), { nonce, quantity }));
      return (await under().store.purchase(SHOP, { userId: ANN, nonce })).order;
    };

    it('are counted by stretch of time and product, of this shop and time alone', async () => {
      const { store, clock } = under();
      await store.ensureShop(OTHER_SHOP);
      await stockedShop(under(), { items: ['a', 'b', 'c', 'd'] });
      const fromMs = clock.now();
      await buy('1', 1);
      await clock.advance(HOUR_MS + 59 * 60_000);
      await buy('2', 2);
      await clock.advance(HOUR_MS);
      const toMs = clock.now();
      await buy('3', 1);
      const time = { fromMs, toMs, bucketMs: HOUR_MS };
      const line = { code: 'DIRT', name: 'Dirt', orders: 1, refundedWl: 0 };
      expect(await store.sales(SHOP, time)).toEqual([
        { ...line, bucket: 0, items: 1, soldWl: 10 },
        { ...line, bucket: 1, items: 2, soldWl: 20 },
      ]);
      expect(await store.sales(OTHER_SHOP, time)).toEqual([]);
    });

    it('lists the orders of a time in parts', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c'] });
      const all = [await buy('1', 1), await buy('2', 1), await buy('3', 1)];
      const time = { fromMs: clock.now(), toMs: clock.now() + 1 };
      expect(await store.ordersBetween(SHOP, { ...time, afterId: 0, limit: 2 })).toEqual(all.slice(0, 2));
      expect(await store.ordersBetween(SHOP, { ...time, afterId: all[1]?.id ?? 0, limit: 2 })).toEqual([
        all[2],
      ]);
      expect(
        await store.ordersBetween(SHOP, { ...time, fromMs: clock.now() + 1, afterId: 0, limit: 2 }),
      ).toEqual([]);
    });
  });
}
