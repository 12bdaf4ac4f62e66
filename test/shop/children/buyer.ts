import { writeSync } from 'node:fs';
import { systemClock } from '../../../src/runtime/clock.ts';
import { UserError } from '../../../src/runtime/errors.ts';
import { openSqliteStore } from '../../../src/shop/store/sqlite-store.ts';

/** What the child says on its standard output, one JSON line each: an order it was sold, or why it got none. */
export type BuyerLine = { orderId: number } | { refused: string } | { ready: true };

/**
 * A process of its own that buys one item after another from a database file, until it is refused. It waits for a line on
 * standard input before the first purchase, so that several begin together.
 */
async function buyAll(path: string, userId: string): Promise<void> {
  const store = await openSqliteStore({ path, clock: systemClock });
  const expiresAtMs = systemClock.now() + 600_000;
  say({ ready: true });
  await new Promise((resolve) => process.stdin.once('data', resolve));
  process.stdin.pause();
  try {
    for (let n = 0; ; n++) {
      const nonce = `${userId}-${n}`;
      await store.quote('1001', { userId, code: 'DIRT', quantity: 1, nonce, expiresAtMs });
      const { order } = await store.purchase('1001', { userId, nonce });
      say({ orderId: order.id });
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say({ refused: error.code });
  } finally {
    await store[Symbol.asyncDispose]();
  }
}

// Straight to the pipe: what was said is out even when the process is killed right after.
function say(line: BuyerLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

const [path = '', userId = ''] = process.argv.slice(2);
await buyAll(path, userId);
