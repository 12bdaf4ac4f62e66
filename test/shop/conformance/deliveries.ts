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

const CLAIM = { leaseMs: 60_000, limit: 10 };

export function describeDeliveries(open: OpenStoreUnderTest): void {
  describe('deliveries', () => {
    const under = eachWithShop(open);
    const buy = async (nonce: string) => {
      await under().store.quote(SHOP, quoteRequest(under(), { nonce }));
      return (await under().store.purchase(SHOP, { userId: ANN, nonce })).order;
    };

    it('claims what is due, oldest first, with its goods', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a', 'b'] });
      const createdAtMs = clock.now();
      const first = await buy('1');
      await clock.advance(1_000);
      const second = await buy('2');
      expect(await store.pendingDeliveries()).toEqual({
        count: 2,
        oldestCreatedAtMs: createdAtMs,
        nextDueAtMs: createdAtMs,
      });
      const claimed = await store.claimDeliveries(CLAIM);
      expect(claimed).toMatchObject([
        { attempts: 1, createdAtMs, order: first, items: ['a'] },
        { attempts: 1, order: second, items: ['b'] },
      ]);
      expect(new Set(claimed.map(({ lease }) => lease)).size).toBe(2);
    });

    it('gives a leased delivery to nobody else until the lease ends', async () => {
      const { store, clock } = under();
      const other = await under().another();
      await stockedShop(under(), { items: ['a'] });
      await buy('1');
      const [mine] = await store.claimDeliveries(CLAIM);
      expect(await other.claimDeliveries(CLAIM)).toEqual([]);
      expect((await store.pendingDeliveries()).nextDueAtMs).toBe(clock.now() + 60_000);
      await clock.advance(60_000);
      const [theirs] = await other.claimDeliveries(CLAIM);
      expect(theirs).toMatchObject({ id: mine?.id, attempts: 2 });
      expect(theirs?.lease).not.toBe(mine?.lease);
      if (!mine || !theirs) throw new Error('not claimed');
      expect(await store.settleDelivery(mine, { kind: 'delivered', how: 'dm' })).toBe(false);
      expect(await other.settleDelivery(theirs, { kind: 'delivered', how: 'dm' })).toBe(true);
      expect(await other.settleDelivery(theirs, { kind: 'delivered', how: 'dm' })).toBe(false);
    });

    it('narrows a claim to an order or a shop, and to a number', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c'] });
      await buy('1');
      const second = await buy('2');
      expect(await store.claimDeliveries({ ...CLAIM, shopId: OTHER_SHOP })).toEqual([]);
      const [claimed] = await store.claimDeliveries({ ...CLAIM, orderId: second.id });
      expect(claimed?.order.id).toBe(second.id);
      expect(await store.claimDeliveries({ ...CLAIM, orderId: second.id })).toEqual([]);
      await buy('3');
      expect(await store.claimDeliveries({ ...CLAIM, limit: 1, shopId: SHOP })).toHaveLength(1);
    });

    it.each([
      [{ kind: 'delivered', how: 'dm' }, 'delivered'],
      [{ kind: 'delivered', how: 'private' }, 'delivered'],
      [{ kind: 'retrievable', reason: 'closed' }, 'retrievable'],
    ] as const)('ends one as %j', async (outcome, state) => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a'] });
      const { id } = await buy('1');
      const [claimed] = await store.claimDeliveries(CLAIM);
      if (!claimed) throw new Error('not claimed');
      expect(await store.settleDelivery(claimed, outcome)).toBe(true);
      expect((await store.orderGoods(SHOP, ANN, id)).order.delivery).toBe(state);
      await clock.advance(120_000);
      expect(await store.claimDeliveries(CLAIM)).toEqual([]);
      expect(await store.pendingDeliveries()).toEqual({
        count: 0,
        oldestCreatedAtMs: undefined,
        nextDueAtMs: undefined,
      });
    });

    it('postpones one until it is due again', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a'] });
      await buy('1');
      const [claimed] = await store.claimDeliveries(CLAIM);
      if (!claimed) throw new Error('not claimed');
      const untilMs = clock.now() + 5_000;
      expect(await store.settleDelivery(claimed, { kind: 'postponed', untilMs, reason: 'slow' })).toBe(true);
      await clock.advance(4_999);
      expect(await store.claimDeliveries(CLAIM)).toEqual([]);
      await clock.advance(1);
      expect(await store.claimDeliveries(CLAIM)).toMatchObject([{ id: claimed.id, attempts: 2 }]);
    });
  });
}
