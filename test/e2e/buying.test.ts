import { expect, it } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { customIds, startShop, type TestShop, textOf } from '../support/start-shop.ts';

it('sells from the board: list, quantity, confirm, goods by DM, board changed within 2 s', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { name: 'Golden Apple', price: 120, stock: 12 });
  await shop.fund('alex', 1000);
  const board = await shop.boardShows((text) => expect(text).toContain('12 in stock'));

  const list = await shop.click('alex', board.id, 'ls1:buy');
  expect(list).toMatchObject({ state: 'answered', callbackType: 4 });
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 2);
  const before = performance.now();
  const paid = await shop.click('alex', messageId, confirmId);
  await shop.boardShows((text) =>
    expect(text).toContain('🟡 **Golden Apple** `APPLE` · 1 DL 20 WL · 10 in stock'),
  );
  expect(performance.now() - before).toBeLessThan(2000);

  const answer = await shop.finalText('alex', paid);
  expect(answer).toContain('**2 × Golden Apple** is yours for **2 DL 40 WL**. Balance: 7 DL 60 WL');
  expect(answer).toContain('direct messages');
  expect((await shop.goodsOf('alex')).toSorted()).toEqual(['APPLE-1', 'APPLE-2']);
  expect(await shop.boards()).toHaveLength(1);
});

it('shows total and balance after on the confirm step, and charges nothing before it is pressed', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 120, stock: 12 });
  await shop.fund('alex', 1000);
  await shop.toConfirm('alex', 'APPLE', 3);
  const [, , confirm] = await shop.control.view({ userId: shop.userId('alex'), channelId: shop.channelId });
  expect(textOf(confirm)).toContain(
    'Total: **3 DL 60 WL**\nYour balance: 10 DL\nBalance after: **6 DL 40 WL**',
  );
  const balance = await shop.click('alex', (await shop.boards())[0]?.id ?? '', 'ls1:balance');
  expect(textOf(balance.message)).toContain('**10 DL**\n1,000 WL');
});

it('gives the last item to one of 20 buyers at once and charges nobody else', async () => {
  const people = Array.from({ length: 20 }, (_, index) => `buyer${index}`);
  await using shop = await startShop({ people });
  await shop.product('LAST', { price: 50, stock: 1 });
  for (const name of people) await shop.fund(name, 100);
  const steps = [];
  for (const name of people) steps.push({ name, ...(await shop.toConfirm(name, 'LAST', 1)) });
  const texts = await Promise.all(
    steps.map(async ({ name, messageId, confirmId }) =>
      shop.finalText(name, await shop.click(name, messageId, confirmId)),
    ),
  );
  expect(texts.filter((text) => text.includes('is yours'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('is sold out. Nothing was charged'))).toHaveLength(19);
  const board = await shop.boardShows((text) => expect(text).toContain('🔴 **LAST**'));
  const balances = await Promise.all(
    people.map(async (name) => textOf((await shop.click(name, board.id, 'ls1:balance')).message)),
  );
  expect(balances.filter((text) => text.includes('**50 WL**'))).toHaveLength(1);
  expect(balances.filter((text) => text.includes('**1 DL**'))).toHaveLength(19);
  expect((await Promise.all(people.map((name) => shop.goodsOf(name)))).flat()).toEqual(['LAST-1']);
});

it('makes one order of a double click and of a click repeated later', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 12 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  const outcomes = await Promise.all([
    shop.click('alex', messageId, confirmId),
    shop.click('alex', messageId, confirmId),
  ]);
  expect(outcomes.map(({ state }) => state)).not.toContain('failed');
  await shop.boardShows((text) => expect(text).toContain('11 in stock'));
  const board = (await shop.boards())[0]?.id ?? '';
  expect(textOf((await shop.click('alex', board, 'ls1:balance')).message)).toContain('**9 DL**');
  expect(await shop.goodsOf('alex')).toEqual(['APPLE-1']);
});

it('refuses an expired confirmation and charges nothing', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.stop();
  const late = { ...systemClock, now: () => systemClock.now() + 11 * 60_000 };
  await shop.start({}, late);
  const text = await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
  expect(text).toContain('This confirmation has expired. Nothing was charged');
  const board = await shop.boardShows((shown) => expect(shown).toContain('2 in stock'));
  expect(textOf((await shop.click('alex', board.id, 'ls1:balance')).message)).toContain('**10 DL**');
});

it('refuses a price that changed after the confirm step, shows both, and charges nothing', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.owner('product edit', { code: 'APPLE', price: 150 });
  const text = await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
  expect(text).toContain('changed from 1 DL to **1 DL 50 WL** in the meantime. Nothing was charged');
  await shop.boardShows((shown) => expect(shown).toContain('1 DL 50 WL · 2 in stock'));
});

it('tells a buyer what to do: register, deposit the exact difference at a world, take what is left', async () => {
  await using shop = await startShop();
  await shop.owner('world-set', { name: 'buyhere', owner: 'OwnerGT' });
  await shop.product('APPLE', { price: 100, stock: 2 });
  const buy = async (name: string, quantity: number) =>
    shop.finalText(
      name,
      await shop.control.command({
        userId: shop.userId(name),
        channelId: shop.channelId,
        name: 'buy',
        options: { code: 'apple', quantity },
      }),
    );
  expect(await buy('alex', 1)).toContain('Register your GrowID first');
  await shop.fund('alex', 63);
  expect(await buy('alex', 1)).toContain(
    'You are **37 WL** short: this costs 1 DL and your balance is 63 WL. Deposit at world BUYHERE',
  );
  await shop.fund('alex', 1000);
  expect(await buy('alex', 3)).toContain('Only 2 of **APPLE** left');
  await shop.fund('budi', 1);
  expect(await buy('budi', 1)).toContain('Kurang **99 WL**');
});

it('shows the goods privately when the buyer’s DMs are closed, and again in /orders', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('closed', 1000);
  const { messageId, confirmId } = await shop.toConfirm('closed', 'APPLE', 1);
  const text = await shop.finalText('closed', await shop.click('closed', messageId, confirmId));
  expect(text).toContain('Your direct messages are closed, so the goods are shown here');
  const seen = (name: string) => shop.control.view({ userId: shop.userId(name), channelId: shop.channelId });
  const file = (await seen('closed')).flatMap(({ attachments }) => attachments)[0];
  expect((await shop.control.attachment({ url: file?.url ?? '' })).content).toBe('APPLE-1\n');
  expect((await seen('alex')).flatMap(({ attachments }) => attachments)).toEqual([]);

  const at = { userId: shop.userId('closed'), channelId: shop.channelId };
  const orders = await shop.control.command({ ...at, name: 'orders' });
  expect(textOf(orders.message)).toContain('1 × **APPLE** · 1 DL');
  const again = await shop.control.select({
    ...at,
    messageId: orders.message?.id ?? '',
    customId: 'ls1:order-goods',
    values: ['1'],
  });
  const [goods] = again.message?.attachments ?? [];
  expect((await shop.control.attachment({ url: goods?.url ?? '' })).content).toBe('APPLE-1\n');
});

it('pages and searches a catalogue of 60 products', async () => {
  await using shop = await startShop();
  for (let index = 0; index < 60; index++) {
    await shop.product(`ITEM${index}`, { name: `Thing number ${index}`, price: 10 + index, stock: 1 });
  }
  await shop.fund('alex', 1000);
  const board = await shop.boardShows((text) => {
    for (let index = 0; index < 60; index++) expect(text).toContain(`\`ITEM${index}\``);
  });
  const list = await shop.click('alex', board.id, 'ls1:buy');
  const messageId = list.message?.id ?? '';
  expect(textOf(list.message)).toContain('Page 1 of 3');
  const next = customIds(list.message).find((id) => id.startsWith('ls1:buy-list:1')) ?? '';
  expect(textOf((await shop.click('alex', messageId, next)).message)).toContain('Page 2 of 3');
  const search = await shop.click('alex', messageId, 'ls1:buy-search');
  const found = await shop.control.submitModal({
    userId: shop.userId('alex'),
    interactionId: search.interactionId,
    fields: { query: 'number 57' },
  });
  expect(JSON.stringify(found.message?.components)).toContain('"value":"ITEM57"');
  expect(JSON.stringify(found.message?.components)).not.toContain('"value":"ITEM5"');
});

it('answers a stranger’s click on somebody else’s confirmation and on a button of an older version', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  await shop.fund('budi', 1000);
  const { confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  const forged = await postButton(shop, confirmId);
  const foreign = await shop.finalText('budi', await shop.click('budi', forged, confirmId));
  expect(foreign).toContain('milik orang lain');
  const old = await postButton(shop, 'ls0:gone');
  expect(textOf((await shop.click('alex', old, 'ls0:gone')).message)).toContain('older version of the shop');
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
});

/** A message of the bot's with a button of any custom_id. */
async function postButton(shop: TestShop, customId: string): Promise<string> {
  const button = { type: 2, style: 2, label: 'x', custom_id: customId };
  const posted = await fetch(`${shop.sandbox.apiUrl}/v10/channels/${shop.channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${shop.sandbox.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'old', components: [{ type: 1, components: [button] }] }),
  });
  return ((await posted.json()) as { id: string }).id;
}
