import { expect, it, vi } from 'vitest';
import { startShop, textOf } from '../support/start-shop.ts';

const CHANNEL_MESSAGE = '/channels/:id/messages/:id';
const CHANNEL_MESSAGES = '/channels/:id/messages';

it('comes back after somebody deletes it, once', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  const first = await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  await shop.control.deleteMessage({ channelId: shop.channelId, messageId: first.id });
  const second = await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  expect(second.id).not.toBe(first.id);
  const balance = await shop.click('alex', second.id, 'ls1:balance');
  expect(balance.state).toBe('answered');
});

it('comes back after a deletion that nobody told, at the next change', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  const first = await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  await shop.control.addFault({
    on: 'gateway',
    effect: { kind: 'late_dispatch', ms: 60_000, event: 'MESSAGE_DELETE' },
  });
  await shop.control.deleteMessage({ channelId: shop.channelId, messageId: first.id });
  await shop.owner('product edit', { code: 'APPLE', price: 111 });
  await shop.boardShows((text) => expect(text).toContain('1 DL 11 WL'));
});

it('is not edited when nothing changed', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  const edits = async () => (await shop.control.requests({ method: 'PATCH', route: CHANNEL_MESSAGE })).length;
  const before = await edits();
  expect(await shop.owner('stock-add', { code: 'APPLE', text: 'APPLE-1\nAPPLE-2' })).toContain('No new item');
  await shop.stop();
  await shop.start();
  await shop.boardShows((text) => expect(text).not.toContain('Restarting'));
  // One edit said "restarting", one took it back; the repeated stock made none.
  expect(await edits()).toBe(before + 2);
});

it('makes few edits of many changes and ends with the last one, with no 429', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 1 });
  await shop.boardShows((text) => expect(text).toContain('1 in stock'));
  const before = (await shop.control.requests({ route: CHANNEL_MESSAGE })).length;
  for (let price = 101; price <= 140; price++) await shop.owner('product edit', { code: 'APPLE', price });
  await shop.boardShows((text) => expect(text).toContain('1 DL 40 WL'));
  const requests = await shop.control.requests({ limit: 500 });
  const edits = requests.filter(({ route, method }) => route === CHANNEL_MESSAGE && method === 'PATCH');
  expect(edits.length - before).toBeLessThan(12);
  expect(requests.filter(({ status }) => status === 429)).toEqual([]);
});

it('stays one message with the right content when Discord’s answers get lost', async () => {
  await using shop = await startShop({ startBot: false });
  await shop.control.addFault({
    on: 'rest',
    method: 'POST',
    route: CHANNEL_MESSAGES,
    effect: { kind: 'answer_lost' },
    count: 1,
  });
  await shop.start();
  await shop.boardShows((text) => expect(text).toContain('Nothing is on sale'));
  await shop.control.addFault({
    on: 'rest',
    method: 'PATCH',
    route: CHANNEL_MESSAGE,
    effect: { kind: 'answer_lost' },
    count: 2,
  });
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  expect(await shop.boards()).toHaveLength(1);
});

it('recovers by itself after edits failed with 500s, and says meanwhile since when it is behind', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  const fault = await shop.control.addFault({
    on: 'rest',
    method: 'PATCH',
    route: CHANNEL_MESSAGE,
    effect: { kind: 'status', status: 500 },
  });
  await shop.owner('product edit', { code: 'APPLE', price: 222 });
  const status = async () =>
    (await (await fetch(`${shop.app.httpUrl}/status`)).json()) as {
      boards: { dirtySinceMs?: number; problem?: string }[];
    };
  await vi.waitFor(async () => expect((await status()).boards[0]).toMatchObject({ problem: 'retryable' }), {
    timeout: 8000,
  });
  expect((await status()).boards[0]?.dirtySinceMs).toBeGreaterThan(0);
  await shop.control.removeFault(fault);
  await shop.boardShows((text) => expect(text).toContain('2 DL 22 WL'));
  await vi.waitFor(async () => expect((await status()).boards[0]).not.toHaveProperty('dirtySinceMs'), 10_000);
});

it('keeps to three edits in six seconds on a message older than an hour', async () => {
  const startAtMs = Date.now() - 2 * 60 * 60_000;
  await using shop = await startShop({ sandbox: { startAtMs } });
  await shop.boardShows((text) => expect(text).toContain('Nothing is on sale'));
  await shop.control.advanceClock({ ms: 2 * 60 * 60_000 });
  const answers: number[] = [];
  shop.sandbox.onExchange(({ method, route, status }) => {
    if (method === 'PATCH' && route === '/channels/{channel_id}/messages/{message_id}') answers.push(status);
  });
  await shop.product('APPLE', { price: 100, stock: 1 });
  for (let price = 101; answers.length < 4; price++) {
    await shop.owner('product edit', { code: 'APPLE', price });
  }
  expect(new Set(answers)).toEqual(new Set([200]));
});

it('says why it cannot stand in a channel, and leaves nothing half done', async () => {
  await using shop = await startShop();
  const { id } = await shop.control.createChannel({ guildId: shop.guildId, name: 'locked' });
  const deny = String(1 << 11);
  const botId = shop.sandbox.botUserId;
  await shop.control.setPermissions({ channelId: id, targetId: botId, kind: 'member', allow: '0', deny });
  expect(await shop.owner('board create', { channel: id })).toContain('Send Messages');
  const status = (await (await fetch(`${shop.app.httpUrl}/status`)).json()) as { boards: unknown[] };
  expect(status.boards).toHaveLength(1);
  await shop.control.setPermissions({
    channelId: id,
    targetId: botId,
    kind: 'member',
    allow: '0',
    deny: '0',
  });
  expect(await shop.owner('board create', { channel: id })).toContain(`The board is in <#${id}>`);
  const there = await shop.control.view({ userId: shop.ownerId, channelId: id });
  expect(there.map((message) => textOf(message)).join()).toContain('Growtopia Shop Status');
});
