import { expect, it, vi } from 'vitest';
import { customIds, startShop, type TestShop, textOf } from '../support/start-shop.ts';

const file = (filename: string, content: string) => ({ code: 'APPLE', file: { filename, content } });

/** Runs a command of the owner's and gives the answer itself, unconfirmed. */
async function preview(shop: TestShop, options: Record<string, unknown>) {
  const at = { userId: shop.ownerId, channelId: shop.channelId };
  const outcome = await shop.control.command({ ...at, name: 'stock-add', options: options as never });
  const text = await shop.finalText('owner', outcome);
  const messageId = outcome.message?.id ?? '';
  const shown = (await shop.control.view(at)).find(({ id }) => id === messageId);
  const idOf = (name: string) => customIds(shown).find((id) => id.startsWith(`ls1:stock-${name}:`));
  const press = async (name: 'confirm' | 'cancel', who = 'owner') =>
    shop.finalText(who, await shop.click(who, messageId, idOf(name) ?? ''));
  return { text, messageId, press, confirmId: idOf('confirm') };
}
async function run(shop: TestShop, name: string, path: string, options = {}): Promise<string> {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  return await shop.finalText(name, await shop.control.command({ ...at, name: path, options }));
}

it('shows what an upload would bring before it is stock, and brings it once confirmed', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  const content = ['one', '', 'two', 'one', 'APPLE-1', 'x'.repeat(1001), '  three  ', ''].join('\r\n');
  const upload = await preview(shop, file('goods.txt', content));
  expect(upload.text).toContain('**3 new items** for `APPLE`');
  expect(upload.text).toContain('One line repeats an earlier one and is left out: 4.');
  expect(upload.text).toContain('One line is in the shop already and left out: 5.');
  expect(upload.text).toContain('One line has more than 1,000 characters and is left out: 6.');
  expect(upload.text).toContain('One line is empty and left out.');
  expect(upload.text).not.toMatch(/two|three/);
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));

  expect(await upload.press('confirm')).toContain('3 items were added to `APPLE`; 5 in stock now');
  await shop.boardShows((text) => expect(text).toContain('5 in stock'));
  const again = await preview(shop, file('goods.txt', content));
  expect(again.text).toContain('**No new item** for `APPLE`');
  expect(again.confirmId).toBeUndefined();

  const other = await preview(shop, { code: 'APPLE', text: 'later' });
  expect(await other.press('cancel')).toContain('Cancelled. Nothing was added');
  await shop.boardShows((text) => expect(text).toContain('5 in stock'));
});

it('reads CSV as it is written, and says what is wrong with a file', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 1, stock: 0 });
  const csv = '\uFEFFuser1,"pass,word"\r\n"he said ""hi"""\n"two\nlines"\nlast';
  expect(await shop.owner('stock-add', file('goods.csv', csv))).toContain('4 items were added');
  await shop.owner('stock-items show', { items: '1-4' });
  const files = (await shop.control.view({ userId: shop.ownerId, channelId: shop.channelId })).flatMap(
    ({ attachments }) => attachments,
  );
  const { content } = await shop.control.attachment({ url: files.at(-1)?.url ?? '' });
  expect(content).toBe(
    '1\tAPPLE\tuser1,pass,word\n2\tAPPLE\the said "hi"\n3\tAPPLE\ttwo\nlines\n4\tAPPLE\tlast\n',
  );

  for (const [wrong, text] of [
    [file('goods.exe', 'x'), 'it must be a .txt or .csv file'],
    [file('goods.csv', 'fine\n"never closed\nrest'), 'row 2 has a quote that does not fit'],
    [file('goods.txt', '\n \n'), 'nothing to add'],
    [file('goods.txt', 'x\n'.repeat(100_001)), 'at most 100,000 lines'],
    [{ code: 'NONE', text: 'x' }, 'no product `NONE`'],
  ] as const) {
    expect((await preview(shop, wrong)).text).toContain(text);
  }
  await shop.boardShows((text) => expect(text).toContain('4 in stock'));
});

it('takes many lines from a form, and refuses who may not', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 1, stock: 1 });
  const { control, guildId, channelId } = shop;
  const { id: role } = await control.createRole({ guildId, name: 'Stocker' });
  await control.setMember({ guildId, userId: shop.userId('alex'), roleIds: [role] });
  await shop.owner('staff add', { role, tier: 'stock' });
  const at = { userId: shop.userId('alex'), channelId };
  const asked = await control.command({ ...at, name: 'stock-add', options: { code: 'apple' } });
  expect(asked.modal?.title).toBe('Add items');
  const sent = await control.submitModal({
    userId: at.userId,
    interactionId: asked.interactionId,
    fields: { text: 'a\nb\nAPPLE-1' },
  });
  expect(await shop.finalText('alex', sent)).toContain('**2 new items**');
  const confirmId = customIds(sent.message).find((id) => id.startsWith('ls1:stock-confirm:')) ?? '';
  const messageId = sent.message?.id ?? '';

  // The same upload in hands that it does not belong to, and in the right ones when they no longer may.
  const posted = [await postButton(shop, confirmId), await postButton(shop, confirmId)] as const;
  expect(await shop.finalText('owner', await shop.click('owner', posted[0], confirmId))).toContain(
    'belongs to somebody else',
  );
  expect(await shop.finalText('budi', await shop.click('budi', posted[1], confirmId))).toContain('staf stok');
  await control.setMember({ guildId, userId: at.userId, roleIds: [] });
  const refused = await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
  expect(refused).toContain('stock staff');
  for (const [path, options] of [
    ['stock-add', { code: 'APPLE', text: 'x' }],
    ['stock-items list', { code: 'APPLE' }],
    ['stock-items show', { items: '1' }],
    ['stock-items void', { items: '1', reason: 'x' }],
    ['stock-items move', { items: '1', code: 'APPLE' }],
  ] as const) {
    expect(await run(shop, 'alex', path, options), path).toContain('Only the shop’s stock staff and owners');
  }
  await shop.boardShows((text) => expect(text).toContain('1 in stock'));
});

it('lists items without their contents, and voids and moves free ones', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 10, stock: 25 });
  await shop.product('PEAR', { price: 10, stock: 0 });
  await shop.fund('alex', 100);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.finalText('alex', await shop.click('alex', messageId, confirmId));

  const at = { userId: shop.ownerId, channelId: shop.channelId };
  const list = await shop.control.command({ ...at, name: 'stock-items list', options: { code: 'apple' } });
  expect(textOf(list.message)).toMatch(new RegExp(`\`#25\` 🟢 free · <t:\\d+:R> · <@${shop.ownerId}>`));
  expect(textOf(list.message)).not.toContain('APPLE-1');
  const next = customIds(list.message).find((id) => id.startsWith('ls1:stock-items-page:1')) ?? '';
  const second = await shop.click('owner', list.message?.id ?? '', next);
  expect(textOf(second.message)).toMatch(/`#1` 🛒 sold \(order #1\)/);

  expect(await shop.owner('stock-items void', { items: '2, 4-5', reason: 'typo' })).toContain(
    '3 items are out of stock for good',
  );
  expect(await shop.owner('stock-items move', { items: '6-7', code: 'PEAR' })).toContain(
    '2 items were moved to `PEAR`; 2 in stock there',
  );
  await shop.boardShows((text) => {
    expect(text).toMatch(/\*\*APPLE\*\*.*19 in stock/);
    expect(text).toMatch(/\*\*PEAR\*\*.*2 in stock/);
  });
  for (const [options, text] of [
    [{ items: '8, 1', reason: 'x' }, 'Item #1 is sold'],
    [{ items: '8, 2', reason: 'x' }, 'Item #2 is void already'],
    [{ items: '99', reason: 'x' }, 'no item #99'],
    [{ items: '1-501', reason: 'x' }, 'at most 500 items'],
    [{ items: 'all', reason: 'x' }, 'Give item numbers and ranges'],
  ] as const) {
    expect(await shop.owner('stock-items void', options)).toContain(text);
  }
  expect(await shop.owner('stock-items move', { items: '8', code: 'NONE' })).toContain('no product `NONE`');
  expect(await shop.owner('stock-add', { code: 'APPLE', text: 'APPLE-2' })).toContain('One item was added');
  await shop.boardShows((text) => expect(text).toMatch(/\*\*APPLE\*\*.*20 in stock/));
});

/** A message of the bot's with a button of any custom_id. */
async function postButton(shop: TestShop, customId: string): Promise<string> {
  const button = { type: 2, style: 2, label: 'x', custom_id: customId };
  const posted = await fetch(`${shop.sandbox.apiUrl}/v10/channels/${shop.channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${shop.sandbox.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'x', components: [{ type: 1, components: [button] }] }),
  });
  const { id } = (await posted.json()) as { id: string };
  await vi.waitFor(async () => {
    const seen = await shop.control.view({ userId: shop.ownerId, channelId: shop.channelId });
    expect(seen.some((message) => message.id === id)).toBe(true);
  });
  return id;
}
