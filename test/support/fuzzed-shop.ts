import { expect } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import type { ShopStore } from '../../src/shop/store/shop-store.ts';
import { startShop, type TestShop } from './start-shop.ts';

const MESSAGE_CONTENT = 1 << 15;
/** What signs deposits over HTTP. */
export const HOOK_SECRET = 's'.repeat(32);

/** A shop to be sent everything that it should not be sent. */
export interface FuzzedShop extends AsyncDisposable {
  shop: TestShop;
  /** Another connection to the bot's database. */
  store: ShopStore;
  /** Ids of those who are in the server, the bot among them. */
  people: string[];
  /** Nothing crashed, nothing was a fault since the last time, and nothing is half done. */
  expectSound(): Promise<void>;
}

export async function startFuzzedShop(): Promise<FuzzedShop> {
  const shop = await startShop({
    sandbox: { allowedIntents: MESSAGE_CONTENT, limits: { globalPerSecond: 1_000 } },
    env: { MESSAGE_CONTENT: 'on', DEPOSIT_HOOK_SECRETS: `k1:${HOOK_SECRET}` },
  });
  await shop.product('DIRT', { price: 5, stock: 20 });
  await shop.fund('alex', 500);
  await shop.fund('budi', 500);
  const { bot } = await shop.control.world();
  const path = shop.env['DATABASE_URL']?.slice('sqlite:'.length) ?? '';
  const store = await openSqliteStore({ path, clock: systemClock });
  let before = await faultsOf(shop);
  return {
    shop,
    store,
    people: [shop.ownerId, shop.userId('alex'), shop.userId('budi'), bot.id],
    async expectSound() {
      const [known, faults] = [before, await faultsOf(shop)];
      before = faults;
      expect(faults).toEqual(known);
      expect(await store.verify()).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await shop[Symbol.asyncDispose]();
    },
  };
}

async function faultsOf(shop: TestShop): Promise<string[]> {
  const metrics = await (await fetch(`${shop.app.httpUrl}/metrics`)).text();
  return metrics.match(/^livestock_errors_total\{.*\} [1-9].*$/gm) ?? [];
}

/** Characters that hide or turn round what people read. */
export const HIDDEN = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

/** Says something, that is no fault, hides nothing and calls nobody. */
export function expectHelpful(text: string, about: unknown): void {
  expect(text, JSON.stringify(about)).not.toMatch(/^$|on our side|di pihak kami|This interaction failed/);
  expect(text, JSON.stringify(about)).not.toMatch(/^\s+at |node:internal|node_modules|SQLITE|\.ts:\d/m);
  expect(text, JSON.stringify(about)).not.toMatch(HIDDEN);
  // In a code span nothing takes effect.
  expect(text.replaceAll(/`[^`]*`/g, ''), JSON.stringify(about)).not.toMatch(/(?<!\\)@everyone/);
}
