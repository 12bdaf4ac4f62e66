import { describe, expect, it } from 'vitest';
import { proveLedger } from '../../../src/shop/ledger-proof.ts';
import {
  ANN,
  BEN,
  credit,
  eachWithShop,
  expectRefusal,
  FIRST_PAGE,
  type OpenStoreUnderTest,
  OTHER_SHOP,
  SHOP,
  STAFF,
} from './store-under-test.ts';

const SECOND_OWNER = '9002';
const transfer = { userId: ANN, toUserId: BEN, amountWl: 30, reason: 'shared', actorId: STAFF, key: 't1' };
const never = (): never => {
  throw new Error('nothing was claimed');
};
const announced = { key: 'message:1', source: '7001', growId: 'Ann', amountWl: 250 };

export function describeMoney(open: OpenStoreUnderTest): void {
  describe('transfer', () => {
    const under = eachWithShop(open);

    it('moves between two wallets in one transaction, once a key', async () => {
      const { store } = under();
      await credit(store, ANN, 100);
      expect(await store.transfer(SHOP, transfer)).toEqual({ balanceWl: 70, toBalanceWl: 30 });
      expect(await store.transfer(SHOP, transfer)).toEqual({ balanceWl: 70, toBalanceWl: 30 });
      await expect(store.transfer(SHOP, { ...transfer, amountWl: 31 })).rejects.toThrow(/another payment/);
      await expect(store.credit(SHOP, { ...transfer, userId: BEN })).rejects.toThrow(/another payment/);
      const { entries } = await store.history(SHOP, BEN, FIRST_PAGE);
      expect(entries).toMatchObject([
        { kind: 'transfer', amountWl: 30, balanceAfterWl: 30, reason: 'shared' },
      ]);
      expect(await store.verify()).toEqual([]);
    });

    it('refuses more than there is, itself, and what no payment may be', async () => {
      const { store } = under();
      await credit(store, ANN, 10);
      await expectRefusal(under(), () => store.transfer(SHOP, transfer), {
        code: 'insufficient_balance',
        data: { shortWl: 20, balanceWl: 10, totalWl: 30 },
      });
      await expectRefusal(under(), () => store.transfer(SHOP, { ...transfer, toUserId: ANN }), {
        code: 'transfer_same',
        data: {},
      });
      await expectRefusal(under(), () => store.transfer(SHOP, { ...transfer, amountWl: 0 }), {
        code: 'amount_invalid',
        data: { min: 1, max: 1_000_000_000 },
      });
      await expectRefusal(under(), () => store.transfer(SHOP, { ...transfer, reason: ' ' }), {
        code: 'reason_missing',
        data: {},
      });
    });
  });

  describe('payments that need a second owner', () => {
    const under = eachWithShop(open);
    const ask = (change: object = {}) =>
      under().store.requestPayment(SHOP, {
        kind: 'credit',
        userId: ANN,
        amountWl: 500,
        reason: 'prize',
        actorId: STAFF,
        key: 'ask-1',
        expiresAtMs: under().clock.now() + 60_000,
        ...change,
      });

    it('move nothing before the approval, then exactly once', async () => {
      const { store } = under();
      const { id } = await ask();
      expect(await ask()).toMatchObject({ id });
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(0);
      expect(await store.walletRequests(SHOP)).toMatchObject([{ id, kind: 'credit', askerId: STAFF }]);
      expect(await store.waitingMoney()).toEqual([{ shopId: SHOP, deposits: 0, requests: 1 }]);
      await store.approvePayment(SHOP, { id, actorId: SECOND_OWNER });
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(500);
      expect(await store.walletRequests(SHOP)).toEqual([]);
      await expectRefusal(under(), () => store.approvePayment(SHOP, { id, actorId: SECOND_OWNER }), {
        code: 'request_over',
        data: { state: 'approved' },
      });
      const { acts } = await store.acts(SHOP, { action: 'wallet' }, FIRST_PAGE);
      expect(acts.map(({ action, actorId }) => `${action} ${actorId}`)).toEqual([
        `wallet.approve ${SECOND_OWNER}`,
        `wallet.credit ${STAFF}`,
        `wallet.request ${STAFF}`,
      ]);
      expect(await store.verify()).toEqual([]);
    });

    it('cannot be approved by whoever asked, who may call them off', async () => {
      const { store } = under();
      const { id } = await ask();
      await expectRefusal(under(), () => store.approvePayment(SHOP, { id, actorId: STAFF }), {
        code: 'request_own',
        data: {},
      });
      await store.rejectPayment(SHOP, { id, actorId: STAFF });
      await expectRefusal(under(), () => store.approvePayment(SHOP, { id, actorId: SECOND_OWNER }), {
        code: 'request_over',
        data: { state: 'rejected' },
      });
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(0);
    });

    it('expire, and are of their own shop only', async () => {
      const { store, clock } = under();
      await store.ensureShop(OTHER_SHOP);
      const { id } = await ask();
      await expectRefusal(under(), () => store.approvePayment(OTHER_SHOP, { id, actorId: SECOND_OWNER }), {
        code: 'request_over',
        data: { state: 'unknown' },
      });
      await clock.advance(60_000);
      await expectRefusal(under(), () => store.rejectPayment(SHOP, { id, actorId: SECOND_OWNER }), {
        code: 'request_over',
        data: { state: 'expired' },
      });
      expect(await store.walletRequests(SHOP)).toEqual([]);
      expect(await store.waitingMoney()).toEqual([]);
    });

    it('stay open when the wallet is short at the approval', async () => {
      const { store } = under();
      await credit(store, ANN, 100);
      const { id } = await ask({ kind: 'transfer', toUserId: BEN, amountWl: 100 });
      await store.debit(SHOP, { userId: ANN, amountWl: 1, reason: 'x', actorId: STAFF, key: 'd' });
      await expectRefusal(under(), () => store.approvePayment(SHOP, { id, actorId: SECOND_OWNER }), {
        code: 'insufficient_balance',
        data: { shortWl: 1, balanceWl: 99, totalWl: 100 },
      });
      await credit(store, ANN, 1);
      await store.approvePayment(SHOP, { id, actorId: SECOND_OWNER });
      expect((await store.buyer(SHOP, BEN)).balanceWl).toBe(100);
    });

    it('are not even asked for when they are in vain', async () => {
      await expectRefusal(under(), () => ask({ kind: 'debit' }), {
        code: 'insufficient_balance',
        data: { shortWl: 500, balanceWl: 0, totalWl: 500 },
      });
      await expectRefusal(under(), () => ask({ kind: 'transfer', toUserId: ANN }), {
        code: 'transfer_same',
        data: {},
      });
    });

    it('have one winner when two approve at once', async () => {
      const { store, another } = under();
      const other = await another();
      const { id } = await ask();
      const both = await Promise.allSettled([
        store.approvePayment(SHOP, { id, actorId: SECOND_OWNER }),
        other.approvePayment(SHOP, { id, actorId: '9003' }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(500);
    });
  });

  describe('deposits', () => {
    const under = eachWithShop(open);

    it('go into the wallet of whoever has the GrowID, once a message', async () => {
      const { store } = under();
      await store.register(SHOP, ANN, 'ANN');
      const first = await store.deposit(SHOP, announced);
      expect(first).toMatchObject({ isNew: true, deposit: { status: 'credited', userId: ANN } });
      expect(await store.deposit(SHOP, announced)).toEqual({ ...first, isNew: false });
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(250);
      const { entries } = await store.history(SHOP, ANN, FIRST_PAGE);
      expect(entries).toMatchObject([{ kind: 'deposit', amountWl: 250 }]);
      expect(JSON.stringify(entries).toLowerCase()).not.toContain('ann');
      expect(await store.verify()).toEqual([]);
    });

    it('conflict when the same key announces something else, in any shop', async () => {
      const { store } = under();
      await store.ensureShop(OTHER_SHOP);
      await store.deposit(SHOP, announced);
      for (const [shopId, change] of [
        [SHOP, { amountWl: 251 }],
        [SHOP, { growId: 'Ben' }],
        [OTHER_SHOP, {}],
      ] as const) {
        await expectRefusal(under(), () => store.deposit(shopId, { ...announced, ...change }), {
          code: 'deposit_conflict',
          data: {},
        });
      }
    });

    it.each([
      ['shop_unknown', '999', {}, {}],
      ['amount_invalid', SHOP, { amountWl: 0 }, { min: 1, max: 1_000_000_000 }],
      ['growid_invalid', SHOP, { growId: 'a b' }, { growId: 'a b' }],
    ] as const)('refuses with %s', async (code, shopId, change, data) => {
      await expectRefusal(under(), () => under().store.deposit(shopId, { ...announced, ...change }), {
        code,
        data: data as never,
      });
    });

    it('wait for staff when nobody has the GrowID, also after somebody took it', async () => {
      const { store } = under();
      const { deposit } = await store.deposit(SHOP, announced);
      expect(deposit).toMatchObject({ status: 'waiting', cause: 'unmatched', userId: undefined });
      await store.register(SHOP, BEN, 'Ann');
      expect((await store.buyer(SHOP, BEN)).balanceWl).toBe(0);
      expect(await store.waitingDeposits(SHOP, FIRST_PAGE)).toEqual({
        deposits: [{ ...deposit, holderId: BEN }],
        total: 1,
      });
      expect(await store.waitingMoney()).toEqual([{ shopId: SHOP, deposits: 1, requests: 0 }]);
      const claim = { id: deposit.id, userId: ANN, actorId: STAFF };
      await expectRefusal(under(), () => store.claimDeposit(SHOP, { ...claim, maxWl: 249 }), {
        code: 'not_allowed',
        data: { needs: 'owner' },
      });
      expect(await store.claimDeposit(SHOP, { ...claim, maxWl: 250 })).toMatchObject({ balanceWl: 250 });
      expect(await store.deposit(SHOP, announced)).toMatchObject({ isNew: false });
      for (const again of [
        () => store.claimDeposit(SHOP, { ...claim, userId: BEN }),
        () => store.rejectDeposit(SHOP, { id: deposit.id, reason: 'no', actorId: STAFF }),
      ]) {
        await expectRefusal(under(), again, {
          code: 'deposit_settled',
          data: { id: deposit.id, state: 'claimed' },
        });
      }
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(250);
      expect(await store.verify()).toEqual([]);
    });

    it('wait for staff when their buyer is blacklisted', async () => {
      const { store, clock } = under();
      await store.register(SHOP, ANN, 'Ann');
      await store.blacklistAdd(SHOP, { userId: ANN, reason: 'x', forMs: 1000 }, STAFF);
      expect((await store.deposit(SHOP, announced)).deposit).toMatchObject({
        status: 'waiting',
        cause: 'blacklisted',
      });
      await clock.advance(1000);
      const later = await store.deposit(SHOP, { ...announced, key: 'message:2' });
      expect(later.deposit.status).toBe('credited');
    });

    it('can be rejected, with a reason in the audit', async () => {
      const { store } = under();
      const { deposit } = await store.deposit(SHOP, { ...announced, isEdited: true });
      expect(deposit.cause).toBe('edited');
      const rejection = { id: deposit.id, actorId: STAFF };
      await expectRefusal(under(), () => store.rejectDeposit(SHOP, { ...rejection, reason: '' }), {
        code: 'reason_missing',
        data: {},
      });
      await store.rejectDeposit(SHOP, { ...rejection, reason: 'a test' });
      expect(await store.waitingDeposits(SHOP, FIRST_PAGE)).toEqual({ deposits: [], total: 0 });
      const { acts } = await store.acts(SHOP, { actorId: STAFF, action: 'deposit.reject' }, FIRST_PAGE);
      expect(acts).toMatchObject([{ after: { status: 'rejected', reason: 'a test' } }]);
      expect(await store.verify()).toEqual([]);
    });

    it('are told to their buyers, by one caller at a time, until that is done', async () => {
      const { store, clock } = under();
      await store.register(SHOP, ANN, 'Ann');
      const { deposit } = await store.deposit(SHOP, announced);
      await store.deposit(SHOP, { ...announced, key: 'message:2', growId: 'Nobody' });
      const claim = { leaseMs: 1000, limit: 5 };
      const [notice, ...others] = await store.claimDepositNotices(claim);
      expect(others).toEqual([]);
      expect(notice).toMatchObject({
        id: deposit.id,
        userId: ANN,
        growId: 'Ann',
        amountWl: 250,
        attempts: 1,
      });
      expect(await store.claimDepositNotices(claim)).toEqual([]);
      expect(await store.nextDepositNoticeMs()).toBe(clock.now() + 1000);
      await clock.advance(1000);
      const [again] = await store.claimDepositNotices(claim);
      expect(await store.settleDepositNotice(notice ?? never(), { kind: 'sent' })).toBe(false);
      const later = { kind: 'postponed', untilMs: clock.now() + 5, reason: 'x' } as const;
      expect(await store.settleDepositNotice(again ?? never(), later)).toBe(true);
      expect(await store.nextDepositNoticeMs()).toBe(clock.now() + 5);
      await clock.advance(5);
      const [last] = await store.claimDepositNotices(claim);
      expect(last?.attempts).toBe(3);
      expect(await store.settleDepositNotice(last ?? never(), { kind: 'closed' })).toBe(true);
      expect(await store.nextDepositNoticeMs()).toBeUndefined();
    });
  });

  describe('the place where deposits are announced', () => {
    const under = eachWithShop(open);
    const place = {
      channelId: '500000000000000001',
      webhookId: '600000000000000001',
      seenMessageId: '700000000000000001',
    };

    it('is read from a message on, and never goes back', async () => {
      const { store } = under();
      expect(await store.depositSource(SHOP)).toBeUndefined();
      await store.setDepositSource(SHOP, place, STAFF);
      await store.depositsSeen(SHOP, place.channelId, '1700000000000000000');
      await store.depositsSeen(SHOP, place.channelId, '800000000000000000');
      await store.depositsSeen(SHOP, 'elsewhere', '1900000000000000000');
      const seen = { shopId: SHOP, ...place, seenMessageId: '1700000000000000000' };
      expect(await store.depositSources()).toEqual([seen]);
      await store.setDepositSource(SHOP, { ...place, seenMessageId: '2' }, STAFF);
      expect(await store.depositSource(SHOP)).toEqual(seen);
      const moved = { ...place, channelId: '500000000000000002', seenMessageId: '1800000000000000000' };
      await store.setDepositSource(SHOP, moved, STAFF);
      expect(await store.depositSource(SHOP)).toEqual({ shopId: SHOP, ...moved });
      await store.setDepositSource(SHOP, undefined, STAFF);
      expect(await store.depositSources()).toEqual([]);
      expect((await store.acts(SHOP, { action: 'deposit.source' }, FIRST_PAGE)).total).toBe(3);
    });

    it.each([
      '',
      'abc',
      'https://discord.com/api/webhooks/1/x',
    ])('refuses the webhook %j', async (webhookId) => {
      const { store } = under();
      await expectRefusal(under(), () => store.setDepositSource(SHOP, { ...place, webhookId }, STAFF), {
        code: 'webhook_invalid',
        data: {},
      });
    });
  });

  describe('acts of the staff', () => {
    const under = eachWithShop(open);

    it('are listed newest first, by actor and by action', async () => {
      const { store } = under();
      await credit(store, ANN, 100);
      await store.setWorld(SHOP, { name: 'SHOP', owner: undefined, bot: undefined }, SECOND_OWNER);
      await store.transfer(SHOP, transfer);
      const names = async (filter: object, page = FIRST_PAGE) =>
        (await store.acts(SHOP, filter, page)).acts.map(({ action }) => action);
      expect(await names({})).toEqual(['wallet.transfer', 'world.set', 'wallet.credit']);
      expect(await names({}, { offset: 1, limit: 1 })).toEqual(['world.set']);
      expect(await names({ actorId: SECOND_OWNER })).toEqual(['world.set']);
      expect(await names({ action: 'wallet' })).toEqual(['wallet.transfer', 'wallet.credit']);
      expect(await names({ action: 'wall' })).toEqual([]);
      expect(await names({ action: 'wallet.credit', actorId: STAFF })).toEqual(['wallet.credit']);
      expect(await store.actNames(SHOP)).toEqual(['wallet.credit', 'wallet.transfer', 'world.set']);
      const [act] = (await store.acts(SHOP, {}, FIRST_PAGE)).acts;
      expect(act?.before).toEqual({ balanceWl: 100, toBalanceWl: 0 });
      expect(act?.after).toMatchObject({ balanceWl: 70, toBalanceWl: 30, toUserId: BEN, reason: 'shared' });
    });
  });

  describe('proof of the ledger', () => {
    const under = eachWithShop(open);

    it('comes page by page, each shop by itself', async () => {
      const { store, clock } = under();
      await store.ensureShop(OTHER_SHOP);
      await store.credit(OTHER_SHOP, { ...transfer, userId: ANN, amountWl: 5 });
      await credit(store, ANN, 100);
      await store.transfer(SHOP, transfer);
      expect((await store.ledgerPage(SHOP, 0, 2)).end).toBeUndefined();
      const { entries } = await store.ledgerPage(SHOP, 0, 2);
      expect(entries.map(({ amountWl }) => amountWl)).toEqual([-100, 100]);
      expect(await proveLedger({ store, clock }, SHOP)).toEqual({
        entries: 4,
        transactions: 2,
        wallets: 2,
        heldWl: { wallet: 100, revenue: 0, external: -100 },
        broken: undefined,
      });
    });
  });
}
