import { describe, expect, it } from 'vitest';
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

export function describeWallet(open: OpenStoreUnderTest): void {
  describe('wallet', () => {
    const under = eachWithShop(open);
    const payment = { userId: ANN, amountWl: 50, reason: 'deposit', actorId: STAFF, key: 'p1' };

    it('starts at 0 without a GrowID', async () => {
      expect(await under().store.buyer(SHOP, ANN)).toEqual({ userId: ANN, growId: undefined, balanceWl: 0 });
    });

    it('pays in and takes out', async () => {
      const { store } = under();
      expect(await store.credit(SHOP, payment)).toEqual({ balanceWl: 50 });
      expect(await store.debit(SHOP, { ...payment, amountWl: 50, key: 'p2' })).toEqual({ balanceWl: 0 });
      expect(await store.verify()).toEqual([]);
    });

    it('takes the same key twice as one payment', async () => {
      const { store } = under();
      await store.credit(SHOP, payment);
      expect(await store.credit(SHOP, payment)).toEqual({ balanceWl: 50 });
      await store.debit(SHOP, { ...payment, key: 'p2' });
      expect(await store.debit(SHOP, { ...payment, key: 'p2' })).toEqual({ balanceWl: 0 });
      expect((await store.history(SHOP, ANN, FIRST_PAGE)).total).toBe(2);
    });

    it('fails when a key comes back with another payment', async () => {
      const { store } = under();
      await store.credit(SHOP, payment);
      await expect(store.credit(SHOP, { ...payment, amountWl: 51 })).rejects.toThrow(/another payment/);
      await expect(store.credit(SHOP, { ...payment, userId: BEN })).rejects.toThrow(/another payment/);
      await expect(store.debit(SHOP, payment)).rejects.toThrow(/another payment/);
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(50);
    });

    it('keeps wallets and keys of shops apart', async () => {
      const { store } = under();
      await store.ensureShop(OTHER_SHOP);
      await store.credit(SHOP, payment);
      await store.credit(OTHER_SHOP, { ...payment, amountWl: 7 });
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(50);
      expect((await store.buyer(OTHER_SHOP, ANN)).balanceWl).toBe(7);
    });

    it.each([
      0,
      -1,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1_000_000_001,
    ])('refuses the amount %d', async (amountWl) => {
      for (const direction of ['credit', 'debit'] as const) {
        await expectRefusal(under(), () => under().store[direction](SHOP, { ...payment, amountWl }), {
          code: 'amount_invalid',
          data: { min: 1, max: 1_000_000_000 },
        });
      }
    });

    it.each(['', '  \n ', 'x'.repeat(201)])('refuses the reason %j', async (reason) => {
      await expectRefusal(under(), () => under().store.credit(SHOP, { ...payment, reason }), {
        code: 'reason_missing',
        data: {},
      });
    });

    it('refuses to take more than there is', async () => {
      const { store } = under();
      await store.credit(SHOP, payment);
      await expectRefusal(under(), () => store.debit(SHOP, { ...payment, amountWl: 60, key: 'p2' }), {
        code: 'insufficient_balance',
        data: { shortWl: 10, balanceWl: 50, totalWl: 60 },
      });
    });

    it('tells the movements, newest first, each with the balance after it', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: ['a', 'b'], priceWl: 30, balanceWl: 100 });
      await clock.advance(5_000);
      await store.quote(SHOP, quoteRequest(under(), { quantity: 2 }));
      const { order } = await store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
      await store.debit(SHOP, { ...payment, amountWl: 15, reason: 'paid\nout' });
      const { entries, total } = await store.history(SHOP, ANN, FIRST_PAGE);
      expect(total).toBe(3);
      expect(entries).toMatchObject([
        { kind: 'debit', amountWl: -15, balanceAfterWl: 25, reason: 'paid out', orderId: undefined },
        {
          kind: 'purchase',
          amountWl: -60,
          balanceAfterWl: 40,
          reason: '2 × Dirt',
          orderId: order.id,
          atMs: clock.now(),
        },
        { kind: 'credit', amountWl: 100, balanceAfterWl: 100, orderId: undefined },
      ]);
      const second = await store.history(SHOP, ANN, { offset: 1, limit: 1 });
      expect(second).toEqual({ entries: [entries[1]], total: 3 });
    });

    it('has no history for whoever never paid', async () => {
      expect(await under().store.history(SHOP, BEN, FIRST_PAGE)).toEqual({ entries: [], total: 0 });
    });
  });

  describe('registration', () => {
    const under = eachWithShop(open);

    it('ties a GrowID to a user and records a change', async () => {
      const { store } = under();
      expect(await store.register(SHOP, ANN, ' Ann_1 ')).toEqual({ growId: 'Ann_1', previous: undefined });
      expect(await store.register(SHOP, ANN, 'Ann_1')).toEqual({ growId: 'Ann_1', previous: undefined });
      expect(await store.register(SHOP, ANN, 'ANN_1')).toEqual({ growId: 'ANN_1', previous: 'Ann_1' });
      expect(await store.register(SHOP, ANN, 'Anna')).toEqual({ growId: 'Anna', previous: 'ANN_1' });
      expect((await store.buyer(SHOP, ANN)).growId).toBe('Anna');
      const ben = await store.register(SHOP, BEN, 'ann_1');
      expect(ben.previous).toBeUndefined();
    });

    it("refuses somebody else's GrowID, whatever its case", async () => {
      const { store } = under();
      await store.register(SHOP, ANN, 'Ann');
      await expectRefusal(under(), () => store.register(SHOP, BEN, 'aNN'), {
        code: 'growid_taken',
        data: { growId: 'aNN' },
      });
    });

    it.each(['', 'two words', 'x'.repeat(25), 'a@b'])('refuses the GrowID %j', async (growId) => {
      await expectRefusal(under(), () => under().store.register(SHOP, ANN, growId), {
        code: 'growid_invalid',
        data: { growId },
      });
    });

    it('lets the wallet stay with the user when the GrowID changes', async () => {
      const { store } = under();
      await store.register(SHOP, ANN, 'Ann');
      await credit(store, ANN, 10);
      await store.register(SHOP, ANN, 'Anna');
      expect(await store.buyer(SHOP, ANN)).toEqual({ userId: ANN, growId: 'Anna', balanceWl: 10 });
    });
  });
}
