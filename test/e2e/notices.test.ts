import { expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '../../src/runtime/clock.ts';
import { impatientClock } from '../support/impatient-clock.ts';
import { startShop, type TestShop } from '../support/start-shop.ts';

const VIEW_CHANNEL = 1n << 10n;
const EMBED_LINKS = 1n << 14n;

const deny = (shop: TestShop, permissions: bigint) =>
  shop.control.setPermissions({
    channelId: shop.channelId,
    targetId: shop.sandbox.botUserId,
    kind: 'member',
    allow: '0',
    deny: String(permissions),
  });
const contents = async (shop: TestShop, channelId: string) =>
  (await shop.control.view({ userId: shop.ownerId, channelId })).map(({ content }) => content);
const waitFor = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 50 });

it.concurrent('tells the owner what a board lacks and how to mend it, and when it is over', async () => {
  await using shop = await startShop({ startBot: false });
  await shop.start({}, impatientClock);
  const ownerDm = `dm:${shop.ownerId}`;
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  await deny(shop, VIEW_CHANNEL | EMBED_LINKS);
  await shop.product('PEAR', { price: 100, stock: 1 });
  await waitFor(async () => {
    const told = await contents(shop, ownerDm);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`<#${shop.channelId}> is not kept up to date`);
    expect(told[0]).toContain('**View Channel**');
    expect(told[0]).toContain('**Embed Links**');
    expect(told[0]).not.toContain('**Send Messages**');
  });
  await deny(shop, 0n);
  await waitFor(async () => {
    const told = await contents(shop, ownerDm);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('✅ Over after');
  });
}, 40_000);

it.concurrent('tells in the notice channel that deliveries are stuck, without the goods', async () => {
  let aheadMs = 0;
  const clock: Clock = { ...impatientClock, now: () => systemClock.now() + aheadMs };
  await using shop = await startShop({ startBot: false });
  await shop.start({}, clock);
  const { id: staffChannel } = await shop.control.createChannel({ guildId: shop.guildId, name: 'staff' });
  const bound = { key: 'notice_channel_id', value: staffChannel };
  expect(await shop.owner('config set', bound)).toContain(staffChannel);
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  const { id } = await shop.control.addFault({
    on: 'rest',
    method: 'POST',
    route: '/users/@me/channels',
    effect: { kind: 'status', status: 500 },
  });
  const answer = await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
  expect(answer).toContain('The goods are on their way');
  aheadMs = 11 * 60_000;
  await waitFor(async () => {
    const told = await contents(shop, staffChannel);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Deliveries are stuck');
    expect(told[0]).not.toContain('APPLE');
  });
  await shop.control.removeFault({ id });
  aheadMs += 11 * 60_000;
  await waitFor(async () => expect((await contents(shop, staffChannel))[0]).toContain('✅ Over after'));
  expect(await shop.goodsOf('alex')).toEqual(['APPLE-1']);
}, 60_000);
