import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayBotInfo } from 'discord.js';
import { expect, it, vi } from 'vitest';
import { createClient } from '../../src/discord/client.ts';
import { Gateway } from '../../src/discord/gateway.ts';
import { IdentifyBudget, sessionLimit } from '../../src/discord/identify-budget.ts';
import { observedRequests } from '../../src/discord/observed-requests.ts';
import { RequestGuard } from '../../src/discord/request-guard.ts';
import { ShardConnections } from '../../src/discord/shard-connections.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { Metrics } from '../../src/observability/metrics.ts';
import { Recorder } from '../../src/observability/recorder.ts';
import { type Clock, systemClock } from '../../src/runtime/clock.ts';
import type { Fault } from '../../src/sandbox/control-api.ts';
import { startSandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { openStore } from '../../src/shop/store/open-store.ts';
import { startShop } from '../support/start-shop.ts';

/** A clock that goes this much faster than Discord's. */
function fastClock(speed: number): Clock {
  return {
    now: () => systemClock.now(),
    monotonicMs: () => systemClock.monotonicMs() * speed,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
    every: (ms, tick) => systemClock.every(ms / speed, tick),
  };
}
type GatewayEffect = Extract<Fault, { on: 'gateway' }>['effect'];

/** The gateway with nothing behind it, on a fast clock, against a local Discord with a guild. */
async function startGateway({ speed = 40, ...options }: SandboxOptions & { speed?: number } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'livestock-gateway-'));
  const limits = { identifyIntervalMs: 10, ...options.limits };
  const sandbox = await startSandbox({ ...options, limits });
  const { control, token } = sandbox;
  const { id: ownerId } = await control.createUser({ username: 'owner' });
  await control.createGuild({ name: 'Shop', ownerId });
  const clock = fastClock(speed);
  const lines: string[] = [];
  const logger = createLogger({
    level: 'warn',
    secrets: [token],
    destination: { write: (line) => lines.push(line) },
  });
  const metrics = new Metrics({ version: '0', revision: '0', shards: [0], droppedSpans: () => 0 });
  const recorder = new Recorder({ metrics, logger, clock });
  const store = await openStore(`sqlite:${join(folder, 'shop.db')}`, { clock, onOperation: () => {} });
  const hopeless = vi.fn();
  const guard = new RequestGuard({ clock, onTokenRefused: () => gateway.reject('token') });
  const budget = new IdentifyBudget({
    store,
    token,
    clock,
    fetchLimit: (signal) => sessionLimit(client.rest, clock, signal),
    onWait: () => {},
    onError: (error) => void recorder.error('gateway', error),
  });
  const connections = new ShardConnections({ clock, random: Math.random, budget, take: () => false });
  const client = createClient({
    apiUrl: sandbox.apiUrl,
    shards: undefined,
    shardCount: undefined,
    messageContent: false,
    connections,
    makeRequest: observedRequests(() => {}, systemClock, guard),
  });
  const gateway: Gateway = new Gateway({
    client,
    connections,
    budget,
    recorder,
    logger,
    clock,
    random: Math.random,
    onGuild: async () => {},
    onGuildLeft: async () => {},
    onInteraction: () => {},
    onMessagesDeleted: async () => {},
    onMessage: async () => {},
    onAccessChanged: () => {},
    onHopeless: hopeless,
  });
  return {
    sandbox,
    control,
    gateway,
    lines,
    hopeless,
    connect: () => gateway.connect(token),
    fault: (kind: Exclude<GatewayEffect['kind'], 'late_dispatch'>) =>
      control.addFault({ on: 'gateway', effect: { kind } }),
    until: (state: string, timeout = 8000) =>
      vi.waitFor(() => expect(gateway.status.state).toBe(state), { timeout, interval: 10 }),
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      await sandbox.close();
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

it.concurrent('begins a new session when a RESUME is never answered', async () => {
  await using bot = await startGateway();
  await bot.connect();
  await bot.fault('ignore_resume');
  await bot.control.gateway({ do: 'drop' });
  await bot.until('reconnecting');
  await bot.until('ready');
  expect(bot.lines.join()).toContain('"trouble":"unready"');
  expect(bot.hopeless).not.toHaveBeenCalled();
});

it.concurrent('connects anew when READY never comes, also at the start', async () => {
  await using bot = await startGateway();
  const { id } = await bot.fault('ignore_identify');
  const connected = bot.connect();
  await vi.waitFor(() => expect(bot.lines.join()).toContain('"trouble":"unready"'), { timeout: 5000 });
  await bot.control.removeFault({ id });
  await connected;
  expect(bot.gateway.status.state).toBe('ready');
});

it.concurrent('comes back from a gateway that fell silent', async () => {
  await using bot = await startGateway({ limits: { heartbeatMs: 300 } });
  await bot.connect();
  const { id } = await bot.fault('silence');
  await bot.until('reconnecting');
  await vi.waitFor(() => expect(bot.lines.join()).toContain('"trouble":"unready"'), { timeout: 5000 });
  await bot.control.removeFault({ id });
  await bot.until('ready');
});

it.concurrent('comes back when heartbeats are not acknowledged', async () => {
  await using bot = await startGateway({ limits: { heartbeatMs: 300 } });
  await bot.connect();
  const { id } = await bot.fault('no_heartbeat_ack');
  await bot.until('reconnecting');
  await bot.control.removeFault({ id });
  await bot.until('ready');
});

it.concurrent('says once that there is no hope when nothing helps, and recovers all the same', async () => {
  await using bot = await startGateway({ speed: 100 });
  await bot.connect();
  await bot.fault('ignore_resume');
  await bot.fault('ignore_identify');
  await bot.control.gateway({ do: 'drop' });
  await vi.waitFor(() => expect(bot.hopeless).toHaveBeenCalledOnce(), { timeout: 20_000, interval: 20 });
  await bot.control.clearFaults();
  await bot.until('ready', 12_000);
  expect(bot.hopeless).toHaveBeenCalledOnce();
}, 40_000);

it.concurrent('waits out an outage at the start and still leaves Discord at the end', async () => {
  await using bot = await startGateway();
  await bot.control.addFault({
    on: 'rest',
    route: '/gateway/bot',
    effect: { kind: 'status', status: 503 },
    count: 3,
  });
  await bot.connect();
  expect((await bot.control.world()).bot.online).toBe(true);
  await bot.gateway.stop();
  await vi.waitFor(async () => expect((await bot.control.world()).bot.online).toBe(false), 10_000);
});

it.concurrent('stops for good when the gateway refuses the token or an intent', async () => {
  await using bot = await startGateway();
  await bot.connect();
  await bot.control.gateway({ do: 'drop', code: 4004 });
  await bot.until('rejected');
  expect(bot.gateway.status.rejection).toBe('token');
  await vi.waitFor(async () => expect((await bot.control.world()).bot.online).toBe(false), 10_000);
  expect(bot.lines.filter((line) => line.includes('"level":"fatal"'))).toHaveLength(1);
});

async function gatewayCheck(httpUrl: string) {
  const body = (await (await fetch(`${httpUrl}/readyz`)).json()) as {
    checks: Record<string, { status: string; output?: string }[]>;
  };
  return body.checks['gateway']?.[0];
}

it('waits rather than begin the session that makes Discord reset the token', async () => {
  await using shop = await startShop({ sandbox: { limits: { identifies: 3 } }, startBot: false });
  const sessionsLeft = async () => {
    const headers = { authorization: `Bot ${shop.sandbox.token}` };
    const answer = await fetch(`${shop.sandbox.apiUrl}/v10/gateway/bot`, { headers });
    return ((await answer.json()) as APIGatewayBotInfo).session_start_limit.remaining;
  };
  // A start takes one, and one more where a busy machine lost its connection.
  while ((await sessionsLeft()) > 0) {
    await shop.start();
    await shop.stop();
  }
  const started = shop.start({ OWNER_IDS: shop.ownerId });
  started.catch(() => undefined);
  await vi.waitFor(
    async () => expect((await gatewayCheck(shop.app.httpUrl))?.output).toMatch(/waits 1[34]\d\d min/),
    { timeout: 5000 },
  );
  expect(await sessionsLeft()).toBe(0);
  await vi.waitFor(
    async () => {
      const told = await shop.control.view({ userId: shop.ownerId, channelId: `dm:${shop.ownerId}` });
      expect(told.map(({ content }) => content).join()).toContain('0 of 3 are left');
    },
    { timeout: 6000 },
  );
  await shop.stop();
  await expect(started).rejects.toThrow('the bot stops');
});

it('calls nothing any more after a 401, and says why', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  await shop.control.addFault({
    on: 'rest',
    method: 'PATCH',
    route: '/channels/:id/messages/:id',
    effect: { kind: 'status', status: 401 },
    count: 1,
  });
  await shop.product('PEAR', { price: 100, stock: 1 });
  await vi.waitFor(
    async () => expect((await gatewayCheck(shop.app.httpUrl))?.output ?? '').toContain('DISCORD_TOKEN'),
    { timeout: 5000 },
  );
  await vi.waitFor(async () => expect((await shop.control.world()).bot.online).toBe(false), 10_000);
  expect((await fetch(`${shop.app.httpUrl}/readyz`)).status).toBe(503);
  const statuses = () => shop.control.requests({ limit: 500 }).then((all) => all.map(({ status }) => status));
  const before = await statuses();
  // Stopping would say "restarting" on the board.
  await shop.app.stop();
  expect(await statuses()).toEqual(before);
  expect(before).toContain(401);
});

it('keeps far from Discord’s ban while a channel is forbidden and a buyer’s DMs are closed', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 1, stock: 40 });
  await shop.fund('closed', 1000);
  await shop.boardShows((text) => expect(text).toContain('40 in stock'));
  const forbid = { channelId: shop.channelId, targetId: shop.sandbox.botUserId, kind: 'member' } as const;
  await shop.control.setPermissions({ ...forbid, allow: '0', deny: String((1n << 10n) | (1n << 11n)) });
  for (let order = 0; order < 8; order++) {
    const { messageId, confirmId } = await shop.toConfirm('closed', 'APPLE', 1);
    expect(await shop.finalText('closed', await shop.click('closed', messageId, confirmId))).toContain(
      'is yours',
    );
  }
  await vi.waitFor(
    async () => {
      const seen = await shop.control.view({ userId: shop.userId('closed'), channelId: shop.channelId });
      expect(seen.flatMap(({ attachments }) => attachments)).toHaveLength(8);
    },
    { timeout: 5000 },
  );
  const edits = { method: 'PATCH', route: '/channels/:id/messages/:id' };
  await vi.waitFor(async () => expect((await shop.control.requests(edits))[0]?.status).toBe(403), {
    timeout: 5000,
  });
  const invalid = (await shop.control.requests({ limit: 1000 })).filter(({ status }) =>
    [401, 403, 429].includes(Number(status)),
  );
  expect(invalid.map(({ method, code }) => `${method} ${code}`).sort()).toEqual([
    'PATCH 50001',
    'POST 50007',
  ]);
  await shop.control.setPermissions({ ...forbid, allow: '0', deny: '0' });
  await vi.waitFor(async () => expect((await shop.control.requests(edits))[0]?.status).toBe(200), {
    timeout: 5000,
  });
}, 40_000);
