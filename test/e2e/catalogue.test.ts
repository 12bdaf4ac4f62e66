import { expect, it, vi } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { openStore } from '../../src/shop/store/open-store.ts';
import { impatientClock } from '../support/impatient-clock.ts';
import { customIds, startShop, type TestShop, textOf } from '../support/start-shop.ts';

// Four shops at once, on a machine that may have other things to do.
vi.setConfig({ testTimeout: 60_000 });

const MANAGE_ROLES = String(1n << 28n);
const waitFor = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 25_000, interval: 50 });

async function run(shop: TestShop, name: string, path: string, options = {}): Promise<string> {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  return await shop.finalText(name, await shop.control.command({ ...at, name: path, options }));
}
async function buy(shop: TestShop, name: string, code: string, quantity = 1): Promise<string> {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  const quoted = await shop.control.command({ ...at, name: 'buy', options: { code, quantity } });
  const message = await shop.finalMessage(name, quoted);
  const customId = customIds(message).find((id) => id.startsWith('ls1:buy-confirm:')) ?? '';
  return await shop.finalText(
    name,
    await shop.control.click({ ...at, messageId: message?.id ?? '', customId }),
  );
}
const rolesOf = async (shop: TestShop, name: string) => {
  const { users } = await shop.control.world();
  return users.find(({ id }) => id === shop.userId(name))?.memberships[shop.guildId] ?? [];
};
const notices = async (shop: TestShop, about: string) =>
  (await shop.control.view({ userId: shop.ownerId, channelId: `dm:${shop.ownerId}` }))
    .map(textOf)
    .filter((text) => text.includes(about));

it('features, limits and marks products as their owner says, within 2 s on the board', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 10, stock: 12, category: 'Fruit' });
  await shop.product('PEAR', { price: 10, stock: 6, category: 'Fruit' });
  const change = {
    code: 'PEAR',
    featured: true,
    low_stock: 5,
    limit: 3,
    limit_days: 7,
    description: 'Juicy',
  };
  const before = performance.now();
  const edited = await shop.owner('product edit', change);
  await shop.boardShows((text) => {
    expect(text).toContain('🟢 ⭐ **PEAR**');
    expect(text.indexOf('⭐ Featured')).toBeLessThan(text.indexOf('Fruit'));
  });
  expect(performance.now() - before).toBeLessThan(2000);
  expect(edited).toContain('⭐ Stands first. 🔢 3 a buyer in 7 days. Low on stock at 5.');

  await shop.fund('alex', 1000);
  await shop.fund('budi', 1000);
  expect(await run(shop, 'alex', 'buy', { code: 'PEAR', quantity: 2 })).toContain(
    '🔢 3 a buyer in 7 days; 1 left for you after this.',
  );
  expect(await buy(shop, 'alex', 'PEAR', 2)).toContain('is yours');
  const refused = await run(shop, 'alex', 'buy', { code: 'PEAR', quantity: 2 });
  expect(refused).toMatch(
    /you may have 1 more: choose 1 or fewer\. More from <t:\d+:R>\. Nothing was charged/,
  );
  expect(await run(shop, 'budi', 'buy', { code: 'PEAR', quantity: 4 })).toContain('sisa jatah Anda 3');

  expect(await shop.owner('product edit', { code: 'PEAR', limit: 0, cooldown: 90 })).toContain('⏳ 90 min');
  expect(await run(shop, 'alex', 'buy', { code: 'PEAR', quantity: 1 })).toMatch(/again <t:\d+:R>\. Nothing/);
  expect(await run(shop, 'budi', 'buy', { code: 'PEAR', quantity: 1 })).toContain('lagi 1 jam 30 menit');
  expect(await shop.owner('product edit', { code: 'PEAR', limit_days: 3 })).toContain(
    'limit_days (limit ≥ 1)',
  );

  const cleared = { code: 'PEAR', cooldown: 0, featured: false, category: '-', description: '-' };
  await shop.owner('product edit', cleared);
  await shop.boardShows((text) => {
    expect(text).not.toContain('⭐');
    expect(text.indexOf('Other')).toBeLessThan(text.indexOf('**PEAR**'));
  });
  expect(await run(shop, 'alex', 'buy', { code: 'PEAR', quantity: 1 })).not.toContain('🔢');
});

it.concurrent('gives buyers their role, tells staff the exact fix when it cannot, and gives it after that', async () => {
  await using shop = await startShop({ startBot: false });
  const { control, guildId, sandbox } = shop;
  await control.setMember({ guildId, userId: sandbox.botUserId, roleIds: [] });
  const { id: vip } = await control.createRole({ guildId, name: 'VIP' });
  await shop.start({}, impatientClock);
  await shop.product('APPLE', { price: 10, stock: 12 });
  const set = await shop.owner('product edit', { code: 'APPLE', role: vip });
  expect(set).toContain(`Buyers get <@&${vip}>`);
  expect(set).toContain('Nobody gets that role yet: the bot lacks Manage Roles');

  const { id: stocker } = await control.createRole({ guildId, name: 'Stocker' });
  await shop.owner('staff add', { role: stocker, tier: 'stock' });
  await control.setMember({ guildId, userId: shop.userId('budi'), roleIds: [stocker] });
  expect(await run(shop, 'budi', 'product edit', { code: 'APPLE', role: stocker })).toContain(
    'Hanya pemilik',
  );
  expect(await run(shop, 'budi', 'product edit', { code: 'APPLE', limit: 9 })).toContain('9 per pembeli');

  await shop.fund('alex', 1000);
  expect(await buy(shop, 'alex', 'APPLE')).toContain('is yours');
  await waitFor(async () => {
    const told = await notices(shop, 'wait for');
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`Buyers of \`APPLE\` wait for <@&${vip}>`);
    expect(told[0]).toContain('the bot lacks Manage Roles. Give its role that permission');
  });
  expect(await rolesOf(shop, 'alex')).toEqual([]);

  const { id: bots } = await control.createRole({
    guildId,
    name: 'Bots',
    permissions: MANAGE_ROLES,
    position: 'top',
  });
  await control.setMember({ guildId, userId: sandbox.botUserId, roleIds: [bots] });
  await waitFor(async () => expect(await rolesOf(shop, 'alex')).toEqual([vip]));
  await waitFor(async () => expect((await notices(shop, 'wait for'))[0]).toContain('✅ Over after'));

  const { id: high } = await control.createRole({ guildId, name: 'High', position: 'top' });
  expect(await shop.owner('product edit', { code: 'APPLE', role: high })).toContain('above the bot’s. Drag');
  expect(await shop.owner('product edit', { code: 'APPLE', role: guildId })).not.toContain('Buyers get');
});

it.concurrent('tells staff once that a product runs low and out, and when it is restocked', async () => {
  await using shop = await startShop({ startBot: false });
  await shop.start({}, impatientClock);
  await shop.product('APPLE', { price: 10, stock: 4 });
  await shop.product('SMALL', { price: 10, stock: 2 });
  await shop.owner('product edit', { code: 'APPLE', low_stock: 3 });
  await shop.fund('alex', 1000);
  await buy(shop, 'alex', 'APPLE');
  await waitFor(async () => {
    const told = await notices(shop, '`APPLE`');
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('`APPLE` runs low**: 3 or fewer are left');
  });
  await buy(shop, 'alex', 'APPLE', 3);
  await waitFor(async () => {
    const told = await notices(shop, '`APPLE`');
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('runs low');
    expect(told[0]).not.toContain('Over after');
    expect(told[1]).toContain('`APPLE` is sold out');
  });
  await shop.owner('stock-add', { code: 'APPLE', text: 'a\nb\nc\nd\ne' });
  await waitFor(async () => {
    const told = await notices(shop, '`APPLE`');
    expect(told).toHaveLength(2);
    expect(told.every((text) => text.includes('✅ Over after'))).toBe(true);
    expect(await notices(shop, 'SMALL')).toEqual([]);
  });
});

it('serves a catalogue of 500 products on the board and in its menus', async () => {
  await using shop = await startShop({ startBot: false });
  const store = await openStore(shop.env['DATABASE_URL'] ?? '', { clock: systemClock });
  await store.ensureShop(shop.guildId);
  for (let index = 0; index < 500; index++) {
    const product = { code: `ITEM${index}`, name: `Thing number ${index}`, priceWl: 10 + index };
    await store.addProduct(shop.guildId, { ...product, featured: index === 499 }, shop.ownerId);
  }
  await store.addStock(shop.guildId, 'ITEM499', ['the last one'], shop.ownerId);
  await store[Symbol.asyncDispose]();
  await shop.start();
  await shop.fund('alex', 1000);
  const board = await shop.boardShows((text) => {
    const shown = text.match(/`ITEM\d+`/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(60);
    expect(text).toContain(`…and ${500 - shown} more: press 🛒 or use /stock`);
    expect(text).toContain('⭐ **Thing number 499**');
  });
  const list = await shop.click('alex', board.id, 'ls1:buy');
  expect(textOf(list.message)).toContain('Page 1 of 20');
  const next = customIds(list.message).find((id) => id.startsWith('ls1:buy-list:1')) ?? '';
  const turned = await shop.click('alex', list.message?.id ?? '', next);
  expect(textOf(turned.message)).toContain('Page 2 of 20');
  const typed = await shop.control.autocomplete({
    userId: shop.userId('alex'),
    channelId: shop.channelId,
    name: 'buy',
    options: { code: 'number 49' },
    focused: 'code',
  });
  expect(typed.map(({ value }) => value)).toContain('ITEM499');
  expect(await run(shop, 'alex', 'stock')).toContain('Page 1 of 34');
  expect(await buy(shop, 'alex', 'ITEM499')).toContain('is yours');
});
