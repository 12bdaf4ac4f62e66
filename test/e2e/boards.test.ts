import { expect, it, vi } from 'vitest';
import { startBotProcess } from '../support/bot-process.ts';
import { customIds, startShop, type TestShop, textOf } from '../support/start-shop.ts';

const SEND_MESSAGES = 1n << 11n;
const PIN_MESSAGES = 1n << 51n;
const MESSAGES = '/channels/:id/messages';
const MESSAGE = '/channels/:id/messages/:id';

/** What everybody sees in a channel. */
async function shown(shop: TestShop, channelId: string) {
  const messages = await shop.control.view({ userId: shop.ownerId, channelId });
  return messages.filter(({ ephemeralFor }) => ephemeralFor === undefined);
}
async function boardsIn(shop: TestShop, channelId: string) {
  return (await shown(shop, channelId)).filter((message) => customIds(message).includes('ls1:buy'));
}
const isPinned = async (shop: TestShop, channelId: string) =>
  (await boardsIn(shop, channelId)).map((board) => (board as { pinned?: boolean }).pinned);

async function deny(shop: TestShop, channelId: string, permissions: bigint) {
  const targetId = shop.sandbox.botUserId;
  await shop.control.setPermissions({
    channelId,
    targetId,
    kind: 'member',
    allow: '0',
    deny: String(permissions),
  });
}
async function channel(shop: TestShop, name: string) {
  return (await shop.control.createChannel({ guildId: shop.guildId, name })).id;
}

it('stands in several channels, each in its language, is pinned, moved, redrawn and deleted by command', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  const second = await channel(shop, 'toko');
  const third = await channel(shop, 'third');
  const created = await shop.owner('board create', { channel: second, language: 'id', pin: true });
  expect(created).toMatch(
    new RegExp(`The board is in <#${second}>.*language id · 📌 pinned · up to date`, 's'),
  );
  expect(textOf((await shown(shop, second))[0])).toContain('stok 2');
  // No "… pinned a message" stands beside it.
  expect(await shown(shop, second)).toHaveLength(1);
  expect(await isPinned(shop, second)).toEqual([true]);

  const list = await shop.owner('board list');
  expect(list).toContain(`<#${shop.channelId}>`);
  expect(list).toMatch(
    new RegExp(`\\[message\\]\\(https://discord.com/channels/${shop.guildId}/${second}/\\d+\\)`),
  );
  const focus = { name: 'board move', options: { board: '#tok', channel: third }, focused: 'board' };
  const at = { userId: shop.ownerId, channelId: third };
  expect(await shop.control.autocomplete({ ...at, ...focus })).toEqual([{ name: '#toko', value: second }]);

  const inThird = (name: string, options = {}) =>
    shop.control.command({ ...at, name, options }).then((outcome) =>
      vi.waitFor(async () => {
        const all = await shop.control.view(at);
        const answer = all.find(({ id }) => id === outcome.message?.id);
        if (!answer || answer.loading) throw new Error('not answered yet');
        return textOf(answer);
      }, 8000),
    );
  expect(await inThird('board delete')).toContain('say which one with the option board');
  expect(await shop.owner('board move', { channel: shop.channelId, board: second })).toContain(
    'has a board already',
  );
  expect(await shop.owner('board delete', { board: third })).toContain('no such board');
  await deny(shop, third, SEND_MESSAGES);
  const impossible = await shop.owner('board move', { channel: third, board: second });
  expect(impossible).toMatch(/give the bot \*\*Send Messages\*\* there/);
  expect(await boardsIn(shop, second)).toHaveLength(1);
  await deny(shop, third, 0n);

  expect(await shop.owner('board move', { channel: third, board: second })).toContain(`to <#${third}>`);
  expect(await shown(shop, second)).toEqual([]);
  expect(await isPinned(shop, third)).toEqual([true]);
  expect(textOf((await shown(shop, third)).find((message) => customIds(message).length > 0))).toContain(
    'stok 2',
  );
  await shop.product('PEAR', { price: 5, stock: 1 });
  await vi.waitFor(async () => expect(textOf((await boardsIn(shop, third))[0])).toContain('PEAR'), 8000);

  const edits = async () => (await shop.control.requests({ method: 'PATCH', route: MESSAGE })).length;
  const before = await edits();
  expect(await shop.owner('board refresh')).toContain('was drawn anew');
  expect(await edits()).toBeGreaterThan(before);
  expect(await shop.owner('board create', { channel: third, pin: false, language: 'auto' })).toContain(
    'language auto',
  );
  await vi.waitFor(async () => expect(await isPinned(shop, third)).toEqual([false]), 8000);

  for (const path of ['create', 'move', 'delete', 'refresh', 'list']) {
    const options: Record<string, string> = path === 'move' ? { channel: second } : {};
    const asked = { userId: shop.userId('alex'), channelId: shop.channelId, name: `board ${path}`, options };
    const refused = await shop.finalText('alex', await shop.control.command(asked));
    expect(refused, path).toContain('Only the shop’s owners');
  }
  expect(await inThird('board delete')).toContain(`no board in <#${third}> any more`);
  expect(await boardsIn(shop, third)).toEqual([]);
  expect(await boardsIn(shop, shop.channelId)).toHaveLength(1);
  await shop.stop();
  await shop.start();
  expect(await boardsIn(shop, third)).toEqual([]);
}, 60_000);

it('works without its pin, tells why, and pins itself once it may; goes elsewhere when its channel vanishes', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  const other = await channel(shop, 'other');
  await deny(shop, other, PIN_MESSAGES);
  const created = await shop.owner('board create', { channel: other, pin: true });
  expect(created).toContain('Not pinned: the bot needs **Pin Messages** in that channel');
  expect(await isPinned(shop, other)).toEqual([false]);
  const told = async () =>
    (await shop.control.view({ userId: shop.ownerId, channelId: `dm:${shop.ownerId}` }))
      .map(textOf)
      .join('\n');
  await vi.waitFor(async () => expect(await told()).toContain('is not pinned'), 15_000);
  await deny(shop, other, 0n);
  await vi.waitFor(async () => expect(await isPinned(shop, other)).toEqual([true]), 8000);
  await vi.waitFor(async () => expect(await shown(shop, other)).toHaveLength(1), 8000);

  const refuge = await channel(shop, 'refuge');
  await shop.control.deleteChannel({ channelId: other });
  await shop.owner('product edit', { code: 'APPLE', price: 111 });
  await vi.waitFor(
    async () => expect(await shop.owner('board list')).toContain('The channel is gone'),
    15_000,
  );
  expect(await shop.owner('board move', { board: other, channel: refuge })).toContain(`to <#${refuge}>`);
  expect(textOf((await boardsIn(shop, refuge))[0])).toContain('1 DL 11 WL');
  expect(await shop.owner('board list')).not.toContain(other);
}, 60_000);

it.each([
  ['before the new one is known', { method: 'POST', route: MESSAGES }],
  ['before the old one is deleted', { method: 'DELETE', route: MESSAGE }],
])(
  'has one board in the new channel and none in the old after kill -9 in a move, %s',
  async (_, request) => {
    await using shop = await startShop({ startBot: false });
    await using bot = await startBotProcess(shop.env);
    await bot.ready();
    await shop.product('APPLE', { price: 100, stock: 2 });
    await shop.boardShows((text) => expect(text).toContain('2 in stock'));
    const to = await channel(shop, 'new');
    const kind = request.method === 'POST' ? 'answer_lost' : 'blackhole';
    const fault = await shop.control.addFault({ on: 'rest', ...request, effect: { kind } });
    const at = { userId: shop.ownerId, channelId: shop.channelId };
    await shop.control.command({ ...at, name: 'board move', options: { channel: to } });
    await vi.waitFor(async () => expect((await shop.control.faults())[0]?.hits).toBeGreaterThan(0), {
      timeout: 10_000,
      interval: 2,
    });
    bot.kill('SIGKILL');
    await bot.exited;
    await shop.control.removeFault(fault);
    await using again = await startBotProcess({ ...shop.env, BOARD_CHANNEL_ID: '' });
    await again.ready();
    await shop.owner('product edit', { code: 'APPLE', price: 111 });
    await vi.waitFor(
      async () => {
        expect((await boardsIn(shop, to)).map(textOf)).toEqual([expect.stringContaining('1 DL 11 WL')]);
        expect(await boardsIn(shop, shop.channelId)).toEqual([]);
      },
      { timeout: 15_000, interval: 50 },
    );
  },
  60_000,
);
