import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../src/runtime/errors.ts';
import {
  ANN,
  BEN,
  credit,
  eachWithShop,
  expectRefusal,
  FIRST_PAGE,
  type OpenStoreUnderTest,
  OTHER_SHOP,
  quoteRequest,
  SHOP,
  STAFF,
  stockedShop,
} from './store-under-test.ts';

export function describePurchases(open: OpenStoreUnderTest): void {
  describe('quote', () => {
    const under = eachWithShop(open);

    it('prices an order with the balance after it, and takes nothing yet', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c'], priceWl: 10, balanceWl: 100 });
      const quote = await store.quote(SHOP, quoteRequest(under(), { code: 'dirt', quantity: 3 }));
      expect(quote).toMatchObject({ quantity: 3, totalWl: 30, balanceWl: 100, balanceAfterWl: 70 });
      expect(quote.product).toMatchObject({ code: 'DIRT', free: 3 });
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(100);
      expect((await store.product(SHOP, 'DIRT')).free).toBe(3);
    });

    it('refuses what could not be bought now', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b'], priceWl: 60, balanceWl: 100 });
      const quote = (change: Parameters<typeof quoteRequest>[1]) => () =>
        store.quote(SHOP, quoteRequest(under(), change));
      await expectRefusal(under(), quote({ userId: BEN }), { code: 'not_registered', data: {} });
      await expectRefusal(under(), quote({ code: 'NOPE' }), {
        code: 'product_unknown',
        data: { code: 'NOPE' },
      });
      for (const quantity of [0, -1, 1.5, 101, Number.NaN]) {
        await expectRefusal(under(), quote({ quantity }), {
          code: 'quantity_invalid',
          data: { min: 1, max: 100 },
        });
      }
      await expectRefusal(under(), quote({ quantity: 3 }), {
        code: 'out_of_stock',
        data: { name: 'Dirt', left: 2, code: 'DIRT', priceWl: 60, recipientId: '' },
      });
      await expectRefusal(under(), quote({ quantity: 2 }), {
        code: 'insufficient_balance',
        data: { shortWl: 20, balanceWl: 100, totalWl: 120 },
      });
    });

    it('takes a new quantity under an unspent nonce of the same buyer only', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c'] });
      await store.register(SHOP, BEN, 'Ben');
      await credit(store, BEN, 100);
      await store.quote(SHOP, quoteRequest(under(), { quantity: 1 }));
      await store.quote(SHOP, quoteRequest(under(), { quantity: 2 }));
      await expectRefusal(under(), () => store.quote(SHOP, quoteRequest(under(), { userId: BEN })), {
        code: 'confirmation_foreign',
        data: {},
      });
      const { order } = await store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
      expect(order.quantity).toBe(2);
      await expectRefusal(under(), () => store.quote(SHOP, quoteRequest(under())), {
        code: 'confirmation_used',
        data: { orderId: order.id },
      });
    });
  });

  describe('expired confirmations', () => {
    const under = eachWithShop(open);

    it('give their nonce back, however many there are', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a'] });
      await store.register(SHOP, BEN, 'Ben');
      await credit(store, BEN, 100);
      const expiresAtMs = clock.now() + 1_000;
      for (let n = 0; n < 50; n++) {
        await store.quote(SHOP, quoteRequest(under(), { nonce: `nonce-${n}`, expiresAtMs: expiresAtMs + n }));
      }
      await clock.advance(2_000);
      await store.quote(SHOP, quoteRequest(under(), { nonce: 'nonce-49', userId: BEN }));
      const { order } = await store.purchase(SHOP, { userId: BEN, nonce: 'nonce-49' });
      expect(order.userId).toBe(BEN);
    });
  });

  describe('purchase', () => {
    const under = eachWithShop(open);
    const confirm = (nonce = 'nonce-1', userId = ANN) => under().store.purchase(SHOP, { userId, nonce });

    it('takes the locks, gives the oldest items, and leaves a delivery', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c'], priceWl: 10, balanceWl: 100 });
      await store.quote(SHOP, quoteRequest(under(), { quantity: 2 }));
      const bought = await confirm();
      expect(bought).toEqual({
        order: {
          id: bought.order.id,
          shopId: SHOP,
          userId: ANN,
          atMs: clock.now(),
          code: 'DIRT',
          name: 'Dirt',
          quantity: 2,
          unitPriceWl: 10,
          totalWl: 20,
          delivery: 'pending',
          gift: undefined,
          refunded: 0,
          erased: false,
        },
        balanceWl: 80,
        free: 1,
      });
      expect(await store.product(SHOP, 'DIRT')).toMatchObject({ free: 1, sold: 2 });
      expect(await store.orders(SHOP, ANN, FIRST_PAGE)).toEqual({ orders: [bought.order], total: 1 });
      expect(await store.orderGoods(SHOP, ANN, bought.order.id)).toEqual({
        order: bought.order,
        items: ['a', 'b'],
      });
      expect((await store.pendingDeliveries()).count).toBe(1);
      expect(await store.verify()).toEqual([]);
    });

    it('lets the whole balance be spent', async () => {
      await stockedShop(under(), { items: ['a'], priceWl: 12_345, balanceWl: 12_345 });
      await under().store.quote(SHOP, quoteRequest(under()));
      expect((await confirm()).balanceWl).toBe(0);
    });

    it('spends a nonce once, whatever is clicked again', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b'] });
      await store.quote(SHOP, quoteRequest(under()));
      const results = await Promise.allSettled([confirm(), confirm(), confirm()]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
      const { orders } = await store.orders(SHOP, ANN, FIRST_PAGE);
      const [order] = orders;
      await expectRefusal(under(), () => confirm(), {
        code: 'confirmation_used',
        data: { orderId: order?.id ?? Number.NaN },
      });
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(90);
    });

    it("refuses somebody else's confirmation, spent or not", async () => {
      await stockedShop(under(), { items: ['a'] });
      await under().store.quote(SHOP, quoteRequest(under()));
      await expectRefusal(under(), () => confirm('nonce-1', BEN), { code: 'confirmation_foreign', data: {} });
      await confirm();
      await expectRefusal(under(), () => confirm('nonce-1', BEN), { code: 'confirmation_foreign', data: {} });
    });

    it('refuses an expired confirmation, also after it was swept', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a'] });
      await store.quote(SHOP, quoteRequest(under()));
      await clock.advance(60_000);
      await expectRefusal(under(), () => confirm(), { code: 'confirmation_expired', data: {} });
      await store.quote(SHOP, quoteRequest(under(), { nonce: 'nonce-2' }));
      await expectRefusal(under(), () => confirm(), { code: 'confirmation_expired', data: {} });
    });

    it('refuses a nonce that nobody quoted, and one of another shop', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'] });
      await store.ensureShop(OTHER_SHOP);
      await store.quote(SHOP, quoteRequest(under()));
      await expectRefusal(under(), () => confirm('nope'), { code: 'confirmation_expired', data: {} });
      await expectRefusal(under(), () => store.purchase(OTHER_SHOP, { userId: ANN, nonce: 'nonce-1' }), {
        code: 'confirmation_expired',
        data: {},
      });
    });

    it('refuses a price that changed, and takes the quoted one when it is back', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'], priceWl: 10 });
      await store.quote(SHOP, quoteRequest(under()));
      await store.editProduct(SHOP, 'DIRT', { priceWl: 9 }, STAFF);
      await expectRefusal(under(), () => confirm(), {
        code: 'price_changed',
        data: { name: 'Dirt', oldPriceWl: 10, newPriceWl: 9 },
      });
      await store.editProduct(SHOP, 'DIRT', { priceWl: 10 }, STAFF);
      expect((await confirm()).order.unitPriceWl).toBe(10);
    });

    it('refuses what was sold, spent or removed in between', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b'], priceWl: 10, balanceWl: 25 });
      await store.quote(SHOP, quoteRequest(under(), { nonce: 'two', quantity: 2 }));
      await store.quote(SHOP, quoteRequest(under(), { nonce: 'one' }));
      await confirm('one');
      await expectRefusal(under(), () => confirm('two'), {
        code: 'out_of_stock',
        data: { name: 'Dirt', left: 1, code: 'DIRT', priceWl: 10, recipientId: '' },
      });
      await store.addStock(SHOP, 'DIRT', ['c'], STAFF);
      await expectRefusal(under(), () => confirm('two'), {
        code: 'insufficient_balance',
        data: { shortWl: 5, balanceWl: 15, totalWl: 20 },
      });
      await store.removeProduct(SHOP, 'DIRT', STAFF);
      await expectRefusal(under(), () => confirm('two'), { code: 'product_unknown', data: { code: 'DIRT' } });
    });

    it('does not sell a removed product under its code used again', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'] });
      await store.quote(SHOP, quoteRequest(under()));
      await store.removeProduct(SHOP, 'DIRT', STAFF);
      await store.addProduct(SHOP, { code: 'DIRT', name: 'Other', priceWl: 10 }, STAFF);
      await store.addStock(SHOP, 'DIRT', ['b'], STAFF);
      await expectRefusal(under(), () => confirm(), { code: 'product_unknown', data: { code: 'DIRT' } });
    });

    it('sells the last item to one of two connections', async () => {
      const other = await under().another();
      const { store } = under();
      await stockedShop(under(), { items: ['last'] });
      await store.register(SHOP, BEN, 'Ben');
      await credit(store, BEN, 100);
      await store.quote(SHOP, quoteRequest(under(), { nonce: 'ann' }));
      await other.quote(SHOP, quoteRequest(under(), { nonce: 'ben', userId: BEN }));
      const results = await Promise.allSettled([
        store.purchase(SHOP, { userId: ANN, nonce: 'ann' }),
        other.purchase(SHOP, { userId: BEN, nonce: 'ben' }),
      ]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const loser = results.find((result) => result.status === 'rejected');
      expect(isRefusal(loser?.reason, 'out_of_stock')).toBe(true);
      const balances = [await store.buyer(SHOP, ANN), await store.buyer(SHOP, BEN)].map(
        ({ balanceWl }) => balanceWl,
      );
      expect(balances.sort((a, b) => a - b)).toEqual([90, 100]);
      expect(await store.verify()).toEqual([]);
    });
  });

  describe('orders', () => {
    const under = eachWithShop(open);

    it('lists them newest first, a page at a time, and gives the goods to their buyer only', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c'] });
      const ids: number[] = [];
      for (const nonce of ['1', '2', '3']) {
        await store.quote(SHOP, quoteRequest(under(), { nonce }));
        ids.unshift((await store.purchase(SHOP, { userId: ANN, nonce })).order.id);
      }
      const page = await store.orders(SHOP, ANN, { offset: 1, limit: 5 });
      expect(page.total).toBe(3);
      expect(page.orders.map(({ id }) => id)).toEqual(ids.slice(1));
      const orderId = ids[0] ?? Number.NaN;
      const refusal = { code: 'order_unknown', data: { orderId } } as const;
      await expectRefusal(under(), () => store.orderGoods(SHOP, BEN, orderId), refusal);
      await store.ensureShop(OTHER_SHOP);
      await expectRefusal(under(), () => store.orderGoods(OTHER_SHOP, ANN, orderId), refusal);
    });
  });
}
