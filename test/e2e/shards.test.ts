import { expect, it, vi } from 'vitest';
import { startBotProcess } from '../support/bot-process.ts';
import { customIds, startShop, textOf } from '../support/start-shop.ts';

/** Which of two shards a server belongs to (docs: topics/gateway, "Sharding"). */
function shardOf(guildId: string): number {
  return Number((BigInt(guildId) >> 22n) % 2n);
}

it('serves each server from the process of its shard, with a database of its own, as pods do', async () => {
  await using shop = await startShop({ startBot: false, sandbox: { shards: 2 } });
  const { control, ownerId } = shop;
  const { id: otherGuild } = await control.createGuild({
    id: String(BigInt(shop.guildId) + (1n << 22n)),
    name: 'Other shop',
    ownerId,
  });
  await control.setMember({ guildId: otherGuild, userId: ownerId });
  const { id: otherChannel } = await control.createChannel({ guildId: otherGuild, name: 'stock' });
  const places = [
    { channelId: shop.channelId, shard: shardOf(shop.guildId), name: 'Apple' },
    { channelId: otherChannel, shard: shardOf(otherGuild), name: 'Banana' },
  ].toSorted((one, other) => one.shard - other.shard);

  const { DISCORD_TOKEN = '', DISCORD_API_URL = '' } = shop.env;
  const start = (shard: string) =>
    startBotProcess({ DISCORD_TOKEN, DISCORD_API_URL, SHARDS: shard, SHARD_COUNT: '2' });
  await using first = await start('0');
  await first.ready();
  await using second = await start('1');
  await second.ready();
  for (const bot of [first, second]) expect(bot.output()).toMatch(/"shops":1,"boards":0,"msg":"ready"/);

  const run = (channelId: string, name: string, options = {}) =>
    control.command({ userId: ownerId, channelId, name, options });
  const board = async (channelId: string) => {
    const messages = await control.view({ userId: ownerId, channelId });
    return messages.filter((message) => customIds(message).includes('ls1:buy')).map(textOf);
  };
  for (const { channelId, name } of places) {
    await run(channelId, 'board create');
    await run(channelId, 'product add', { code: name.toUpperCase(), name, price: 5 });
    await vi.waitFor(
      async () => expect(await board(channelId)).toEqual([expect.stringContaining(name)]),
      10_000,
    );
  }
  const [kept, lost] = places;
  expect(await board(kept?.channelId ?? '')).not.toEqual([expect.stringContaining(lost?.name ?? '')]);

  second.kill('SIGKILL');
  await second.exited;
  expect((await run(kept?.channelId ?? '', 'stock')).state).toBe('answered');
  expect((await run(lost?.channelId ?? '', 'stock')).state).toBe('failed');
}, 60_000);
