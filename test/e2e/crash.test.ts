import { expect, it, vi } from 'vitest';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { freePort } from '../support/free-port.ts';
import { startShop, type TestShop } from '../support/start-shop.ts';

const DM_OR_BOARD = '/channels/:id/messages';

async function stock(shop: TestShop, bot: BotProcess) {
  await bot.ready();
  await shop.product('APPLE', { price: 100, stock: 3 });
  await shop.fund('alex', 1000);
  await shop.boardShows((text) => expect(text).toContain('3 in stock'));
}

it('delivers at the next start what was paid before a kill -9, once', async () => {
  await using shop = await startShop({ startBot: false });
  await using bot = await startBotProcess(shop.env);
  await stock(shop, bot);
  const fault = await shop.control.addFault({
    on: 'rest',
    method: 'POST',
    route: DM_OR_BOARD,
    effect: { kind: 'blackhole' },
  });
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.click('alex', messageId, confirmId);
  await vi.waitFor(async () => expect((await shop.control.faults())[0]?.hits).toBe(1), 10_000);
  bot.kill('SIGKILL');
  await bot.exited;
  expect(await shop.goodsOf('alex')).toEqual([]);
  await shop.control.removeFault(fault);

  await using again = await startBotProcess(shop.env);
  await again.ready();
  // The lease of the killed process has to run out first.
  await vi.waitFor(async () => expect(await shop.goodsOf('alex')).toEqual(['APPLE-1']), {
    timeout: 75_000,
    interval: 200,
  });
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  const repeated = await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
  expect(repeated).toContain('This order was already placed');
}, 100_000);

it('leaves one board when it is killed around the first POST', async () => {
  await using shop = await startShop({ startBot: false });
  // The POST takes effect, its answer never comes: the process knows no message id when it dies.
  await shop.control.addFault({
    on: 'rest',
    method: 'POST',
    route: DM_OR_BOARD,
    effect: { kind: 'answer_lost' },
    count: 1,
  });
  await using bot = await startBotProcess(shop.env);
  await vi.waitFor(async () => expect(await shop.boards()).toHaveLength(1), { timeout: 15_000, interval: 5 });
  bot.kill('SIGKILL');
  await bot.exited;
  await using again = await startBotProcess(shop.env);
  await again.ready();
  await shop.product('APPLE', { price: 100, stock: 3 });
  await shop.boardShows((text) => expect(text).toContain('3 in stock'));
  expect(await shop.boards()).toHaveLength(1);
}, 40_000);

it('exits 0 on SIGTERM after answering what is in work, and the board says that it restarts', async () => {
  await using shop = await startShop({ startBot: false });
  // Whoever takes the spans is away, as when everything on a machine is stopped at once.
  const away = `http://127.0.0.1:${await freePort()}`;
  await using bot = await startBotProcess({ ...shop.env, OTEL_EXPORTER_OTLP_ENDPOINT: away });
  await stock(shop, bot);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  const paid = shop.click('alex', messageId, confirmId);
  await paid;
  bot.kill('SIGTERM');
  expect(await bot.exited).toEqual({ code: 0, signal: null });
  expect(await shop.goodsOf('alex')).toEqual(['APPLE-1']);
  const board = await shop.boardShows((text) => expect(text).toContain('Restarting'));
  await expect(shop.click('alex', board.id, 'ls1:buy')).rejects.toThrow(/disabled/);

  await using again = await startBotProcess(shop.env);
  await again.ready();
  const open = await shop.boardShows((text) => expect(text).not.toContain('Restarting'));
  expect(open.id).toBe(board.id);
  expect((await shop.click('alex', open.id, 'ls1:balance')).state).toBe('answered');
}, 40_000);

it('exits at once on a second signal', async () => {
  await using shop = await startShop({ startBot: false });
  await using bot = await startBotProcess(shop.env);
  await stock(shop, bot);
  // The board's last edit hangs, so that stopping takes its time.
  await shop.control.addFault({ on: 'rest', method: 'PATCH', route: '*', effect: { kind: 'blackhole' } });
  bot.kill('SIGTERM');
  await vi.waitFor(async () => expect((await shop.control.faults())[0]?.hits).toBeGreaterThan(0), {
    timeout: 5000,
  });
  const startedMs = performance.now();
  await vi.waitFor(
    () => {
      bot.kill('SIGTERM');
      expect(bot.child.exitCode).toBe(1);
    },
    { timeout: 3000, interval: 100 },
  );
  expect(performance.now() - startedMs).toBeLessThan(2500);
}, 40_000);

it('says what nobody caught, without what hangs on it, and stops step by step', async () => {
  await using shop = await startShop({ startBot: false });
  const boom = `process.on('SIGUSR2', () => { throw Object.assign(new Error('boom'), { requestBody: 'GOO' + 'DS-1' }) })`;
  const preload = `--import=data:text/javascript,${encodeURIComponent(boom)}`;
  await using bot = await startBotProcess({ ...shop.env, LOG_LEVEL: 'info', NODE_OPTIONS: preload });
  await bot.ready();
  bot.kill('SIGUSR2');
  expect(await bot.exited).toEqual({ code: 1, signal: null });
  const lines = bot
    .output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.find(({ msg }) => msg === 'uncaught')).toMatchObject({
    level: 'fatal',
    err: { message: 'boom' },
  });
  expect(lines.at(-1)).toMatchObject({ msg: 'stopped', failed: 0 });
  expect(bot.output()).not.toContain('GOODS-1');
}, 30_000);

it('says what to do when Discord refuses its token, and exits as with any wrong configuration', async () => {
  await using shop = await startShop({ startBot: false });
  await using bot = await startBotProcess({ ...shop.env, DISCORD_TOKEN: 'old.token.here' });
  expect(await bot.exited).toEqual({ code: 78, signal: null });
  expect(bot.output()).toContain('Discord refuses the token: set DISCORD_TOKEN to the current one');
}, 30_000);
