import { expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/runtime/clock.ts';
import { startShop, type TestShop, textOf } from '../support/start-shop.ts';

type Options = Record<string, string | number>;

async function run(shop: TestShop, name: string, path: string, options: Options = {}) {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  return await shop.finalText(name, await shop.control.command({ ...at, name: path, options }));
}

async function shown(shop: TestShop) {
  const messages = await shop.control.view({ userId: shop.ownerId, channelId: shop.channelId });
  const open = messages.filter(({ ephemeralFor }) => !ephemeralFor);
  expect(open).toHaveLength(1);
  return textOf(open[0]);
}

it('closes a product, then the shop, with a text, over a restart, until each opens by itself', async () => {
  let aheadMs = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
  await using shop = await startShop({ startBot: false });
  await shop.start({}, clock);
  await shop.product('APPLE', { name: 'Apple', price: 100, stock: 2 });
  await shop.product('PEAR', { name: 'Pear', price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  const confirm = async () => shop.finalText('alex', await shop.click('alex', messageId, confirmId));

  const text = 'new **stock** soon';
  const closed = await shop.owner('maintenance on', { product: 'apple', text, minutes: 5 });
  expect(closed).toMatch(/`APPLE` is closed until <t:\d+:f>/);
  await shop.boardShows((board) => {
    expect(board).toMatch(
      /🔧 \*\*Apple\*\* .* in maintenance until <t:\d+:f>: new \\\*\\\*stock\\\*\\\* soon/,
    );
    expect(board).toContain('Pear** `PEAR` · 1 DL · 2 in stock');
  });
  expect(await confirm()).toMatch(/\*\*Apple\*\* is in maintenance until [\s\S]*Nothing was charged/);
  expect(await run(shop, 'budi', 'buy', { code: 'PEAR', quantity: 1 })).toContain('Daftarkan GrowID');
  expect(await run(shop, 'alex', 'buy', { code: 'APPLE', quantity: 1 })).toContain('new \\*\\*stock');

  expect(await shop.owner('maintenance on', { minutes: 10, text: 'moving' })).toContain('The shop is closed');
  await expect
    .poll(() => shown(shop), { timeout: 8000 })
    .toMatch(/closed for maintenance\*\* until .*\n> moving/);
  expect(await run(shop, 'budi', 'stock')).toContain('Toko tutup untuk pemeliharaan');
  await shop.stop();
  await shop.start({}, clock);
  await expect.poll(() => shown(shop), { timeout: 8000 }).toContain('moving');
  expect(await run(shop, 'alex', 'buy', { code: 'PEAR', quantity: 1 })).toContain('> moving');
  expect(await run(shop, 'alex', 'balance')).toContain('**10 DL**');

  aheadMs = 11 * 60_000;
  await shop.boardShows((board) => expect(board.match(/2 in stock/g)).toHaveLength(2));
  expect(await shop.owner('maintenance off')).toContain('was not closed');
  expect(await shop.owner('maintenance off', { product: 'PEAR' })).toContain('`PEAR` was not closed');
  expect(await run(shop, 'alex', 'buy', { code: 'APPLE', quantity: 1 })).toContain('Balance after');
  expect(await shop.owner('maintenance on', { product: 'NONE' })).toContain('no product `NONE`');
  const refused = 'Only the shop’s owners';
  expect(await run(shop, 'alex', 'maintenance on')).toContain(refused);
  expect(await run(shop, 'alex', 'maintenance off')).toContain(refused);
  expect(await run(shop, 'alex', 'maintenance everywhere', { state: 'on' })).toContain('only its operator');
}, 60_000);

it('keeps a blacklisted person from buying and registering, and says why; support sees to it', async () => {
  await using shop = await startShop();
  const { control, guildId } = shop;
  const { id: role } = await control.createRole({ guildId, name: 'Helper' });
  await shop.owner('staff add', { role, tier: 'support' });
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  const alex = { user: shop.userId('alex') };
  expect(await run(shop, 'budi', 'blacklist add', { ...alex, reason: 'x' })).toContain('staf bantuan');
  await control.setMember({ guildId, userId: shop.userId('budi'), roleIds: [role] });
  const added = await run(shop, 'budi', 'blacklist add', { ...alex, reason: 'charge _back_', days: 3 });
  expect(added).toMatch(/tidak dapat membeli lagi di sini, sampai <t:\d+:f>/);

  const told = /You can’t buy here until <t:\d+:f>: charge \\_back\\_/;
  expect(await shop.finalText('alex', await shop.click('alex', messageId, confirmId))).toMatch(told);
  expect(await run(shop, 'alex', 'buy', { code: 'APPLE', quantity: 1 })).toMatch(told);
  expect(await run(shop, 'alex', 'register', { growid: 'Other' })).toMatch(told);
  expect(await run(shop, 'alex', 'balance')).toContain('**10 DL**');
  expect(await run(shop, 'alex', 'orders')).toContain('not bought anything');
  expect(await shop.owner('blacklist list')).toMatch(/charge \\_back\\_ · until .* by <@\d+>/);

  expect(await run(shop, 'budi', 'blacklist remove', alex)).toContain('dapat membeli lagi');
  expect(await run(shop, 'budi', 'blacklist remove', alex)).toContain('tidak ada di daftar hitam');
  expect(await shop.owner('blacklist list')).toContain('Nobody');
  const again = await shop.toConfirm('alex', 'APPLE', 1);
  const paid = await shop.click('alex', again.messageId, again.confirmId);
  expect(await shop.finalText('alex', paid)).toContain('is yours');
  await control.setMember({ guildId, userId: shop.userId('budi'), roleIds: [] });
  for (const path of ['blacklist add', 'blacklist remove', 'blacklist list']) {
    expect(
      await run(shop, 'budi', path, {
        ...(path !== 'blacklist list' && alex),
        ...(path === 'blacklist add' && { reason: 'x' }),
      }),
    ).toContain('staf bantuan');
  }
});
