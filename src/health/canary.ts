import { deadline } from '../resilience/deadline.ts';
import type { Clock } from '../runtime/clock.ts';
import type { HealthSignals } from './signals.ts';

/** A canary that was not answered by now counts as a failed commit and makes room for the next, 5 s after it. */
const TIMEOUT_MS = 4500;

/** Writes something harmless to the ledger, one at a time, so that a quiet shop knows whether it could sell. */
export class Canary {
  readonly #write: (signal: AbortSignal) => Promise<unknown>;
  readonly #signals: HealthSignals;
  readonly #clock: Clock;
  #isRunning = false;

  constructor(
    write: (signal: AbortSignal) => Promise<unknown>,
    { signals, clock }: { signals: HealthSignals; clock: Clock },
  ) {
    this.#write = write;
    this.#signals = signals;
    this.#clock = clock;
  }

  /** Never throws; does nothing while the last one is under way. @param stop ends the waiting; nothing is counted then */
  async send(stop: AbortSignal): Promise<void> {
    if (this.#isRunning || stop.aborted) return;
    this.#isRunning = true;
    const startMs = this.#clock.monotonicMs();
    const tookMs = () => this.#clock.monotonicMs() - startMs;
    const write = async (signal: AbortSignal) => {
      const isWritten = await this.#write(signal).then(
        () => true,
        () => false,
      );
      // What comes after the deadline is too old to tell anything, and the end of a write that was called off is no answer.
      if (!signal.aborted) this.#signals.canary(isWritten, tookMs());
    };
    try {
      await deadline('canary', TIMEOUT_MS, write, { clock: this.#clock, signal: stop });
    } catch {
      if (!stop.aborted) this.#signals.commit(false, tookMs());
    } finally {
      this.#isRunning = false;
    }
  }
}
