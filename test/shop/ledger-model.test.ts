import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { ShopStore } from '../../src/shop/store/shop-store.ts';
import { held } from './model/plain-orders.ts';
import { PlainShop } from './model/plain-shop.ts';
import { RealShop } from './model/real-shop.ts';
import { type Step, sequences, USERS } from './model/steps.ts';
import { openSqliteUnderTest, type SqliteUnderTest, templateDatabase } from './sqlite-under-test.ts';

const RUNS = Number(process.env.MODEL_RUNS ?? 10_000);
/** Opening a database costs as much as many steps, but its proofs grow with the shops that it holds. */
const SHOPS_A_DATABASE = 5;

const template = await templateDatabase();
let current: { under: SqliteUnderTest; shops: number } | undefined;
afterAll(async () => {
  await current?.under.close();
  template.remove();
});

/** A fresh shop, in a database with few others. */
async function freshShop(): Promise<{ under: SqliteUnderTest; shopId: string }> {
  if (!current || current.shops === SHOPS_A_DATABASE) {
    await current?.under.close();
    current = { under: await openSqliteUnderTest(template), shops: 0 };
  }
  const shopId = String(1001 + current.shops++);
  await current.under.store.ensureShop(shopId);
  return { under: current.under, shopId };
}

it(`does in ${RUNS} random sequences what a plain model does, and proves itself after every step`, async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      try {
        await runSequence(sequence);
      } catch (error) {
        // What a failure leaves behind must not spoil the ones that shrink it.
        await current?.under.close();
        current = undefined;
        throw error;
      }
    }),
    { numRuns: RUNS },
  );
}, 300_000);

async function runSequence(sequence: readonly Step[]): Promise<void> {
  const { under, shopId } = await freshShop();
  const { store } = under;
  const model = new PlainShop();
  const real = new RealShop(under, shopId);
  for (const step of sequence) {
    const before = under.commits();
    const refusal = model.take(step);
    const outcome = await real.take(step);
    if (outcome !== refusal) expect({ step, outcome }).toEqual({ step, outcome: refusal });
    // I10. Nothing was committed, so nothing can have changed.
    if (refusal && under.commits() !== before)
      expect.fail(`refused, but changed the store: ${JSON.stringify(step)}`);
    // I1 to I5.
    const violations = await store.verify();
    if (violations.length > 0) expect({ step, violations }).toEqual({ step, violations: [] });
    for (const user of USERS) {
      const { balanceWl } = await store.buyer(shopId, user);
      if (BigInt(balanceWl) !== model.money.balance(user))
        expect({ step, user, balanceWl: BigInt(balanceWl) }).toEqual({
          step,
          user,
          balanceWl: model.money.balance(user),
        });
    }
  }
  expect(await stateOf(store, shopId)).toEqual(expectedOf(model, real));
}

/** All that a buyer or the staff can see of the shop. */
async function stateOf(store: ShopStore, shopId: string) {
  const all = { offset: 0, limit: 200 };
  const { products } = await store.catalogue(shopId);
  const stock: Record<string, unknown> = {};
  for (const { code, priceWl, free } of products) {
    const { items } = await store.stockItems(shopId, code, all);
    stock[code] = { priceWl: BigInt(priceWl), free, items: items.map(({ status }) => status).toReversed() };
  }
  const goods: string[] = [];
  const growIds: Record<string, unknown> = {};
  for (const user of USERS) {
    growIds[user] = (await store.buyer(shopId, user)).growId;
    const { orders } = await store.orders(shopId, user, all);
    for (const { id, gift, userId, refunded, quantity } of orders) {
      if ((gift?.recipientId ?? userId) !== user || refunded === quantity) continue;
      goods.push(`${id} ${user}: ${(await store.orderGoods(shopId, user, id)).items.join()}`);
    }
  }
  const deposits = (await store.waitingDeposits(shopId, all)).total;
  const requests = (await store.walletRequests(shopId)).length;
  return { stock, growIds, goods: goods.sort(), waiting: { deposits, requests } };
}

function expectedOf({ stock, orders, growIds, money, nowMs }: PlainShop, real: RealShop) {
  const products = [...stock.products.values()].map((product) => {
    const items = stock.itemsOf(product).map(({ status }) => status);
    return [product.code, { priceWl: product.priceWl, free: stock.free(product).length, items }];
  });
  const goods = [...orders.byNonce]
    .filter(([, order]) => held(order).length > 0)
    .map(
      ([nonce, order]) =>
        `${real.orderId(nonce)} ${order.owner}: ${held(order)
          .map(({ content }) => content)
          .join()}`,
    );
  return {
    stock: Object.fromEntries(products),
    growIds: Object.fromEntries(USERS.map((user) => [user, growIds.get(user)])),
    goods: goods.sort(),
    waiting: money.waiting(nowMs),
  };
}
