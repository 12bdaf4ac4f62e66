import { Events } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { type RawGateway, type Scene, startScene } from '../support/sandbox-scene.ts';

const GUILDS = 1;
const GUILD_MEMBERS = 1 << 1;
const GUILD_MESSAGES = 1 << 9;
const MESSAGE_CONTENT = 1 << 15;

async function ready(
  scene: Scene,
  data: Record<string, unknown> = {},
): Promise<{ gateway: RawGateway; sessionId: string }> {
  const gateway = scene.socket();
  await gateway.identify(scene.sandbox.token, data);
  const { session_id } = await gateway.event('READY');
  return { gateway, sessionId: String(session_id) };
}

/** What came after READY and GUILD_CREATE. */
const later = (gateway: RawGateway) => gateway.frames.flatMap(({ t }) => t ?? []).slice(2);

describe('identifying', () => {
  test('begins with HELLO and brings READY, then every guild', async () => {
    await using scene = await startScene();
    const { gateway } = await ready(scene);
    const guild = await gateway.event('GUILD_CREATE');
    expect(gateway.frames[0]).toMatchObject({ op: 10, d: { heartbeat_interval: 41_250 } });
    expect(await gateway.event('READY')).toMatchObject({
      guilds: [{ id: scene.guildId, unavailable: true }],
      application: { id: scene.sandbox.applicationId },
    });
    const everyone = expect.objectContaining({ id: scene.guildId, name: '@everyone' });
    expect(guild).toMatchObject({
      id: scene.guildId,
      unavailable: false,
      channels: [{ id: scene.channelId }],
      members: [{ user: { id: scene.sandbox.botUserId } }],
      roles: expect.arrayContaining([everyone]),
    });
  });

  const refused: [string, (gateway: RawGateway, token: string) => Promise<void>, number][] = [
    ['a wrong token', (gateway) => gateway.identify('wrong'), 4004],
    [
      'a privileged intent that is off',
      (gateway, token) => gateway.identify(token, { intents: MESSAGE_CONTENT }),
      4014,
    ],
    [
      'an intent that does not exist',
      (gateway, token) => gateway.identify(token, { intents: 1 << 18 }),
      4013,
    ],
    ['a shard outside its count', (gateway, token) => gateway.identify(token, { shard: [2, 2] }), 4010],
    ['a frame before IDENTIFY', (gateway) => gateway.send({ op: 3, d: {} }), 4003],
    ['an unknown op', (gateway) => gateway.send({ op: 99, d: {} }), 4001],
    ['what is not JSON', (gateway) => gateway.send('{'), 4002],
  ];

  test.each(refused)('is closed for %s', async (_name, act, code) => {
    await using scene = await startScene();
    const gateway = scene.socket();
    await act(gateway, scene.sandbox.token);
    expect(await gateway.closed()).toBe(code);
  });

  test('is closed when repeated, for another version and for too many frames', async () => {
    await using scene = await startScene();
    const { gateway } = await ready(scene);
    await gateway.identify(scene.sandbox.token);
    expect(await gateway.closed()).toBe(4005);
    expect(await scene.socket('?v=6').closed()).toBe(4012);
    const busy = scene.socket();
    for (let index = 0; index < 121; index += 1) await busy.send({ op: 1, d: null });
    expect(await busy.closed()).toBe(4008);
  });

  test('is once per five seconds, else op 9', async () => {
    await using scene = await startScene();
    await ready(scene);
    const second = scene.socket();
    await second.identify(scene.sandbox.token);
    await second.until(() => second.frames.some(({ op, d }) => op === 9 && (d as unknown) === false));
    await scene.control.advanceClock({ ms: 5_000 });
    await second.identify(scene.sandbox.token);
    await second.event('READY');
  });

  test('counts down, and once too often resets the token', async () => {
    await using scene = await startScene({ limits: { identifies: 1 } });
    const limit = async () => (await scene.api('GET', '/gateway/bot')).body['session_start_limit'];
    expect(await limit()).toMatchObject({ total: 1, remaining: 1, max_concurrency: 1 });
    await ready(scene);
    expect(await limit()).toMatchObject({ remaining: 0 });
    const second = scene.socket();
    await second.identify(scene.sandbox.token);
    expect(await second.closed()).toBe(4004);
    expect((await scene.api('GET', '/users/@me')).status).toBe(401);
  });
});

describe('shards', () => {
  test('hear of their own guilds; DMs go to the first', async () => {
    await using scene = await startScene({ limits: { identifyIntervalMs: 0 } });
    const count = 2;
    const own = Number((BigInt(scene.guildId) >> 22n) % BigInt(count));
    const intents = GUILDS | GUILD_MESSAGES | (1 << 12);
    const shards = [
      await ready(scene, { shard: [0, 2], intents }),
      await ready(scene, { shard: [1, 2], intents }),
    ];
    await scene.control.sendMessage({ userId: scene.userId, channelId: scene.channelId, content: 'guild' });
    await scene.control.sendMessage({
      userId: scene.userId,
      channelId: `dm:${scene.userId}`,
      content: 'direct',
    });
    const heard = (index: number) =>
      shards[index]?.gateway.frames.flatMap(({ t, d }) =>
        t === 'MESSAGE_CREATE' ? [d['guild_id'] ?? 'dm'] : [],
      );
    const expected = [own === 0 ? [scene.guildId, 'dm'] : ['dm'], own === 1 ? [scene.guildId] : []];
    await expect.poll(() => [heard(0), heard(1)]).toEqual(expected);
    expect(await shards[own]?.gateway.event('GUILD_CREATE')).toMatchObject({ id: scene.guildId });
  });
});

describe('events', () => {
  test('need the intent and the permission for them', async () => {
    await using scene = await startScene({
      allowedIntents: GUILD_MEMBERS,
      limits: { identifyIntervalMs: 0 },
    });
    const plain = (await ready(scene)).gateway;
    const full = (await ready(scene, { intents: GUILDS | GUILD_MEMBERS | GUILD_MESSAGES })).gateway;
    const write = (content: string) =>
      scene.control.sendMessage({ userId: scene.ownerId, channelId: scene.channelId, content });
    await write('seen');
    const view = String(1 << 10);
    const overwrite = {
      channelId: scene.channelId,
      targetId: scene.sandbox.botUserId,
      kind: 'member',
    } as const;
    await scene.control.setPermissions({ ...overwrite, allow: '0', deny: view });
    await write('hidden');
    await scene.control.setMember({ guildId: scene.guildId, userId: scene.userId, roleIds: [] });
    await scene.control.deleteChannel({ channelId: scene.channelId });
    const all = ['MESSAGE_CREATE', 'CHANNEL_UPDATE', 'GUILD_MEMBER_UPDATE', 'CHANNEL_DELETE'];
    await expect.poll(() => later(full)).toEqual(all);
    await expect.poll(() => later(plain)).toEqual(['CHANNEL_UPDATE', 'CHANNEL_DELETE']);
  });

  test('bring members that discord.js asks for', async () => {
    await using scene = await startScene({ allowedIntents: GUILD_MEMBERS });
    const client = await scene.bot({ intents: ['Guilds', 'GuildMembers'] });
    const members = await client.guilds.cache.get(scene.guildId)?.members.fetch();
    expect(members?.map(({ id }) => id)).toEqual([scene.ownerId, scene.sandbox.botUserId, scene.userId]);
  });

  test('tell of a new guild', async () => {
    await using scene = await startScene();
    const client = await scene.bot();
    const { id } = await scene.control.createGuild({ name: 'Second', ownerId: scene.ownerId });
    await expect.poll(() => client.guilds.cache.get(id)?.name).toBe('Second');
  });
});

describe('resuming', () => {
  test('replays what was missed and nothing twice', async () => {
    await using scene = await startScene();
    const { gateway, sessionId } = await ready(scene);
    await gateway.event('GUILD_CREATE');
    const seq = Math.max(...gateway.frames.map(({ s }) => s ?? 0));
    gateway.close();
    await expect.poll(async () => (await scene.control.world()).bot.online).toBe(false);
    await scene.control.createRole({ guildId: scene.guildId, name: 'missed' });
    const again = scene.socket();
    await again.send({ op: 6, d: { token: scene.sandbox.token, session_id: sessionId, seq } });
    await again.event('RESUMED');
    expect(again.frames.map(({ t, s }) => [t, s])).toEqual([
      [null, null],
      ['GUILD_ROLE_CREATE', seq + 1],
      ['RESUMED', seq + 2],
    ]);
  });

  test('is refused with op 9 for unknown, given up, too old and forgotten sessions, with 4007 for a wrong number', async () => {
    await using scene = await startScene({ limits: { identifyIntervalMs: 0, replayEvents: 2 } });
    const resume = async (session_id: string, seq: number) => {
      const socket = scene.socket();
      await socket.send({ op: 6, d: { token: scene.sandbox.token, session_id, seq } });
      await socket.until(() => socket.closeCode !== undefined || socket.frames.length > 1);
      return socket.closeCode ?? socket.frames[1]?.op;
    };
    const lose = async (code?: number) => {
      const { gateway, sessionId } = await ready(scene);
      gateway.close(code);
      await expect.poll(async () => (await scene.control.world()).bot.online).toBe(false);
      return sessionId;
    };
    expect(await resume('unknown', 1)).toBe(9);
    expect(await resume(await lose(1_000), 2)).toBe(9);
    const lost = await lose();
    expect(await resume(lost, 99)).toBe(4007);
    for (const name of ['a', 'b']) await scene.control.createRole({ guildId: scene.guildId, name });
    expect(await resume(lost, 1)).toBe(9);
    const old = await lose();
    await scene.control.advanceClock({ ms: 180_001 });
    expect(await resume(old, 2)).toBe(9);
  });

  test('is what discord.js does after a drop, op 7 and a resumable op 9', async () => {
    await using scene = await startScene();
    const client = await scene.bot();
    let resumed = 0;
    client.on(Events.ShardResume, () => {
      resumed += 1;
    });
    const actions = ['drop', 'reconnect', 'invalid_session_resumable'] as const;
    for (const [index, action] of actions.entries()) {
      await scene.control.gateway({ do: action });
      await expect.poll(() => resumed, { timeout: 8_000 }).toBe(index + 1);
    }
    const { body } = await scene.api('GET', '/gateway/bot');
    expect(body['session_start_limit']).toMatchObject({ remaining: 999 });
  });

  test('is not possible after op 9 without it: discord.js identifies again', async () => {
    await using scene = await startScene({ limits: { identifyIntervalMs: 0 } });
    // discord.js spaces its IDENTIFYs by five seconds of its own.
    const client = await scene.bot({
      ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => undefined }) },
    });
    const again = new Promise((resolve) => client.once(Events.ShardReady, resolve));
    await scene.control.gateway({ do: 'invalid_session' });
    await again;
    const { body } = await scene.api('GET', '/gateway/bot');
    expect(body['session_start_limit']).toMatchObject({ remaining: 998 });
  });

  test('is needed after heartbeats that never came', async () => {
    await using scene = await startScene({ limits: { heartbeatMs: 60 } });
    const { gateway } = await ready(scene);
    expect(await gateway.closed()).toBe(4009);
  });
});

describe('a heartbeat', () => {
  test('is asked for when the clock is moved past it, and not before', async () => {
    await using scene = await startScene();
    const { gateway } = await ready(scene);
    const asked = () => gateway.frames.filter(({ op }) => op === 1).length;
    const acknowledged = () => gateway.frames.filter(({ op }) => op === 11).length;
    await scene.control.advanceClock({ ms: 40_000 });
    await scene.control.advanceClock({ ms: 2_000 });
    await gateway.until(() => asked() > 0);
    await gateway.send({ op: 1, d: null });
    await gateway.until(() => acknowledged() === 1);
    await scene.control.advanceClock({ ms: 30_000 });
    await gateway.send({ op: 1, d: null });
    await gateway.until(() => acknowledged() === 2);
    expect(asked()).toBe(1);
  });
});
