import { expect, test, vi } from 'vitest';
import { type Shown, startBrokenShop } from '../support/broken-shop.ts';

/*
 * Each scenario of the demo, down and up again. Whoever looks at the board tries every button that can be pressed each time
 * the board changes, and the score's lost points are added up after every second.
 */

// Six minutes fly by in a few seconds, on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 60_000 });

test('Discord edits fail: the old board goes on working and catches up by itself', async () => {
  await using broken = await startBrokenShop('edits-fail');
  const { shop } = broken;
  await broken.start();
  await shop.owner('stock-add', { code: 'APPLE', text: 'more-1\nmore-2' });
  await broken.pass(90_000);
  expect(await broken.boardText()).toContain('3 in stock');
  expect(await broken.lost()).toEqual(expect.arrayContaining(['board', 'discord_rest']));
  expect((await broken.status()).breakers).toContainEqual(
    expect.objectContaining({ name: 'board_edit', state: 'open' }),
  );
  await broken.pressAll();
  expect(await shop.owner('stock')).toContain('5 in stock');
  await broken.stop();
  await broken.untilText('5 in stock', 65_000);
  await broken.until('list', 130_000);
  expectListAlways(broken.seen);
  await broken.sells(4);
});

test('slow Discord: late clicks leave a text, and everything returns step by step', async () => {
  await using broken = await startBrokenShop('slow-discord');
  const { shop } = broken;
  const id = (await shop.boards())[0]?.id ?? '';
  await broken.start();
  for (let round = 0; round < 2; round += 1) {
    const clicks = ['balance', 'world', 'history'].map((name) => shop.click('alex', id, `ls1:${name}`));
    await broken.during(Promise.all(clicks));
  }
  await broken.until('text', 15_000);
  expect(await broken.lost()).toEqual(expect.arrayContaining(['acknowledgement', 'acknowledgement_lost']));
  await broken.stop();
  await broken.until('list', 300_000);
  expect(broken.seen).toEqual(['list', 'text', 'commands', 'list, nothing to buy', 'list']);
  await broken.sells(2);
});

test('store cannot write: nobody is charged, looking goes on, and buying returns', async () => {
  await using broken = await startBrokenShop('store-cannot-write');
  const { shop } = broken;
  const quoted = await shop.toConfirm('alex', 'APPLE', 1);
  await broken.start();
  await broken.until('list, nothing to buy', 25_000);
  expect(await broken.lost()).toEqual(expect.arrayContaining(['ledger', 'ledger_cannot_write']));
  expect((await broken.status()).health).toMatchObject({ canBuy: false, tier: 'browse' });
  const confirmed = await shop.click('alex', quoted.messageId, quoted.confirmId);
  expect(await shop.finalText('alex', confirmed)).toContain('Nothing was charged');
  expect(
    await shop.finalText('alex', await broken.command('alex', 'buy', { code: 'APPLE', quantity: 1 })),
  ).toContain('Nothing was charged');
  await broken.pass(60_000);
  expect(await shop.finalText('alex', await broken.command('alex', 'balance'))).toContain('1,000 WL in all');
  await broken.stop();
  await broken.until('list', 130_000);
  expect(broken.seen).toEqual(['list', 'list, nothing to buy', 'list']);
  expect(await shop.goodsOf('alex')).toEqual([]);
  await broken.sells(2);
});

test('gateway silent: a dated text after a minute, and the bot finds back to Discord', async () => {
  await using broken = await startBrokenShop('gateway-silent');
  await broken.start();
  await broken.until('text', 75_000);
  expect(await broken.boardText()).toMatch(/<t:\d+:R>/);
  expect(await broken.lost()).toEqual(expect.arrayContaining(['gateway', 'gateway_not_ready']));
  expect((await broken.status()).gateway.state).toBe('reconnecting');
  await broken.pass(60_000);
  await broken.stop();
  await broken.until('list', 500_000);
  expect(broken.seen).toEqual(['list', 'text', 'commands', 'list, nothing to buy', 'list']);
  await broken.sells(2);
});

test('buttons broken: the board names the commands, and gets its buttons back', async () => {
  await using broken = await startBrokenShop('buttons-broken');
  const { shop } = broken;
  await broken.start();
  await broken.command('owner', 'product edit', { code: 'APPLE', price: 101 });
  await broken.until('commands', 15_000);
  expect(await broken.boardText()).toContain('/balance');
  const answer = await broken.command('alex', 'balance');
  expect(await shop.finalText('alex', answer)).toContain('1,000 WL in all');
  await broken.stop();
  await broken.until('list', 200_000);
  expect(broken.seen).toEqual(['list', 'commands', 'list, nothing to buy', 'list']);
  await broken.sells(2);
});

test('buttons broken: a click is answered with a text, and is enough for the board to name the commands', async () => {
  await using broken = await startBrokenShop('buttons-broken');
  await broken.start();
  const [board] = await broken.shop.boards();
  const clicked = await broken.shop.click('alex', board?.id ?? '', 'ls1:buy');
  expect(await broken.shop.finalText('alex', clicked)).toContain('Use the commands instead');
  await broken.until('commands', 15_000);
  await broken.stop();
  await broken.until('list', 260_000);
  await broken.sells(2);
});

test('rate-limit storm: the board follows late and Discord is not stormed back', async () => {
  await using broken = await startBrokenShop('rate-limit-storm');
  const { shop } = broken;
  const refused: number[] = [];
  shop.sandbox.onExchange(({ status }) => status === 429 && refused.push(status));
  await broken.start();
  for (let added = 1; added <= 6; added += 1) {
    await broken.command('owner', 'product edit', { code: 'APPLE', price: 100 + added });
    await broken.pass(10_000);
  }
  await broken.pressAll();
  expect(await broken.lost()).toContain('discord_rest');
  // A hundredth of what Discord bans for in ten minutes.
  expect(refused.length).toBeGreaterThan(5);
  expect(refused.length).toBeLessThan(100);
  await broken.stop();
  await broken.untilText('1 DL 6 WL', 30_000);
  await broken.until('list', 130_000);
  expectListAlways(broken.seen);
  await broken.sells(2);
});

/** These two cost 25 points at most, which leaves `full`; a test machine under load may lose the one point more. */
function expectListAlways(seen: readonly Shown[]): void {
  expect(['list', 'list, nothing to buy']).toEqual(expect.arrayContaining([...new Set(seen)]));
}
