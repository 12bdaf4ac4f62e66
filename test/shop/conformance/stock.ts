import { describe, expect, it } from 'vitest';
import {
  ANN,
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

const LIFE_MS = 60_000;
const lines = (...contents: string[]) => contents.map((content, index) => ({ position: index + 1, content }));

export function describeStock(open: OpenStoreUnderTest): void {
  describe('uploads', () => {
    const under = eachWithShop(open);
    const begin = async (code = 'dirt') => {
      const upload = { code, actorId: STAFF, expiresAtMs: under().clock.now() + LIFE_MS };
      return (await under().store.beginUpload(SHOP, upload)).uploadId;
    };
    const free = async () => (await under().store.product(SHOP, 'DIRT')).free;

    it('stage what is new outside the stock, and bring it in by pieces once confirmed', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a'] });
      const uploadId = await begin();
      expect(await store.stageLines(uploadId, lines('b', 'a', 'c'))).toEqual({ inShop: [2] });
      expect(await store.stageLines(uploadId, [{ position: 4, content: 'd' }])).toEqual({ inShop: [] });
      expect(await free()).toBe(1);
      expect(await store.addUploaded(uploadId, 10)).toMatchObject({ isDone: true, added: 0 });
      expect(await store.unfinishedUploads()).toEqual([]);

      await store.confirmUpload(SHOP, { uploadId, actorId: STAFF });
      await store.confirmUpload(SHOP, { uploadId, actorId: STAFF });
      expect(await store.unfinishedUploads()).toEqual([{ shopId: SHOP, uploadId, isConfirmed: true }]);
      await store.addStock(SHOP, 'DIRT', ['c'], STAFF);
      expect(await store.addUploaded(uploadId, 2)).toEqual({
        isDone: false,
        added: 1,
        duplicates: 1,
        free: 3,
      });
      expect(await store.verify()).toEqual([]);
      // Another process goes on where this one left off.
      const other = await under().another();
      expect(await other.addUploaded(uploadId, 2)).toEqual({
        isDone: true,
        added: 2,
        duplicates: 1,
        free: 4,
      });
      expect(await store.verify()).toEqual([]);
      expect(await store.unfinishedUploads()).toEqual([]);
      expect(await under().dump()).not.toMatch(/^(stock_uploads|staged_items)/m);
      await store.quote(SHOP, quoteRequest(under(), { quantity: 4 }));
      const { order } = await store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
      expect((await store.orderGoods(SHOP, ANN, order.id)).items).toEqual(['a', 'c', 'b', 'd']);
    });

    it('belong to their maker and their shop, and end', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: [] });
      const uploadId = await begin();
      await store.stageLines(uploadId, lines('x'));
      const confirm = (shopId: string, actorId: string) => () =>
        store.confirmUpload(shopId, { uploadId, actorId });
      await expectRefusal(under(), confirm(SHOP, ANN), { code: 'upload_foreign', data: {} });
      await expectRefusal(under(), confirm(OTHER_SHOP, STAFF), { code: 'upload_unknown', data: {} });
      await clock.advance(LIFE_MS);
      await expectRefusal(under(), confirm(SHOP, STAFF), { code: 'upload_unknown', data: {} });
      await expectRefusal(under(), () => begin('NONE'), { code: 'product_unknown', data: { code: 'NONE' } });
    });

    it('are deleted by pieces when they were taken back or have expired', async () => {
      const { store, clock } = under();
      await stockedShop(under(), { items: [] });
      const [dropped, expired] = [await begin(), await begin()];
      await store.stageLines(dropped, lines('a', 'b', 'c'));
      await store.stageLines(expired, lines('a'));
      expect(await store.sweepUpload(dropped, 10)).toBe(false);
      await store.dropUpload(SHOP, { uploadId: dropped, actorId: STAFF });
      const again = () => store.dropUpload(SHOP, { uploadId: dropped, actorId: STAFF });
      await expectRefusal(under(), again, { code: 'upload_unknown', data: {} });
      await expectRefusal(under(), () => store.stageLines(dropped, lines('z')), {
        code: 'upload_unknown',
        data: {},
      });
      expect(await store.unfinishedUploads()).toEqual([
        { shopId: SHOP, uploadId: dropped, isConfirmed: false },
      ]);
      expect(await store.sweepUpload(dropped, 2)).toBe(true);
      expect(await store.sweepUpload(dropped, 2)).toBe(false);
      await clock.advance(LIFE_MS);
      expect(await store.sweepUpload(expired, 2)).toBe(false);
      expect(await under().dump()).not.toMatch(/^(stock_uploads|staged_items)/m);
      expect(await free()).toBe(0);
    });

    it('bring nothing to a product that was removed meanwhile', async () => {
      const { store } = under();
      await stockedShop(under(), { items: [] });
      const [first, second] = [await begin(), await begin()];
      await store.stageLines(first, lines('a'));
      await store.stageLines(second, lines('b'));
      await store.confirmUpload(SHOP, { uploadId: first, actorId: STAFF });
      await store.removeProduct(SHOP, 'DIRT', STAFF);
      expect(await store.addUploaded(first, 10)).toMatchObject({ isDone: true, added: 0 });
      const confirm = () => store.confirmUpload(SHOP, { uploadId: second, actorId: STAFF });
      await expectRefusal(under(), confirm, { code: 'product_unknown', data: { code: 'DIRT' } });
      expect(await store.sweepUpload(first, 10)).toBe(false);
      expect(await store.verify()).toEqual([]);
    });
  });

  describe('single items', () => {
    const under = eachWithShop(open);
    const sold = async () => {
      await stockedShop(under(), { items: ['s3cret-a', 's3cret-b', 's3cret-c'] });
      await under().store.addProduct(SHOP, { code: 'MUD', name: 'Mud', priceWl: 1 }, STAFF);
      await under().store.quote(SHOP, quoteRequest(under()));
      await under().store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
    };

    it('are listed by page, the newest first, without their contents', async () => {
      await sold();
      const { store, clock } = under();
      const { items, total } = await store.stockItems(SHOP, 'dirt', FIRST_PAGE);
      const item = { addedAtMs: clock.now(), addedBy: STAFF };
      expect(items).toEqual([
        { id: 3, status: 'free', orderId: undefined, ...item },
        { id: 2, status: 'free', orderId: undefined, ...item },
        { id: 1, status: 'sold', orderId: 1, ...item },
      ]);
      expect(total).toBe(3);
      const second = await store.stockItems(SHOP, 'DIRT', { offset: 2, limit: 2 });
      expect(second.items.map(({ id }) => id)).toEqual([1]);
    });

    it('are shown when somebody asks, which is recorded without the contents', async () => {
      await sold();
      const { store } = under();
      expect(await store.showItems(SHOP, [1, 3], STAFF)).toEqual([
        { id: 1, code: 'DIRT', content: 's3cret-a' },
        { id: 3, code: 'DIRT', content: 's3cret-c' },
      ]);
      const acts = (await under().dump()).split('\n').filter((row) => row.startsWith('audit '));
      expect(acts.at(-1)).toMatch(/stock\.show.*DIRT.*1,3/);
      expect(acts.join()).not.toContain('s3cret');
      await store.ensureShop(OTHER_SHOP);
      await expectRefusal(under(), () => store.showItems(OTHER_SHOP, [1], STAFF), {
        code: 'item_unknown',
        data: { item: 1 },
      });
    });

    it('are voided, all or none, and their contents may come again', async () => {
      await sold();
      const { store } = under();
      const act = { reason: 'wrong', actorId: STAFF };
      await expectRefusal(under(), () => store.voidItems(SHOP, [2, 1], act), {
        code: 'item_not_free',
        data: { item: 1, status: 'sold' },
      });
      await expectRefusal(under(), () => store.voidItems(SHOP, [2, 99], act), {
        code: 'item_unknown',
        data: { item: 99 },
      });
      await expectRefusal(under(), () => store.voidItems(SHOP, [2], { ...act, reason: ' ' }), {
        code: 'reason_missing',
        data: {},
      });
      expect(await store.voidItems(SHOP, [2, 3], act)).toEqual({ voided: 2 });
      expect((await store.product(SHOP, 'DIRT')).free).toBe(0);
      expect(await store.addStock(SHOP, 'DIRT', ['s3cret-a', 's3cret-b'], STAFF)).toMatchObject({ added: 1 });
      expect(await store.verify()).toEqual([]);
    });

    it('are moved to another product, all or none', async () => {
      await sold();
      const { store } = under();
      const act = { code: 'mud', actorId: STAFF };
      await expectRefusal(under(), () => store.moveItems(SHOP, [2, 1], act), {
        code: 'item_not_free',
        data: { item: 1, status: 'sold' },
      });
      await expectRefusal(under(), () => store.moveItems(SHOP, [2], { ...act, code: 'NONE' }), {
        code: 'product_unknown',
        data: { code: 'NONE' },
      });
      expect(await store.moveItems(SHOP, [2], act)).toEqual({ moved: 1, free: 1 });
      expect(await store.moveItems(SHOP, [2], act)).toEqual({ moved: 0, free: 1 });
      expect((await store.product(SHOP, 'DIRT')).free).toBe(1);
      expect(await store.verify()).toEqual([]);
      await store.quote(SHOP, quoteRequest(under(), { code: 'MUD', nonce: 'nonce-2' }));
      const { order } = await store.purchase(SHOP, { userId: ANN, nonce: 'nonce-2' });
      expect((await store.orderGoods(SHOP, ANN, order.id)).items).toEqual(['s3cret-b']);
    });
  });
}
