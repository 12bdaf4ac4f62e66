import { expect, it, vi } from 'vitest';
import { startShop, textOf } from '../support/start-shop.ts';

const CALLBACK = '/interactions/:id/:token/callback';

it('lets a click that Discord has given up change nothing', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.control.addFault({
    on: 'gateway',
    effect: { kind: 'late_dispatch', ms: 3300, event: 'INTERACTION_CREATE' },
    count: 1,
  });
  expect((await shop.click('alex', messageId, confirmId)).state).toBe('failed');
  await vi.waitFor(
    async () => {
      const [last] = await shop.control.requests({ route: CALLBACK });
      expect(last).toMatchObject({ code: 10062 });
    },
    { timeout: 5000 },
  );
  const board = await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  expect(textOf((await shop.click('alex', board.id, 'ls1:balance')).message)).toContain('**10 DL**');
  const paid = await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
  expect(paid).toContain('is yours');
});

it('acknowledges over a fresh socket when the first one is dead, and charges once', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  for (const kind of ['blackhole', 'reset', 'answer_lost'] as const) {
    await shop.control.addFault({ on: 'rest', method: 'POST', route: CALLBACK, effect: { kind }, count: 1 });
    const board = (await shop.boards())[0]?.id ?? '';
    const balance = await shop.click('alex', board, 'ls1:balance');
    expect(balance.state, kind).toBe('answered');
  }
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.control.addFault({
    on: 'rest',
    method: 'POST',
    route: CALLBACK,
    effect: { kind: 'answer_lost' },
    count: 1,
  });
  await shop.click('alex', messageId, confirmId);
  await shop.boardShows((text) => expect(text).toContain('1 in stock'));
  await expect.poll(() => shop.goodsOf('alex')).toEqual(['APPLE-1']);
});

it('says so when Discord was too slow to confirm a write, which then has no effect', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.control.addFault({
    on: 'rest',
    method: 'POST',
    route: CALLBACK,
    effect: { kind: 'delay', ms: 2000 },
    count: 2,
  });
  await shop.click('alex', messageId, confirmId);
  const seen = () => shop.control.view({ userId: shop.userId('alex'), channelId: shop.channelId });
  await vi.waitFor(async () => expect((await seen()).map(textOf).join()).toContain('nothing was charged'), {
    timeout: 8000,
  });
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  expect(await shop.goodsOf('alex')).toEqual([]);
});

it('answers reads in the callback and never defers them when idle', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  const board = await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  for (const customId of ['ls1:balance', 'ls1:world', 'ls1:history', 'ls1:buy']) {
    expect(await shop.click('alex', board.id, customId)).toMatchObject({
      state: 'answered',
      callbackType: 4,
    });
  }
  expect(await shop.click('alex', board.id, 'ls1:register')).toMatchObject({ callbackType: 9 });
});

async function reconnects(httpUrl: string): Promise<number> {
  const metrics = await (await fetch(`${httpUrl}/metrics`)).text();
  const counts = [...metrics.matchAll(/^livestock_gateway_reconnects_total\{.*?\} (\d+)/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

it('answers a click made while the gateway was down, through the RESUME', async () => {
  await using shop = await startShop();
  const board = await shop.boardShows((text) => expect(text).toContain('Nothing is on sale'));
  await shop.control.gateway({ do: 'drop' });
  const outcome = await shop.click('alex', board.id, 'ls1:balance');
  expect(outcome).toMatchObject({ state: 'answered', callbackType: 4 });
});

it('works on after a drop, a reconnect request and a lost session', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  const board = await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  for (const action of ['drop', 'reconnect', 'invalid_session'] as const) {
    const before = await reconnects(shop.app.httpUrl);
    await shop.control.gateway({ do: action });
    await vi.waitFor(async () => expect(await reconnects(shop.app.httpUrl)).toBe(before + 1), {
      timeout: 15_000,
      interval: 50,
    });
    expect((await shop.click('alex', board.id, 'ls1:balance')).state, action).toBe('answered');
  }
  expect((await fetch(`${shop.app.httpUrl}/readyz`)).status).toBe(200);
}, 40_000);

it('keeps yesterday’s buttons working over a restart', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  const board = await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.stop();
  await shop.start();
  await shop.boardShows((text) => expect(text).not.toContain('Restarting'));
  expect((await shop.click('alex', board.id, 'ls1:balance')).state).toBe('answered');
  expect(await shop.finalText('alex', await shop.click('alex', messageId, confirmId))).toContain('is yours');
});

it('tells Discord its commands once, not again while they are the same', async () => {
  await using shop = await startShop();
  await shop.stop();
  await shop.start();
  const puts = await shop.control.requests({ method: 'PUT', limit: 500 });
  expect(puts.filter(({ route }) => route.endsWith('/commands'))).toHaveLength(1);
  const { guilds } = await shop.control.world();
  const names = guilds[0]?.commands.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['stock', 'buy', 'balance', 'orders', 'history', 'register', 'world', 'help']),
  );
  const register = guilds[0]?.commands.find(({ name }) => name === 'register');
  expect(register).toMatchObject({ name_localizations: { id: 'daftar' } });
});
