import { describe, expect, it } from 'vitest';
import {
  ANN,
  credit,
  eachWithShop,
  expectRefusal,
  type OpenStoreUnderTest,
  OTHER_SHOP,
  quoteRequest,
  SHOP,
  STAFF,
  stockedShop,
} from './store-under-test.ts';

export function describeCatalogue(open: OpenStoreUnderTest): void {
  describe('catalogue', () => {
    const under = eachWithShop(open);

    it('creates a shop once and lists it', async () => {
      const { store } = under();
      await store.ensureShop(SHOP);
      await store.ensureShop(OTHER_SHOP);
      expect(await store.shopIds()).toEqual([SHOP, OTHER_SHOP]);
    });

    it('adds a product with its code in capitals and its texts trimmed', async () => {
      const { store } = under();
      const input = { code: ' dirt-1 ', name: ' Dirt ', priceWl: 5, category: '', description: ' brown ' };
      const added = await store.addProduct(SHOP, input, STAFF);
      expect(added).toMatchObject({
        code: 'DIRT-1',
        name: 'Dirt',
        priceWl: 5,
        description: 'brown',
        free: 0,
        sold: 0,
      });
      expect(added.category).toBeUndefined();
      expect(await store.product(SHOP, 'Dirt-1')).toEqual(added);
    });

    it.each([
      ['code', { code: 'no spaces' }],
      ['code', { code: '' }],
      ['code', { code: 'X'.repeat(33) }],
      ['name', { name: '  ' }],
      ['name', { name: 'two\nlines' }],
      ['name', { name: 'x'.repeat(81) }],
      ['priceWl', { priceWl: 0 }],
      ['priceWl', { priceWl: 1.5 }],
      ['priceWl', { priceWl: 1_000_000_001 }],
      ['priceWl', { priceWl: Number.NaN }],
      ['category', { category: 'x'.repeat(51) }],
      ['description', { description: 'x'.repeat(301) }],
    ])('refuses a product with a wrong %s: %j', async (field, wrong) => {
      const input = { code: 'DIRT', name: 'Dirt', priceWl: 1, ...wrong };
      await expectRefusal(under(), () => under().store.addProduct(SHOP, input, STAFF), {
        code: 'product_invalid',
        data: { field, reason: expect.any(String) },
      });
    });

    it('refuses a second product with the same code, whatever its case', async () => {
      const { store } = under();
      await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1 }, STAFF);
      const again = () => store.addProduct(SHOP, { code: 'dirt', name: 'Other', priceWl: 2 }, STAFF);
      await expectRefusal(under(), again, { code: 'product_exists', data: { code: 'DIRT' } });
    });

    it('keeps the products of shops apart', async () => {
      const { store } = under();
      await store.ensureShop(OTHER_SHOP);
      await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1 }, STAFF);
      await store.addProduct(OTHER_SHOP, { code: 'DIRT', name: 'Their dirt', priceWl: 2 }, STAFF);
      await store.addStock(SHOP, 'DIRT', ['a'], STAFF);
      expect(await store.addStock(OTHER_SHOP, 'DIRT', ['a'], STAFF)).toMatchObject({
        added: 1,
        duplicates: [],
      });
      expect((await store.catalogue(SHOP)).products).toMatchObject([{ name: 'Dirt', free: 1 }]);
    });

    it('lists products by category and name without regard to case, the uncategorised last', async () => {
      const { store } = under();
      const inputs = [
        { code: 'A', name: 'zebra' },
        { code: 'B', name: 'Yak' },
        { code: 'C', name: 'apple', category: 'seeds' },
        { code: 'D', name: 'Brick', category: 'Blocks' },
        { code: 'E', name: 'anvil', category: 'Blocks' },
      ];
      for (const input of inputs) await store.addProduct(SHOP, { priceWl: 1, ...input }, STAFF);
      const { products } = await store.catalogue(SHOP);
      expect(products.map(({ code }) => code).join('')).toBe('EDCBA');
    });

    it('edits what is given and takes away what is empty', async () => {
      const { store } = under();
      await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1, category: 'Blocks' }, STAFF);
      const edited = await store.editProduct(SHOP, 'dirt', { priceWl: 7, category: '' }, STAFF);
      expect(edited).toMatchObject({ name: 'Dirt', priceWl: 7, category: undefined });
      expect(await store.product(SHOP, 'DIRT')).toEqual(edited);
    });

    it('refuses a wrong or unknown edit', async () => {
      const { store } = under();
      await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1 }, STAFF);
      await expectRefusal(under(), () => store.editProduct(SHOP, 'DIRT', { priceWl: -1 }, STAFF), {
        code: 'product_invalid',
        data: { field: 'priceWl', reason: '(1–1,000,000,000 WL)' },
      });
      await expectRefusal(under(), () => store.editProduct(SHOP, 'nope', { priceWl: 1 }, STAFF), {
        code: 'product_unknown',
        data: { code: 'nope' },
      });
    });

    it('counts the revision up with every change of the board, and with nothing else', async () => {
      const { store, clock } = under();
      const revisions = [(await store.catalogue(SHOP)).revision];
      const after = async (change: () => Promise<unknown>) => {
        await clock.advance(1_000);
        await change();
        revisions.push((await store.catalogue(SHOP)).revision);
      };
      await after(() => store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1 }, STAFF));
      await after(() => store.addStock(SHOP, 'DIRT', ['a', 'b'], STAFF));
      await after(() => store.editProduct(SHOP, 'DIRT', { name: 'Mud' }, STAFF));
      await store.register(SHOP, ANN, 'Ann');
      await credit(store, ANN, 10);
      await store.quote(SHOP, quoteRequest(under()));
      await after(() => store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' }));
      const changedAtMs = clock.now();
      await after(() => store.editProduct(SHOP, 'DIRT', { name: 'Mud' }, STAFF));
      await after(() => store.addStock(SHOP, 'DIRT', ['a'], STAFF));
      await after(() => store.setWorld(SHOP, { name: 'SHOP', owner: undefined, bot: undefined }, STAFF));
      expect(revisions).toEqual([0, 1, 2, 3, 4, 4, 4, 4]);
      expect((await store.catalogue(SHOP)).changedAtMs).toBe(changedAtMs);
    });

    it('removes a product, voids its free items, keeps its orders and frees its code', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b', 'c'] });
      await store.quote(SHOP, quoteRequest(under()));
      const { order } = await store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
      expect(await store.removeProduct(SHOP, 'dirt', STAFF)).toMatchObject({
        product: { code: 'DIRT' },
        voidedItems: 2,
      });
      expect((await store.catalogue(SHOP)).products).toEqual([]);
      expect((await store.orderGoods(SHOP, ANN, order.id)).items).toEqual(['a']);
      await store.addProduct(SHOP, { code: 'DIRT', name: 'New dirt', priceWl: 1 }, STAFF);
      expect(await store.addStock(SHOP, 'DIRT', ['a', 'b', 'c'], STAFF)).toEqual({
        added: 2,
        duplicates: [1],
        free: 2,
      });
      expect(await store.verify()).toEqual([]);
    });

    it('refuses to remove what is not there', async () => {
      await expectRefusal(under(), () => under().store.removeProduct(SHOP, 'DIRT', STAFF), {
        code: 'product_unknown',
        data: { code: 'DIRT' },
      });
    });
  });

  describe('stock', () => {
    const under = eachWithShop(open);

    it('adds items in order, trims them and skips blank lines', async () => {
      const { store } = under();
      await stockedShop(under(), { items: [' first \r', '', '   ', 'second'] });
      await store.quote(SHOP, quoteRequest(under(), { quantity: 2 }));
      const { order } = await store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
      expect((await store.orderGoods(SHOP, ANN, order.id)).items).toEqual(['first', 'second']);
    });

    it('leaves out what the shop has, sold items too, and says where it stood', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['a', 'b'] });
      await store.addProduct(SHOP, { code: 'MUD', name: 'Mud', priceWl: 1 }, STAFF);
      await store.quote(SHOP, quoteRequest(under()));
      await store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
      const added = await store.addStock(SHOP, 'mud', ['new', 'a', '', 'b', 'new', 'newer'], STAFF);
      expect(added).toEqual({ added: 2, duplicates: [2, 4, 5], free: 2 });
    });

    it.each([[[]], [['', '  ']]])('refuses to add nothing: %j', async (contents) => {
      const { store } = under();
      await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1 }, STAFF);
      const add = () => store.addStock(SHOP, 'DIRT', contents, STAFF);
      await expectRefusal(under(), add, { code: 'stock_empty', data: {} });
    });

    it('refuses too many lines and a line that is too long', async () => {
      const { store } = under();
      await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1 }, STAFF);
      for (const contents of [['ok', 'x'.repeat(1_001)], Array.from({ length: 10_001 }, () => 'x')]) {
        const add = () => store.addStock(SHOP, 'DIRT', contents, STAFF);
        const data = { maxLines: 10_000, maxLineLength: 1_000 };
        await expectRefusal(under(), add, { code: 'stock_too_large', data });
      }
    });

    it('refuses stock for an unknown product', async () => {
      await expectRefusal(under(), () => under().store.addStock(SHOP, 'DIRT', ['a'], STAFF), {
        code: 'product_unknown',
        data: { code: 'DIRT' },
      });
    });
  });
}
