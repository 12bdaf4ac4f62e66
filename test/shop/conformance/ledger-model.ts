import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { UserError } from '../../../src/runtime/errors.ts';
import type { ShopStore } from '../../../src/shop/store/shop-store.ts';
import { PlainShop, QUOTE_LIFE_MS, type Step } from './plain-shop.ts';
import { ANN, BEN, type OpenStoreUnderTest, SHOP, STAFF, type StoreUnderTest } from './store-under-test.ts';

const RUNS = Number(process.env.MODEL_RUNS ?? 250);
const USERS = [ANN, BEN];
const CODES = ['DIRT', 'MUD'];

const user = fc.constantFrom(...USERS);
const code = fc.constantFrom('DIRT', ...CODES);
const nonce = fc.constantFrom('n1', 'n2', 'n3', 'n4');
const priceWl = fc.integer({ min: 1, max: 15 });
const amountWl = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 1_000_000_000 }));
const key = fc.integer({ min: 1, max: 12 }).map((n) => `key-${n}`);
const contents = fc.array(
  fc.integer({ min: 1, max: 30 }).map((n) => `goods-${n}`),
  { maxLength: 6 },
);
const quantity = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 101) },
);

const giftTo = fc.option(user, { nil: undefined, freq: 3 });
/** Numbers of an order's items; mostly ones that there are. */
const numbers = fc.option(
  fc.array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.constantFrom(0, 9)), {
    maxLength: 3,
  }),
  { nil: undefined, freq: 2 },
);
const goods = fc.constantFrom(undefined, 'return' as const, 'void' as const);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('credit' as const), user, amountWl, key }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('debit' as const), user, amountWl, key }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('transfer' as const), user, to: user, amountWl, key }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('deposit' as const),
      growId: fc.constantFrom('ann', 'Ben', 'Nobody'),
      amountWl,
      key,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('addProduct' as const), code, priceWl }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('editProduct' as const), code, priceWl }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('removeProduct' as const), code }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('addStock' as const), code, contents }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('limit' as const), code, buyLimit: fc.constantFrom(0, 2, 4) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('voidItem' as const), code, nth: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('moveItem' as const), code, nth: fc.nat(3), to: code }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('register' as const),
      user,
      growId: fc.constantFrom('Ann', 'ANN', 'Ben'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('quote' as const), user, code, quantity, nonce, giftTo }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('refund' as const), nonce, items: numbers, goods }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('replace' as const), nonce, items: numbers }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('purchase' as const), user, nonce }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, QUOTE_LIFE_MS / 2, QUOTE_LIFE_MS),
    }),
  },
);

// A buyer's way from a quote to its purchase, with whatever comes in between: independent steps seldom meet like this.
const deal: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.record({ user, code, quantity: fc.integer({ min: 1, max: 3 }), nonce, giftTo }),
    fc.array(step, { maxLength: 2 }),
  )
  .map(([quote, between]) => [
    { do: 'quote', ...quote },
    ...between,
    { do: 'purchase', user: quote.user, nonce: quote.nonce },
  ]);

// Most sequences begin with a shop that can sell, else they are refusals from end to end.
const opening: Step[] = [
  { do: 'addProduct', code: 'DIRT', priceWl: 7 },
  { do: 'addStock', code: 'DIRT', contents: ['goods-1', 'goods-2', 'goods-3', 'goods-4', 'goods-5'] },
  { do: 'register', user: ANN, growId: 'Ann' },
  { do: 'register', user: BEN, growId: 'Ben' },
  { do: 'credit', user: ANN, amountWl: 30, key: 'opening-1' },
  { do: 'credit', user: BEN, amountWl: 30, key: 'opening-2' },
];
const steps = fc
  .tuple(
    fc.integer({ min: 1, max: 10 }),
    fc.array(fc.oneof({ weight: 2, arbitrary: deal }, { weight: 3, arbitrary: step.map((one) => [one]) }), {
      maxLength: 15,
      size: 'max',
    }),
  )
  .map(([chance, groups]) => [...(chance > 1 ? opening : []), ...groups.flat()]);

export function describeLedgerModel(open: OpenStoreUnderTest): void {
  it(`does in ${RUNS} random sequences what a plain model does, and proves itself after every step`, async () => {
    await fc.assert(
      fc.asyncProperty(steps, (sequence) => runSequence(open, sequence)),
      { numRuns: RUNS },
    );
  }, 120_000);
}

async function runSequence(open: OpenStoreUnderTest, sequence: readonly Step[]): Promise<void> {
  const under = await open();
  try {
    await under.store.ensureShop(SHOP);
    const model = new PlainShop();
    const orderIds = new Map<string, number>();
    for (const next of sequence) {
      const refusal = model.take(next);
      const before = refusal && (await under.dump());
      expect({ step: next, outcome: await outcomeOf(() => apply(under, next, orderIds)) }).toEqual({
        step: next,
        outcome: refusal,
      });
      if (before) expect(await under.dump()).toBe(before);
      expect(await under.store.verify()).toEqual([]);
    }
    await expectSame(under, model);
  } finally {
    await under.close();
  }
}

function apply(
  { store, clock }: StoreUnderTest,
  step: Step,
  orderIds: Map<string, number>,
): Promise<unknown> {
  switch (step.do) {
    case 'credit':
    case 'debit': {
      const payment = {
        userId: step.user,
        amountWl: step.amountWl,
        reason: 'model',
        actorId: STAFF,
        key: step.key,
      };
      return store[step.do](SHOP, payment);
    }
    case 'transfer': {
      const { user: userId, to: toUserId, amountWl, key } = step;
      return store.transfer(SHOP, { userId, toUserId, amountWl, reason: 'model', actorId: STAFF, key });
    }
    case 'deposit': {
      const { growId, amountWl } = step;
      return store.deposit(SHOP, { key: `message:${step.key}`, source: STAFF, growId, amountWl });
    }
    case 'addProduct':
      return store.addProduct(SHOP, { code: step.code, name: step.code, priceWl: step.priceWl }, STAFF);
    case 'editProduct':
      return store.editProduct(SHOP, step.code, { priceWl: step.priceWl }, STAFF);
    case 'removeProduct':
      return store.removeProduct(SHOP, step.code, STAFF);
    case 'addStock':
      return store.addStock(SHOP, step.code, step.contents, STAFF);
    case 'limit':
      return store.editProduct(SHOP, step.code, { buyLimit: step.buyLimit }, STAFF);
    case 'voidItem':
      return nthFree(store, step).then((id) =>
        store.voidItems(SHOP, [id], { reason: 'model', actorId: STAFF }),
      );
    case 'moveItem':
      return nthFree(store, step).then((id) =>
        store.moveItems(SHOP, [id], { code: step.to, actorId: STAFF }),
      );
    case 'register':
      return store.register(SHOP, step.user, step.growId);
    case 'quote': {
      const { code, quantity, nonce, giftTo } = step;
      const gift =
        giftTo === undefined || giftTo === step.user ? undefined : { recipientId: giftTo, from: 'giver' };
      return store.quote(SHOP, {
        userId: step.user,
        code,
        quantity,
        nonce,
        gift,
        expiresAtMs: clock.now() + QUOTE_LIFE_MS,
      });
    }
    case 'purchase':
      return store
        .purchase(SHOP, { userId: step.user, nonce: step.nonce })
        .then(({ order }) => orderIds.set(step.nonce, order.id));
    case 'deliver':
      return deliverAll(store);
    case 'refund':
    case 'replace': {
      const orderId = orderIds.get(step.nonce) ?? 0;
      const request = { orderId, items: step.items, reason: 'model', actorId: STAFF };
      return step.do === 'replace'
        ? store.replaceItems(SHOP, request)
        : store.refundOrder(SHOP, { ...request, goods: step.goods });
    }
    case 'wait':
      return clock.advance(step.ms);
  }
}

async function deliverAll(store: ShopStore): Promise<void> {
  for (const delivery of await store.claimDeliveries({ leaseMs: 1, limit: 100 })) {
    // What goes out is exactly what is paid for and not refunded.
    expect(delivery.items.length).toBeGreaterThan(0);
    await store.settleDelivery(delivery, { kind: 'delivered', how: 'dm' });
  }
}

/** The id of a product's nth free item, the oldest first; one that nobody has when there are fewer. */
async function nthFree(store: StoreUnderTest['store'], { code, nth }: { code: string; nth: number }) {
  const { items } = await store.stockItems(SHOP, code, { offset: 0, limit: 1_000 });
  const free = items.filter(({ status }) => status === 'free').toReversed();
  return free[nth]?.id ?? 999_999;
}

async function outcomeOf(run: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof UserError ? error.code : 'fault';
  }
}

async function expectSame({ store }: StoreUnderTest, model: PlainShop): Promise<void> {
  const { products } = await store.catalogue(SHOP);
  expect(
    products.map(({ code, priceWl, free, sold }) => ({ code, priceWl: BigInt(priceWl), free, sold })),
  ).toEqual(
    [...model.products.values()]
      .map(({ code, priceWl, free, sold }) => ({ code, priceWl, free: free.length, sold }))
      .sort((a, b) => a.code.localeCompare(b.code)),
  );
  const bought: string[] = [];
  for (const user of USERS) {
    const buyer = await store.buyer(SHOP, user);
    expect(BigInt(buyer.balanceWl)).toBe(model.balance(user));
    expect(buyer.growId).toBe(model.growIds.get(user));
    const { orders } = await store.orders(SHOP, user, { offset: 0, limit: 100 });
    for (const { id, gift, userId, refunded, quantity } of orders) {
      if ((gift?.recipientId ?? userId) !== user || refunded === quantity) continue;
      bought.push(`${user}: ${(await store.orderGoods(SHOP, user, id)).items.join()}`);
    }
  }
  const expected = [...model.orders.values()]
    .map(({ owner, items }) => ({ owner, held: items.flatMap((item) => item?.content ?? []) }))
    .filter(({ held }) => held.length > 0)
    .map(({ owner, held }) => `${owner}: ${held.join()}`);
  expect(bought.sort()).toEqual(expected.sort());
}
