import { writeSync } from 'node:fs';
import { systemClock } from '../../../src/runtime/clock.ts';
import { UserError } from '../../../src/runtime/errors.ts';
import { openSqliteStore } from '../../../src/shop/store/sqlite-store.ts';

/** What the child says on its standard output, one JSON line each. */
export type RefunderLine =
  | { orderId: number; goods: string }
  | { orderId: number; refused: string }
  | { ready: true };

/** A process of its own that refunds the orders 1 to `last` of a database file, once a line comes on standard input. */
async function refundAll(path: string, last: number): Promise<void> {
  const store = await openSqliteStore({ path, clock: systemClock });
  say({ ready: true });
  await new Promise((resolve) => process.stdin.once('data', resolve));
  process.stdin.pause();
  for (let orderId = 1; orderId <= last; orderId++) {
    try {
      const { goods } = await store.refundOrder('1001', { orderId, reason: 'race', actorId: '9001' });
      say({ orderId, goods });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      say({ orderId, refused: error.code });
    }
  }
  await store[Symbol.asyncDispose]();
}

function say(line: RefunderLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

const [path = '', last = ''] = process.argv.slice(2);
await refundAll(path, Number(last));
