import { describe, expect, it } from 'vitest';
import {
  ANN,
  credit,
  eachWithShop,
  type OpenStoreUnderTest,
  OTHER_SHOP,
  quoteRequest,
  SHOP,
  STAFF,
  stockedShop,
} from './store-under-test.ts';

export function describeStaffChannels(open: OpenStoreUnderTest): void {
  describe('the channels for staff', () => {
    const under = eachWithShop(open);

    it('are kept for each shop, and each change is an act', async () => {
      const { store } = under();
      await store.ensureShop(OTHER_SHOP);
      expect(await store.setNoticeChannel(SHOP, '55', STAFF)).toBe(true);
      expect(await store.setNoticeChannel(SHOP, '55', STAFF)).toBe(false);
      expect(await store.setAuditChannel(SHOP, '66', STAFF)).toBe(true);
      expect(await store.staffChannels()).toEqual([
        { shopId: SHOP, noticeChannelId: '55', auditChannelId: '66' },
        { shopId: OTHER_SHOP, noticeChannelId: undefined, auditChannelId: undefined },
      ]);
      await store.setNoticeChannel(SHOP, undefined, STAFF);
      const { acts } = await store.acts(SHOP, {}, { offset: 0, limit: 10 });
      expect(acts.map(({ action, before, after }) => [action, before, after])).toEqual([
        ['notices.channel', { channelId: '55' }, undefined],
        ['audit.channel', undefined, { channelId: '66' }],
        ['notices.channel', undefined, { channelId: '55' }],
      ]);
    });
  });

  describe('acts to be posted', () => {
    const under = eachWithShop(open);
    const actions = async (limit = 10) => {
      const batch = await under().store.claimActs(SHOP, limit);
      return batch?.acts.map(({ action }) => action);
    };

    it('begin with the choice of the channel and come in order, the same ones until they are settled', async () => {
      const { store } = under();
      await credit(store, ANN, 1);
      expect(await store.unpostedActs()).toEqual([]);
      expect(await actions()).toBeUndefined();
      await store.setAuditChannel(SHOP, '66', STAFF);
      await credit(store, ANN, 2);
      await credit(store, ANN, 3);
      expect(await store.unpostedActs()).toEqual([SHOP]);
      const first = await store.claimActs(SHOP, 2);
      expect(first).toMatchObject({ shopId: SHOP, channelId: '66', endId: first?.acts[1]?.id });
      await credit(store, ANN, 4);
      const other = await under().another();
      expect(await other.claimActs(SHOP, 10)).toEqual(first);
      expect(await actions(1)).toEqual(['audit.channel', 'wallet.credit']);
      await store.settleActs({ shopId: SHOP, endId: first?.endId ?? 0 });
      const rest = await store.claimActs(SHOP, 10);
      expect(rest?.acts.map(({ after }) => after?.['balanceWl'])).toEqual([6, 10]);
      await store.settleActs({ shopId: SHOP, endId: rest?.endId ?? 0 });
      expect(await store.unpostedActs()).toEqual([]);
      expect(await actions()).toBeUndefined();
    });

    it('wait for the next channel when it is changed, and end when there is none', async () => {
      const { store } = under();
      await store.setAuditChannel(SHOP, '66', STAFF);
      await credit(store, ANN, 2);
      await store.setAuditChannel(SHOP, '67', STAFF);
      expect(await store.claimActs(SHOP, 10)).toMatchObject({ channelId: '67' });
      expect(await actions()).toEqual(['audit.channel', 'wallet.credit', 'audit.channel']);
      await store.setAuditChannel(SHOP, undefined, STAFF);
      expect(await store.unpostedActs()).toEqual([]);
      expect(await actions()).toBeUndefined();
      await store.setAuditChannel(SHOP, '66', STAFF);
      expect(await actions()).toEqual(['audit.channel']);
    });
  });

  describe('stuck deliveries', () => {
    const under = eachWithShop(open);

    it('are told for each shop, with the oldest', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a', 'b'] });
      const startMs = clock.now();
      for (const nonce of ['n1', 'n2']) {
        await store.quote(SHOP, quoteRequest(under(), { nonce }));
        await store.purchase(SHOP, { userId: ANN, nonce });
        await clock.advance(1000);
      }
      expect(await store.stuckDeliveries(startMs)).toEqual([]);
      expect(await store.stuckDeliveries(startMs + 5000)).toEqual([
        { shopId: SHOP, oldestCreatedAtMs: startMs },
      ]);
      const claimed = await store.claimDeliveries({ leaseMs: 1000, limit: 2 });
      for (const delivery of claimed) await store.settleDelivery(delivery, { kind: 'delivered', how: 'dm' });
      expect(await store.stuckDeliveries(startMs + 5000)).toEqual([]);
    });
  });
}
