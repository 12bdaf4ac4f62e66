import { expect, it, vi } from 'vitest';
import { startBotProcess } from '../support/bot-process.ts';
import { startShop, type TestShop, textOf } from '../support/start-shop.ts';

const EMBED_LINKS = 1n << 14n;
const NOBODY = '111111111111111111';

async function deny(shop: TestShop, permissions: bigint) {
  const { channelId } = shop;
  const target = { channelId, targetId: shop.sandbox.botUserId, kind: 'member' } as const;
  await shop.control.setPermissions({ ...target, allow: '0', deny: String(permissions) });
}
async function run(shop: TestShop, name: string, path: string) {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  return await shop.finalText(name, await shop.control.command({ ...at, name: path }));
}

it('finds what is wrong at the start and by command, and says how to mend each', async () => {
  await using shop = await startShop({ startBot: false });
  const { control, guildId } = shop;
  const alerts = (await control.createChannel({ guildId, name: 'alerts' })).id;
  await using bot = await startBotProcess({
    ...shop.env,
    OWNER_IDS: `${shop.ownerId},${NOBODY}`,
    LOG_LEVEL: 'info',
  });
  await bot.ready();
  // In the log and, once, to whoever of the owners there is.
  await vi.waitFor(() => expect(bot.output()).toContain(`OWNER_IDS has ${NOBODY}`), 15_000);
  const told = async () =>
    (await control.view({ userId: shop.ownerId, channelId: `dm:${shop.ownerId}` })).map(textOf).join('\n');
  await vi.waitFor(async () => expect(await told()).toContain(`OWNER_IDS has ${NOBODY}`), 15_000);

  await control.setMember({ guildId, userId: shop.userId('alex') });
  expect(await run(shop, 'alex', 'check')).toContain('Only the shop’s owners');
  const { id: high } = await control.createRole({ guildId, name: 'High', position: 'top' });
  await shop.product('APPLE', { price: 100, stock: 1 });
  await shop.owner('product edit', { code: 'APPLE', role: high });
  await shop.owner('notices set', { channel: alerts });
  await control.deleteChannel({ channelId: alerts });
  await deny(shop, EMBED_LINKS);
  await vi.waitFor(async () => {
    const found = await shop.owner('check');
    expect(found).toContain(`give LiveStock **Embed Links** in <#${shop.channelId}>`);
    expect(found).toContain('Choose another with /notices set');
    expect(found).toContain(`OWNER_IDS has ${NOBODY}`);
    expect(found).toMatch(/The role <@&\d+> of product `APPLE`/);
  }, 15_000);
  await deny(shop, 0n);
  await shop.owner('notices off');
  await vi.waitFor(async () => {
    const found = await shop.owner('check');
    expect(found).not.toContain('Embed Links');
    expect(found).not.toContain('/notices set');
  }, 15_000);

  // Who is no operator is not told of the bot's own matters.
  const { id: admin } = await control.createRole({ guildId, name: 'Admin', permissions: '8' });
  await control.setMember({ guildId, userId: shop.userId('alex'), roleIds: [admin] });
  expect(await run(shop, 'alex', 'check')).not.toContain('OWNER_IDS');
}, 60_000);

it('says that nothing stands in the way where that is so, and leaves a board where its owner moved it', async () => {
  await using shop = await startShop();
  expect(await shop.owner('check')).toContain('Nothing stands in the way');
  const to = (await shop.control.createChannel({ guildId: shop.guildId, name: 'new' })).id;
  await shop.owner('board move', { channel: to });
  await shop.stop();
  await shop.start();
  expect(await shop.boards()).toEqual([]);
  expect(await shop.owner('board delete')).toContain(`no board in <#${to}>`);
  expect(await shop.owner('check')).toContain('/board create');
}, 60_000);
