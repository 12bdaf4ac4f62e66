import type { Clock } from '../runtime/clock.ts';
import type { Delivery, DeliveryOutcome, ShopStore } from './store/shop-store.ts';

const USUAL_CONCURRENCY = 3;
const LEASE_MS = 20_000;
/** A sending is given up while its lease still has time left for noting that. */
const SEND_TIMEOUT_MS = 15_000;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 600_000;
const STORE_RETRY_MS = 1_000;
/** An idle worker looks this often all the same: another process may have sold, the wall clock may have jumped. */
const LONGEST_REST_MS = 30_000;

export interface DeliveryWorkerDeps {
  store: Pick<ShopStore, 'claimDeliveries' | 'settleDelivery' | 'pendingDeliveries'>;
  clock: Clock;
  /** Hands over the goods. Whatever it throws postpones the delivery; the signal ends it before the lease does. */
  send: (delivery: Delivery, signal: AbortSignal) => Promise<DeliveryOutcome>;
  /** How many are sent at once. Default: 3. */
  concurrency?: number;
  /** A number in [0, 1), for the jitter. */
  random?: () => number;
  onOutcome?: (delivery: Delivery, outcome: DeliveryOutcome) => void;
  /** Hears of failed sendings and of a store that fails; the worker goes on. */
  onError?: (error: unknown) => void;
}

/**
 * Sends what was paid: `new` → `running` (start) → `stopped` (stop; from either). While running it takes due deliveries by
 * lease, a few at once, and sleeps until the next one is due, a place gets free or it is woken. A lease keeps others
 * away while one is sent; a worker that dies leaves its deliveries to whoever looks after the lease has ended.
 */
export class DeliveryWorker implements AsyncDisposable {
  readonly #deps: DeliveryWorkerDeps;
  readonly #inFlight = new Map<number, Promise<DeliveryOutcome | undefined>>();
  readonly #stopping = new AbortController();
  /** Places not taken by a delivery or by a claim that is under way. */
  #places: number;
  #loop: Promise<void> | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(deps: DeliveryWorkerDeps) {
    this.#deps = deps;
    this.#places = deps.concurrency ?? USUAL_CONCURRENCY;
  }

  /** Begins with what was left undelivered. Further calls do nothing. */
  start(): void {
    if (this.#stopped) return;
    this.#loop ??= this.#run();
  }

  /** Looks for due deliveries now. */
  wake(): void {
    this.#signal();
  }

  /**
   * Sends one order's goods, or joins the sending that is under way, and says how it ended. Undefined when there is nothing
   * to send: delivered before, leased by another process, postponed, or the worker is stopped.
   */
  async deliverNow(orderId: number): Promise<DeliveryOutcome | undefined> {
    for (;;) {
      const underWay = this.#inFlight.get(orderId);
      if (underWay) return underWay;
      if (this.#stopped) return undefined;
      if (this.#places > 0) break;
      await this.#changed.promise;
    }
    this.#places -= 1;
    const work = this.#claimOne(orderId);
    return this.#track(orderId, work);
  }

  /** Takes nothing more and waits for what is being sent. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#signal();
    await this.#loop;
    await Promise.all(this.#inFlight.values());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      // Taken before looking, so that a signal during the look is not slept through.
      const changed = this.#changed.promise;
      const waitMs = await this.#takeDue();
      if (waitMs > 0) await this.#rest(waitMs, changed);
    }
  }

  /** Starts what is due, as places allow; says how long to rest, 0 for not at all. */
  async #takeDue(): Promise<number> {
    const { store, clock } = this.#deps;
    if (this.#places === 0) return Number.POSITIVE_INFINITY;
    try {
      const { nextDueAtMs = Number.POSITIVE_INFINITY } = await store.pendingDeliveries();
      const waitMs = nextDueAtMs - clock.now();
      if (waitMs > 0) return Math.min(waitMs, LONGEST_REST_MS);
      await this.#claimMany();
      return 0;
    } catch (error) {
      this.#report(error);
      return STORE_RETRY_MS;
    }
  }

  async #claimMany(): Promise<void> {
    const limit = this.#places;
    if (limit === 0 || this.#stopped) return;
    this.#places = 0;
    let claimed: Delivery[] = [];
    try {
      claimed = await this.#deps.store.claimDeliveries({ leaseMs: LEASE_MS, limit });
    } finally {
      this.#release(limit - claimed.length);
    }
    for (const delivery of claimed) void this.#track(delivery.order.id, this.#deliver(delivery));
    // Whoever waits to send one of these can join its sending now.
    this.#signal();
  }

  async #claimOne(orderId: number): Promise<DeliveryOutcome | undefined> {
    const [delivery] = await this.#deps.store.claimDeliveries({ leaseMs: LEASE_MS, limit: 1, orderId });
    return delivery && this.#deliver(delivery);
  }

  /** Keeps the work of a taken place until it ends; frees the place then. It never rejects: failures are reported. */
  #track(orderId: number, work: Promise<DeliveryOutcome | undefined>): Promise<DeliveryOutcome | undefined> {
    const tracked = work
      .catch((error) => {
        this.#report(error);
        return undefined;
      })
      .finally(() => {
        this.#inFlight.delete(orderId);
        this.#release(1);
      });
    this.#inFlight.set(orderId, tracked);
    return tracked;
  }

  async #deliver(delivery: Delivery): Promise<DeliveryOutcome> {
    const leaseEndsMs = this.#deps.clock.monotonicMs() + LEASE_MS;
    const outcome = await this.#sent(delivery);
    await this.#settle(delivery, outcome, leaseEndsMs);
    return outcome;
  }

  async #sent(delivery: Delivery): Promise<DeliveryOutcome> {
    const { clock, send } = this.#deps;
    const ended = new AbortController();
    const timeout = new AbortController();
    const timer = clock.sleep(SEND_TIMEOUT_MS, ended.signal).then(
      () => timeout.abort(new Error(`the delivery took longer than ${SEND_TIMEOUT_MS} ms`)),
      () => undefined,
    );
    try {
      return await send(delivery, timeout.signal);
    } catch (error) {
      this.#report(error);
      // Only the kind of error: its text may quote the message that was sent.
      const reason = error instanceof Error ? error.name : 'error';
      return { kind: 'postponed', untilMs: clock.now() + this.#backOffMs(delivery.attempts), reason };
    } finally {
      ended.abort();
      await timer;
    }
  }

  /** Half of the doubled delay is certain, the other half is drawn, so that a crowd of failures spreads out. */
  #backOffMs(attempts: number): number {
    const ceilingMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
    return Math.round((ceilingMs / 2) * (1 + (this.#deps.random ?? Math.random)()));
  }

  /** Goods that went out but are not noted would go out again, so a failing store is asked until the lease is over. */
  async #settle(delivery: Delivery, outcome: DeliveryOutcome, leaseEndsMs: number): Promise<void> {
    const { store, clock, onOutcome } = this.#deps;
    for (;;) {
      try {
        const settled = await store.settleDelivery(delivery, outcome);
        if (settled) this.#safely(() => onOutcome?.(delivery, outcome));
        return;
      } catch (error) {
        this.#report(error);
      }
      if (this.#stopped || clock.monotonicMs() + STORE_RETRY_MS >= leaseEndsMs) return;
      await clock.sleep(STORE_RETRY_MS, this.#stopping.signal).catch(() => undefined);
    }
  }

  async #rest(waitMs: number, changed: Promise<void>): Promise<void> {
    if (!Number.isFinite(waitMs)) return changed;
    const woken = new AbortController();
    const timer = this.#deps.clock.sleep(waitMs, woken.signal).catch(() => undefined);
    await Promise.race([timer, changed]);
    woken.abort();
    await timer;
  }

  #release(places: number): void {
    if (places === 0) return;
    this.#places += places;
    this.#signal();
  }

  #signal(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }

  #report(error: unknown): void {
    this.#safely(() => this.#deps.onError?.(error));
  }

  /** An observer that throws changes nothing. */
  #safely(tell: () => void): void {
    try {
      tell();
    } catch {
      // Whoever observes the deliveries must not stop them.
    }
  }
}
