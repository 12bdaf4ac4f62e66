import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { BuyerLine } from './children/buyer.ts';
import type { RefunderLine } from './children/refunder.ts';
import { ANN, BEN, credit, SHOP, STAFF } from './conformance/store-under-test.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import { openSqliteUnderTest } from './sqlite-under-test.ts';

const REFUNDER = fileURLToPath(new URL('./children/refunder.ts', import.meta.url));
const SCRIPT = fileURLToPath(new URL('./children/buyer.ts', import.meta.url));

interface BuyerProcess {
  child: ChildProcess;
  orders: number[];
  refused: string[];
  ready(): boolean;
}
const children: ChildProcess[] = [];
let under: Awaited<ReturnType<typeof openSqliteUnderTest>>;

beforeEach(async () => {
  under = await openSqliteUnderTest();
  await under.store.ensureShop(SHOP);
  await under.store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 1 }, STAFF);
  for (const [user, growId] of [
    [ANN, 'Ann'],
    [BEN, 'Ben'],
  ] as const) {
    await under.store.register(SHOP, user, growId);
    await credit(under.store, user, 1_000_000);
  }
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await under.close();
});

function startBuyer(userId: string): BuyerProcess {
  const child = spawn(process.execPath, [SCRIPT, under.path, userId], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const orders: number[] = [];
  const refused: string[] = [];
  let ready = false;
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as BuyerLine;
    if ('orderId' in line) orders.push(line.orderId);
    else if ('refused' in line) refused.push(line.refused);
    else ready = true;
  });
  return { child, orders, refused, ready: () => ready };
}

async function startTogether(buyers: BuyerProcess[]): Promise<void> {
  await vi.waitFor(() => expect(buyers.every((buyer) => buyer.ready())).toBe(true), { timeout: 10_000 });
  for (const { child } of buyers) child.stdin?.write('go\n');
}

it('sells every item once to two processes that race for them', async () => {
  await under.store.addStock(
    SHOP,
    'DIRT',
    Array.from({ length: 120 }, (_, n) => `item-${n}`),
    STAFF,
  );
  const buyers = [startBuyer(ANN), startBuyer(BEN)];
  const exits = buyers.map(({ child }) => once(child, 'close'));
  await startTogether(buyers);
  expect((await Promise.all(exits)).map(([code]) => code)).toEqual([0, 0]);

  expect(buyers.flatMap(({ refused }) => refused)).toEqual(['out_of_stock', 'out_of_stock']);
  const [ann = [], ben = []] = buyers.map(({ orders }) => orders);
  expect(new Set([...ann, ...ben]).size).toBe(120);
  expect(await under.store.product(SHOP, 'DIRT')).toMatchObject({ free: 0, sold: 120 });
  expect((await under.store.buyer(SHOP, ANN)).balanceWl).toBe(1_000_000 - ann.length);
  expect((await under.store.buyer(SHOP, BEN)).balanceWl).toBe(1_000_000 - ben.length);
  expect(await under.store.verify()).toEqual([]);
});

it('keeps every acknowledged purchase through a kill -9', async () => {
  await under.store.addStock(
    SHOP,
    'DIRT',
    Array.from({ length: 10_000 }, (_, n) => `item-${n}`),
    STAFF,
  );
  const buyer = startBuyer(ANN);
  const exit = once(buyer.child, 'close');
  await startTogether([buyer]);
  await vi.waitFor(() => expect(buyer.orders.length).toBeGreaterThan(100), { timeout: 10_000, interval: 5 });
  buyer.child.kill('SIGKILL');
  expect((await exit)[1]).toBe('SIGKILL');

  const store = await under.another();
  const { orders, total } = await store.orders(SHOP, ANN, { offset: 0, limit: 20_000 });
  const kept = new Set(orders.map(({ id }) => id));
  expect(buyer.orders.filter((id) => !kept.has(id))).toEqual([]);
  // The one that was being acknowledged may be there without its buyer having heard of it; more may not.
  expect(total - buyer.orders.length).toBeLessThanOrEqual(1);
  expect((await store.pendingDeliveries()).count).toBe(total);
  expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(1_000_000 - total);
  expect(await store.verify()).toEqual([]);
});

it('has one winner an order when a process refunds what another one delivers', async () => {
  const count = 60;
  const contents = Array.from({ length: count }, (_, n) => `item-${n}`);
  const { store } = under;
  await store.addStock(SHOP, 'DIRT', contents, STAFF);
  // By the real clock, as the other process has it: leases and due times compare.
  const sender = await openSqliteStore({ path: under.path, clock: systemClock });
  const expiresAtMs = systemClock.now() + 60_000;
  for (const nonce of contents) {
    await sender.quote(SHOP, { userId: ANN, code: 'DIRT', quantity: 1, nonce, expiresAtMs });
    await sender.purchase(SHOP, { userId: ANN, nonce });
  }
  const child = spawn(process.execPath, [REFUNDER, under.path, String(count)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const said: RefunderLine[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => said.push(JSON.parse(text) as RefunderLine));
  const exit = once(child, 'close');
  await vi.waitFor(() => expect(said).toEqual([{ ready: true }]), { timeout: 10_000 });
  // At least one goes out, and a third never does, whichever process gets more of a busy machine.
  const delivered = new Set<number>();
  let claimed = 0;
  const deliverTwo = async () => {
    for (const delivery of await sender.claimDeliveries({ leaseMs: 20_000, limit: 2 })) {
      claimed += 1;
      // Between the claim and its record the other process has its turns.
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (await sender.settleDelivery(delivery, { kind: 'delivered', how: 'dm' }))
        delivered.add(delivery.order.id);
    }
  };
  await deliverTwo();
  child.stdin.write('go\n');
  while (child.exitCode === null) {
    if (claimed < (count * 2) / 3) await deliverTwo();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await exit)[0]).toBe(0);
  await sender[Symbol.asyncDispose]();

  const results = said.filter((line) => 'orderId' in line);
  expect(results).toHaveLength(count);
  const returned = results.filter((line) => 'goods' in line && line.goods === 'return');
  const voided = results.filter((line) => 'goods' in line && line.goods === 'void');
  expect(returned.filter(({ orderId }) => delivered.has(orderId))).toEqual([]);
  expect(voided.filter(({ orderId }) => !delivered.has(orderId))).toEqual([]);
  expect(
    results
      .flatMap((line) => ('refused' in line ? line.refused : []))
      .every((code) => code === 'order_in_delivery'),
  ).toBe(true);
  expect(returned.length).toBeGreaterThan(0);
  expect(delivered.size).toBeGreaterThan(0);
  const paidBack = returned.length + voided.length;
  expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(1_000_000 - count + paidBack);
  expect(await store.product(SHOP, 'DIRT')).toMatchObject({ free: returned.length, sold: count - paidBack });
  expect(await store.verify()).toEqual([]);
});
