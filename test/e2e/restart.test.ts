import { expect, it, vi } from 'vitest';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { startOtlpReceiver } from '../support/otlp-receiver.ts';
import { customIds, startShop, type TestShop, textOf } from '../support/start-shop.ts';

/** As Discord names what the bot asks for. */
const BOARD_ID = 'ls1:buy';

async function asked(shop: TestShop, name = 'owner') {
  const outcome = await shop.control.command({
    userId: shop.userId(name),
    channelId: shop.channelId,
    name: 'restart',
  });
  return outcome.message;
}

function confirmId(message: { components?: unknown } | undefined): string {
  const id = customIds(message as never).find((custom) => custom.startsWith('ls1:restart-confirm:'));
  if (!id) throw new Error(`no confirm button in ${JSON.stringify(message)}`);
  return id;
}

/** Waits until the message says what the check wants; gives every text that was seen on the way. */
async function told(shop: TestShop, messageId: string, pattern: RegExp): Promise<string[]> {
  const seen: string[] = [];
  await vi.waitFor(
    async () => {
      const view = await shop.control.view({ userId: shop.ownerId, channelId: shop.channelId });
      const text = textOf(view.find(({ id }) => id === messageId));
      if (seen.at(-1) !== text) seen.push(text);
      expect(text).toMatch(pattern);
    },
    { timeout: 15_000, interval: 20 },
  );
  return seen;
}

async function startedAgain(bot: BotProcess): Promise<void> {
  await vi.waitFor(
    async () => {
      expect(bot.child.exitCode, bot.output()).toBeNull();
      const metrics = await (await fetch(`${bot.httpUrl}/metrics`)).text();
      expect(metrics).toMatch(/^livestock_restarts_total\{reason="command"\} 1$/m);
    },
    { timeout: 15_000, interval: 50 },
  );
  await bot.ready();
}

it('restarts on /restart under 50 purchases: same process, same board, nothing lost or doubled', async () => {
  const buyers = Array.from({ length: 50 }, (_, index) => `buyer${index}`);
  // Discord opens few DMs at once, which would only make the end of this slower.
  const limits = { buckets: { 'POST /users/@me/channels': { limit: 1000, windowMs: 1000 } } };
  await using shop = await startShop({ startBot: false, people: buyers, sandbox: { limits } });
  await using bot = await startBotProcess(shop.env);
  await bot.ready();
  await shop.product('APPLE', { price: 10, stock: 60 });
  for (const name of buyers) await shop.fund(name, 100);
  const board = await shop.boardShows((text) => expect(text).toContain('60 in stock'));
  const confirms = await Promise.all(buyers.map((name) => shop.toConfirm(name, 'APPLE', 1)));
  const message = await asked(shop);
  expect(textOf(message)).toContain('restart the shop?');

  const clicks = buyers.map((name, index) => {
    const { messageId, confirmId: id } = confirms[index] ?? { messageId: '', confirmId: '' };
    return shop.click(name, messageId, id);
  });
  const confirmed = shop.click('owner', message?.id ?? '', confirmId(message));
  const before = bot.child.pid;
  const seen = await told(shop, message?.id ?? '', /^✅ \*\*Restarted in \d+\.\d s\*\*/);
  await Promise.all([...clicks, confirmed]);
  expect(seen.some((text) => text.includes('Restarting…'))).toBe(true);
  expect(seen.at(-1)).toMatch(
    /🧹 Cleared: \d+ cache entries \(.*dm_channels \d+.*\)\nAll \d+ steps went well\./,
  );
  await startedAgain(bot);
  expect(bot.child.pid).toBe(before);

  const counts = await vi.waitFor(
    async () => {
      const goods = await Promise.all(buyers.map((name) => shop.goodsOf(name)));
      const left = 60 - goods.flat().length;
      expect(textOf((await shop.boards())[0])).toContain(`${left} in stock`);
      return goods;
    },
    // What Discord's limits hold back meanwhile is sent by the process after the restart.
    { timeout: 45_000, interval: 200 },
  );
  expect(new Set(counts.flat()).size).toBe(counts.flat().length);
  expect(Math.max(...counts.map(({ length }) => length))).toBe(1);
  expect((await shop.boards()).map(({ id }) => id)).toEqual([board.id]);
  const metrics = await (await fetch(`${bot.httpUrl}/metrics`)).text();
  expect(metrics.match(/^livestock_errors_total\{.*\} [1-9].*$/gm)).toBeNull();
  // Every order that was charged was delivered, and no other: balances say the same as the goods.
  for (const [index, name] of buyers.entries()) {
    const outcome = await shop.control.command({
      userId: shop.userId(name),
      channelId: shop.channelId,
      name: 'balance',
    });
    expect(await shop.finalText(name, outcome)).toContain(
      `${100 - 10 * (counts[index]?.length ?? 0)} WL in all`,
    );
  }
}, 90_000);

it('goes on past a step that fails and says which, in the message and in the trace', async () => {
  await using receiver = await startOtlpReceiver();
  await using shop = await startShop({ startBot: false });
  await using bot = await startBotProcess({
    ...shop.env,
    LOG_LEVEL: 'info',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  });
  await bot.ready();
  await shop.product('APPLE', { price: 100, stock: 3 });
  const board = await shop.boardShows((text) => expect(text).toContain('3 in stock'));
  const message = await asked(shop);
  // Nothing that the bot edits arrives: neither the board nor the progress.
  const fault = await shop.control.addFault({
    on: 'rest',
    method: 'PATCH',
    route: '/channels/:id/messages/:id',
    effect: { kind: 'blackhole' },
  });
  await shop.click('owner', message?.id ?? '', confirmId(message));
  const left = () =>
    bot
      .output()
      .split('\n')
      .find((line) => line.includes('"step":"leave Discord"'));
  await vi.waitFor(() => expect(left()).toBeDefined(), { timeout: 12_000 });
  await shop.control.removeFault(fault);
  const seen = await told(shop, message?.id ?? '', /^✅ \*\*Restarted in/);
  expect(seen.at(-1)).toContain('Steps that failed, and how: Say “restarting” on the boards (timeout)');
  await startedAgain(bot);
  expect((await shop.boardShows((text) => expect(text).toContain('3 in stock'))).id).toBe(board.id);
  bot.kill('SIGTERM');
  expect(await bot.exited).toEqual({ code: 0, signal: null });
  const [root, ...others] = receiver.spans.filter(({ name }) => name === 'restart');
  expect([root?.attributes['reason'], others.length]).toEqual(['command', 0]);
  const steps = receiver.spans.filter(({ parentSpanId }) => parentSpanId === root?.spanId);
  expect(steps.length).toBeGreaterThan(10);
  expect(steps.find(({ name }) => name === 'restart: say restarting on the boards')).toMatchObject({
    status: 2,
    attributes: { 'error.type': 'timeout' },
  });
}, 40_000);

it('ends as a stop when SIGTERM comes during a restart', async () => {
  await using shop = await startShop({ startBot: false });
  await using bot = await startBotProcess(shop.env);
  await bot.ready();
  await shop.boardShows(() => undefined);
  const message = await asked(shop);
  await shop.control.addFault({
    on: 'rest',
    method: 'PATCH',
    route: '/channels/:id/messages/:id',
    effect: { kind: 'delay', ms: 700 },
    count: 1,
  });
  await shop.click('owner', message?.id ?? '', confirmId(message));
  await told(shop, message?.id ?? '', /Restarting…/);
  bot.kill('SIGTERM');
  expect(await bot.exited).toEqual({ code: 0, signal: null });
  await shop.boardShows((text) => expect(text).toContain('Restarting'));

  await using again = await startBotProcess(shop.env);
  await again.ready();
  await told(shop, message?.id ?? '', /^🛑 The restart ended as a stop/);
  const metrics = await (await fetch(`${again.httpUrl}/metrics`)).text();
  expect(metrics).toMatch(/^livestock_restarts_total\{reason="command"\} 0$/m);
}, 40_000);

it('restarts when its owner mentions it, and refuses a stranger', async () => {
  await using shop = await startShop({ startBot: false });
  await using bot = await startBotProcess(shop.env);
  await bot.ready();
  await shop.boardShows(() => undefined);
  const mention = `<@${shop.sandbox.botUserId}>`;
  const write = (name: string, content: string) =>
    shop.control.sendMessage({ userId: shop.userId(name), channelId: shop.channelId, content });
  const answers = async () =>
    (await shop.control.view({ userId: shop.ownerId, channelId: shop.channelId })).filter(
      (message) => message.author.id === shop.sandbox.botUserId && !customIds(message).includes(BOARD_ID),
    );

  // Without the message content intent the bot does not see this one.
  await write('owner', '!restart');
  await write('alex', `${mention} !restart`);
  await vi.waitFor(async () => expect(await answers()).toHaveLength(1), 10_000);
  expect((await answers()).map(textOf)).toEqual([
    expect.stringContaining('⛔ This concerns every shop of the bot'),
  ]);
  await write('alex', `${mention} restart`);
  await write('owner', `${mention} restart`);
  const question = await vi.waitFor(async () => {
    const found = (await answers()).find((message) => customIds(message).length > 0);
    if (!found) throw new Error('not asked yet');
    return found;
  });
  expect(await answers()).toHaveLength(2);

  await shop.click('alex', question.id, confirmId(question));
  const seenBy = (name: string) =>
    shop.control.view({ userId: shop.userId(name), channelId: shop.channelId });
  await vi.waitFor(async () =>
    expect(textOf((await seenBy('alex')).at(-1))).toContain('⛔ This concerns every shop of the bot'),
  );
  expect(await answers()).toHaveLength(2);
  expect(textOf((await answers()).find(({ id }) => id === question.id))).toContain('restart the shop?');

  const { pid } = bot.child;
  await shop.click('owner', question.id, confirmId(question));
  await told(shop, question.id, /^✅ \*\*Restarted in/);
  await startedAgain(bot);
  expect(bot.child.pid).toBe(pid);
}, 40_000);
