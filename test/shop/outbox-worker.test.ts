import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliveryOutbox } from '../../src/shop/delivery-outbox.ts';
import { OutboxWorker, type OutboxWorkerDeps } from '../../src/shop/outbox-worker.ts';
import type { Delivery, DeliveryOutcome } from '../../src/shop/store/shop-store.ts';
import { ANN, FIRST_PAGE, quoteRequest, SHOP, stockedShop } from './conformance/store-under-test.ts';
import { openSqliteUnderTest } from './sqlite-under-test.ts';

type DeliveryWorker = OutboxWorker<Delivery, DeliveryOutcome>;
type DeliveryWorkerDeps = OutboxWorkerDeps<Delivery, DeliveryOutcome>;

const SENT: DeliveryOutcome = { kind: 'delivered', how: 'dm' };
const workers: DeliveryWorker[] = [];
let under: Awaited<ReturnType<typeof openSqliteUnderTest>>;
let sent: string[];
let errors: unknown[];
let nonces = 0;

beforeEach(async () => {
  under = await openSqliteUnderTest();
  sent = [];
  errors = [];
  await under.store.ensureShop(SHOP);
  await stockedShop(under, { items: Array.from({ length: 10 }, (_, n) => `item-${n}`) });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  expect(under.clock.waiting).toBe(0);
  await under.close();
});

async function buy(): Promise<number> {
  const nonce = `nonce-${nonces++}`;
  await under.store.quote(SHOP, quoteRequest(under, { nonce }));
  return (await under.store.purchase(SHOP, { userId: ANN, nonce })).order.id;
}
function workerWith(change: Partial<DeliveryWorkerDeps> = {}): DeliveryWorker {
  const worker: DeliveryWorker = new OutboxWorker<Delivery, DeliveryOutcome>({
    outbox: deliveryOutbox(under.store),
    clock: under.clock,
    send: async ({ items }) => {
      sent.push(...items);
      return SENT;
    },
    random: () => 1,
    onError: (error) => errors.push(error),
    ...change,
  });
  workers.push(worker);
  return worker;
}
/** A sending that lasts until the test ends it. */
function heldSending() {
  const held: Array<{ delivery: Delivery; signal: AbortSignal; end(outcome: DeliveryOutcome): void }> = [];
  const send: DeliveryWorkerDeps['send'] = (delivery, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<DeliveryOutcome>();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    held.push({ delivery, signal, end: resolve });
    return promise;
  };
  return { held, send };
}
function brokenObserver(): never {
  throw new Error('observer broke');
}
const deliveryStates = async () =>
  (await under.store.orders(SHOP, ANN, FIRST_PAGE)).orders.map(({ delivery }) => delivery);

describe('the outbox worker, at the deliveries', () => {
  it('takes up at the start what was left undelivered, each once', async () => {
    for (let n = 0; n < 5; n++) await buy();
    const outcomes: unknown[] = [];
    const worker = workerWith({ onOutcome: ({ order }, outcome) => outcomes.push([order.id, outcome.kind]) });
    worker.start();
    worker.start();
    await under.clock.advance(0);
    expect(sent.sort()).toEqual(['item-0', 'item-1', 'item-2', 'item-3', 'item-4']);
    expect(outcomes).toHaveLength(5);
    expect(await deliveryStates()).toEqual(Array.from({ length: 5 }, () => 'delivered'));
    await under.clock.advance(300_000);
    expect(sent).toHaveLength(5);
  });

  it('sleeps until it is woken for a new order', async () => {
    const worker = workerWith();
    worker.start();
    await under.clock.advance(0);
    await buy();
    await under.clock.advance(0);
    expect(sent).toEqual([]);
    worker.wake();
    await under.clock.advance(0);
    expect(sent).toEqual(['item-0']);
  });

  it('finds an order of another process without being woken', async () => {
    workerWith().start();
    await under.clock.advance(0);
    await buy();
    await under.clock.advance(30_000);
    expect(sent).toEqual(['item-0']);
  });

  it('sends three at once and no more, sent now or in turn', async () => {
    const { held, send } = heldSending();
    const orders = [await buy(), await buy(), await buy(), await buy(), await buy()];
    const worker = workerWith({ send });
    worker.start();
    await under.clock.advance(0);
    const now = worker.sendNow(orders[4] ?? 0);
    await under.clock.advance(0);
    expect(held.map(({ delivery }) => delivery.order.id)).toEqual(orders.slice(0, 3));
    for (const { end } of held.slice(0, 3)) end(SENT);
    await under.clock.advance(0);
    expect(held).toHaveLength(5);
    for (const { end } of held.slice(3)) end(SENT);
    expect(await now).toEqual(SENT);
  });

  it('says at once how the delivery of an order ended', async () => {
    const outcome: DeliveryOutcome = { kind: 'retrievable', reason: 'closed' };
    const worker = workerWith({ send: async () => outcome });
    const orderId = await buy();
    expect(await worker.sendNow(orderId)).toEqual(outcome);
    expect(await deliveryStates()).toEqual(['retrievable']);
    expect(await worker.sendNow(orderId)).toBeUndefined();
  });

  it('joins a sending that is under way instead of repeating it', async () => {
    const { held, send } = heldSending();
    const orderId = await buy();
    const worker = workerWith({ send });
    worker.start();
    const asked = [worker.sendNow(orderId), worker.sendNow(orderId)];
    await under.clock.advance(0);
    asked.push(worker.sendNow(orderId));
    held[0]?.end(SENT);
    expect(await Promise.all(asked)).toEqual([SENT, SENT, SENT]);
    expect(held).toHaveLength(1);
  });

  it('joins the sending of an order that is just being claimed', async () => {
    const { held, send } = heldSending();
    const orders = [await buy(), await buy(), await buy()];
    const { pendingDeliveries, settleDelivery } = under.store;
    const claim = Promise.withResolvers<void>();
    const claimDeliveries: typeof under.store.claimDeliveries = async (wanted) => {
      const claimed = await under.store.claimDeliveries(wanted);
      await claim.promise;
      return claimed;
    };
    const worker = workerWith({
      send,
      outbox: deliveryOutbox({ pendingDeliveries, settleDelivery, claimDeliveries }),
    });
    worker.start();
    await under.clock.advance(0);
    const asked = worker.sendNow(orders[0] ?? 0);
    claim.resolve();
    await under.clock.advance(0);
    for (const { end } of held) end(SENT);
    expect(await asked).toEqual(SENT);
    expect(held).toHaveLength(3);
  });

  it('does not sleep through a wake that comes while it looks', async () => {
    const { claimDeliveries, settleDelivery } = under.store;
    const look = Promise.withResolvers<void>();
    const pendingDeliveries: typeof under.store.pendingDeliveries = async () => {
      const seen = await under.store.pendingDeliveries();
      await look.promise;
      return seen;
    };
    const worker = workerWith({
      outbox: deliveryOutbox({ claimDeliveries, settleDelivery, pendingDeliveries }),
    });
    worker.start();
    await under.clock.advance(0);
    await buy();
    worker.wake();
    look.resolve();
    await under.clock.advance(0);
    expect(sent).toEqual(['item-0']);
  });

  it('leaves to another worker what that one has leased', async () => {
    const { held, send } = heldSending();
    const orderId = await buy();
    const other = workerWith({ send, outbox: deliveryOutbox(await under.another()) });
    const theirs = other.sendNow(orderId);
    await under.clock.advance(0);
    const worker = workerWith();
    worker.start();
    expect(await worker.sendNow(orderId)).toBeUndefined();
    await under.clock.advance(14_000);
    expect(sent).toEqual([]);
    held[0]?.end(SENT);
    expect(await theirs).toEqual(SENT);
  });

  it('takes over what a dead worker had leased, once the lease is over', async () => {
    await buy();
    await under.store.claimDeliveries({ leaseMs: 60_000, limit: 1 });
    workerWith().start();
    await under.clock.advance(59_999);
    expect(sent).toEqual([]);
    await under.clock.advance(1);
    expect(sent).toEqual(['item-0']);
  });

  it('waits twice as long after each failure, up to ten minutes', async () => {
    await buy();
    const attempts: number[] = [];
    const send = async () => {
      attempts.push(under.clock.monotonicMs());
      throw new Error('Discord is down, and here are the goods: item-0');
    };
    workerWith({ send }).start();
    await under.clock.advance(3_600_000);
    const waits = attempts.slice(1).map((at, index) => (at - (attempts[index] ?? 0)) / 1_000);
    expect(waits.slice(0, 9)).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600]);
    expect(errors).toHaveLength(attempts.length);
    expect(
      (await under.dump())
        .split('\n')
        .filter((line) => line.startsWith('deliveries'))
        .join(),
    ).not.toContain('item-0');
  });

  it('draws half of the wait, so that failures spread out', async () => {
    await buy();
    let attempts = 0;
    const send = async () => {
      attempts += 1;
      throw new Error('down');
    };
    workerWith({ send, random: () => 0 }).start();
    await under.clock.advance(2_499);
    expect(attempts).toBe(1);
    await under.clock.advance(1);
    expect(attempts).toBe(2);
  });

  it('obeys an outcome that postpones', async () => {
    await buy();
    const untilMs = under.clock.now() + 12_345;
    const outcomes: DeliveryOutcome[] = [{ kind: 'postponed', untilMs, reason: 'rate limit' }, SENT];
    const times: number[] = [];
    const send = async () => {
      times.push(under.clock.now());
      return outcomes.shift() ?? SENT;
    };
    workerWith({ send }).start();
    await under.clock.advance(60_000);
    expect(times).toEqual([untilMs - 12_345, untilMs]);
  });

  it('ends a sending before its lease does, and tries again', async () => {
    const { held, send } = heldSending();
    await buy();
    workerWith({ send }).start();
    await under.clock.advance(14_999);
    expect(held[0]?.signal.aborted).toBe(false);
    await under.clock.advance(1);
    expect(held[0]?.signal.aborted).toBe(true);
    await under.clock.advance(5_000);
    expect(held).toHaveLength(2);
    held[1]?.end(SENT);
    await under.clock.advance(0);
    expect(await deliveryStates()).toEqual(['delivered']);
  });

  it('notes what was sent although the store fails for a while, and sends nothing twice', async () => {
    await buy();
    let failures = 3;
    const { store } = under;
    const settleDelivery: typeof store.settleDelivery = async (delivery, outcome) => {
      if (failures-- > 0) throw new Error('disk full');
      return store.settleDelivery(delivery, outcome);
    };
    const { claimDeliveries, pendingDeliveries } = store;
    workerWith({ outbox: deliveryOutbox({ claimDeliveries, pendingDeliveries, settleDelivery }) }).start();
    await under.clock.advance(120_000);
    expect(sent).toEqual(['item-0']);
    expect(await deliveryStates()).toEqual(['delivered']);
    expect(errors).toHaveLength(3);
  });

  it('goes on when the store cannot be asked for a while', async () => {
    await buy();
    let failures = 2;
    const { settleDelivery, claimDeliveries, pendingDeliveries } = under.store;
    const flaky: typeof pendingDeliveries = async () => {
      if (failures-- > 0) throw new Error('busy');
      return pendingDeliveries();
    };
    workerWith({
      outbox: deliveryOutbox({ settleDelivery, claimDeliveries, pendingDeliveries: flaky }),
    }).start();
    await under.clock.advance(2_000);
    expect(sent).toEqual(['item-0']);
    expect(errors).toHaveLength(2);
  });

  it('is not stopped by observers that throw', async () => {
    await buy();
    workerWith({ onOutcome: brokenObserver, onError: brokenObserver }).start();
    await under.clock.advance(120_000);
    expect(sent).toEqual(['item-0']);
  });

  it('finishes what is in flight when it stops, and takes nothing more', async () => {
    const { held, send } = heldSending();
    const orders = [await buy(), await buy(), await buy(), await buy()];
    const worker = workerWith({ send });
    worker.start();
    await under.clock.advance(0);
    const waiting = worker.sendNow(orders[3] ?? 0);
    let stopped = false;
    const stops = [worker.stop(), worker.stop()].map((stop) => stop.then(() => (stopped = true)));
    await under.clock.advance(0);
    expect(await waiting).toBeUndefined();
    expect(stopped).toBe(false);
    for (const { end } of held) end(SENT);
    await Promise.all(stops);
    expect(await deliveryStates()).toEqual(['pending', 'delivered', 'delivered', 'delivered']);
    worker.start();
    worker.wake();
    expect(await worker.sendNow(orders[3] ?? 0)).toBeUndefined();
    await under.clock.advance(120_000);
    expect(held).toHaveLength(3);
  });
});
