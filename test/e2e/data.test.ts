import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startShop } from '../support/start-shop.ts';

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
