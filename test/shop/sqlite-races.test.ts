import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import type { Actor, Done, Order, Said } from './children/actors.ts';
import { ANN, BEN, credit, FIRST_PAGE, SHOP, STAFF } from './conformance/store-under-test.ts';
import { type TemplateDatabase, templateDatabase } from './sqlite-under-test.ts';

const SCRIPT = fileURLToPath(new URL('./children/actors.ts', import.meta.url));
const RUNS = 25;
/** Payments that wait for approval, and deposits for a claim. */
const WAITING = 6;
const STOCK = 5;
const FUNDS_WL = 16;

interface Process {
  child: ChildProcess;
  tell(order: Order): void;
  hear(): Promise<Said>;
}
let template: TemplateDatabase;
let processes: [Process, Process];

beforeAll(async () => {
  template = await templateDatabase();
  processes = [startProcess(), startProcess()];
});
afterAll(() => {
  for (const { child } of processes) child.kill('SIGKILL');
  template.remove();
});

function startProcess(): Process {
  const child = spawn(process.execPath, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    tell: (order) => child.stdin.write(`${JSON.stringify(order)}\n`),
    async hear() {
      const { value } = await lines.next();
      if (value === undefined) throw new Error('the process ended');
      return JSON.parse(value) as Said;
    },
  };
}

/** Two to eight of them, every other one in the same process, all at the same wallet, items, requests and orders. */
const crowd = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ act: fc.constant('buy' as const), who: fc.constant(ANN) }) },
      fc.record({ act: fc.constant('transfer' as const), who: fc.constant(ANN) }),
      fc.record({ act: fc.constant('approve' as const), who: fc.constantFrom('9002', '9003') }),
      fc.record({ act: fc.constant('claim' as const), who: fc.constantFrom(ANN, BEN) }),
      fc.record({ act: fc.constantFrom('refund' as const, 'replace' as const), who: fc.constant(STAFF) }),
      fc.record({ act: fc.constant('deliver' as const), who: fc.constant('') }),
    ),
    { minLength: 2, maxLength: 8, size: 'max' },
  )
  .map((several) => several.map((one, index): Actor => ({ ...one, name: `actor-${index}`, times: WAITING })));

it('gives every item, payment, deposit and WL to one of 2 to 8 that race for them in two processes', async () => {
  await fc.assert(
    fc.asyncProperty(crowd, async (actors) => void (await race(actors))),
    { numRuns: RUNS },
  );
}, 120_000);

const owners: Actor[] = ['9002', '9003'].map((who) => ({ act: 'approve', who, name: who, times: WAITING }));
const claimers: Actor[] = [ANN, BEN].map((who) => ({ act: 'claim', who, name: who, times: WAITING }));
const spenders: Actor[] = (['buy', 'transfer'] as const).map((act) => ({
  act,
  who: ANN,
  name: act,
  times: 12,
}));
const senders: Actor[] = [
  { act: 'buy', who: ANN, name: 'buyer', times: STOCK },
  { act: 'deliver', who: '', name: 'sender', times: STOCK },
  { act: 'buy', who: ANN, name: 'other buyer', times: STOCK },
  { act: 'refund', who: STAFF, name: 'staff', times: STOCK },
];
it.each([
  ['two owners who approve the same payments', owners, { request_over: WAITING }],
  ['two claims of the same deposits', claimers, { deposit_settled: WAITING }],
  ['transfers against purchases', spenders, undefined],
  ['refunds against deliveries', senders, undefined],
])('has one winner: %s', async (_, actors, refused) => {
  const done = await race(actors);
  if (!refused) return;
  expect(done.flatMap(({ ok }) => ok).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  const all = done.flatMap(({ refused }) => Object.entries(refused));
  const code = Object.keys(refused)[0];
  expect(all.reduce((sum, [name, n]) => (name === code ? sum + n : Number.NaN), 0)).toBe(WAITING);
});

/** Lets them loose on a fresh database and proves what is there afterwards. */
async function race(actors: Actor[]): Promise<Done[]> {
  const folder = mkdtempSync(join(template.root, 'livestock-race-'));
  const path = join(folder, 'shop.db');
  copyFileSync(template.path, path);
  const store = await openSqliteStore({ path, clock: systemClock });
  try {
    await prepare(store);
    const done = await runBoth(path, actors);
    expect(await store.verify()).toEqual([]);
    const count = (act: Actor['act']) =>
      done.filter((actor) => actor.act === act).reduce((sum, { ok }) => sum + ok.length, 0);
    const wonOnce = (act: Actor['act']) => {
      const won = done.filter((actor) => actor.act === act).flatMap(({ ok }) => ok);
      expect(won).toHaveLength(new Set(won).size);
    };
    wonOnce('approve');
    wonOnce('claim');
    wonOnce('refund');
    const { orders } = await store.orders(SHOP, ANN, { offset: 0, limit: 100 });
    expect(orders).toHaveLength(count('buy'));
    const refunded = orders.reduce((sum, order) => sum + order.refunded, 0);
    expect(refunded).toBe(count('refund'));
    const [ann, ben] = [await store.buyer(SHOP, ANN), await store.buyer(SHOP, BEN)];
    const paidInWl = FUNDS_WL + 3 * count('approve') + count('claim');
    expect(ann.balanceWl + ben.balanceWl).toBe(paidInWl - 2 * (orders.length - refunded));
    const { deposits, requests } = (await store.waitingMoney())[0] ?? { deposits: 0, requests: 0 };
    expect({ deposits, requests }).toEqual({
      deposits: WAITING - count('claim'),
      requests: WAITING - count('approve'),
    });
    return done;
  } finally {
    await store[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  }
}

async function prepare(store: Awaited<ReturnType<typeof openSqliteStore>>): Promise<void> {
  await store.ensureShop(SHOP);
  await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 2 }, STAFF);
  await store.addStock(
    SHOP,
    'DIRT',
    Array.from({ length: STOCK }, (_, n) => `item-${n}`),
    STAFF,
  );
  await store.register(SHOP, ANN, 'Ann');
  await credit(store, ANN, FUNDS_WL);
  const expiresAtMs = systemClock.now() + 600_000;
  const payment = {
    kind: 'credit',
    userId: ANN,
    amountWl: 3,
    reason: 'race',
    actorId: STAFF,
    expiresAtMs,
  } as const;
  for (let n = 1; n <= WAITING; n++) {
    expect(await store.requestPayment(SHOP, { ...payment, key: `ask-${n}` })).toMatchObject({ id: n });
    const key = `message:${n}`;
    await store.deposit(SHOP, { key, source: 'race', growId: 'Nobody', amountWl: 1 });
  }
  expect((await store.waitingDeposits(SHOP, FIRST_PAGE)).deposits.map(({ id }) => id)).toEqual([
    1, 2, 3, 4, 5, 6,
  ]);
}

async function runBoth(path: string, actors: Actor[]): Promise<Done[]> {
  for (const [index, one] of processes.entries())
    one.tell({ path, actors: actors.filter((_, n) => n % 2 === index) });
  expect(await Promise.all(processes.map((one) => one.hear()))).toEqual([{ ready: true }, { ready: true }]);
  for (const one of processes) one.tell({ go: true });
  const said = await Promise.all(processes.map((one) => one.hear()));
  return said.flatMap((line) => ('done' in line ? line.done : []));
}
