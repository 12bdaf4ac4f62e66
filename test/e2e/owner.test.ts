import { expect, it } from 'vitest';
import { startShop, textOf } from '../support/start-shop.ts';

const OWNER_COMMANDS: [string, Record<string, string | number>][] = [
  ['product add', { code: 'X', name: 'X', price: 1 }],
  ['product edit', { code: 'APPLE', price: 1 }],
  ['product remove', { code: 'APPLE' }],
  ['stock-add', { code: 'APPLE', text: 'stolen' }],
  ['world-set', { name: 'EVIL' }],
  ['board create', {}],
];

it('lets nobody but the owner run the shop, checked at every call', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  const alex = shop.userId('alex');
  const at = { userId: alex, channelId: shop.channelId };
  const payment = { user: alex, amount: 100, reason: 'me' };
  const all = [
    ...OWNER_COMMANDS,
    ['wallet credit', payment],
    ['wallet debit', payment],
  ] as typeof OWNER_COMMANDS;
  for (const [name, options] of all) {
    const text = await shop.finalText('alex', await shop.control.command({ ...at, name, options }));
    expect(text, name).toMatch(/^⛔ Only the shop’s (stock staff and )?owners can do this/);
  }
  const { id } = await shop.control.createRole({ guildId: shop.guildId, name: 'Admin', permissions: '8' });
  await shop.control.setMember({ guildId: shop.guildId, userId: alex, roleIds: [id] });
  const allowed = await shop.control.command({
    ...at,
    name: 'product edit',
    options: { code: 'APPLE', price: 150 },
  });
  expect(await shop.finalText('alex', allowed)).toContain('1 DL 50 WL');
  await shop.control.setMember({ guildId: shop.guildId, userId: alex, roleIds: [] });
  const again = await shop.control.command({
    ...at,
    name: 'product edit',
    options: { code: 'APPLE', price: 1 },
  });
  expect(await shop.finalText('alex', again)).toContain('Only the shop’s stock staff and owners');
  await shop.boardShows((text) => expect(text).toContain('1 DL 50 WL · 2 in stock'));
});

it('serves an owner named in OWNER_IDS who is no administrator', async () => {
  await using shop = await startShop({ startBot: false });
  await shop.start({ OWNER_IDS: shop.userId('budi') });
  const added = await shop.control.command({
    userId: shop.userId('budi'),
    channelId: shop.channelId,
    name: 'product add',
    options: { code: 'PEAR', name: 'Pear', price: 5 },
  });
  expect(await shop.finalText('budi', added)).toContain('dijual seharga 5 WL');
});

it('pays into and takes from wallets, never below zero, and keeps each movement', async () => {
  await using shop = await startShop();
  const alex = { user: shop.userId('alex') };
  expect(await shop.owner('wallet credit', { ...alex, amount: 10_305, reason: 'deposit' })).toContain(
    'New balance: 1 BGL 3 DL 5 WL',
  );
  expect(await shop.owner('wallet debit', { ...alex, amount: 305, reason: 'mistake' })).toContain(
    'New balance: 1 BGL',
  );
  expect(await shop.owner('wallet debit', { ...alex, amount: 10_001, reason: 'too much' })).toContain(
    'holds 1 BGL, which is 1 WL less',
  );
  const history = await shop.control.command({
    userId: shop.userId('alex'),
    channelId: shop.channelId,
    name: 'history',
  });
  expect(textOf(history.message)).toMatch(
    /−3 DL 5 WL · debit \(mistake\) → 1 BGL\n.*\+1 BGL 3 DL 5 WL · credit \(deposit\) → 1 BGL 3 DL 5 WL/,
  );
});

it('registers a GrowID once a person, tells a taken or impossible one', async () => {
  await using shop = await startShop();
  const register = async (name: string, growid: string) =>
    shop.finalText(
      name,
      await shop.control.command({
        userId: shop.userId(name),
        channelId: shop.channelId,
        name: 'register',
        options: { growid },
      }),
    );
  expect(await register('alex', 'AlexGT')).toContain('registered as **AlexGT**');
  expect(await register('budi', 'alexgt')).toContain('milik pengguna Discord lain');
  expect(await register('alex', 'Alex2')).toContain('now **Alex2** (it was AlexGT)');
  expect(await register('budi', 'no spaces!')).toContain('tidak mungkin sebuah GrowID');

  const board = (await shop.boards())[0]?.id ?? '';
  const form = await shop.click('budi', board, 'ls1:register');
  expect(form.modal?.title).toBe('Daftarkan GrowID Anda');
  const sent = await shop.control.submitModal({
    userId: shop.userId('budi'),
    interactionId: form.interactionId,
    fields: { growid: 'BudiGT' },
  });
  expect(await shop.finalText('budi', sent)).toContain('terdaftar sebagai **BudiGT**');
});

it('suggests products by name and code', async () => {
  await using shop = await startShop();
  await shop.product('MAG', { name: 'Magplant 5000', price: 1450, stock: 1 });
  await shop.product('CAPE', { name: 'Cape', price: 10, stock: 1 });
  const choices = await shop.control.autocomplete({
    userId: shop.userId('alex'),
    channelId: shop.channelId,
    name: 'buy',
    options: { code: 'plant' },
    focused: 'code',
  });
  expect(choices).toEqual([{ name: 'MAG · Magplant 5000 · 14 DL 50 WL', value: 'MAG' }]);
});
