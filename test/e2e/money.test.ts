import { DatabaseSync } from 'node:sqlite';
import { expect, it, vi } from 'vitest';
import { customIds, startShop, type TestShop, textOf } from '../support/start-shop.ts';

type Options = Record<string, string | number | boolean>;

async function asked(shop: TestShop, name: string, path: string, options: Options = {}) {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  return await shop.control.command({ ...at, name: path, options });
}
const run = async (shop: TestShop, name: string, path: string, options: Options = {}) =>
  shop.finalText(name, await asked(shop, name, path, options));

/** Gives somebody a role of this tier. */
async function make(shop: TestShop, name: string, tier: string) {
  const { id } = await shop.control.createRole({ guildId: shop.guildId, name: tier });
  await shop.control.setMember({ guildId: shop.guildId, userId: shop.userId(name), roleIds: [id] });
  await shop.owner('staff add', { role: id, tier });
}

it('moves money between wallets, with a second owner above a bound, and keeps account of it', async () => {
  await using shop = await startShop({ people: ['alex', 'budi', 'second', 'helper'] });
  const { control, channelId } = shop;
  const [alex, budi] = [shop.userId('alex'), shop.userId('budi')];
  await make(shop, 'second', 'owner');
  await make(shop, 'helper', 'support');
  await shop.fund('alex', 500);
  const transfer = { from: alex, to: budi, amount: 120, reason: '=1+1 @everyone' };
  expect(await shop.owner('wallet transfer', transfer)).toContain(
    `1 DL 20 WL moved from <@${alex}> (3 DL 80 WL left) to <@${budi}>, who has 1 DL 20 WL now.`,
  );
  expect(await shop.owner('wallet transfer', { ...transfer, amount: 381 })).toContain('Nothing was taken');
  expect(await shop.owner('wallet transfer', { ...transfer, to: alex })).toContain('two different wallets');

  const bound = { key: 'wallet_approval_above', value: '100' };
  expect(await shop.owner('config set', bound)).toContain('0 → **100**');
  expect(await shop.owner('wallet credit', { user: alex, amount: 100, reason: 'ok' })).toContain(
    '4 DL 80 WL',
  );
  const big = { user: alex, amount: 101, reason: 'prize' };
  expect(await shop.owner('wallet credit', big)).toContain('Nothing has moved yet');
  expect(await shop.owner('wallet debit', big)).toContain('Request **#2**');
  expect(await run(shop, 'alex', 'balance')).toContain('**4 DL 80 WL**');
  await vi.waitFor(async () => {
    const told = await control.view({ userId: shop.ownerId, channelId: `dm:${shop.ownerId}` });
    expect(told.map(textOf).join()).toContain('2 payments wait');
  }, 10_000);

  const own = (await asked(shop, 'owner', 'wallet approvals')).message;
  const press = async (name: string, messageId: string, customId: string) =>
    shop.finalText(name, await control.click({ userId: shop.userId(name), channelId, messageId, customId }));
  await expect(press('owner', own?.id ?? '', 'ls1:approval-approve:1')).rejects.toThrow(/disabled/);
  const theirs = (await asked(shop, 'second', 'wallet approvals')).message;
  expect(textOf(theirs)).toContain(`1 DL 1 WL into the wallet of <@${alex}>`);
  expect(customIds(theirs)).toContain('ls1:approval-approve:1');
  const both = (await asked(shop, 'second', 'wallet approvals')).message;
  expect(await press('second', theirs?.id ?? '', 'ls1:approval-approve:1')).toContain(
    'Request #1 is approved',
  );
  expect(await press('second', both?.id ?? '', 'ls1:approval-approve:1')).toContain('approved already');
  expect(await press('owner', own?.id ?? '', 'ls1:approval-reject:2')).toContain('Request #2 is rejected');
  expect(await run(shop, 'alex', 'balance')).toContain('**5 DL 81 WL**');

  expect(await run(shop, 'helper', 'wallet statement', { user: budi })).toContain('+1 DL 20 WL · transfer');
  const file = (await asked(shop, 'helper', 'wallet statement', { user: budi, as_file: true })).message;
  const { content } = await control.attachment({ url: file?.attachments[0]?.url ?? '' });
  expect(content.trim().split('\n')[1]).toMatch(/^\d+,20\S+Z,transfer,120,120,,'=1\+1 @everyone$/);

  const forOneself = { id: 1, user: shop.userId('helper') };
  expect(await run(shop, 'helper', 'deposit claim', forOneself)).toContain('Only the shop’s owners');

  const proof = await shop.owner('audit ledger');
  expect(proof).toContain('✅ **Proven**: 8 entries in 4 transactions');
  expect(proof).toContain('2 wallets hold 7 DL 1 WL');
  const acts = await shop.owner('audit acts', { action: 'wallet' });
  expect(acts).toMatch(/wallet\.reject[\s\S]*wallet\.approve[\s\S]*wallet\.request[\s\S]*wallet\.transfer/);
  expect(acts).not.toContain('staff.set');
  const bySecond = await shop.owner('audit acts', { actor: shop.userId('second') });
  expect(bySecond).toContain('wallet.approve');
  expect(bySecond).not.toContain('wallet.credit');
  const at = { userId: shop.ownerId, channelId, name: 'audit acts' };
  const choices = await control.autocomplete({ ...at, options: { action: 'tran' }, focused: 'action' });
  expect(choices.map(({ value }) => value)).toEqual(['wallet.transfer']);
});

it('names the first entry that is wrong, and closes the shop', async () => {
  await using shop = await startShop({ people: ['alex'] });
  await shop.fund('alex', 500);
  await shop.owner('wallet debit', { user: shop.userId('alex'), amount: 50, reason: 'x' });
  using db = new DatabaseSync((shop.env['DATABASE_URL'] ?? '').replace('sqlite:', ''));
  db.exec(
    'DROP TRIGGER ledger_entries_fixed; UPDATE ledger_entries SET balance_after_wl = 451 WHERE amount_wl = -50',
  );
  const proof = await shop.owner('audit ledger');
  expect(proof).toContain('⛔ **Broken.**');
  expect(proof).toMatch(/entry #3 of transaction #2, account #\d+, the wallet of <@\d+>/);
  expect(proof).toContain('Expected: 450 WL · found: 451 WL');
  await vi.waitFor(async () => expect(await shop.owner('health show')).toContain('**0 of 100**'), 10_000);
});
