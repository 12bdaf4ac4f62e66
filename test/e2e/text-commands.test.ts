import { expect, it, vi } from 'vitest';
import { writeNote } from '../../src/restart-note.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { openStore } from '../../src/shop/store/open-store.ts';
import { customIds, startShop, type TestShop, textOf } from '../support/start-shop.ts';

const MESSAGE_CONTENT = 1 << 15;
const ADMINISTRATOR = '8';

async function answers(shop: TestShop): Promise<string[]> {
  const messages = await shop.control.view({ userId: shop.ownerId, channelId: shop.channelId });
  return messages
    .filter(({ author }) => author.id === shop.sandbox.botUserId)
    .filter((message) => !customIds(message).includes('ls1:buy'))
    .map(textOf);
}

it('hears !restart where the content of messages is on, from an administrator too', async () => {
  await using shop = await startShop({
    sandbox: { allowedIntents: MESSAGE_CONTENT },
    env: { MESSAGE_CONTENT: 'on' },
  });
  const { control, guildId, channelId } = shop;
  const write = (name: string, content: string) =>
    control.sendMessage({ userId: shop.userId(name), channelId, content });
  const role = await control.createRole({ guildId, name: 'admin', permissions: ADMINISTRATOR });
  await control.setMember({ guildId, userId: shop.userId('budi'), roleIds: [role.id] });

  await write('alex', 'please !restart');
  await write('alex', '!help');
  await control.postWebhook({ channelId, webhookId: '1100000000000000077', content: '!restart' });
  await write('owner', ' !Restart ');
  await vi.waitFor(async () => expect(await answers(shop)).toHaveLength(1), 10_000);
  await write('budi', '!restart');
  await vi.waitFor(async () => expect(await answers(shop)).toHaveLength(2), 10_000);
  const [owners, budis] = await answers(shop);
  expect(owners).toContain(`<@${shop.ownerId}>, restart the shop?`);
  expect(budis).toContain(`<@${shop.userId('budi')}>, restart the shop?`);
});

it('answers a crowd of strangers once', async () => {
  await using shop = await startShop({
    sandbox: { allowedIntents: MESSAGE_CONTENT },
    env: { MESSAGE_CONTENT: 'on' },
  });
  const { control, channelId } = shop;
  for (let index = 0; index < 5; index += 1) {
    await control.sendMessage({ userId: shop.userId('alex'), channelId, content: '!restart' });
  }
  await control.sendMessage({ userId: shop.ownerId, channelId, content: '!restart' });
  await vi.waitFor(async () => expect((await answers(shop)).at(-1)).toContain('restart the shop?'), 10_000);
  expect(await answers(shop)).toHaveLength(2);
});

it('tells the owner of a restart that nobody asked for, counts it, and never counts Discord’s failures as its own', async () => {
  // Discord gives every click up soon: only what the bot says of its failures matters here.
  await using shop = await startShop({ startBot: false, sandbox: { limits: { ackMs: 400 } } });
  const store = await openStore(shop.env['DATABASE_URL'] ?? '', { clock: systemClock });
  const startedAtMs = systemClock.now() - 3000;
  await writeNote(store, {
    reason: 'errors',
    language: 'en',
    startedAtMs,
    end: 'restarted',
    steps: [{ name: 'leave', text: 'restart.step.discord', startedAtMs, ms: 5, failure: 'timeout' }],
    cleared: {},
  });
  await store[Symbol.asyncDispose]();
  await shop.start({ OWNER_IDS: shop.ownerId });
  const direct = await vi.waitFor(async () => {
    const [first] = await shop.control.view({ userId: shop.ownerId, channelId: `dm:${shop.ownerId}` });
    if (!first) throw new Error('nothing yet');
    return textOf(first);
  });
  expect(direct).toMatch(/^✅ \*\*Restarted by itself in \d+\.\d s\*\*: too many errors of its own\./);
  expect(direct).toContain('Leave Discord (timeout)');
  const metrics = async () => (await fetch(`${shop.app.httpUrl}/metrics`)).text();
  expect(await metrics()).toMatch(/^livestock_restarts_total\{reason="errors"\} 1$/m);
  expect(await metrics()).toMatch(/^livestock_restart_seconds_count 1$/m);

  const effects = [
    { kind: 'status', status: 500 },
    { kind: 'status', status: 403, code: 50013 },
    { kind: 'html', status: 200 },
    { kind: 'html', status: 502 },
    { kind: 'rate_limit' },
    { kind: 'reset' },
    { kind: 'answer_lost' },
  ] as const;
  for (const effect of effects) {
    await shop.control.addFault({ on: 'rest', route: '*', effect });
    await shop.control.command({
      userId: shop.userId('alex'),
      channelId: shop.channelId,
      name: 'balance',
    });
    await shop.control.gateway({ do: 'drop' });
    await shop.control.clearFaults();
  }
  const own = (await metrics())
    .split('\n')
    .filter((line) => /^livestock_errors_total\{.*kind="(bug|database)"\} [1-9]/.test(line));
  expect(own).toEqual([]);
}, 60_000);
