import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { startScene } from '../support/sandbox-scene.ts';

describe('a saved world', () => {
  let folder = '';
  const file = () => join(folder, 'state', 'world.json');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('comes back whole, goes on in time and gives no id twice', async () => {
    const first = await startScene({ stateFile: file() });
    const { userId, channelId, guildId } = first;
    const form = new FormData();
    form.set('payload_json', '{"content":"with a file"}');
    form.set('files[0]', new Blob(['goods']), 'goods.txt');
    await first.api('POST', `/channels/${channelId}/messages`, form);
    const opened = await first.api('POST', '/users/@me/channels', { recipient_id: userId });
    await first.api('POST', `/channels/${String(opened.body['id'])}/messages`, { content: 'direct' });
    const commands = `/applications/${first.sandbox.applicationId}/guilds/${guildId}/commands`;
    await first.api('PUT', commands, [{ name: 'stock', description: 'd' }]);
    const overwrite = { channelId, targetId: userId, kind: 'member', allow: '0', deny: '2048' } as const;
    await first.control.setPermissions(overwrite);
    await first.control.advanceClock({ ms: 3_600_000 });
    const before = await first.control.world();
    const seen = await first.control.view({ userId, channelId });
    await first[Symbol.asyncDispose]();

    await using second = await startSandbox({ stateFile: file() });
    const after = await second.control.world();
    expect(after).toEqual({ ...before, now: after.now });
    expect(after.now).toBeGreaterThanOrEqual(before.now);
    const [message] = await second.control.view({ userId, channelId });
    expect(message).toMatchObject({ id: seen[0]?.id, content: 'with a file' });
    const url = message?.attachments[0]?.url ?? '';
    expect(await (await fetch(url)).text()).toBe('goods');
    expect(await second.control.view({ userId, channelId: `dm:${userId}` })).toMatchObject([
      { content: 'direct' },
    ]);
    await expect(second.control.sendMessage({ userId, channelId, content: 'x' })).rejects.toThrow(
      'may not write',
    );
    const { id } = await second.control.createUser({ username: 'later' });
    expect(BigInt(id)).toBeGreaterThan(BigInt(message?.id ?? 0));
  });

  test('holds commands and messages before the bot hears that they are taken', async () => {
    await using scene = await startScene({ stateFile: file() });
    const commands = `/applications/${scene.sandbox.applicationId}/guilds/${scene.guildId}/commands`;
    await scene.api('PUT', commands, [{ name: 'durable', description: 'd' }]);
    expect(await readFile(file(), 'utf8')).toContain('"durable"');
    await scene.post({ content: 'board' });
    expect(await readFile(file(), 'utf8')).toContain('"board"');
  });

  test('has an edit on disk shortly after, without waiting for the end', async () => {
    await using scene = await startScene({ stateFile: file() });
    const id = await scene.post({ content: 'board' });
    await scene.api('PATCH', `/channels/${scene.channelId}/messages/${id}`, { content: 'edited' });
    await expect.poll(() => readFile(file(), 'utf8'), { timeout: 5_000 }).toContain('"edited"');
  });

  test('is not made up from a file that holds something else', async () => {
    const other = join(folder, 'other.json');
    await writeFile(other, '{"mine":true}');
    await expect(startSandbox({ stateFile: other })).rejects.toThrow('not a saved world');
    expect(await readFile(other, 'utf8')).toBe('{"mine":true}');
  });
});
