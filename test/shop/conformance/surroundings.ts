import { describe, expect, it } from 'vitest';
import {
  ANN,
  credit,
  eachWithShop,
  expectRefusal,
  type OpenStoreUnderTest,
  quoteRequest,
  SHOP,
  STAFF,
  stockedShop,
} from './store-under-test.ts';

export function describeSurroundings(open: OpenStoreUnderTest): void {
  describe('worlds', () => {
    const under = eachWithShop(open);

    it('adds a world and replaces it by its name', async () => {
      const { store } = under();
      await store.setWorld(SHOP, { name: ' shop ', owner: 'Ann', bot: undefined }, STAFF);
      await store.setWorld(SHOP, { name: 'DEPOT', owner: undefined, bot: 'Bot1' }, STAFF);
      await store.setWorld(SHOP, { name: 'Shop', owner: undefined, bot: ' ' }, STAFF);
      expect(await store.worlds(SHOP)).toEqual([
        { name: 'DEPOT', owner: undefined, bot: 'Bot1' },
        { name: 'SHOP', owner: undefined, bot: undefined },
      ]);
    });

    it.each([
      ['name', { name: 'two words' }],
      ['name', { name: '' }],
      ['owner', { owner: 'a b' }],
      ['bot', { bot: 'x'.repeat(25) }],
    ])('refuses a wrong %s: %j', async (field, wrong) => {
      const world = { name: 'SHOP', owner: undefined, bot: undefined, ...wrong };
      await expectRefusal(under(), () => under().store.setWorld(SHOP, world, STAFF), {
        code: 'world_invalid',
        data: { field, reason: expect.any(String) },
      });
    });
  });

  describe('facts', () => {
    const under = eachWithShop(open);
    it('keeps the last value of a fact', async () => {
      const { store } = under();
      expect(await store.fact('commands')).toBeUndefined();
      await store.setFact('commands', 'a');
      await store.setFact('commands', 'b');
      expect(await store.fact('commands')).toBe('b');
    });

    it('writes a canary as often as it is asked to', async () => {
      const { store } = under();
      await store.canary();
      const before = await under().dump();
      await store.canary();
      expect(await under().dump()).not.toBe(before);
    });

    it('fails once it is closed', async () => {
      const { store } = under();
      await store[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await expect(store.canary()).rejects.toThrow(/./);
      await expect(store.shopIds()).rejects.toThrow(/./);
    });
  });

  describe('audit', () => {
    const under = eachWithShop(open);

    it('records acts of the staff with before and after, never the goods', async () => {
      const { store } = under();
      await stockedShop(under(), { items: ['s3cret'] });
      await store.quote(SHOP, quoteRequest(under()));
      await store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' });
      await credit(store, ANN, 5);
      await store.editProduct(SHOP, 'DIRT', { priceWl: 11 }, STAFF);
      await store.removeProduct(SHOP, 'DIRT', STAFF);
      await store.setWorld(SHOP, { name: 'SHOP', owner: 'Ann', bot: undefined }, STAFF);
      const rows = (await under().dump()).split('\n').filter((line) => line.startsWith('audit '));
      const acts = [
        'product.add',
        'stock.add',
        'wallet.credit',
        'wallet.credit',
        'product.edit',
        'product.remove',
        'world.set',
      ];
      expect(rows.map((row) => acts.find((act) => row.includes(act)))).toEqual(acts);
      expect(rows.every((row) => row.includes(STAFF))).toBe(true);
      expect(rows[4]).toMatch(/priceWl.*10.*priceWl.*11/);
      expect(rows.join('\n')).not.toContain('s3cret');
    });
  });
}
