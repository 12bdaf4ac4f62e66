import { describe, expect, it } from 'vitest';
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

const HOUR_MS = 3_600_000;

export function describeClosing(open: OpenStoreUnderTest): void {
  describe('maintenance', () => {
    const under = eachWithShop(open);
    const acts = async () =>
      (await under().dump())
        .split('\n')
        .filter((line) => line.startsWith('audit ') && /maintenance/.test(line));

    it('refuses a closed product to quotes and to a confirmation made before, and opens it again', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a', 'b'] });
      await store.quote(SHOP, quoteRequest(under()));
      const order = { code: 'dirt', text: ' new\nstock ', forMs: HOUR_MS };
      const closed = await store.setMaintenance(SHOP, order, STAFF);
      expect(closed).toEqual({ text: 'new stock', sinceMs: clock.now(), untilMs: clock.now() + HOUR_MS });
      expect((await store.product(SHOP, 'DIRT')).maintenance).toEqual(closed);
      expect((await store.catalogue(SHOP)).maintenance).toBeUndefined();
      const refusal = {
        code: 'product_closed',
        data: { name: 'Dirt', text: 'new stock', endsAtMs: clock.now() + HOUR_MS },
      } as const;
      const again = quoteRequest(under(), { nonce: 'nonce-2' });
      await expectRefusal(under(), () => store.quote(SHOP, again), refusal);
      await expectRefusal(under(), () => store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' }), refusal);
      expect(await store.endMaintenance(SHOP, 'DIRT', STAFF)).toBe(true);
      expect(await store.endMaintenance(SHOP, 'DIRT', STAFF)).toBe(false);
      expect((await store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' })).free).toBe(1);
      expect((await acts()).map((act) => /maintenance\.(on|off)/.exec(act)?.[1])).toEqual(['on', 'off']);
    });

    it('refuses a closed shop, to that shop alone, until its end comes', async () => {
      const { store, clock } = under();
      await store.ensureShop(OTHER_SHOP);
      await stockedShop(under(), { items: ['a'] });
      const expiresAtMs = clock.now() + 2 * HOUR_MS;
      await store.quote(SHOP, quoteRequest(under(), { expiresAtMs }));
      await store.setMaintenance(SHOP, { forMs: HOUR_MS }, STAFF);
      expect((await store.catalogue(OTHER_SHOP)).maintenance).toBeUndefined();
      const purchase = () => store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
      const endsAtMs = clock.now() + HOUR_MS;
      await expectRefusal(under(), purchase, { code: 'shop_closed', data: { text: '', endsAtMs } });
      const revision = async () => (await store.catalogue(SHOP)).revision;
      const before = await revision();
      await clock.advance(HOUR_MS - 1);
      expect(await store.maintenanceIsDue()).toBe(false);
      expect(await store.endDueMaintenance()).toEqual([]);
      await clock.advance(1);
      expect(await store.maintenanceIsDue()).toBe(true);
      expect((await store.catalogue(SHOP)).maintenance).toBeUndefined();
      expect((await purchase()).free).toBe(0);
      expect(await store.endDueMaintenance()).toEqual([SHOP]);
      expect(await store.endDueMaintenance()).toEqual([]);
      expect(await revision()).toBeGreaterThan(before);
    });

    it('is kept in the database', async () => {
      const { store } = under();
      await store.setMaintenance(SHOP, { text: 'back soon' }, STAFF);
      const other = await under().another();
      expect((await other.catalogue(SHOP)).maintenance).toMatchObject({
        text: 'back soon',
        untilMs: undefined,
      });
    });

    it.each([
      ['text', { text: 'x'.repeat(201) }],
      ['minutes', { forMs: 59_000 }],
      ['minutes', { forMs: 366 * 24 * HOUR_MS }],
    ])('refuses a wrong %s', async (field, wrong) => {
      const data = { field, reason: expect.any(String) };
      const set = () => under().store.setMaintenance(SHOP, wrong, STAFF);
      await expectRefusal(under(), set, { code: 'maintenance_invalid', data });
    });

    it('refuses a product that is not there', async () => {
      const refusal = { code: 'product_unknown', data: { code: 'GONE' } } as const;
      const { store } = under();
      await expectRefusal(under(), () => store.setMaintenance(SHOP, { code: 'GONE' }, STAFF), refusal);
      await expectRefusal(under(), () => store.endMaintenance(SHOP, 'GONE', STAFF), refusal);
    });
  });

  describe('the blacklist', () => {
    const under = eachWithShop(open);
    const list = async () =>
      (await under().store.blacklist(SHOP, FIRST_PAGE)).bans.map(({ userId }) => userId);

    it('keeps somebody from buying and registering, not from reading', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b'] });
      await store.quote(SHOP, quoteRequest(under()));
      await store.blacklistAdd(SHOP, { userId: ANN, reason: 'chargeback' }, STAFF);
      const refusal = { code: 'blacklisted', data: { why: 'chargeback', endsAtMs: 0 } } as const;
      const again = quoteRequest(under(), { nonce: 'nonce-2' });
      await expectRefusal(under(), () => store.quote(SHOP, again), refusal);
      await expectRefusal(under(), () => store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' }), refusal);
      await expectRefusal(under(), () => store.register(SHOP, ANN, 'Ann2'), refusal);
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(100);
      expect((await store.history(SHOP, ANN, FIRST_PAGE)).total).toBe(1);
      await store.register(SHOP, BEN, 'Ben');
      expect(await store.blacklistRemove(SHOP, ANN, STAFF)).toBe(true);
      expect(await store.blacklistRemove(SHOP, ANN, STAFF)).toBe(false);
      expect((await store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' })).free).toBe(1);
    });

    it('ends by itself, and replaces what was said before', async () => {
      const { store, clock } = under();
      await store.blacklistAdd(SHOP, { userId: ANN, reason: 'first' }, STAFF);
      const ban = await store.blacklistAdd(
        SHOP,
        { userId: ANN, reason: ' se\ncond ', forMs: HOUR_MS },
        STAFF,
      );
      expect(ban).toMatchObject({ reason: 'se cond', untilMs: clock.now() + HOUR_MS, actorId: STAFF });
      await clock.advance(1000);
      await store.blacklistAdd(SHOP, { userId: BEN, reason: 'second' }, STAFF);
      expect(await list()).toEqual([BEN, ANN]);
      const page = await store.blacklist(SHOP, { offset: 1, limit: 1 });
      expect(page).toEqual({ bans: [ban], total: 2 });
      await clock.advance(HOUR_MS);
      expect(await list()).toEqual([BEN]);
      await store.register(SHOP, ANN, 'Ann');
      const rows = (await under().dump()).split('\n').filter((row) => row.includes('blacklist.add'));
      expect(rows[1]).toMatch(/first.*se cond/);
    });

    it('wants a reason', async () => {
      const add = () => under().store.blacklistAdd(SHOP, { userId: ANN, reason: ' \n ' }, STAFF);
      await expectRefusal(under(), add, { code: 'reason_missing', data: {} });
    });
  });
}
