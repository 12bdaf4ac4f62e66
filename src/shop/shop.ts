import type { SpanContext } from '@opentelemetry/api';
import type Emittery from 'emittery';
import type { Clock } from '../runtime/clock.ts';
import type { ShopEvents } from './events.ts';
import type {
  AnnouncedDeposit,
  Decision,
  Deposit,
  DepositClaim,
  Maintenance,
  MaintenanceOrder,
  ItemsRequest,
  PaymentRequest,
  Product,
  ProductInput,
  Purchase,
  Refund,
  RefundRequest,
  Replacement,
  ShopStore,
  StockedProduct,
  WalletRequest,
} from './store/shop-store.ts';

type DepositSourceChange =
  Parameters<ShopStore['setDepositSource']> extends [string, ...infer Change] ? Change : never;

export interface ShopDeps {
  store: ShopStore;
  bus: Emittery<ShopEvents>;
  clock: Clock;
  /** Marks a change of the stock in the trace; what it returns is linked by the board. Default: no trace. */
  traceChange?: (shopId: string) => SpanContext | undefined;
  /** Hears of a listener that failed. The operation itself has been committed and succeeds. */
  onListenerError?: (error: unknown) => void;
}

/**
 * The operations that others must hear of: each one commits in the store, then tells the bus. Listeners are told before the
 * operation returns, so they only take note and work later. Refusals are the store's; a refused operation tells nobody.
 */
export class Shop {
  readonly #deps: ShopDeps;

  constructor(deps: ShopDeps) {
    this.#deps = deps;
  }

  /** @see ShopStore.purchase */
  async purchase(shopId: string, request: { userId: string; nonce: string }): Promise<Purchase> {
    const bought = await this.#deps.store.purchase(shopId, request);
    await this.#stockChanged(shopId);
    return bought;
  }

  /** @see ShopStore.addProduct */
  async addProduct(shopId: string, product: ProductInput, actorId: string): Promise<StockedProduct> {
    const added = await this.#deps.store.addProduct(shopId, product, actorId);
    await this.#stockChanged(shopId);
    return added;
  }

  /** @see ShopStore.editProduct */
  async editProduct(
    shopId: string,
    code: string,
    change: Partial<Omit<ProductInput, 'code'>>,
    actorId: string,
  ): Promise<StockedProduct> {
    const edited = await this.#deps.store.editProduct(shopId, code, change, actorId);
    await this.#stockChanged(shopId);
    return edited;
  }

  /** @see ShopStore.removeProduct */
  async removeProduct(
    shopId: string,
    code: string,
    actorId: string,
  ): Promise<{ product: Product; voidedItems: number }> {
    const removed = await this.#deps.store.removeProduct(shopId, code, actorId);
    await this.#stockChanged(shopId);
    return removed;
  }

  /** To be called when an upload has brought items in. */
  async stockAdded(shopId: string): Promise<void> {
    await this.#stockChanged(shopId);
  }

  /** @see ShopStore.voidItems */
  async voidItems(...args: Parameters<ShopStore['voidItems']>): Promise<{ voided: number }> {
    const voided = await this.#deps.store.voidItems(...args);
    await this.#stockChanged(args[0]);
    return voided;
  }

  /** @see ShopStore.moveItems */
  async moveItems(...args: Parameters<ShopStore['moveItems']>): Promise<{ moved: number; free: number }> {
    const moved = await this.#deps.store.moveItems(...args);
    await this.#stockChanged(args[0]);
    return moved;
  }

  /** @see ShopStore.setMaintenance */
  async setMaintenance(shopId: string, order: MaintenanceOrder, actorId: string): Promise<Maintenance> {
    const closed = await this.#deps.store.setMaintenance(shopId, order, actorId);
    await this.#stockChanged(shopId);
    return closed;
  }

  /** @see ShopStore.endMaintenance */
  async endMaintenance(shopId: string, code: string | undefined, actorId: string): Promise<boolean> {
    const isEnded = await this.#deps.store.endMaintenance(shopId, code, actorId);
    if (isEnded) await this.#stockChanged(shopId);
    return isEnded;
  }

  /** Opens what has reached the end of its maintenance; to be called every few seconds. */
  async endDueMaintenance(): Promise<void> {
    const { store } = this.#deps;
    if (!(await store.maintenanceIsDue())) return;
    for (const shopId of await store.endDueMaintenance()) await this.#stockChanged(shopId);
  }

  /** @see ShopStore.refundOrder */
  async refundOrder(shopId: string, request: RefundRequest): Promise<Refund> {
    const refund = await this.#deps.store.refundOrder(shopId, request);
    if (refund.goods === 'return') await this.#stockChanged(shopId);
    return refund;
  }

  /** @see ShopStore.replaceItems */
  async replaceItems(shopId: string, request: ItemsRequest): Promise<Replacement> {
    const replacement = await this.#deps.store.replaceItems(shopId, request);
    await this.#stockChanged(shopId);
    return replacement;
  }

  /** @see ShopStore.deposit */
  async deposit(shopId: string, announced: AnnouncedDeposit): Promise<{ deposit: Deposit; isNew: boolean }> {
    const taken = await this.#deps.store.deposit(shopId, announced);
    if (taken.isNew) await this.#tell('money.changed', { shopId });
    return taken;
  }

  /** @see ShopStore.claimDeposit */
  async claimDeposit(shopId: string, claim: DepositClaim): Promise<{ deposit: Deposit; balanceWl: number }> {
    const claimed = await this.#deps.store.claimDeposit(shopId, claim);
    await this.#tell('money.changed', { shopId });
    return claimed;
  }

  /** @see ShopStore.rejectDeposit */
  async rejectDeposit(
    shopId: string,
    rejection: { id: number; reason: string; actorId: string },
  ): Promise<{ deposit: Deposit }> {
    const rejected = await this.#deps.store.rejectDeposit(shopId, rejection);
    await this.#tell('money.changed', { shopId });
    return rejected;
  }

  /** @see ShopStore.setDepositSource */
  async setDepositSource(shopId: string, ...change: DepositSourceChange): Promise<void> {
    await this.#deps.store.setDepositSource(shopId, ...change);
    await this.#tell('deposit_source.changed', { shopId });
  }

  /** @see ShopStore.requestPayment */
  async requestPayment(shopId: string, request: PaymentRequest): Promise<WalletRequest> {
    const asked = await this.#deps.store.requestPayment(shopId, request);
    await this.#tell('money.changed', { shopId });
    return asked;
  }

  /** @see ShopStore.approvePayment @see ShopStore.rejectPayment */
  async decidePayment(
    shopId: string,
    decision: Decision & { verdict: 'approve' | 'reject' },
  ): Promise<WalletRequest> {
    const { store } = this.#deps;
    const isApproved = decision.verdict === 'approve';
    const decided = await (isApproved
      ? store.approvePayment(shopId, decision)
      : store.rejectPayment(shopId, decision));
    await this.#tell('money.changed', { shopId });
    return decided;
  }

  async #stockChanged(shopId: string): Promise<void> {
    const { clock, traceChange } = this.#deps;
    await this.#tell('stock.changed', { shopId, committedAtMs: clock.now(), cause: traceChange?.(shopId) });
  }

  async #tell<E extends keyof ShopEvents>(event: E, fact: ShopEvents[E]): Promise<void> {
    try {
      await this.#deps.bus.emit(event, fact as never);
    } catch (error) {
      this.#deps.onListenerError?.(error);
    }
  }
}
