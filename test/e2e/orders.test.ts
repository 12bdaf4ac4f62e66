import { expect, it } from 'vitest';
import type { Outcome } from '../../src/sandbox/control-api.ts';
import { customIds, startShop, type TestShop, textOf } from '../support/start-shop.ts';

type Options = Record<string, string | number | boolean>;

/** A shop with support staff (carol) besides the usual people. */
async function shopWithSupport(): Promise<TestShop> {
  const shop = await startShop({ people: ['alex', 'budi', 'closed', 'carol'] });
  const { control, guildId } = shop;
  const { id } = await control.createRole({ guildId, name: 'Support' });
  await control.setMember({ guildId, userId: shop.userId('carol'), roleIds: [id] });
  await shop.owner('staff add', { role: id, tier: 'support' });
  return shop;
}

async function outcome(shop: TestShop, name: string, path: string, options: Options = {}): Promise<Outcome> {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  return await shop.control.command({ ...at, name: path, options });
}

async function run(shop: TestShop, name: string, path: string, options: Options = {}): Promise<string> {
  return await shop.finalText(name, await outcome(shop, name, path, options));
}

async function buy(shop: TestShop, name: string, code: string, quantity: number): Promise<string> {
  const { messageId, confirmId } = await shop.toConfirm(name, code, quantity);
  return await shop.finalText(name, await shop.click(name, messageId, confirmId));
}

/** The text of the last file that this person sees in the channel. */
async function lastFile(shop: TestShop, name: string): Promise<string> {
  const seen = await shop.control.view({ userId: shop.userId(name), channelId: shop.channelId });
  const url = seen.flatMap(({ attachments }) => attachments).at(-1)?.url ?? '';
  return (await shop.control.attachment({ url })).content;
}

it('lets support look at an order, refund it, replace its items and send them again', async () => {
  await using shop = await shopWithSupport();
  await shop.product('APPLE', { price: 100, stock: 6 });
  await shop.fund('alex', 1000);
  expect(await buy(shop, 'alex', 'APPLE', 3)).toContain('Order #1');

  const seen = await run(shop, 'carol', 'order show', { order: 1 });
  expect(seen).toContain(`3 × **APPLE** \`APPLE\` at 1 DL: **3 DL**`);
  expect(seen).toContain('With the buyer: 1–3');
  expect(seen).toContain('Delivery: done');
  expect(seen).not.toContain('APPLE-1');
  await run(shop, 'carol', 'order show', { order: 1, reveal: true });
  expect(await lastFile(shop, 'carol')).toBe('1: APPLE-1\n2: APPLE-2\n3: APPLE-3\n');

  expect(
    await run(shop, 'carol', 'order refund', { order: 1, reason: 'broken', items: '2', goods: 'return' }),
  ).toContain('can’t go back on sale');
  expect(await run(shop, 'carol', 'order refund', { order: 1, reason: 'broken', items: '7' })).toContain(
    'from 1 to 3',
  );
  expect(await run(shop, 'carol', 'order refund', { order: 1, reason: 'broken', items: 'two' })).toContain(
    'such as `2`',
  );
  expect(await run(shop, 'carol', 'order refund', { order: 1, reason: 'broken', items: '2' })).toContain(
    'one item of **APPLE** refunded, 1 DL is back',
  );
  expect(await run(shop, 'alex', 'balance')).toContain('**8 DL**');
  expect(await run(shop, 'alex', 'history')).toContain('+1 DL · refund of order #1 → 8 DL');

  const replaced = await run(shop, 'carol', 'order replace', { order: 1, reason: 'wrong', items: '3' });
  expect(replaced).toContain('item 3 of **APPLE** has new goods');
  expect(replaced).toContain('has the goods by direct message');
  expect(await shop.goodsOf('alex')).toEqual(['APPLE-1', 'APPLE-2', 'APPLE-3', 'APPLE-4']);
  expect(await run(shop, 'carol', 'order resend', { order: 1 })).toContain('by direct message');
  expect((await shop.goodsOf('alex')).slice(4)).toEqual(['APPLE-1', 'APPLE-4']);
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));

  expect(await run(shop, 'carol', 'order refund', { order: 1, reason: 'gone' })).toContain(
    '2 items of **APPLE**',
  );
  expect(await run(shop, 'carol', 'order refund', { order: 1, reason: 'gone' })).toContain(
    'was refunded before',
  );
  expect(await run(shop, 'carol', 'order resend', { order: 1 })).toContain('was refunded before');
  expect(await run(shop, 'carol', 'order replace', { order: 1, reason: 'x' })).toContain(
    'was refunded before',
  );
  expect(await run(shop, 'carol', 'order show', { order: 99 })).toContain('There is no order #99');
  expect(await run(shop, 'alex', 'balance')).toContain('**10 DL**');
  const orders = await run(shop, 'alex', 'orders');
  expect(orders).toContain('3 of 3 refunded');
  expect(orders).not.toContain('erased');
});

it('lets nobody but support and owners touch orders, nor support its own', async () => {
  await using shop = await shopWithSupport();
  await shop.product('APPLE', { price: 100, stock: 3 });
  const { control, guildId } = shop;
  const { id: stock } = await control.createRole({ guildId, name: 'Stock' });
  await control.setMember({ guildId, userId: shop.userId('budi'), roleIds: [stock] });
  await shop.owner('staff add', { role: stock, tier: 'stock' });
  await shop.fund('carol', 200);
  await buy(shop, 'carol', 'APPLE', 1);
  const acts: [string, Options][] = [
    ['order show', { order: 1 }],
    ['order refund', { order: 1, reason: 'x' }],
    ['order replace', { order: 1, reason: 'x' }],
    ['order resend', { order: 1 }],
  ];
  for (const [path, options] of acts) {
    expect(await run(shop, 'alex', path, options), path).toContain('support staff and owners can do this');
    expect(await run(shop, 'budi', path, options), path).toContain('staf bantuan dan pemilik');
  }
  expect(await run(shop, 'carol', 'order refund', { order: 1, reason: 'x' })).toContain('is yours');
  expect(await run(shop, 'carol', 'order replace', { order: 1, reason: 'x' })).toContain('is yours');
  await control.setMember({ guildId, userId: shop.userId('carol'), roleIds: [] });
  expect(await run(shop, 'carol', 'order show', { order: 1 })).toContain('support staff and owners');
  expect(await run(shop, 'owner', 'order refund', { order: 1, reason: 'kind', goods: 'void' })).toContain(
    '1 DL is back',
  );
});

it('gives a gift to its recipient alone, by /buy and from the board', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 5 });
  await shop.fund('alex', 1000);
  const budi = shop.userId('budi');
  const at = { userId: shop.userId('alex'), channelId: shop.channelId };
  const gift = { code: 'APPLE', quantity: 1 };
  expect(await run(shop, 'alex', 'buy', { ...gift, gift: shop.userId('alex') })).toContain('For yourself');

  const asked = await outcome(shop, 'alex', 'buy', { ...gift, gift: budi });
  expect(textOf(asked.message)).toContain(`A gift for <@${budi}>`);
  const confirmId = customIds(asked.message).find((id) => id.startsWith('ls1:buy-confirm')) ?? '';
  const paid = await shop.click('alex', asked.message?.id ?? '', confirmId);
  expect(await shop.finalText('alex', paid)).toContain(`<@${budi}> has it by direct message`);
  expect(await shop.goodsOf('budi')).toEqual(['APPLE-1']);
  expect(await shop.goodsOf('alex')).toEqual([]);
  const [dm] = await shop.control.view({ userId: budi, channelId: `dm:${budi}` });
  expect(textOf(dm)).toContain('A gift from **alex**');

  // From the board, to somebody who takes no DMs: the goods wait for the recipient, and are not shown to the giver.
  const { messageId } = await shop.toConfirm('alex', 'APPLE', 2);
  await shop.click('alex', messageId, 'ls1:buy-gift:APPLE:2');
  const chosen = await shop.control.select({
    ...at,
    messageId,
    customId: 'ls1:buy-gift-to:APPLE:2',
    values: [shop.userId('closed')],
  });
  const giftId = customIds(chosen.message).find((id) => id.startsWith('ls1:buy-confirm')) ?? '';
  expect(await shop.finalText('alex', await shop.click('alex', messageId, giftId))).toContain(
    'on its way to',
  );
  const mine = await outcome(shop, 'alex', 'orders');
  expect(textOf(mine.message)).toContain(`🎁 for <@${shop.userId('closed')}>`);
  expect(customIds(mine.message)).toEqual(['ls1:buy-again']);
  const theirs = await outcome(shop, 'closed', 'orders');
  expect(textOf(theirs.message)).toContain(`🎁 from <@${at.userId}>`);
  const take = {
    userId: shop.userId('closed'),
    channelId: shop.channelId,
    messageId: theirs.message?.id ?? '',
  };
  await shop.control.select({ ...take, customId: 'ls1:order-goods', values: ['2'] });
  expect(await lastFile(shop, 'closed')).toBe('APPLE-2\nAPPLE-3\n');
});

it('orders the same again, and offers what is left in one click', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 5 });
  await shop.fund('alex', 1000);
  await buy(shop, 'alex', 'APPLE', 2);
  const at = { userId: shop.userId('alex'), channelId: shop.channelId };
  const listed = await outcome(shop, 'alex', 'orders');
  const messageId = listed.message?.id ?? '';
  const again = await shop.control.select({ ...at, messageId, customId: 'ls1:buy-again', values: ['1'] });
  expect(textOf(again.message)).toContain('**2 × APPLE**');
  expect(textOf(again.message)).toContain('Total: **2 DL**');

  const short = await outcome(shop, 'alex', 'buy', { code: 'APPLE', quantity: 5 });
  expect(textOf(short.message)).toContain('Only 3 of **APPLE** left');
  expect(JSON.stringify(short.message?.components)).toContain('Take 3 for 3 DL');
  const offered = await shop.click('alex', short.message?.id ?? '', 'ls1:buy-quantity:APPLE:3');
  const confirmId = customIds(offered.message).find((id) => id.startsWith('ls1:buy-confirm')) ?? '';
  const paid = await shop.click('alex', short.message?.id ?? '', confirmId);
  expect(await shop.finalText('alex', paid)).toContain('**3 × APPLE** is yours for **3 DL**');
  const stale = customIds(again.message).find((id) => id.startsWith('ls1:buy-confirm')) ?? '';
  const late = await shop.click('alex', again.message?.id ?? '', stale);
  expect(await shop.finalText('alex', late)).toContain('is sold out. Nothing was charged');
  const foreign = await shop.control
    .select({
      userId: shop.userId('budi'),
      channelId: shop.channelId,
      messageId: (await outcome(shop, 'budi', 'orders')).message?.id ?? '',
      customId: 'ls1:buy-again',
      values: ['1'],
    })
    .catch((error: unknown) => error);
  expect(foreign).toBeInstanceOf(Error);
});
