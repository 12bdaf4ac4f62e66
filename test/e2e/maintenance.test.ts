import { expect, it } from 'vitest';
import { startShop, textOf } from '../support/start-shop.ts';

it('closes every shop by the operator’s hand, on board and commands and over a restart, and opens it again', async () => {
  await using shop = await startShop();
  await shop.product('APPLE', { price: 100, stock: 2 });
  await shop.fund('alex', 1000);
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  expect(await shop.owner('maintenance everywhere', { state: 'on' })).toContain(
    'Every shop of this bot is closed',
  );
  const shown = async () => {
    const messages = await shop.control.view({ userId: shop.ownerId, channelId: shop.channelId });
    return messages
      .filter(({ ephemeralFor }) => !ephemeralFor)
      .map(textOf)
      .join();
  };
  await expect.poll(shown, { timeout: 5000 }).toContain('closed for maintenance');
  expect(await shop.boards()).toEqual([]);
  expect(await shop.finalText('alex', await shop.click('alex', messageId, confirmId))).toContain(
    'Nothing was charged',
  );

  await shop.stop();
  await shop.start();
  await expect.poll(shown, { timeout: 8000 }).toContain('closed for maintenance');
  const balance = { userId: shop.userId('alex'), channelId: shop.channelId, name: 'balance' };
  expect(textOf((await shop.control.command(balance)).message)).toContain('takes no commands');
  expect(await shop.owner('maintenance everywhere', { state: 'off' })).toContain('Open again');
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  expect(textOf((await shop.control.command(balance)).message)).toContain('**10 DL**');
});

it('explains the score to the owner and to nobody else', async () => {
  await using shop = await startShop();
  expect(await shop.owner('health show')).toMatch(/100 of 100\*\* · tier `full`[\s\S]*No points lost/);
  const asked = { userId: shop.userId('alex'), channelId: shop.channelId, name: 'health show' };
  expect(textOf((await shop.control.command(asked)).message)).toContain('Only the shop’s owner');
  expect(await shop.owner('health clear')).toContain('proven whole');
});

it('tells staff of another tier, and in the same message when it is over', async () => {
  await using shop = await startShop();
  await shop.owner('maintenance everywhere', { state: 'on' });
  const told = async () => {
    const messages = await shop.control.view({ userId: shop.ownerId, channelId: `dm:${shop.ownerId}` });
    return messages.map(textOf);
  };
  await expect.poll(told, { timeout: 8000 }).toEqual([expect.stringContaining('maintenance')]);
  const [before] = await told();
  await shop.owner('maintenance everywhere', { state: 'off' });
  await expect.poll(told, { timeout: 8000 }).not.toEqual([before]);
  expect(await told()).toHaveLength(1);
});
