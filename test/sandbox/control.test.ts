import { describe, expect, test } from 'vitest';
import type { ControlEvent, OptionValue } from '../../src/sandbox/control-api.ts';
import { type Scene, startScene } from '../support/sandbox-scene.ts';

const ROWS = [
  {
    type: 1,
    components: [
      { type: 2, style: 1, label: 'On', custom_id: 'on' },
      { type: 2, style: 1, label: 'Off', custom_id: 'off', disabled: true },
    ],
  },
];

const COMMANDS = [
  {
    name: 'buy',
    description: 'd',
    options: [
      { type: 3, name: 'code', description: 'd', required: true, min_length: 2, max_length: 4 },
      { type: 4, name: 'quantity', description: 'd', min_value: 1, max_value: 100 },
      { type: 3, name: 'size', description: 'd', choices: [{ name: 'Small', value: 's' }] },
      { type: 6, name: 'to', description: 'd' },
      { type: 5, name: 'gift', description: 'd' },
    ],
  },
  { name: 'admin', description: 'd', default_member_permissions: '8' },
];

/** Every command's answer is its options, so that a test sees what was sent. */
async function withCommands(
  scene: Scene,
): Promise<(name: string, options?: Record<string, OptionValue>, userId?: string) => Promise<string>> {
  await scene.api(
    'PUT',
    `/applications/${scene.sandbox.applicationId}/guilds/${scene.guildId}/commands`,
    COMMANDS,
  );
  const client = await scene.bot();
  client.on('interactionCreate', (interaction) => {
    if (interaction.isChatInputCommand())
      void interaction.reply(
        `sent ${JSON.stringify(interaction.options.data.map(({ name, value }) => [name, value]))}`,
      );
  });
  return async (name, options = {}, userId = scene.userId) =>
    (await scene.control.command({ userId, channelId: scene.channelId, name, options })).message?.content ??
    'failed';
}

async function post(scene: Scene, method: string, body?: unknown) {
  const response = await fetch(`${scene.sandbox.url}/control/${method}`, {
    method: 'POST',
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("the client's own checks", () => {
  test('let a user click only what is there, enabled and visible', async () => {
    await using scene = await startScene();
    const messageId = await scene.post({ content: 'board', components: ROWS });
    const click = (customId: string, over: object = {}) =>
      scene.control.click({ userId: scene.userId, channelId: scene.channelId, messageId, customId, ...over });
    await expect(click('other')).rejects.toMatchObject({ code: 'not_found' });
    await expect(click('off')).rejects.toMatchObject({ code: 'not_possible' });
    await expect(click('on', { messageId: '1100000000000000077' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const stranger = (await scene.control.createUser({ username: 'far' })).id;
    await expect(click('on', { userId: stranger })).rejects.toMatchObject({ code: 'not_visible' });
    await expect(click('on', { channelId: `dm:${scene.ownerId}` })).rejects.toMatchObject({
      code: 'not_visible',
    });
  });

  test('show a failure when nobody answers', async () => {
    await using scene = await startScene({ limits: { ackMs: 50 } });
    const messageId = await scene.post({ content: 'board', components: ROWS });
    const use = { userId: scene.userId, channelId: scene.channelId, messageId, customId: 'on' };
    expect(await scene.control.click(use)).toMatchObject({ state: 'failed' });
  });

  test('hold the options of a command to what it declares', async () => {
    await using scene = await startScene();
    const command = await withCommands(scene);
    expect(await command('buy', { code: 'GEM', quantity: '7', size: 's', to: scene.ownerId })).toBe(
      `sent [["code","GEM"],["quantity",7],["size","s"],["to","${scene.ownerId}"]]`,
    );
    const refused: [Record<string, OptionValue>, string][] = [
      [{}, 'code is required'],
      [{ code: 'x' }, '2 to 4 characters'],
      [{ code: 'GEM', quantity: 1.5 }, 'whole number'],
      [{ code: 'GEM', quantity: 101 }, '1 to 100'],
      [{ code: 'GEM', size: 'xl' }, 'no such choice'],
      [{ code: 'GEM', to: '1' }, 'does not know'],
      [{ code: 'GEM', more: 'x' }, 'no option more'],
    ];
    for (const [options, message] of refused) await expect(command('buy', options)).rejects.toThrow(message);
    await expect(command('sell')).rejects.toThrow('no command /sell');
    await expect(command('admin')).rejects.toMatchObject({ code: 'not_possible' });
    expect(await command('admin', {}, scene.ownerId)).toBe('sent []');
    // Over HTTP a value stays of its kind.
    const use = { userId: scene.userId, channelId: scene.channelId, name: 'buy' };
    const sent = await post(scene, 'command', { ...use, options: { code: 'GEM', quantity: 2, gift: true } });
    expect(JSON.stringify(sent.body)).toContain('[\\"quantity\\",2],[\\"gift\\",true]');
  });

  test('let a modal be submitted only where it was opened, and by whom', async () => {
    await using scene = await startScene();
    const submit = { userId: scene.userId, interactionId: '1100000000000000055', fields: {} };
    await expect(scene.control.submitModal(submit)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the world', () => {
  test('tells what the page needs to begin with', async () => {
    await using scene = await startScene();
    const { id } = await scene.control.createRole({ guildId: scene.guildId, name: 'vip', permissions: '8' });
    await scene.control.setMember({ guildId: scene.guildId, userId: scene.userId, roleIds: [id] });
    const world = await scene.control.world();
    expect(world.guilds).toMatchObject([{ name: 'Shop', channels: [{ name: 'stock' }], commands: [] }]);
    expect(world.guilds[0]?.roles).toContainEqual({ id, name: 'vip', permissions: '8' });
    expect(world.users).toContainEqual({
      id: scene.userId,
      username: 'ani',
      locale: 'id',
      dmsOpen: true,
      memberships: { [scene.guildId]: [id] },
    });
  });

  test('shows a webhook message under its own name', async () => {
    await using scene = await startScene();
    const webhookId = '1100000000000000066';
    await scene.control.postWebhook({ channelId: scene.channelId, webhookId, name: 'Deposit', content: 'x' });
    const [message] = await scene.control.view(scene);
    expect(message).toMatchObject({ webhook_id: webhookId, author: { username: 'Deposit', bot: true } });
  });

  test('gives new messages ids and times of the moved clock', async () => {
    await using scene = await startScene({ startAtMs: Date.UTC(2026, 0, 1) });
    await scene.post({ content: 'old' });
    await scene.control.advanceClock({ ms: 7_200_000 });
    await scene.post({ content: 'new' });
    const [old, fresh] = await scene.control.view(scene);
    expect(old?.timestamp).toMatch(/^2026-01-01T00:00/);
    expect(fresh?.timestamp).toMatch(/^2026-01-01T02:00/);
    expect(Number((BigInt(fresh?.id ?? 0) - BigInt(old?.id ?? 0)) >> 22n)).toBeGreaterThanOrEqual(7_200_000);
  });
});

describe('the control API over HTTP', () => {
  test('does what the methods do and explains itself', async () => {
    await using scene = await startScene();
    const created = await post(scene, 'createUser', { username: 'new' });
    expect(created).toMatchObject({ status: 200, body: { id: expect.stringMatching(/^\d{17,19}$/) } });
    expect((await post(scene, 'world')).body['users']).toContainEqual(
      expect.objectContaining({ username: 'new' }),
    );
    expect(await post(scene, 'clearFaults')).toEqual({ status: 200, body: {} });
    const manual = await (await fetch(`${scene.sandbox.url}/control`)).json();
    expect(manual).toMatchObject({ methods: { click: { required: expect.arrayContaining(['customId']) } } });
  });

  test('answers 4xx with what is wrong', async () => {
    await using scene = await startScene();
    expect(await post(scene, 'createUser', {})).toMatchObject({ status: 400, body: { error: 'invalid' } });
    const view = { userId: scene.userId, channelId: '1100000000000000077' };
    expect(await post(scene, 'view', view)).toMatchObject({ status: 404, body: { error: 'not_found' } });
    expect((await post(scene, 'nothing', {})).status).toBe(404);
    const fault = { on: 'rest', effect: { kind: 'explode' } };
    expect((await post(scene, 'addFault', fault)).status).toBe(400);
  });

  test('is closed to pages of other sites', async () => {
    await using scene = await startScene();
    const call = async (origin: string) =>
      (await fetch(`${scene.sandbox.url}/control/clearFaults`, { method: 'POST', headers: { origin } }))
        .status;
    expect(await call('https://example.org')).toBe(403);
    expect(await call(scene.sandbox.url)).toBe(200);
  });

  test('streams what one user sees', async () => {
    await using scene = await startScene();
    const stop = new AbortController();
    const response = await fetch(`${scene.sandbox.url}/control/events?userId=${scene.userId}`, {
      signal: stop.signal,
    });
    const events: ControlEvent[] = [];
    const reading = readEvents(response, events).catch(() => undefined);
    await scene.control.sendMessage({
      userId: scene.ownerId,
      channelId: `dm:${scene.ownerId}`,
      content: 'not for you',
    });
    const id = await scene.post({ content: 'for all' });
    await scene.control.deleteMessage({ channelId: scene.channelId, messageId: id });
    await scene.control.changeUser({ userId: scene.userId, locale: 'de' });
    const fault = { on: 'rest', effect: { kind: 'reset' } } as const;
    await scene.control.addFault(fault);
    await expect
      .poll(() => events.map(({ type }) => type))
      .toEqual(['message', 'request', 'message_deleted', 'world', 'faults']);
    expect(events[0]).toMatchObject({ message: { content: 'for all' } });
    stop.abort();
    await reading;
  });

  test('never shows a token in the log of requests', async () => {
    await using scene = await startScene();
    const token = 'very-secret-interaction-token';
    await scene.api('POST', `/interactions/1100000000000000055/${token}/callback`, { type: 6 }, null);
    expect(JSON.stringify(await scene.control.requests())).not.toContain(token);
  });
});

async function readEvents(response: Response, events: ControlEvent[]): Promise<void> {
  let rest = '';
  for await (const chunk of response.body ?? []) {
    rest += Buffer.from(chunk).toString('utf8');
    const parts = rest.split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts)
      if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)) as ControlEvent);
  }
}
