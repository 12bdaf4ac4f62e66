import { deadline } from '../resilience/deadline.ts';
import type { Clock } from '../runtime/clock.ts';
import type { HealthSignals } from './signals.ts';

/** A canary that was not answered by now counts as a failed commit and makes room for the next, 5 s after it. */
const TIMEOUT_MS = 4500;

/**
 * Writes something harmless to the ledger, so that a quiet shop knows whether it could sell, and tells how that went. Never
 * throws. An aborted `signal` calls it off; nothing is told then.
 */
export async function sendCanary(
  write: (signal: AbortSignal) => Promise<unknown>,
  { signals, clock, signal }: { signals: HealthSignals; clock: Clock; signal: AbortSignal },
): Promise<void> {
  const startMs = clock.monotonicMs();
  const tookMs = () => clock.monotonicMs() - startMs;
  const send = async (calledOff: AbortSignal) => {
    const isWritten = await write(calledOff).then(
      () => true,
      () => false,
    );
    // What comes after the deadline is too old to tell anything, and the end of a write that was called off is no answer.
    if (!calledOff.aborted) signals.canary(isWritten, tookMs());
  };
  try {
    await deadline('canary', TIMEOUT_MS, send, { clock, signal });
  } catch {
    if (!signal.aborted) signals.commit(false, tookMs());
  }
}
