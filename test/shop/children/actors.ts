import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import { systemClock } from '../../../src/runtime/clock.ts';
import { UserError } from '../../../src/runtime/errors.ts';
import type { ShopStore } from '../../../src/shop/store/shop-store.ts';
import { openSqliteStore } from '../../../src/shop/store/sqlite-store.ts';

/** Somebody who does one thing over and over, numbered from 1. */
export interface Actor {
  act: 'buy' | 'transfer' | 'approve' | 'claim' | 'refund' | 'replace' | 'deliver';
  /** Whose wallet, or which member of the staff. */
  who: string;
  /** Tells the actors apart. */
  name: string;
  times: number;
}
/** What the child is told, one JSON line each: who acts in which database, then that they begin. */
export type Order = { path: string; actors: Actor[] } | { go: true };
/** What it says: that the database is open, then what each actor did: numbers that went well, how often what was refused. */
export type Said = { ready: true } | { done: Done[] };
export interface Done extends Actor {
  ok: number[];
  refused: Record<string, number>;
}

const SHOP = '1001';
const OTHER = '2002';

type Act = (store: ShopStore, actor: Actor, n: number) => Promise<unknown>;
const ACTS: Record<Actor['act'], Act> = {
  async buy(store, { who: userId, name }, n) {
    const nonce = `${name}-${n}`;
    const expiresAtMs = systemClock.now() + 60_000;
    await store.quote(SHOP, { userId, code: 'DIRT', quantity: 1, nonce, expiresAtMs });
    await turn();
    await store.purchase(SHOP, { userId, nonce });
  },
  transfer: (store, { who: userId, name }, n) =>
    store.transfer(SHOP, {
      userId,
      toUserId: OTHER,
      amountWl: 2,
      reason: 'race',
      actorId: '9001',
      key: `${name}-${n}`,
    }),
  approve: (store, { who: actorId }, id) => store.approvePayment(SHOP, { id, actorId }),
  claim: (store, { who: userId }, id) => store.claimDeposit(SHOP, { id, userId, actorId: '9001' }),
  refund: (store, { who: actorId }, orderId) => store.refundOrder(SHOP, { orderId, reason: 'race', actorId }),
  replace: (store, { who: actorId }, orderId) =>
    store.replaceItems(SHOP, { orderId, reason: 'race', actorId }),
  async deliver(store) {
    for (const delivery of await store.claimDeliveries({ leaseMs: 20_000, limit: 1 })) {
      await turn();
      await store.settleDelivery(delivery, { kind: 'delivered', how: 'dm' });
    }
  },
};

async function run(store: ShopStore, actor: Actor): Promise<Done> {
  const done: Done = { ...actor, ok: [], refused: {} };
  for (let n = 1; n <= actor.times; n++) {
    await turn();
    try {
      await ACTS[actor.act](store, actor, n);
      done.ok.push(n);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      done.refused[error.code] = (done.refused[error.code] ?? 0) + 1;
    }
  }
  return done;
}

function say(line: Said): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

let current: { store: ShopStore; actors: Actor[] } | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order;
  if ('path' in order) {
    const store = await openSqliteStore({ path: order.path, clock: systemClock });
    current = { store, actors: order.actors };
    say({ ready: true });
  } else if (current) {
    const { store, actors } = current;
    const done = await Promise.all(actors.map((actor) => run(store, actor)));
    await store[Symbol.asyncDispose]();
    say({ done });
  }
}
