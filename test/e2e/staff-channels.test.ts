import { expect, it, vi } from 'vitest';
import { startBotProcess } from '../support/bot-process.ts';
import { impatientClock } from '../support/impatient-clock.ts';
import { startShop, type TestShop, textOf } from '../support/start-shop.ts';

const SEND_MESSAGES = 1n << 11n;
const waitFor = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

async function channel(shop: TestShop, name: string) {
  return (await shop.control.createChannel({ guildId: shop.guildId, name })).id;
}
async function deny(shop: TestShop, channelId: string, permissions: bigint) {
  const target = { channelId, targetId: shop.sandbox.botUserId, kind: 'member' } as const;
  await shop.control.setPermissions({ ...target, allow: '0', deny: String(permissions) });
}
const read = async (shop: TestShop, channelId: string) =>
  (await shop.control.view({ userId: shop.ownerId, channelId })).map(textOf);
const count = (texts: string[], part: string) => texts.join('\n').split(part).length - 1;

it('posts every act with before and after, never the goods; tells staff when it cannot, and makes up for it', async () => {
  await using shop = await startShop({ startBot: false });
  await shop.start({}, impatientClock);
  const log = await channel(shop, 'audit');
  await shop.product('EARLY', { price: 1, stock: 0 });
  await deny(shop, log, SEND_MESSAGES);
  expect(await shop.owner('audit-channel set', { channel: log })).toMatch(
    /give it \*\*Send Messages\*\* there/,
  );
  await deny(shop, log, 0n);
  expect(await shop.owner('audit-channel set', { channel: log })).toContain('beginning with this one');
  await shop.product('APPLE', { name: 'A *nice* one', price: 100, stock: 2 });
  await shop.owner('product edit', { code: 'APPLE', price: 150 });
  await waitFor(async () => {
    const text = (await read(shop, log)).join('\n');
    expect(text).toMatch(new RegExp(`<@${shop.ownerId}> \\*\\*audit.channel\\*\\*`));
    expect(text).toMatch(/\*\*product.edit\*\* APPLE[^`]*price 1 DL[^`]*→[^`]*price 1 DL 50 WL/);
    expect(text).toContain('A \\*nice\\* one');
    expect(text).toContain('**stock.add**');
    expect(text).not.toContain('APPLE-1');
    expect(text).not.toContain('EARLY');
  });

  await deny(shop, log, SEND_MESSAGES);
  const alerts = await channel(shop, 'alerts');
  expect(await shop.owner('notices set', { channel: alerts })).toContain(`in <#${alerts}>`);
  await shop.owner('product edit', { code: 'APPLE', price: 160 });
  await waitFor(async () => {
    const told = await read(shop, alerts);
    expect(count(told, `can’t be posted in <#${log}>`)).toBe(1);
    expect(told.join()).toContain('**Send Messages**');
  });
  await deny(shop, log, 0n);
  await waitFor(async () => {
    const text = (await read(shop, log)).join('\n');
    expect(text).toContain('price 1 DL 60 WL');
    expect(text).toContain('**notices.channel**');
    expect((await read(shop, alerts)).join()).toContain('✅ Over after');
  });

  expect(await shop.owner('audit-channel off')).toContain('no longer posted');
  expect(await shop.owner('audit-channel off')).toContain('Nothing changed');
  expect(await shop.owner('notices off')).toContain('direct message');
  const at = { userId: shop.userId('alex'), channelId: shop.channelId };
  for (const name of ['notices set', 'notices off', 'audit-channel set', 'audit-channel off']) {
    const options: Record<string, string> = name.endsWith('set') ? { channel: log } : {};
    const refused = await shop.control.command({ ...at, name, options });
    expect(await shop.finalText('alex', refused), name).toContain('Only the shop’s owners');
  }
}, 60_000);

it('posts an act once although it was killed between the message and its record', async () => {
  await using shop = await startShop({ startBot: false });
  const log = await channel(shop, 'audit');
  await using bot = await startBotProcess(shop.env);
  await bot.ready();
  const route = '/channels/:id/messages';
  const lost = { on: 'rest', method: 'POST', route, effect: { kind: 'answer_lost' } } as const;
  const fault = await shop.control.addFault(lost);
  await shop.owner('audit-channel set', { channel: log });
  await waitFor(async () => expect(count(await read(shop, log), '**audit.channel**')).toBe(1));
  bot.kill('SIGKILL');
  await bot.exited;
  await shop.control.removeFault(fault);
  await using again = await startBotProcess(shop.env);
  await again.ready();
  await shop.owner('world-set', { name: 'DEPOT' });
  await waitFor(async () => expect(count(await read(shop, log), '**world.set**')).toBe(1));
  expect(count(await read(shop, log), '**audit.channel**')).toBe(1);
}, 60_000);
