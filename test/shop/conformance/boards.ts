import { describe, expect, it } from 'vitest';
import {
  eachWithShop,
  expectRefusal,
  type OpenStoreUnderTest,
  OTHER_SHOP,
  SHOP,
  STAFF,
} from './store-under-test.ts';

const placed = {
  shopId: SHOP,
  channelId: '77',
  nonce: 'n1',
  messageId: undefined,
  contentHash: undefined,
  language: 'auto',
  isPinned: false,
} as const;

export function describeBoards(open: OpenStoreUnderTest): void {
  describe('boards', () => {
    const under = eachWithShop(open);
    const place = (wish = {}) =>
      under().store.placeBoard(SHOP, { channelId: '77', nonce: 'n1', ...wish }, STAFF);
    const posted = { ...placed, messageId: '88', contentHash: 'h' };
    const acts = async () => {
      const rows = (await under().dump()).split('\n').filter((row) => row.startsWith('audit '));
      return rows.map((row) => /board\.\w+/.exec(row)?.[0]);
    };

    it('stand once a channel, and change as wished; what is not wished stays', async () => {
      const { store } = under();
      expect(await place()).toEqual(placed);
      await store.saveBoard(posted);
      await place({ nonce: 'n2' });
      expect(await store.boards()).toEqual([posted]);
      expect(await place({ nonce: 'n3', language: 'id' })).toEqual({ ...posted, language: 'id' });
      await place({ isPinned: true });
      // What is known of the message says nothing of how the board should be.
      await store.saveBoard({ ...posted, contentHash: 'i' });
      const changed = { ...posted, contentHash: 'i', language: 'id', isPinned: true };
      expect(await store.boards()).toEqual([changed]);
      expect(await acts()).toEqual(['board.create', 'board.edit', 'board.edit']);
      await place({ channelId: '78' });
      expect(await store.boards()).toEqual([changed, { ...placed, channelId: '78' }]);
    });

    it('move with their looks and leave their message to be deleted', async () => {
      const { store } = under();
      await place({ language: 'en', isPinned: true });
      await store.saveBoard(posted);
      const moved = await store.moveBoard(SHOP, { from: '77', to: '78', nonce: 'n2' }, STAFF);
      expect(moved).toEqual({ ...placed, channelId: '78', nonce: 'n2', language: 'en', isPinned: true });
      expect(await store.boards()).toEqual([moved]);
      const leftover = { shopId: SHOP, channelId: '77', messageId: '88' };
      expect(await store.boardLeftovers()).toEqual([leftover]);
      await store.forgetLeftover({ ...leftover, messageId: '89' });
      expect(await store.boardLeftovers()).toEqual([leftover]);
      await store.forgetLeftover(leftover);
      expect(await store.boardLeftovers()).toEqual([]);
      expect(await acts()).toEqual(['board.create', 'board.move']);
    });

    it('take over a message that still stands where they come back', async () => {
      const { store } = under();
      await place();
      await store.saveBoard(posted);
      await store.moveBoard(SHOP, { from: '77', to: '78', nonce: 'n2' }, STAFF);
      const back = await store.moveBoard(SHOP, { from: '78', to: '77', nonce: 'n3' }, STAFF);
      expect(back).toMatchObject({ channelId: '77', messageId: '88', contentHash: undefined });
      expect(await store.boardLeftovers()).toEqual([]);
      await store.deleteBoard(SHOP, '77', STAFF);
      expect(await store.boards()).toEqual([]);
      expect(await place({ nonce: 'n4' })).toMatchObject({ messageId: '88' });
      expect(await store.boardLeftovers()).toEqual([]);
    });

    it('are refused where there is none, one already, or another shop', async () => {
      const { store } = under();
      await store.ensureShop(OTHER_SHOP);
      await place();
      await place({ channelId: '78' });
      const unknown = { code: 'board_unknown', data: {} } as const;
      const move = (shopId: string, from: string, to: string) => () =>
        store.moveBoard(shopId, { from, to, nonce: 'n' }, STAFF);
      await expectRefusal(under(), move(SHOP, '79', '80'), unknown);
      await expectRefusal(under(), move(OTHER_SHOP, '77', '80'), unknown);
      await expectRefusal(under(), move(SHOP, '77', '78'), {
        code: 'board_exists',
        data: { channelId: '78' },
      });
      await expectRefusal(under(), () => store.deleteBoard(OTHER_SHOP, '77', STAFF), unknown);
      await expectRefusal(under(), () => store.deleteBoard(SHOP, '79', STAFF), unknown);
      const foreign = { channelId: '77', nonce: 'n' };
      await expectRefusal(under(), () => store.placeBoard(OTHER_SHOP, foreign, STAFF), unknown);
    });
  });
}
