import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/control-api.ts';
import { type Scene, startScene } from '../support/sandbox-scene.ts';

type RestFault = Extract<Fault, { on: 'rest' }>;

const POST = { on: 'rest', method: 'POST', route: '/channels/:id/messages' } as const;

async function withFault(
  scene: Scene,
  effect: RestFault['effect'],
  rest: Partial<RestFault> = {},
): Promise<void> {
  await scene.control.addFault({ ...POST, effect, count: 1, ...rest } as Fault);
}

const send = (scene: Scene) => scene.api('POST', `/channels/${scene.channelId}/messages`, { content: 'x' });
const sent = async (scene: Scene) => (await scene.control.view(scene)).length;

/** The statuses of 16 requests of which about half are struck. */
const struck = async (seed: number) => {
  await using scene = await startScene({ seed });
  await scene.control.addFault({ on: 'rest', probability: 0.5, effect: { kind: 'status', status: 500 } });
  const codes: number[] = [];
  for (let index = 0; index < 16; index += 1)
    codes.push((await scene.api('GET', `/channels/${scene.channelId}`)).status);
  return codes.join();
};

const connect = async (scene: Scene) => {
  const gateway = scene.socket();
  await gateway.identify(scene.sandbox.token);
  await gateway.event('READY');
  return gateway;
};

describe('a REST fault', () => {
  test('answers with a status and a code, without effect', async () => {
    await using scene = await startScene();
    await withFault(scene, { kind: 'status', status: 500 });
    expect(await send(scene)).toMatchObject({ status: 500, body: { code: 0 } });
    await withFault(scene, { kind: 'status', status: 403, code: 50013, message: 'Missing Permissions' });
    expect(await send(scene)).toMatchObject({
      status: 403,
      body: { code: 50013, message: 'Missing Permissions' },
    });
    expect(await sent(scene)).toBe(0);
    expect((await send(scene)).status).toBe(200);
  });

  test('can be held to requests that bring components along', async () => {
    await using scene = await startScene({ limits: { ackMs: 300 } });
    const effect = { kind: 'status', status: 400, code: 50035 } as const;
    await scene.control.addFault({ on: 'rest', components: true, effect });
    const post = (body: object) => scene.api('POST', `/channels/${scene.channelId}/messages`, body);
    const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] }];
    expect((await post({ content: 'x' })).status).toBe(200);
    expect((await post({ content: 'x', components: [] })).status).toBe(200);
    expect(await post({ content: 'x', components })).toMatchObject({ status: 400, body: { code: 50035 } });
    const form = new FormData();
    form.set('payload_json', JSON.stringify({ content: 'x', components }));
    form.set('files[0]', new Blob(['y']), 'y.txt');
    const multipart = await scene.api('POST', `/channels/${scene.channelId}/messages`, form);
    expect(multipart).toMatchObject({ status: 400, body: { code: 50035 } });
    const client = await scene.bot();
    const outcomes: Promise<unknown>[] = [];
    client.on('interactionCreate', (interaction) => {
      if (interaction.isChatInputCommand())
        outcomes.push(interaction.reply({ content: 'x', components }).catch((error: unknown) => error));
    });
    await scene.api('PUT', `/applications/${scene.sandbox.applicationId}/guilds/${scene.guildId}/commands`, [
      { name: 'list', description: 'd' },
    ]);
    await scene.control.command({ userId: scene.userId, channelId: scene.channelId, name: 'list' });
    expect(await outcomes[0]).toMatchObject({ code: 50035 });
  });

  test('answers 429 with Retry-After, or without', async () => {
    await using scene = await startScene();
    await withFault(scene, { kind: 'rate_limit', retryAfterMs: 1_500, scope: 'global' });
    const full = await send(scene);
    expect(full).toMatchObject({ status: 429, body: { retry_after: 1.5, global: true } });
    expect(full.headers.get('retry-after')).toBe('2');
    await withFault(scene, { kind: 'rate_limit' });
    const bare = await send(scene);
    expect(bare.status).toBe(429);
    expect(bare.headers.get('retry-after')).toBeNull();
  });

  test('answers with HTML', async () => {
    await using scene = await startScene();
    await withFault(scene, { kind: 'html', status: 502 });
    const answer = await send(scene);
    expect(answer.status).toBe(502);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  test('delays', async () => {
    await using scene = await startScene();
    await withFault(scene, { kind: 'delay', ms: 150 });
    const startMs = performance.now();
    expect((await send(scene)).status).toBe(200);
    expect(performance.now() - startMs).toBeGreaterThan(140);
  });

  test('cuts the connection before or after the effect', async () => {
    await using scene = await startScene();
    await withFault(scene, { kind: 'reset' });
    await expect(send(scene)).rejects.toThrow('fetch failed');
    expect(await sent(scene)).toBe(0);
    await withFault(scene, { kind: 'answer_lost' });
    await expect(send(scene)).rejects.toThrow('fetch failed');
    expect(await sent(scene)).toBe(1);
  });

  test('swallows a request', async () => {
    await using scene = await startScene();
    await withFault(scene, { kind: 'blackhole' });
    const signal = AbortSignal.timeout(200);
    const url = `${scene.sandbox.apiUrl}/v10/channels/${scene.channelId}/messages`;
    const headers = { authorization: `Bot ${scene.sandbox.token}`, 'content-type': 'application/json' };
    await expect(fetch(url, { method: 'POST', headers, body: '{"content":"x"}', signal })).rejects.toThrow(
      'timeout',
    );
    expect(await sent(scene)).toBe(0);
    expect(await scene.control.requests({ limit: 1 })).toMatchObject([
      { status: 'blackhole', fault: 'blackhole' },
    ]);
  });

  test('strikes only its method and route, and as often as it says', async () => {
    await using scene = await startScene();
    await withFault(scene, { kind: 'status', status: 500 }, { route: '/channels/*', count: 2 });
    expect((await scene.api('GET', `/channels/${scene.channelId}`)).status).toBe(200);
    expect((await scene.api('GET', '/users/@me')).status).toBe(200);
    expect([(await send(scene)).status, (await send(scene)).status, (await send(scene)).status]).toEqual([
      500, 500, 200,
    ]);
    expect(await scene.control.faults()).toMatchObject([{ count: 2, hits: 2 }]);
    await scene.control.clearFaults();
    expect(await scene.control.faults()).toEqual([]);
  });

  test('with a probability repeats for the same seed', async () => {
    const first = await struck(7);
    expect(await struck(7)).toBe(first);
    expect(await struck(8)).not.toBe(first);
    expect(first).toContain('200');
    expect(first).toContain('500');
  });

  test('stays in the log with its name', async () => {
    await using scene = await startScene();
    await withFault(scene, { kind: 'status', status: 500 }, { note: 'edits fail' });
    await send(scene);
    expect(await scene.control.requests({ limit: 1 })).toMatchObject([
      { method: 'POST', route: '/channels/:id/messages', status: 500, fault: 'edits fail' },
    ]);
  });
});

describe('a gateway fault', () => {
  test('leaves heartbeats unanswered, or everything', async () => {
    await using scene = await startScene();
    const gateway = await connect(scene);
    await scene.control.addFault({ on: 'gateway', effect: { kind: 'no_heartbeat_ack' }, count: 1 });
    await gateway.send({ op: 1, d: null });
    await gateway.send({ op: 1, d: null });
    await gateway.until(() => gateway.frames.some(({ op }) => op === 11));
    expect(gateway.frames.filter(({ op }) => op === 11)).toHaveLength(1);
    await scene.control.addFault({ on: 'gateway', effect: { kind: 'silence' }, count: 1 });
    await gateway.send({ op: 1, d: null });
    await gateway.send({ op: 1, d: null });
    await gateway.until(() => gateway.frames.filter(({ op }) => op === 11).length === 2);
    expect((await scene.control.faults()).map(({ hits }) => hits)).toEqual([1, 1]);
  });

  test('leaves IDENTIFY or RESUME unanswered', async () => {
    await using scene = await startScene({ limits: { identifyIntervalMs: 0 } });
    await scene.control.addFault({ on: 'gateway', effect: { kind: 'ignore_identify' }, count: 1 });
    await scene.control.addFault({ on: 'gateway', effect: { kind: 'ignore_resume' }, count: 1 });
    const deaf = scene.socket();
    await deaf.identify(scene.sandbox.token);
    await deaf.send({ op: 6, d: { token: scene.sandbox.token, session_id: 'x', seq: 1 } });
    await deaf.send({ op: 1, d: null });
    await deaf.until(() => deaf.frames.some(({ op }) => op === 11));
    expect(deaf.frames.map(({ op }) => op)).toEqual([10, 11]);
  });

  test('sends one kind of event late', async () => {
    await using scene = await startScene();
    const gateway = await connect(scene);
    await scene.control.addFault({
      on: 'gateway',
      effect: { kind: 'late_dispatch', ms: 150, event: 'CHANNEL_CREATE' },
    });
    const startMs = performance.now();
    await scene.control.createChannel({ guildId: scene.guildId, name: 'late' });
    await scene.control.createRole({ guildId: scene.guildId, name: 'prompt' });
    await gateway.event('CHANNEL_CREATE');
    expect(performance.now() - startMs).toBeGreaterThan(140);
    const order = gateway.frames.flatMap(({ t, s }) =>
      t?.endsWith('_CREATE') && t !== 'GUILD_CREATE' ? [[t, s]] : [],
    );
    expect(order).toEqual([
      ['GUILD_ROLE_CREATE', 3],
      ['CHANNEL_CREATE', 4],
    ]);
  });
});
