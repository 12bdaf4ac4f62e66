import { systemClock } from '../../src/runtime/clock.ts';
import type { Scene } from './scene.ts';

/** What came of the clicks of one stretch of load. */
export interface Clicked {
  /** From the dispatch of each click to its callback, in milliseconds. */
  ackMs: number[];
  /** Acknowledged without the answer. */
  deferred: number;
  /** Not acknowledged within Discord's 3 s. */
  failed: number;
}

/** Gives the buyers wallets, so that Balance has something to read. */
export async function fundBuyers({ command, ownerId, buyerIds }: Scene): Promise<void> {
  for (const [index, userId] of buyerIds.entries()) {
    await command(userId, 'register', { growid: `Buyer${index}` });
    await command(ownerId, 'wallet credit', { user: userId, amount: 12_345, reason: 'deposit' });
  }
}

/** Clicks Balance at a steady rate, whether or not the clicks before were answered. */
export async function clickBalance(
  { sandbox, channelId, boardId, buyerIds }: Scene,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Clicked> {
  const clicked = emptyClicked();
  const click = async (index: number) => {
    const userId = buyerIds[index % buyerIds.length] ?? '';
    const { state, ackMs } = await sandbox.control.click({
      userId,
      channelId,
      messageId: boardId,
      customId: 'ls1:balance',
    });
    if (ackMs !== undefined) clicked.ackMs.push(ackMs);
    if (state === 'deferred') clicked.deferred += 1;
    if (state === 'failed') clicked.failed += 1;
  };
  const startedMs = systemClock.monotonicMs();
  const clicks: Promise<void>[] = [];
  for (let index = 0; index < perSecond * seconds; index++) {
    const waitMs = startedMs + (index * 1000) / perSecond - systemClock.monotonicMs();
    if (waitMs > 0) await systemClock.sleep(waitMs);
    clicks.push(click(index));
  }
  await Promise.all(clicks);
  return clicked;
}

/**
 * Clicks on two bots in turns of `turnSeconds`, so that what else the machine does meets both alike.
 * @returns what came of each bot's clicks, all turns together
 */
export async function clickInTurns(
  [first, second]: readonly [Scene, Scene],
  { perSecond, seconds, turnSeconds }: { perSecond: number; seconds: number; turnSeconds: number },
): Promise<[Clicked, Clicked]> {
  const all: [Clicked, Clicked] = [emptyClicked(), emptyClicked()];
  for (let done = 0; done < seconds; done += turnSeconds) {
    const turn = { perSecond, seconds: Math.min(turnSeconds, seconds - done) };
    add(all[0], await clickBalance(first, turn));
    add(all[1], await clickBalance(second, turn));
  }
  return all;
}

function emptyClicked(): Clicked {
  return { ackMs: [], deferred: 0, failed: 0 };
}

function add(sum: Clicked, more: Clicked): void {
  sum.ackMs.push(...more.ackMs);
  sum.deferred += more.deferred;
  sum.failed += more.failed;
}
