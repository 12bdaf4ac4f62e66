import { describe, expect, it } from 'vitest';
import {
  ANN,
  BEN,
  eachWithShop,
  expectRefusal,
  FIRST_PAGE,
  type OpenStoreUnderTest,
  quoteRequest,
  SHOP,
  STAFF,
  stockedShop,
} from './store-under-test.ts';

const CLAIM = { leaseMs: 60_000, limit: 10 };

export function describeComforts(open: OpenStoreUnderTest): void {
  describe('notices of a restock', () => {
    const under = eachWithShop(open);
    const restock = (...items: string[]) => under().store.addStock(SHOP, 'DIRT', items, STAFF);
    const sellOut = async (nonce: string) => {
      const { free } = await under().store.product(SHOP, 'DIRT');
      await under().store.quote(SHOP, quoteRequest(under(), { nonce, quantity: free }));
      return (await under().store.purchase(SHOP, { userId: ANN, nonce })).order;
    };
    const told = async (kind: 'sent' | 'closed' = 'sent') => {
      const notices = await under().store.claimRestockNotices(CLAIM);
      for (const notice of notices) await under().store.settleRestockNotice(notice, { kind });
      return notices.map(({ userId, free, restocks }) => ({ userId, free, restocks }));
    };

    it('are one a person and restock, however it comes about', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'] });
      for (const user of [ANN, ANN, BEN]) await store.subscribe(SHOP, user, 'dirt');
      await restock('b');
      expect(await told()).toEqual([]);
      expect(await store.nextRestockNoticeMs()).toBeUndefined();
      await sellOut('1');
      expect(await told()).toEqual([]);
      await restock('c', 'd');
      await restock('e');
      expect(await told()).toEqual([
        { userId: ANN, free: 3, restocks: 1 },
        { userId: BEN, free: 3, restocks: 1 },
      ]);
      expect(await told()).toEqual([]);
      // A refund that brings items back is one too.
      const { id: orderId } = await sellOut('2');
      expect(await store.unsubscribe(SHOP, BEN, 'dirt')).toBe(true);
      expect(await store.unsubscribe(SHOP, BEN, 'dirt')).toBe(false);
      await store.refundOrder(SHOP, { orderId, reason: 'oops', actorId: STAFF });
      expect(await told()).toEqual([{ userId: ANN, free: 3, restocks: 2 }]);
    });

    it('wait for the next restock when everything is gone again', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'] });
      await store.subscribe(SHOP, ANN, 'DIRT');
      await sellOut('1');
      await restock('b');
      await sellOut('2');
      expect(await told()).toEqual([]);
      await restock('c');
      expect(await told()).toEqual([{ userId: ANN, free: 1, restocks: 2 }]);
    });

    it('are leased, postponed, and given up for whoever takes no messages', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a'] });
      await store.subscribe(SHOP, BEN, 'DIRT');
      await sellOut('1');
      await restock('b');
      const [first] = await store.claimRestockNotices(CLAIM);
      if (!first) throw new Error('not claimed');
      expect(await (await under().another()).claimRestockNotices(CLAIM)).toEqual([]);
      const untilMs = clock.now() + 5_000;
      expect(await store.settleRestockNotice(first, { kind: 'postponed', untilMs, reason: 'x' })).toBe(true);
      expect(await store.settleRestockNotice(first, { kind: 'sent' })).toBe(false);
      expect(await store.nextRestockNoticeMs()).toBe(untilMs);
      expect(await told()).toEqual([]);
      await clock.advance(5_000);
      expect(await told('closed')).toHaveLength(1);
      expect((await store.privacy(SHOP, BEN)).subscriptions).toEqual([]);
    });

    it('go to nobody who opted out', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'] });
      await store.subscribe(SHOP, BEN, 'DIRT');
      expect(await store.setNotices(SHOP, BEN, false)).toBe(true);
      expect(await store.setNotices(SHOP, BEN, false)).toBe(false);
      await sellOut('1');
      await restock('b');
      expect(await told()).toEqual([]);
      await expectRefusal(under(), () => store.subscribe(SHOP, BEN, 'DIRT'), { code: 'opted_out', data: {} });
      await expectRefusal(under(), () => store.subscribe(SHOP, BEN, 'nope'), {
        code: 'product_unknown',
        data: { code: 'nope' },
      });
      await store.setNotices(SHOP, BEN, true);
      await sellOut('2');
      await restock('c');
      expect(await told()).toHaveLength(1);
    });
  });

  describe('privacy', () => {
    const under = eachWithShop(open);
    const buy = async (nonce: string, recipientId?: string) => {
      const gift = recipientId === undefined ? undefined : { recipientId, from: 'Ann Giver' };
      await under().store.quote(SHOP, quoteRequest(under(), { nonce, gift }));
      return (await under().store.purchase(SHOP, { userId: ANN, nonce })).order;
    };
    const deliver = async () => {
      for (const delivery of await under().store.claimDeliveries(CLAIM))
        await under().store.settleDelivery(delivery, { kind: 'delivered', how: 'dm' });
    };

    it('shows what is kept, and erases it but for the books and what is on its way', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['s3cret-1', 's3cret-2', 's3cret-3', 's3cret-4', 'other'] });
      await store.register(SHOP, ANN, 'AnnAgain');
      await store.subscribe(SHOP, ANN, 'DIRT');
      const mine = await buy('1');
      const replaced = await store.replaceItems(SHOP, { orderId: mine.id, reason: 'x', actorId: STAFF });
      const given = await buy('2', BEN);
      await deliver();
      const pending = await buy('3');
      expect(await store.privacy(SHOP, ANN)).toEqual({
        growId: 'AnnAgain',
        orders: 3,
        ordersWithGoods: 1,
        pending: 1,
        subscriptions: ['DIRT'],
        wantsNotices: true,
      });
      expect(await store.erase(SHOP, ANN)).toEqual({ orders: 1, pending: 1 });
      const dump = await under().dump();
      // Of the first order neither the item that was replaced nor the one given for it is left.
      for (const gone of ['s3cret-1', 's3cret-2', 'AnnAgain', '"Ann"', 'Ann Giver'])
        expect(dump).not.toContain(gone);
      expect(dump).toContain('s3cret-4');
      await expectRefusal(under(), () => store.orderGoods(SHOP, ANN, mine.id), {
        code: 'order_erased',
        data: { orderId: mine.id },
      });
      await expectRefusal(under(), () => store.resendOrder(SHOP, mine.id, STAFF), {
        code: 'order_erased',
        data: { orderId: mine.id },
      });
      const { orders } = await store.orders(SHOP, ANN, FIRST_PAGE);
      expect(orders.map(({ id, erased }) => [id, erased])).toEqual([
        [pending.id, false],
        [given.id, false],
        [replaced.order.id, true],
      ]);
      expect((await store.orderGoods(SHOP, BEN, given.id)).items).toEqual(['s3cret-3']);
      expect(await store.buyer(SHOP, ANN)).toMatchObject({ growId: undefined, balanceWl: 70 });
      expect((await store.history(SHOP, ANN, FIRST_PAGE)).total).toBe(4);
      expect(dump.split('\n').filter((row) => row.includes('privacy.erase'))).toHaveLength(1);
      // The rest goes once it arrived; a second time erases nothing more.
      await deliver();
      expect(await store.erase(SHOP, ANN)).toEqual({ orders: 1, pending: 0 });
      expect(await store.erase(SHOP, ANN)).toEqual({ orders: 0, pending: 0 });
      expect(await store.verify()).toEqual([]);
    });

    it('leaves alone what went back on sale', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'] });
      const order = await buy('1');
      await store.refundOrder(SHOP, { orderId: order.id, reason: 'x', actorId: STAFF });
      await store.erase(SHOP, ANN);
      await store.register(SHOP, ANN, 'Ann');
      const again = await buy('2');
      expect((await store.orderGoods(SHOP, ANN, again.id)).items).toEqual(['a']);
    });

    it('sells no erased content again, and refunds erased orders without returning it', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'] });
      const order = await buy('1');
      for (const delivery of await store.claimDeliveries(CLAIM))
        await store.settleDelivery(delivery, { kind: 'retrievable', reason: 'closed' });
      await store.erase(SHOP, ANN);
      expect(await store.addStock(SHOP, 'DIRT', ['a'], STAFF)).toMatchObject({ added: 0 });
      expect(await store.refundOrder(SHOP, { orderId: order.id, reason: 'x', actorId: STAFF })).toMatchObject(
        {
          goods: 'void',
          amountWl: 10,
        },
      );
      // The GrowID is free for anybody.
      expect(await store.register(SHOP, BEN, 'Ann')).toMatchObject({ growId: 'Ann' });
      expect(await store.verify()).toEqual([]);
    });
  });
}
