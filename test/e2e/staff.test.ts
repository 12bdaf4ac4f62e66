import { expect, it, vi } from 'vitest';
import { startShop, type TestShop } from '../support/start-shop.ts';

async function run(
  shop: TestShop,
  name: string,
  path: string,
  options: Record<string, string | number> = {},
) {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  return await shop.finalText(name, await shop.control.command({ ...at, name: path, options }));
}

it('lets a role do what its tier may and no more, and ends with the role', async () => {
  await using shop = await startShop();
  const { control, guildId } = shop;
  const { id: role } = await control.createRole({ guildId, name: 'Stocker' });
  await control.setMember({ guildId, userId: shop.userId('alex'), roleIds: [role] });
  const apple = { code: 'APPLE', name: 'Apple', price: 5 };
  expect(await run(shop, 'alex', 'product add', apple)).toContain('stock staff and owners can do this');

  expect(await shop.owner('staff add', { role, tier: 'stock' })).toContain('is now staff: **stock**');
  expect(await shop.owner('staff list')).toContain(`<@&${role}> · stock`);
  expect(await run(shop, 'alex', 'product add', apple)).toContain('Apple');
  const payment = { user: shop.userId('alex'), amount: 5, reason: 'me' };
  expect(await run(shop, 'alex', 'wallet credit', payment)).toContain('Only the shop’s owners');
  expect(await run(shop, 'alex', 'staff add', { role, tier: 'owner' })).toContain('Only the shop’s owners');
  expect(await run(shop, 'budi', 'product edit', { code: 'APPLE', price: 1 })).toContain('staf stok');

  await control.setMember({ guildId, userId: shop.userId('alex'), roleIds: [] });
  expect(await run(shop, 'alex', 'product edit', { code: 'APPLE', price: 1 })).toContain('stock staff');
  await control.setMember({ guildId, userId: shop.userId('alex'), roleIds: [role] });
  expect(await shop.owner('staff remove', { role })).toContain('no longer staff');
  expect(await run(shop, 'alex', 'product edit', { code: 'APPLE', price: 1 })).toContain('stock staff');
  expect(await shop.owner('staff remove', { role })).toContain('was not staff');
});

it('asks for an operator’s rights again at the click that restarts', async () => {
  await using shop = await startShop();
  const { control, guildId, channelId } = shop;
  const { id: role } = await control.createRole({ guildId, name: 'Admin', permissions: '8' });
  const userId = shop.userId('alex');
  await control.setMember({ guildId, userId, roleIds: [role] });
  const { message } = await control.command({ userId, channelId, name: 'restart' });
  const [confirmId = ''] = JSON.stringify(message).match(/ls1:restart-confirm[^"]*/) ?? [];
  await control.setMember({ guildId, userId, roleIds: [] });
  const clicked = await control.click({
    userId,
    channelId,
    messageId: message?.id ?? '',
    customId: confirmId,
  });
  expect(clicked.state).not.toBe('failed');
  await vi.waitFor(async () => {
    const seen = JSON.stringify(await control.view({ userId, channelId }));
    expect(seen).toContain('only its operator (OWNER_IDS) can do it');
  }, 10_000);
});
