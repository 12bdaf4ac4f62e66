import { expect, it, vi } from 'vitest';
import type { Outcome } from '../../src/sandbox/control-api.ts';
import { customIds, startShop, type TestShop, textOf } from '../support/start-shop.ts';

async function outcome(shop: TestShop, name: string, path: string, options = {}): Promise<Outcome> {
  const at = { userId: shop.userId(name), channelId: shop.channelId };
  return await shop.control.command({ ...at, name: path, options });
}
/** Runs a command and gives its final text with the id of its answer. */
async function run(shop: TestShop, name: string, path: string, options = {}) {
  const done = await outcome(shop, name, path, options);
  return { text: await shop.finalText(name, done), messageId: done.message?.id ?? '' };
}
const directTexts = async (shop: TestShop, name: string) =>
  (await shop.control.view({ userId: shop.userId(name), channelId: `dm:${shop.userId(name)}` })).map(textOf);

it('tells once a restock whoever asked for it, until they stop it or opt out', async () => {
  await using shop = await startShop({ people: ['alex', 'budi', 'closed', 'dora'] });
  await shop.product('APPLE', { price: 100, stock: 0, name: 'Apple' });
  for (const name of ['alex', 'budi', 'dora']) await shop.fund(name, 1000);

  // From the buy flow: the button stands on "sold out".
  const soldOut = await outcome(shop, 'alex', 'buy', { code: 'APPLE', quantity: 1 });
  expect(customIds(soldOut.message)).toEqual(['ls1:notify:APPLE']);
  const asked = await shop.click('alex', soldOut.message?.id ?? '', 'ls1:notify:APPLE');
  expect(await shop.finalText('alex', asked)).toContain('one direct message each time **Apple** comes back.');
  for (const name of ['budi', 'closed', 'dora']) await run(shop, name, 'notify', { code: 'apple' });
  const dora = await run(shop, 'dora', 'notify', { code: 'apple' });
  const stopped = await shop.click('dora', dora.messageId, 'ls1:notify-stop:APPLE');
  expect(await shop.finalText('dora', stopped)).toContain('not told about `APPLE` any more');
  expect((await run(shop, 'alex', 'notify', { code: 'nope' })).text).toContain('no product `nope`');

  await shop.owner('stock-add', { code: 'APPLE', text: 'a\nb' });
  await shop.owner('stock-add', { code: 'APPLE', text: 'c' });
  const news = async (name: string) =>
    (await directTexts(shop, name)).filter((text) => text.includes('🔔 **Apple** `APPLE`'));
  for (const name of ['alex', 'budi'])
    await vi.waitFor(async () => expect(await news(name)).toHaveLength(1), 8000);
  expect((await news('alex'))[0]).toContain('is back: 1 DL');
  // Whoever takes no direct messages is not tried again.
  await vi.waitFor(
    async () => expect((await run(shop, 'closed', 'privacy show')).text).toContain('told about: none'),
    8000,
  );

  // Sold out, and back: one more each; whoever opted out hears nothing.
  expect((await run(shop, 'budi', 'privacy opt-out')).text).toContain('tanpa kabar');
  expect((await run(shop, 'budi', 'notify', { code: 'apple' })).text).toContain('/privacy opt-in');
  const { messageId, confirmId } = await shop.toConfirm('dora', 'APPLE', 3);
  await shop.finalText('dora', await shop.click('dora', messageId, confirmId));
  await shop.owner('stock-add', { code: 'APPLE', text: 'd' });
  await vi.waitFor(async () => expect(await news('alex')).toHaveLength(2), 8000);
  expect(await news('budi')).toHaveLength(1);
  expect(await news('dora')).toEqual([]);
});

it('erases what it keeps of somebody who asks and confirms, and nobody else’s', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 3 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
  const shown = (await run(shop, 'alex', 'privacy show')).text;
  expect(shown).toContain('GrowID: **alexGT**');
  expect(shown).toContain('the goods of one are kept');

  const question = await run(shop, 'alex', 'privacy delete');
  expect(question.text).toContain('the goods of one order: save them first');
  const kept = await shop.click('alex', question.messageId, 'ls1:privacy-keep');
  expect(textOf(kept.message)).toBe('Nothing was erased.');
  const eraseId = `ls1:privacy-erase:${shop.userId('alex')}`;
  const again = await run(shop, 'alex', 'privacy delete');
  // Yesterday's question still works after a restart; somebody else's click on it does not.
  await shop.stop();
  await shop.start();
  const button = { type: 2, style: 4, label: 'x', custom_id: eraseId };
  const posted = await fetch(`${shop.sandbox.apiUrl}/v10/channels/${shop.channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${shop.sandbox.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'old', components: [{ type: 1, components: [button] }] }),
  });
  const { id: forged } = (await posted.json()) as { id: string };
  const foreign = await shop.click('budi', forged, eraseId);
  expect(await shop.finalText('budi', foreign)).toContain('milik orang lain');
  expect((await run(shop, 'alex', 'orders')).text).not.toContain('erased');

  const erased = await shop.click('alex', again.messageId, eraseId);
  expect(await shop.finalText('alex', erased)).toContain(
    'the goods of one order. To buy again, register again.',
  );
  expect((await run(shop, 'alex', 'orders')).text).toContain('🧹 erased at your request');
  expect((await run(shop, 'alex', 'balance')).text).toContain('**9 DL**');
  expect((await run(shop, 'alex', 'buy', { code: 'APPLE', quantity: 1 })).text).toContain(
    'Register your GrowID first',
  );
  expect(await shop.owner('order show', { order: 1 })).toContain('erased at their owner’s request');
});

it('lists in /help what the caller may use, in the caller’s language', async () => {
  await using shop = await startShop();
  const all = async (name: string) => {
    const first = await outcome(shop, name, 'help');
    const texts = [textOf(first.message)];
    for (let page = 1; ; page++) {
      const next = customIds(first.message).length > 0 ? `ls1:help-page:${page}` : undefined;
      const at = first.message?.id ?? '';
      const shown = next && (await shop.click(name, at, next).catch(() => undefined));
      if (!shown || texts.includes(textOf(shown.message))) return texts.join('\n');
      texts.push(textOf(shown.message));
    }
  };
  const everybody = await all('alex');
  expect(everybody).toContain('**/privacy** show, opt-out, opt-in, delete: What the shop keeps of you');
  for (const secret of ['/wallet', '/order**', '/restart', '/staff']) expect(everybody).not.toContain(secret);
  const { id } = await shop.control.createRole({ guildId: shop.guildId, name: 'Support' });
  await shop.owner('staff add', { role: id, tier: 'support' });
  await shop.control.setMember({ guildId: shop.guildId, userId: shop.userId('budi'), roleIds: [id] });
  const support = await all('budi');
  expect(support).toContain('**/pesanan-staf** lihat, kembalikan, ganti, kirim-ulang: Lihat pesanan');
  expect(support).not.toContain('/restart');
  const owner = await all('owner');
  for (const known of ['**/wallet**', '**/order** show, refund, replace, resend', '**/restart**'])
    expect(owner).toContain(known);
});
