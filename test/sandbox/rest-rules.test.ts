import { describe, expect, test } from 'vitest';
import { Permission } from '../../src/sandbox/protocol.ts';
import { type Scene, startScene } from '../support/sandbox-scene.ts';

const messages = (scene: Scene) => `/channels/${scene.channelId}/messages`;

const deny = (scene: Scene, bits: bigint, targetId = scene.sandbox.botUserId) =>
  scene.control.setPermissions({
    channelId: scene.channelId,
    targetId,
    kind: 'member',
    allow: '0',
    deny: String(bits),
  });

describe('permissions', () => {
  test('that are missing are 50001 without VIEW_CHANNEL and 50013 otherwise', async () => {
    await using scene = await startScene();
    const id = await scene.post({ content: 'x' });
    const send = async (body: unknown) => (await scene.api('POST', messages(scene), body)).body['code'];
    await deny(scene, Permission.SEND_MESSAGES);
    expect(await send({ content: 'x' })).toBe(50013);
    await deny(scene, Permission.EMBED_LINKS);
    expect(await send({ embeds: [{ title: 'x' }] })).toBe(50013);
    await deny(scene, Permission.PIN_MESSAGES);
    expect((await scene.api('PUT', `${messages(scene)}/pins/${id}`)).body['code']).toBe(50013);
    await deny(scene, Permission.VIEW_CHANNEL);
    expect(await send({ content: 'x' })).toBe(50001);
    expect((await scene.api('GET', `/channels/${scene.channelId}`)).body['code']).toBe(50001);
    expect((await scene.api('PATCH', `${messages(scene)}/${id}`, { content: 'y' })).body['code']).toBe(50001);
    await deny(scene, 0n);
    expect(await send({ content: 'x' })).toBeUndefined();
  });

  test('of a member win over those of roles, and roles over @everyone', async () => {
    await using scene = await startScene();
    const { id: roleId } = await scene.control.createRole({ guildId: scene.guildId, name: 'vip' });
    const set = (targetId: string, kind: 'role' | 'member', allow: bigint, deny: bigint) =>
      scene.control.setPermissions({
        channelId: scene.channelId,
        targetId,
        kind,
        allow: String(allow),
        deny: String(deny),
      });
    const write = () =>
      scene.control.sendMessage({ userId: scene.userId, channelId: scene.channelId, content: 'x' });
    await set(scene.guildId, 'role', 0n, Permission.SEND_MESSAGES);
    await expect(write()).rejects.toThrow('may not write');
    await scene.control.setMember({ guildId: scene.guildId, userId: scene.userId, roleIds: [roleId] });
    await set(roleId, 'role', Permission.SEND_MESSAGES, 0n);
    await write();
    const muted = (await scene.control.createRole({ guildId: scene.guildId, name: 'muted' })).id;
    await set(muted, 'role', 0n, Permission.SEND_MESSAGES);
    await scene.control.setMember({ guildId: scene.guildId, userId: scene.userId, roleIds: [roleId, muted] });
    await write();
    await set(scene.userId, 'member', 0n, Permission.SEND_MESSAGES);
    await expect(write()).rejects.toThrow('may not write');
    await scene.control.sendMessage({
      userId: scene.ownerId,
      channelId: scene.channelId,
      content: 'owners may',
    });
  });

  test('to manage roles end below the own highest role', async () => {
    await using scene = await startScene();
    const { id: roleId } = await scene.control.createRole({ guildId: scene.guildId, name: 'vip' });
    const path = `/guilds/${scene.guildId}/members/${scene.userId}`;
    expect((await scene.api('PUT', `${path}/roles/${roleId}`)).status).toBe(204);
    expect((await scene.api('GET', path)).body['roles']).toEqual([roleId]);
    expect((await scene.api('DELETE', `${path}/roles/${roleId}`)).status).toBe(204);
    const roles = (await scene.api('GET', `/guilds/${scene.guildId}/roles`)).body as unknown as {
      id: string;
      managed: boolean;
    }[];
    const own = roles.find(({ managed }) => managed)?.id;
    expect((await scene.api('PUT', `${path}/roles/${own}`)).body['code']).toBe(50013);
    const above = await scene.control.createRole({ guildId: scene.guildId, name: 'boss', position: 'top' });
    expect((await scene.api('PUT', `${path}/roles/${above.id}`)).body['code']).toBe(50013);
    expect((await scene.api('PUT', `${path}/roles/${scene.userId}`)).body['code']).toBe(10011);
  });
});

describe('what is not there', () => {
  test('is named by its code', async () => {
    await using scene = await startScene({ wrongRequests: true });
    const missing = '1100000000000000099';
    const code = async (method: string, path: string, body?: unknown) =>
      (await scene.api(method, path, body)).body['code'];
    expect(await code('POST', `/channels/${missing}/messages`, { content: 'x' })).toBe(10003);
    expect(await code('PATCH', `${messages(scene)}/${missing}`, { content: 'x' })).toBe(10008);
    expect(await code('GET', `/guilds/${missing}`)).toBe(10004);
    expect(await code('GET', `/guilds/${scene.guildId}/members/${missing}`)).toBe(10007);
    expect(await code('GET', `/users/${missing}`)).toBe(10013);
    expect(await code('GET', '/channels/abc')).toBe(50035);
    expect((await scene.api('GET', '/nothing')).status).toBe(404);
    const id = await scene.post({ content: 'x' });
    await scene.control.deleteMessage({ channelId: scene.channelId, messageId: id });
    expect(await code('PATCH', `${messages(scene)}/${id}`, { content: 'x' })).toBe(10008);
    await scene.control.deleteChannel({ channelId: scene.channelId });
    expect(await code('POST', messages(scene), { content: 'x' })).toBe(10003);
  });

  test('includes the bot for a wrong token', async () => {
    await using scene = await startScene();
    expect(await scene.api('GET', '/users/@me', undefined, 'Bot wrong')).toMatchObject({
      status: 401,
      body: { code: 0 },
    });
    expect((await scene.api('GET', '/users/@me', undefined, null)).status).toBe(401);
  });
});

describe('sending', () => {
  test('to closed DMs is 50007, and without a common guild 50278', async () => {
    await using scene = await startScene();
    const stranger = (await scene.control.createUser({ username: 'far' })).id;
    const send = async (recipient_id: string) => {
      const { body } = await scene.api('POST', '/users/@me/channels', { recipient_id });
      return (await scene.api('POST', `/channels/${String(body['id'])}/messages`, { content: 'x' })).body[
        'code'
      ];
    };
    expect(await send(scene.userId)).toBeUndefined();
    await scene.control.changeUser({ userId: scene.userId, dmsOpen: false });
    expect(await send(scene.userId)).toBe(50007);
    expect(await send(stranger)).toBe(50278);
  });

  test('to too many new people in a short time is 40003', async () => {
    await using scene = await startScene({ limits: { dmOpens: 1 } });
    const open = async (recipient_id: string) =>
      (await scene.api('POST', '/users/@me/channels', { recipient_id })).body['code'];
    expect(await open(scene.userId)).toBeUndefined();
    expect(await open(scene.ownerId)).toBe(40003);
    expect(await open(scene.userId)).toBeUndefined();
  });

  test('twice with the same enforced nonce sends once, for some minutes', async () => {
    await using scene = await startScene();
    const send = () => scene.post({ content: 'x', nonce: 'order-1', enforce_nonce: true });
    const first = await send();
    expect(await send()).toBe(first);
    expect(await scene.post({ content: 'x', nonce: 'order-1' })).not.toBe(first);
    await scene.control.advanceClock({ ms: 5 * 60_000 + 1 });
    expect(await send()).not.toBe(first);
  });

  test('mentions whom allowed_mentions lets through, and an edit without it parses again', async () => {
    await using scene = await startScene();
    const content = `<@${scene.userId}> @everyone`;
    const quiet = await scene.api('POST', messages(scene), { content, allowed_mentions: { parse: [] } });
    expect(quiet.body).toMatchObject({ mentions: [], mention_everyone: false });
    const path = `${messages(scene)}/${String(quiet.body['id'])}`;
    expect((await scene.api('PATCH', path, { content, allowed_mentions: { parse: [] } })).body).toMatchObject(
      { mentions: [] },
    );
    const loud = await scene.api('PATCH', path, { content });
    expect(loud.body).toMatchObject({ mentions: [{ id: scene.userId }], mention_everyone: true });
    const one = await scene.api('POST', messages(scene), {
      content,
      allowed_mentions: { users: [scene.userId] },
    });
    expect(one.body).toMatchObject({ mentions: [{ id: scene.userId }], mention_everyone: false });
  });

  test('keeps others from being edited', async () => {
    await using scene = await startScene();
    const { id } = await scene.control.sendMessage({
      userId: scene.userId,
      channelId: scene.channelId,
      content: 'mine',
    });
    expect((await scene.api('PATCH', `${messages(scene)}/${id}`, { content: 'x' })).body['code']).toBe(50005);
    expect((await scene.api('DELETE', `${messages(scene)}/${id}`)).status).toBe(204);
  });

  test('hides the content of others without the intent', async () => {
    await using scene = await startScene();
    const { id } = await scene.control.sendMessage({
      userId: scene.userId,
      channelId: scene.channelId,
      content: 'secret',
    });
    expect((await scene.api('GET', `${messages(scene)}/${id}`)).body['content']).toBe('');
    await using open = await startScene({ allowedIntents: 1 << 15 });
    const other = await open.control.sendMessage({
      userId: open.userId,
      channelId: open.channelId,
      content: 'open',
    });
    expect((await open.api('GET', `${messages(open)}/${other.id}`)).body['content']).toBe('open');
  });

  test('pins by both routes, with a notice in the channel', async () => {
    await using scene = await startScene();
    const id = await scene.post({ content: 'x' });
    expect((await scene.api('PUT', `/channels/${scene.channelId}/pins/${id}`)).status).toBe(204);
    expect((await scene.api('GET', `/channels/${scene.channelId}/pins`)).body).toMatchObject([
      { id, pinned: true },
    ]);
    expect((await scene.api('GET', `${messages(scene)}/pins`)).body).toMatchObject({
      items: [{ message: { id } }],
    });
    expect(
      (await scene.control.view(scene)).map((message) => (message as unknown as { type: number }).type),
    ).toEqual([0, 6]);
    expect((await scene.api('DELETE', `${messages(scene)}/pins/${id}`)).status).toBe(204);
    expect((await scene.api('GET', `${messages(scene)}/pins`)).body).toMatchObject({ items: [] });
  });
});
