import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { SETTING_KEYS } from '../../src/config/settings-schema.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { startShop, type TestShop, textOf } from '../support/start-shop.ts';

const suggest = (shop: TestShop, name: string, typed: string) =>
  shop.control.autocomplete({
    userId: shop.userId(name),
    channelId: shop.channelId,
    name: 'config set',
    options: { key: typed, value: '1' },
    focused: 'key',
  });

async function as(shop: TestShop, name: string, path: string, options: Record<string, string> = {}) {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  return await shop.finalText(name, await shop.control.command({ ...at, name: path, options }));
}

const file = (shop: TestShop) => shop.env['SETTINGS_FILE'] ?? '';

it('shows, changes and resets settings by command, with before → after and when it acts', async () => {
  await using shop = await startShop();
  const all = await shop.owner('config get');
  for (const key of SETTING_KEYS) expect(all).toContain(`  ${key} = `);
  for (const key of SETTING_KEYS) {
    const one = await shop.owner('config get', { key });
    expect(one, key).toMatch(
      /^⚙️ `\S+` is \*\*\S+\*\* \(default \S+\)\.\n[A-Z].+\.\nIt takes .+; a change acts /,
    );
  }
  expect(await shop.owner('config set', { key: 'retry_delay', value: '2.5' })).toBe(
    '✅ `retry_delay`: 1 → **2.5**',
  );
  expect(await shop.owner('config set', { key: 'delivery_concurrency', value: '5' })).toBe(
    '✅ `delivery_concurrency`: 3 → **5**\n🔄 It takes effect after a restart.',
  );
  expect(await shop.owner('config set', { key: 'delivery_concurrency', value: '5' })).toContain('already');
  expect(await shop.owner('config get')).toContain('● retry_delay = 2.5');
  expect(JSON.parse(await readFile(file(shop), 'utf8'))).toEqual({
    retry_delay: 2.5,
    delivery_concurrency: 5,
  });
  await shop.stop();
  await shop.start();
  expect(await shop.owner('config reset', { key: 'retry_delay' })).toBe('✅ `retry_delay`: 2.5 → **1**');
});

it('refuses what is no setting or no value for it, and says what is', async () => {
  await using shop = await startShop();
  const set = (key: string, value: string) => shop.owner('config set', { key, value });
  expect(await set('retry_atempts', '4')).toContain('Did you mean `retry_attempts`?');
  expect(await shop.owner('config get', { key: 'retry `x`' })).toContain('There is no setting `retry x`');
  expect(await set('retry_attempts', '11')).toContain('takes a whole number from 1 to 10');
  expect(await set('retry_delay', '0,5')).toContain('a number from 0.05 to 60, with a point for decimals');
  expect(await set('metrics_enabled', 'perhaps')).toContain('true or false');
  expect(await set('tier.full.demote_below', '90')).toBe(
    'Nothing was changed: `tier.full.demote_below` must stay below `tier.full.promote_at`.',
  );
  await writeFile(file(shop), '{');
  expect(await set('retry_attempts', '4')).toContain('the settings file has mistakes, mend them first');
});

it('suggests keys with their values', async () => {
  await using shop = await startShop();
  expect(await suggest(shop, 'owner', 'RETRY')).toEqual([
    { name: 'retry_attempts = 3', value: 'retry_attempts' },
    { name: 'retry_delay = 1', value: 'retry_delay' },
    { name: 'retry_max_delay = 60', value: 'retry_max_delay' },
  ]);
  expect(await suggest(shop, 'owner', '')).toHaveLength(25);
  expect(await suggest(shop, 'alex', '')).toEqual([]);
});

it('lets only the operator turn what concerns every shop', async () => {
  await using shop = await startShop({ startBot: false });
  // Whoever owns a shop of this bot, but is not named, runs that shop alone.
  await shop.start({ OWNER_IDS: shop.userId('budi') });
  for (const path of ['config get', 'cache stats', 'cache clear']) {
    expect(await shop.owner(path), path).toContain('only its operator');
    expect(await as(shop, 'budi', path), path).not.toContain('operator');
  }
  expect(await as(shop, 'alex', 'config set', { key: 'queue_workers', value: '1' })).toContain('operator');
  expect(await as(shop, 'budi', 'config set', { key: 'queue_workers', value: 'x' })).toContain(
    'isinya bilangan bulat dari 1 sampai 20',
  );
});

it('takes an administrator for the operator while nobody is named and there is one shop', async () => {
  await using shop = await startShop();
  expect(await as(shop, 'alex', 'cache stats')).toContain('only its operator');
  expect(await shop.owner('cache stats')).toContain('catalogue');
  await shop.control.createGuild({ name: 'Another shop', ownerId: shop.userId('alex') });
  await expect.poll(() => shop.owner('cache stats'), { timeout: 3000 }).toContain('only its operator');
});

it('takes an edit of the file at once: /metrics goes off and on, a confirmation lives as long as set', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 10, stock: 5 });
  await shop.fund('alex', 1000);
  const metrics = async () => (await fetch(`${shop.app.httpUrl}/metrics`)).status;
  expect(await metrics()).toBe(200);
  const save = async (content: object) => {
    await writeFile(`${file(shop)}.new`, JSON.stringify(content));
    await rename(`${file(shop)}.new`, file(shop));
  };
  await save({ metrics_enabled: false, confirm_minutes: 1 });
  await vi.waitFor(async () => expect(await metrics()).toBe(404), { timeout: 3000 });
  const confirmation = async () => {
    const at = { userId: shop.userId('alex'), channelId: shop.channelId };
    const options = { code: 'APPLE', quantity: 1 };
    const text = await shop.finalText('alex', await shop.control.command({ ...at, name: 'buy', options }));
    return Number(/<t:(\d+)/.exec(text)?.[1]) - Date.now() / 1000;
  };
  expect(Math.abs((await confirmation()) - 60)).toBeLessThan(5);
  await save({});
  await vi.waitFor(async () => expect(await metrics()).toBe(200), { timeout: 3000 });
  expect(Math.abs((await confirmation()) - 600)).toBeLessThan(5);
});

it('counts what it remembers, shows it and forgets it when told', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 10, stock: 5 });
  await shop.fund('alex', 1000);
  const buy = async () => {
    const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
    expect(await shop.finalText('alex', await shop.click('alex', messageId, confirmId))).toContain('yours');
  };
  await buy();
  await buy();
  const stats = await shop.owner('cache stats');
  expect(stats).toMatch(
    /\*\*dm_channels\*\* · 1 of 10,000 entries, kept for 86,400 s, the oldest \d+ s old\n1 hits, 1 misses/,
  );
  expect(stats).toMatch(/\*\*catalogue\*\* \(temporary\) · \d of 1,000 entries, kept for 2 s/);
  const series = await (await fetch(`${shop.app.httpUrl}/metrics`)).text();
  expect(series).toContain('livestock_cache_requests_total{namespace="dm_channels",result="hit"} 1\n');
  expect(series).toContain('livestock_cache_entries{namespace="dm_channels"} 1\n');
  const status = await (await fetch(`${shop.app.httpUrl}/status`)).json();
  expect(status).toMatchObject({
    cache: expect.arrayContaining([
      expect.objectContaining({ namespace: 'dm_channels', entries: 1, hits: 1 }),
    ]),
  });
  expect(await shop.owner('cache clear', { what: 'temporary' })).toMatch(
    /^🧹 Temporary entries cleared: \d \(catalogue \d, dm_channels 0\)\.$/,
  );
  expect(await shop.owner('cache clear', { what: 'expired' })).toContain('dm_channels 0');
  expect(await shop.owner('cache clear')).toContain('dm_channels 1');
  await buy();
  expect(await shop.owner('cache stats')).toContain('1 hits, 2 misses');
  expect(await shop.goodsOf('alex')).toEqual(['APPLE-1', 'APPLE-2', 'APPLE-3']);
});

it('lists a sale at once although lists are cached', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 10, stock: 1 });
  await shop.owner('config set', { key: 'cache_catalogue_ttl', value: '10' });
  await shop.fund('alex', 1000);
  const stock = async () => {
    const at = { userId: shop.userId('alex'), channelId: shop.channelId };
    return textOf((await shop.control.command({ ...at, name: 'stock' })).message);
  };
  expect([await stock(), await stock()]).toEqual([
    expect.stringContaining('1 in stock'),
    expect.stringContaining('1 in stock'),
  ]);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
  expect(await stock()).toContain('sold out');
});

it('does not remember the DM channel of whoever takes no DMs', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 10, stock: 5 });
  await shop.fund('closed', 1000);
  const buy = async () => {
    const { messageId, confirmId } = await shop.toConfirm('closed', 'APPLE', 1);
    return await shop.finalText('closed', await shop.click('closed', messageId, confirmId));
  };
  expect(await buy()).toContain('Your direct messages are closed');
  expect(await shop.owner('cache stats')).toMatch(/\*\*dm_channels\*\* · 0 of/);
});

it('reads the file again on SIGHUP, says at the start what is wrong in it, and never stops for it', async () => {
  await using shop = await startShop({ startBot: false });
  // Behind a link into another folder no watch sees the change.
  const path = join(dirname(file(shop)), 'elsewhere', 'settings.json');
  await mkdir(dirname(path));
  await symlink(path, file(shop));
  const config = { ...shop.env, LOG_LEVEL: 'info' };
  await writeFile(path, '{"retry_attempts": 30}');
  await using refused = await startBotProcess(config);
  expect(await refused.exited).toEqual({ code: 78, signal: null });
  expect(refused.output()).toContain(
    'settings.json: retry_attempts is not accepted: give a whole number from 1 to 10',
  );

  await writeFile(path, '{}');
  await using bot = await startBotProcess(config);
  await bot.ready();
  await writeFile(path, '{"retry_attempts": 4, "queue_worker": 2}');
  bot.kill('SIGHUP');
  await vi.waitFor(() => expect(bot.output()).toContain('did you mean queue_workers?'), { timeout: 5000 });
  await writeFile(path, '{"metrics_enabled": false}');
  bot.kill('SIGHUP');
  await vi.waitFor(async () => expect((await fetch(`${bot.httpUrl}/metrics`)).status).toBe(404), {
    timeout: 5000,
  });
  expect(bot.output()).not.toContain('"retry_attempts"');
  bot.kill('SIGTERM');
  expect(await bot.exited).toEqual({ code: 0, signal: null });
});
