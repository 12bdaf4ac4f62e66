import { createHmac } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { startShop, type TestShop, textOf } from '../support/start-shop.ts';

const MESSAGE_CONTENT = 1 << 15;
const READ_HISTORY = 1n << 16n;
const WEBHOOK = '1100000000000000077';
const OTHER_WEBHOOK = '1100000000000000078';
const OPEN = { sandbox: { allowedIntents: MESSAGE_CONTENT }, env: { MESSAGE_CONTENT: 'on' } };

interface Depot {
  channelId: string;
  announce(growId: string, locks: string, webhookId?: string): Promise<{ id: string }>;
}

/** A channel whose webhook announces deposits. */
async function depot(shop: TestShop): Promise<Depot> {
  const { id: channelId } = await shop.control.createChannel({ guildId: shop.guildId, name: 'depo-log' });
  return {
    channelId,
    announce: (growId, locks, webhookId = WEBHOOK) =>
      shop.control.postWebhook({ channelId, webhookId, content: `GrowID: ${growId}\nDeposit: ${locks}` }),
  };
}

async function run(
  shop: TestShop,
  name: string,
  path: string,
  options: Record<string, string | number> = {},
) {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  return await shop.finalText(name, await shop.control.command({ ...at, name: path, options }));
}

/** What the README's example does. */
async function announceOverHttp(shop: TestShop, growId: string, secret: string) {
  const body = JSON.stringify({ event_id: 'e1', shop: shop.guildId, grow_id: growId, diamond_locks: 4 });
  const time = String(Math.floor(Date.now() / 1000));
  const sign = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const signed = {
    'x-livestock-key': 'k1',
    'x-livestock-timestamp': time,
    'x-livestock-signature': `v1=${sign}`,
  };
  const headers = { 'content-type': 'application/json', ...signed };
  return (await fetch(`${shop.app.httpUrl}/hooks/deposits`, { method: 'POST', headers, body })).status;
}

const soon = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 10_000, interval: 30 });
const dms = async (shop: TestShop, name: string) =>
  (await shop.control.view({ userId: shop.userId(name), channelId: `dm:${shop.userId(name)}` })).map(textOf);
const balanceIs = (shop: TestShop, name: string, balance: string) =>
  soon(async () => expect(await run(shop, name, 'balance')).toContain(`**${balance}**`));

it('credits what the webhook announces, tells the buyer, and queues what belongs to nobody', async () => {
  await using shop = await startShop(OPEN);
  const { channelId, announce } = await depot(shop);
  await shop.fund('alex', 0);
  await shop.fund('closed', 0);
  expect(await shop.owner('deposit show')).toContain('No channel announces deposits');
  await announce('alexGT', '9 World Lock');
  expect(await shop.owner('deposit set', { webhook_id: WEBHOOK, channel: channelId })).toContain(
    'from now on',
  );

  await announce('ALEXgt', '2 Diamond Lock, 5 World Lock');
  await soon(async () => {
    expect(await dms(shop, 'alex')).toEqual([
      '💰 Your deposit of **2 DL 5 WL** by GrowID ALEXgt is in your wallet. Balance: 2 DL 5 WL',
    ]);
  });
  await announce('alexGT', '1 World Lock', OTHER_WEBHOOK);
  await announce('alexGT', 'some World Lock');
  await shop.control.sendMessage({
    userId: shop.ownerId,
    channelId,
    content: 'GrowID: alexGT\nDeposit: 100 World Lock',
  });
  await announce('closedGT', '7 World Lock');
  await balanceIs(shop, 'closed', '7 WL');
  expect(await run(shop, 'closed', 'history')).toContain('+7 WL · deposit');
  await balanceIs(shop, 'alex', '2 DL 5 WL');

  await announce('nobodyGT', '3 World Lock');
  await soon(async () => expect(await shop.owner('deposit list')).toContain('**nobodyGT** · 3 WL'));
  await soon(async () => expect((await dms(shop, 'owner')).join()).toContain('A deposit waits'));
  await run(shop, 'budi', 'register', { growid: 'nobodyGT' });
  expect(await run(shop, 'budi', 'balance')).toContain('**0 WL**');
  const list = await shop.owner('deposit list');
  expect(list).toContain(`<@${shop.userId('budi')}> has this GrowID now`);
  const id = Number(/#(\d+)/.exec(list)?.[1]);
  expect(await run(shop, 'budi', 'deposit claim', { id, user: shop.userId('budi') })).toContain('staf');
  expect(await shop.owner('deposit claim', { id, user: shop.userId('budi') })).toContain('New balance: 3 WL');
  expect(await shop.owner('deposit reject', { id, reason: 'no' })).toContain('was claimed already');
  await soon(async () => expect((await dms(shop, 'budi')).join()).toContain('3 WL'));
  expect(await shop.owner('deposit list')).toBe('No deposit waits.');
  const metrics = await (await fetch(`${shop.app.httpUrl}/metrics`)).text();
  expect(metrics).toContain('livestock_deposits_total{source="message",result="credited"} 2');
  expect(metrics).toContain('livestock_deposits_total{source="message",result="ignored"} 1');
  expect(await shop.owner('deposit set', { webhook_id: 'https://x/y' })).toContain('no webhook id');
});

it('reads what was announced while it was away, once, in pages, and after a lost connection', async () => {
  await using shop = await startShop(OPEN);
  const { channelId, announce } = await depot(shop);
  await shop.fund('alex', 0);
  await shop.owner('deposit set', { webhook_id: WEBHOOK, channel: channelId });
  await announce('alexGT', '1 World Lock');
  await balanceIs(shop, 'alex', '1 WL');
  await shop.stop();
  for (let n = 0; n < 130; n += 1) await announce('alexGT', '1 World Lock');
  await shop.start();
  await balanceIs(shop, 'alex', '1 DL 31 WL');
  await shop.stop();
  await shop.start();

  const silence = await shop.control.addFault({ on: 'gateway', effect: { kind: 'silence' } });
  await announce('alexGT', '10 World Lock');
  await shop.control.removeFault(silence);
  await shop.control.gateway({ do: 'invalid_session' });
  await balanceIs(shop, 'alex', '1 DL 41 WL');
  expect(await shop.owner('audit ledger')).toContain('✅ **Proven**');
});

it('says what it lacks to read deposits, and reads them once it has that', async () => {
  const secret = 's'.repeat(40);
  await using shop = await startShop({
    sandbox: OPEN.sandbox,
    env: { DEPOSIT_HOOK_SECRETS: `k1:${secret}` },
  });
  const { channelId, announce } = await depot(shop);
  await shop.fund('alex', 0);
  const fix = 'Enable “Message Content Intent”';
  expect(await shop.owner('deposit set', { webhook_id: WEBHOOK, channel: channelId })).toContain(fix);
  await announce('alexGT', '1 World Lock');
  expect(await shop.owner('deposit show')).toContain(fix);
  await soon(async () => expect((await dms(shop, 'owner')).join()).toContain(fix));
  await shop.stop();

  const deny = (bits: bigint) =>
    shop.control.setPermissions({
      channelId,
      targetId: shop.sandbox.botUserId,
      kind: 'member',
      allow: '0',
      deny: String(bits),
    });
  await deny(READ_HISTORY);
  await shop.start({ MESSAGE_CONTENT: 'on' });
  await soon(async () => {
    const shown = await shop.owner('deposit show');
    expect(shown).toContain('the bot needs **Read Message History** there');
    expect(shown).toContain('/hooks/deposits is on');
  });
  expect(await announceOverHttp(shop, 'alexGT', `${secret}!`)).toBe(401);
  expect(await run(shop, 'alex', 'balance')).toContain('**0 WL**');
  expect(await announceOverHttp(shop, 'alexGT', secret)).toBe(200);
  await soon(async () => expect((await dms(shop, 'alex')).join()).toContain('**4 DL** by GrowID alexGT'));
  await deny(0n);
  await balanceIs(shop, 'alex', '4 DL 1 WL');
  expect(await shop.owner('deposit show')).toContain('✅ Its messages can be read.');
  expect(await shop.owner('deposit off')).toContain('not read any more');
  await announce('alexGT', '1 World Lock');
  expect(await shop.owner('deposit show')).toContain('No channel announces deposits');
});
