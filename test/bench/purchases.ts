import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/runtime/clock.ts';
import { openStore } from '../../src/shop/store/open-store.ts';
import type { ShopStore } from '../../src/shop/store/shop-store.ts';
import { openBarePurchases } from './bare-purchases.ts';
import type { Row } from './row.ts';
import { type Round, ratioLine, zeroLine } from './stats.ts';

const SHOP = '100000000000000001';
const STOCK = 2000;
/** More confirmed orders than there is stock: the last ones must be refused. */
const TOO_MANY = 32;
const BUYERS = 50;
const MAX_ADDED = 1000;

/** One confirmed order for one item. */
interface Confirmed {
  userId: string;
  nonce: string;
}

/** Durable purchases a second through the store, beside the same SQL with nothing around it, on copies of the same file. */
export const purchases: Row = {
  name: 'purchases',
  about: `${STOCK} durable purchases through the store, beside a bare loop of the same SQL`,
  async measure({ rounds }) {
    const folder = await mkdtemp(join(tmpdir(), 'livestock-bench-'));
    try {
      const prepared = join(folder, 'prepared.db');
      const orders = await prepare(prepared);
      const problems: string[] = [];
      const measureWith = async (callers: number) => {
        const measured: Round[] = [];
        for (let round = 0; round < rounds; round++) {
          const copy = async (name: string) => {
            const path = join(folder, `${name}-${callers}-${round}.db`);
            await copyFile(prepared, path);
            return path;
          };
          const [ourFile, bareFile] = [await copy('ours'), await copy('bare')];
          const ours = await buyThroughStore(ourFile, orders, callers);
          const reference = await buyBare(bareFile, orders, callers);
          problems.push(...(await proveSold(ourFile)), ...(await proveSold(bareFile)));
          measured.push({ ours, reference });
        }
        return ratioLine(`purchases/s, ${callers} caller(s)`, measured, {
          unit: '/s',
          bound: { atLeast: 0.6 },
        });
      };
      const lines = [await measureWith(1), await measureWith(16)];
      for (const problem of problems) process.stderr.write(`  ${problem}\n`);
      return [...lines, zeroLine('damage or oversold items after it', problems.length)];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** Makes the file that every run copies: stock, funded buyers, and confirmed orders that wait to be bought. */
async function prepare(path: string): Promise<Confirmed[]> {
  await using store = await open(path);
  await store.ensureShop(SHOP);
  await store.addProduct(SHOP, { code: 'ITEM', name: 'Item', priceWl: 3 }, 'owner');
  for (let from = 0; from < STOCK; from += MAX_ADDED) {
    const contents = Array.from({ length: Math.min(MAX_ADDED, STOCK - from) }, (_, i) => `goods ${from + i}`);
    await store.addStock(SHOP, 'ITEM', contents, 'owner');
  }
  for (let buyer = 0; buyer < BUYERS; buyer++) {
    const userId = userOf(buyer);
    await store.register(SHOP, userId, `Buyer${buyer}`);
    const payment = { userId, amountWl: 10_000, reason: 'deposit', actorId: 'owner', key: userId };
    await store.credit(SHOP, payment);
  }
  const orders = Array.from({ length: STOCK + TOO_MANY }, (_, index) => ({
    userId: userOf(index % BUYERS),
    nonce: `nonce-${index}`,
  }));
  const expiresAtMs = systemClock.now() + 3_600_000;
  for (const order of orders) await store.quote(SHOP, { ...order, code: 'ITEM', quantity: 1, expiresAtMs });
  return orders;
}

async function buyThroughStore(path: string, orders: readonly Confirmed[], callers: number): Promise<number> {
  await using store = await open(path);
  return await perSecond(orders, callers, async (order) => {
    await store.purchase(SHOP, order);
  });
}

async function buyBare(path: string, orders: readonly Confirmed[], callers: number): Promise<number> {
  using bare = openBarePurchases(path, SHOP);
  return await perSecond(orders, callers, async (order) => bare.purchase(order));
}

/** Shares the orders among callers that each wait for their last one; gives the sold ones per second. */
async function perSecond(
  orders: readonly Confirmed[],
  callers: number,
  buy: (order: Confirmed) => Promise<void>,
): Promise<number> {
  let next = 0;
  let sold = 0;
  const caller = async () => {
    for (let order = orders[next++]; order; order = orders[next++]) {
      try {
        await buy(order);
        sold += 1;
      } catch {
        // Sold out: proven on the file afterwards.
      }
    }
  };
  const startedMs = systemClock.monotonicMs();
  await Promise.all(Array.from({ length: callers }, caller));
  return (sold * 1000) / (systemClock.monotonicMs() - startedMs);
}

/** @returns what is wrong with the file: the store's own proofs, and a stock that isn't sold exactly once */
async function proveSold(path: string): Promise<string[]> {
  await using store = await open(path);
  const { free, sold } = await store.product(SHOP, 'ITEM');
  const violations = (await store.verify()).map(({ check, detail }) => `${check}: ${detail}`);
  if (free === 0 && sold === STOCK) return violations;
  return [...violations, `of ${STOCK} items ${sold} were sold and ${free} are left`];
}

function open(path: string): Promise<ShopStore> {
  return openStore(`sqlite:${path}`, { clock: systemClock });
}

function userOf(index: number): string {
  return `2000000000000000${String(index).padStart(2, '0')}`;
}
