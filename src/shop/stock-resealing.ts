import type { Clock } from '../runtime/clock.ts';
import type { ShopStore } from './store/shop-store.ts';

/** Items a transaction: a few milliseconds, so that clicks come in between. */
const CHUNK = 100;
const PAUSE_MS = 20;

export interface StockResealingDeps {
  store: Pick<ShopStore, 'resealStock'>;
  clock: Clock;
  /** All items are kept under today's key now; so many were not. */
  onDone: (items: number) => void;
  /** It is given up until the next start. */
  onError: (error: unknown) => void;
}

/** Brings what is kept under another key, or none, under today's: once a start, while the shop goes on. */
export class StockResealing {
  readonly #deps: StockResealingDeps;
  readonly #stopping = new AbortController();
  #work: Promise<void> | undefined;

  constructor(deps: StockResealingDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#work ??= this.#run();
  }

  /** Leaves the rest to the next start. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort('stopping');
    await this.#work;
  }

  async #run(): Promise<void> {
    const { store, clock, onDone, onError } = this.#deps;
    const { signal } = this.#stopping;
    let items = 0;
    try {
      for (;;) {
        const resealed = await store.resealStock(CHUNK);
        items += resealed;
        if (resealed === 0) break;
        await clock.sleep(PAUSE_MS, signal);
      }
      if (items > 0) onDone(items);
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  }
}
