import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startShop, textOf } from '../support/start-shop.ts';

it('backs up on an operator’s command, and on nobody else’s', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 250);
  const at = { userId: shop.userId('budi'), channelId: shop.channelId };
  const refused = await shop.control.command({ ...at, name: 'backup' });
  expect(await shop.finalText('budi', refused)).toContain('OWNER_IDS');
  const told = await shop.owner('backup');
  expect(told).toMatch(/Backup `livestock-\d{8}T\d{6}Z\.db` .* was made, opened and audited/);
  expect(told).toContain('1 products, 2 items in stock, 0 orders, wallets 2 DL 50 WL');
  const folder = shop.env['BACKUP_FOLDER'] ?? '';
  const [name = ''] = readdirSync(folder);
  expect(told).toContain(name);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  const { text } = await fetch(`${shop.app.httpUrl}/metrics`).then(async (answer) => ({
    text: await answer.text(),
  }));
  expect(text).toContain('livestock_backups_total{result="ok"} 1');
});

it('sums the sales up with a picture, and exports them so that a spreadsheet runs nothing', async () => {
  await using shop = await startShop();
  const { control, channelId } = shop;
  await shop.product('FORMULA', { name: '=1+1', price: 100, stock: 3 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'FORMULA', 2);
  await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
  const as = async (name: string, path: string, options = {}) =>
    await control.command({ userId: shop.userId(name), channelId, name: path, options });
  const refused = await as('alex', 'sales summary');
  expect(textOf(refused.message)).toContain('Only the shop’s owners');

  const summary = await as('owner', 'sales summary', { period: 'week' });
  const said = await shop.finalText('owner', summary);
  expect(said).toContain('**2 DL** earned: 2 DL sold, 0 WL given back\n1 order, 2 items');
  const shown = (await control.view({ userId: shop.ownerId, channelId })).find(
    ({ id }) => id === summary.message?.id,
  );
  const [embed] = (shown?.embeds ?? []) as { image?: { url: string } }[];
  const picture = await fetch(embed?.image?.url ?? '');
  const bytes = Buffer.from(await picture.arrayBuffer());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');

  const exported = await as('owner', 'sales export', { days: 1 });
  expect(await shop.finalText('owner', exported)).toContain('1 order since');
  const file = (await control.view({ userId: shop.ownerId, channelId }))
    .find(({ id }) => id === exported.message?.id)
    ?.attachments.at(0);
  const { content } = await control.attachment({ url: file?.url ?? '' });
  expect(content).toContain(`id ${shop.userId('alex')},FORMULA,'=1+1,2,100,200,`);
});
