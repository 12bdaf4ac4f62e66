import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type DemoProcess, startDemoProcess } from '../support/demo-process.ts';
import { textOf } from '../support/start-shop.ts';

/** The guild's channel, Alex, and the one board there. */
async function look(demo: DemoProcess) {
  const world = await demo.control('world');
  const [guild, ...others] = world.guilds;
  expect(others).toEqual([]);
  const userId = world.users.find(({ username }) => username === 'Alex')?.id ?? '';
  const channelId = guild?.channels[0]?.id ?? '';
  const at = { userId, channelId };
  const board = await vi.waitFor(
    async () => {
      const found = (await demo.control('view', at)).filter((message) =>
        textOf(message).includes('Magplant'),
      );
      expect(found).toHaveLength(1);
      return found[0];
    },
    { timeout: 10_000, interval: 50 },
  );
  return { at, board };
}

type Place = { userId: string; channelId: string };

/** Asks to buy a token; gives the step that confirms it. */
async function quoteToken(demo: DemoProcess, at: Place): Promise<{ messageId: string; customId: string }> {
  const options = { code: 'TOKEN', quantity: 1 };
  const { message } = await demo.control('command', { ...at, name: 'buy', options });
  return await vi.waitFor(async () => {
    const shown = (await demo.control('view', at)).find(({ id }) => id === message?.id);
    const customId = /ls1:buy-confirm:[^"]+/.exec(JSON.stringify(shown?.components))?.[0];
    if (!customId) throw new Error(`no quote: ${textOf(shown)}`);
    return { messageId: message?.id ?? '', customId };
  });
}

test('a demo that is killed in the middle of a scenario comes back with its shop, board and orders, healed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'livestock-demo-'));
  try {
    await using first = await startDemoProcess(folder);
    const before = await look(first);
    await first.control('click', { ...before.at, ...(await quoteToken(first, before.at)) });
    await vi.waitFor(async () => {
      const goods = await first.control('view', { ...before.at, channelId: `dm:${before.at.userId}` });
      expect(goods).toHaveLength(1);
    });
    const [scenario] = (await first.control('scenarios')).filter(({ id }) => id === 'store-cannot-write');
    expect(scenario?.running).toBe(false);
    await first.control('startScenario', { id: 'store-cannot-write' });
    expect(await first.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });

    await using second = await startDemoProcess(folder);
    const after = await look(second);
    expect(after.at).toEqual(before.at);
    expect(after.board?.id).toBe(before.board?.id);
    expect((await second.control('scenarios')).some(({ running }) => running)).toBe(false);
    const orders = await second.control('command', { ...after.at, name: 'orders' });
    expect(textOf(orders.message)).toContain('Growtoken');
    await quoteToken(second, after.at);
    expect(await second.end('SIGTERM')).toEqual({ code: 0, signal: null });
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
