import { describe, expect, it } from 'vitest';
import type { DeliveryOutcome } from '../../../src/shop/store/shop-store.ts';
import {
  ANN,
  BEN,
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

const CLAIM = { leaseMs: 60_000, limit: 10 };
const SENT: DeliveryOutcome = { kind: 'delivered', how: 'dm' };

export function describeOrderCare(open: OpenStoreUnderTest): void {
  describe('order care', () => {
    const under = eachWithShop(open);
    const buy = async (quantity = 1, nonce = 'nonce-1', gift = false) => {
      const { store } = under();
      const present = gift ? { gift: { recipientId: BEN, from: 'Ann the giver' } } : {};
      await store.quote(SHOP, quoteRequest(under(), { quantity, nonce, ...present }));
      return (await store.purchase(SHOP, { userId: ANN, nonce })).order;
    };
    const deliver = async (outcome = SENT) => {
      const claimed = await under().store.claimDeliveries(CLAIM);
      for (const delivery of claimed) await under().store.settleDelivery(delivery, outcome);
      return claimed;
    };
    const refund = (orderId: number, change: { items?: number[]; goods?: 'return' | 'void' } = {}) =>
      under().store.refundOrder(SHOP, { orderId, reason: 'broken', actorId: STAFF, ...change });
    const replace = (orderId: number, items?: number[]) =>
      under().store.replaceItems(SHOP, { orderId, items, reason: 'broken', actorId: STAFF });
    const balance = async (userId = ANN) => (await under().store.buyer(SHOP, userId)).balanceWl;
    const counts = async () => {
      const { free, sold } = await under().store.product(SHOP, 'DIRT');
      return { free, sold };
    };
    const proven = async () => expect(await under().store.verify()).toEqual([]);

    it('pays an undelivered order back, puts its goods on sale again and never delivers it', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c'] });
      const order = await buy(2);
      const before = (await store.catalogue(SHOP)).revision;
      expect(await refund(order.id)).toMatchObject({
        order: { id: order.id, refunded: 2, delivery: 'cancelled' },
        items: [1, 2],
        amountWl: 20,
        goods: 'return',
      });
      expect(await balance()).toBe(100);
      expect(await counts()).toEqual({ free: 3, sold: 0 });
      expect((await store.catalogue(SHOP)).revision).toBe(before + 1);
      expect(await deliver()).toEqual([]);
      expect((await store.pendingDeliveries()).count).toBe(0);
      expect((await store.history(SHOP, ANN, FIRST_PAGE)).entries[0]).toMatchObject({
        kind: 'refund',
        amountWl: 20,
        balanceAfterWl: 100,
        orderId: order.id,
      });
      await expectRefusal(under(), () => store.orderGoods(SHOP, ANN, order.id), {
        code: 'items_refunded',
        data: { orderId: order.id },
      });
      // What came back is sold like any other item.
      const again = await buy(3, 'nonce-2');
      expect((await store.orderGoods(SHOP, ANN, again.id)).items).toEqual(['a', 'b', 'c']);
      await proven();
    });

    it('voids what was delivered, and refuses to sell it again', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b'] });
      const order = await buy(2);
      await deliver();
      await expectRefusal(under(), () => refund(order.id, { goods: 'return' }), {
        code: 'goods_seen',
        data: { orderId: order.id },
      });
      expect(await refund(order.id)).toMatchObject({ goods: 'void', amountWl: 20 });
      expect(await counts()).toEqual({ free: 0, sold: 0 });
      expect(await balance()).toBe(100);
      // Voided contents may be uploaded again.
      expect(await store.addStock(SHOP, 'DIRT', ['a'], STAFF)).toMatchObject({ added: 1 });
      await proven();
    });

    it('counts goods that waited in /orders as unseen until somebody looks', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b'] });
      const [first, second] = [await buy(1, '1'), await buy(1, '2')];
      await deliver({ kind: 'retrievable', reason: 'closed' });
      await store.orderGoods(SHOP, ANN, second.id);
      expect(await refund(first.id)).toMatchObject({ goods: 'return' });
      expect(await refund(second.id)).toMatchObject({ goods: 'void' });
      await proven();
    });

    it('refunds single items, each once, and delivers the rest', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c', 'd'] });
      const order = await buy(3);
      expect(await refund(order.id, { items: [2] })).toMatchObject({ items: [2], amountWl: 10 });
      expect(await balance()).toBe(80);
      for (const items of [[2], [1, 2]]) {
        const data = { orderId: order.id };
        await expectRefusal(under(), () => refund(order.id, { items }), { code: 'items_refunded', data });
      }
      for (const items of [[], [0], [4], [1, 99]]) {
        await expectRefusal(under(), () => refund(order.id, { items }), {
          code: 'items_invalid',
          data: { max: 3 },
        });
      }
      expect((await deliver())[0]?.items).toEqual(['a', 'c']);
      expect(await refund(order.id)).toMatchObject({ items: [1, 3], amountWl: 20, goods: 'void' });
      expect(await balance()).toBe(100);
      await expectRefusal(under(), () => refund(order.id), {
        code: 'items_refunded',
        data: { orderId: order.id },
      });
      expect((await store.orderRecord(SHOP, order.id)).items).toEqual([
        { number: 1, state: 'voided', isReplacement: false },
        { number: 2, state: 'returned', isReplacement: false },
        { number: 3, state: 'voided', isReplacement: false },
      ]);
      await proven();
    });

    it('lets one of two staff members win who refund the same order', async () => {
      await stockedShop(under(), { items: ['a'] });
      const order = await buy();
      const other = await under().another();
      const request = { orderId: order.id, reason: 'broken', actorId: STAFF };
      const results = await Promise.allSettled([
        under().store.refundOrder(SHOP, request),
        other.refundOrder(SHOP, request),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await balance()).toBe(100);
      await proven();
    });

    it('has one winner between a refund and a delivery', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a'] });
      const order = await buy();
      const [claimed] = await (await under().another()).claimDeliveries(CLAIM);
      if (!claimed) throw new Error('not claimed');
      for (const run of [
        () => refund(order.id),
        () => replace(order.id),
        () => store.resendOrder(SHOP, order.id, STAFF),
      ]) {
        await expectRefusal(under(), run, { code: 'order_in_delivery', data: { orderId: order.id } });
      }
      // The sender died: nobody knows whether the goods went out, so they are not sold again.
      await clock.advance(60_000);
      expect(await refund(order.id)).toMatchObject({ goods: 'void', order: { delivery: 'cancelled' } });
      expect(await store.settleDelivery(claimed, SENT)).toBe(false);
      expect(await deliver()).toEqual([]);
      await proven();
    });

    it('puts nothing back into a product that was removed', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'] });
      const order = await buy();
      await store.removeProduct(SHOP, 'DIRT', STAFF);
      const unknown = { code: 'product_unknown', data: { code: 'DIRT' } } as const;
      await expectRefusal(under(), () => refund(order.id, { goods: 'return' }), unknown);
      await expectRefusal(under(), () => replace(order.id), unknown);
      expect(await refund(order.id)).toMatchObject({ goods: 'void' });
      await proven();
    });

    it('gives new items for defective ones, and delivers only those', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c', 'd'] });
      const order = await buy(2);
      await deliver();
      expect(await replace(order.id, [2])).toMatchObject({ items: [2], order: { delivery: 'pending' } });
      expect(await counts()).toEqual({ free: 1, sold: 2 });
      expect(await balance()).toBe(80);
      expect(await deliver()).toMatchObject([{ kind: 'replacement', items: ['c'] }]);
      expect((await store.orderGoods(SHOP, ANN, order.id)).items).toEqual(['a', 'c']);
      // The replacement is defective too, and then the money is wanted back.
      await replace(order.id, [2]);
      expect((await store.orderGoods(SHOP, ANN, order.id)).items).toEqual(['a', 'd']);
      expect(await refund(order.id, { items: [2] })).toMatchObject({ amountWl: 10, goods: 'void' });
      expect((await store.pendingDeliveries()).count).toBe(0);
      const short = { code: 'replacement_short', data: { name: 'Dirt', left: 0 } } as const;
      await expectRefusal(under(), () => replace(order.id, [1]), short);
      await proven();
    });

    it('never gives an item back to the order that it came from', async () => {
      await stockedShop(under(), { items: ['a', 'b'] });
      const order = await buy(2);
      await refund(order.id, { items: [1] });
      const short = { code: 'replacement_short', data: { name: 'Dirt', left: 0 } } as const;
      await expectRefusal(under(), () => replace(order.id, [2]), short);
    });

    it('lets the waiting delivery bring what was replaced meanwhile', async () => {
      await stockedShop(under(), { items: ['a', 'b', 'c'] });
      const order = await buy(2);
      await replace(order.id, [1]);
      expect(await deliver()).toMatchObject([{ kind: 'order', items: ['c', 'b'] }]);
      await proven();
    });

    it('delivers again what an order has, also together with a replacement', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c'] });
      const order = await buy(2);
      await deliver();
      expect(await store.resendOrder(SHOP, order.id, STAFF)).toMatchObject({ delivery: 'pending' });
      await store.resendOrder(SHOP, order.id, STAFF);
      expect(await deliver()).toMatchObject([{ kind: 'resend', items: ['a', 'b'] }]);
      await replace(order.id, [1]);
      await store.resendOrder(SHOP, order.id, STAFF);
      expect(await deliver()).toMatchObject([{ kind: 'resend', items: ['c', 'b'] }]);
      await refund(order.id);
      await expectRefusal(under(), () => store.resendOrder(SHOP, order.id, STAFF), {
        code: 'items_refunded',
        data: { orderId: order.id },
      });
      const { deliveries } = await store.orderRecord(SHOP, order.id);
      expect(deliveries.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
        'order delivered',
        'resend delivered',
        'resend delivered',
      ]);
      await proven();
    });

    it('gives a gift to its recipient, and the money back to its giver', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'] });
      const order = await buy(1, 'nonce-1', true);
      expect(order.gift).toEqual({ recipientId: BEN, from: 'Ann the giver' });
      expect((await deliver())[0]?.order).toMatchObject({ userId: ANN, gift: order.gift });
      for (const user of [ANN, BEN]) {
        const { orders, total } = await store.orders(SHOP, user, FIRST_PAGE);
        expect([total, orders[0]?.id]).toEqual([1, order.id]);
      }
      expect((await store.orderGoods(SHOP, BEN, order.id)).items).toEqual(['a']);
      await expectRefusal(under(), () => store.orderGoods(SHOP, ANN, order.id), {
        code: 'order_gift',
        data: { orderId: order.id },
      });
      await refund(order.id);
      expect([await balance(ANN), await balance(BEN)]).toEqual([100, 0]);
      await proven();
    });

    it('shows the staff an order without its goods, and records when they look at them', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['s3cret', 'a'] });
      const order = await buy();
      await refund(order.id, { goods: 'void' });
      const record = await store.orderRecord(SHOP, order.id);
      expect(record).toMatchObject({
        order: { id: order.id, refunded: 1 },
        deliveries: [{ kind: 'order', status: 'cancelled', attempts: 0 }],
        refunds: [{ amountWl: 10, actorId: STAFF, reason: 'broken' }],
      });
      expect(JSON.stringify(record)).not.toContain('s3cret');
      const second = await buy(1, '2');
      expect((await store.revealOrder(SHOP, second.id, STAFF)).items).toEqual([{ number: 1, content: 'a' }]);
      const acts = (await under().dump()).split('\n').filter((line) => /^audit .*order\./.test(line));
      expect(acts.map((line) => /order\.\w+/.exec(line)?.[0])).toEqual(['order.refund', 'order.reveal']);
      expect(acts.join()).not.toContain('s3cret');
    });

    it.each([
      ['orderRecord', (store, orderId, shopId) => store.orderRecord(shopId, orderId)],
      ['revealOrder', (store, orderId, shopId) => store.revealOrder(shopId, orderId, STAFF)],
      ['resendOrder', (store, orderId, shopId) => store.resendOrder(shopId, orderId, STAFF)],
      [
        'refundOrder',
        (store, orderId, shopId) => store.refundOrder(shopId, { orderId, reason: 'broken', actorId: STAFF }),
      ],
      [
        'replaceItems',
        (store, orderId, shopId) => store.replaceItems(shopId, { orderId, reason: 'broken', actorId: STAFF }),
      ],
    ] as [
      string,
      (store: ReturnType<typeof under>['store'], orderId: number, shopId: string) => Promise<unknown>,
    ][])('knows no order of another shop: %s', async (_, act) => {
      const { store } = under();
      await store.ensureShop(OTHER_SHOP);
      await stockedShop(under(), { items: ['a'] });
      const { id } = await buy();
      await expectRefusal(under(), () => act(store, id, OTHER_SHOP), {
        code: 'order_missing',
        data: { orderId: id },
      });
    });

    it('wants a reason', async () => {
      await stockedShop(under(), { items: ['a', 'b'] });
      const { id: orderId } = await buy();
      const request = { orderId, reason: '  ', actorId: STAFF };
      for (const act of ['refundOrder', 'replaceItems'] as const) {
        const run = () => under().store[act](SHOP, request);
        await expectRefusal(under(), run, { code: 'reason_missing', data: {} });
      }
    });
  });
}
