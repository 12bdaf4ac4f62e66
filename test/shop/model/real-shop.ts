import { expect } from 'vitest';
import { UserError } from '../../../src/runtime/errors.ts';
import type { ShopStore } from '../../../src/shop/store/shop-store.ts';
import { STAFF, type StoreUnderTest } from '../conformance/store-under-test.ts';
import { LIFE_MS, type Step, type StepOf } from './steps.ts';

const ALL = { offset: 0, limit: 200 };

/** The store with one fresh shop, taking the steps that the model takes. */
export class RealShop {
  readonly #under: StoreUnderTest;
  readonly #shopId: string;
  readonly #orderIds = new Map<string, number>();
  readonly #depositIds = new Map<string, number>();
  readonly #requestIds = new Map<string, number>();

  constructor(under: StoreUnderTest, shopId: string) {
    this.#under = under;
    this.#shopId = shopId;
  }

  /** The code of a refusal, `fault` for another error, undefined when the step was taken. */
  async take(step: Step): Promise<string | undefined> {
    try {
      await this.#apply(step);
      return undefined;
    } catch (error) {
      return error instanceof UserError ? error.code : 'fault';
    }
  }

  orderId(nonce: string): number {
    return this.#orderIds.get(nonce) ?? 0;
  }

  /** Ids of all items of a product, in the order of the uploads. */
  async itemIds(code: string): Promise<number[]> {
    const { items } = await this.#under.store.stockItems(this.#shopId, code, ALL);
    return items.map(({ id }) => id).toReversed();
  }

  #apply(step: Step): Promise<unknown> {
    switch (step.do) {
      case 'credit':
      case 'debit':
      case 'transfer':
      case 'request':
      case 'approve':
      case 'decline':
        return this.#pay(step);
      case 'deposit':
      case 'claim':
      case 'reject':
        return this.#deposit(step);
      case 'addProduct':
      case 'editProduct':
      case 'removeProduct':
      case 'addStock':
      case 'void':
      case 'move':
        return this.#change(step);
      case 'deliver':
      case 'refund':
      case 'replace':
      case 'resend':
      case 'look':
        return this.#mend(step);
      case 'quote':
      case 'purchase':
        return this.#buy(step);
      case 'wait':
        return this.#under.clock.advance(step.ms);
      default:
        return this.#surroundings(step);
    }
  }

  async #pay(step: StepOf<'credit' | 'debit' | 'transfer' | 'request' | 'approve' | 'decline'>) {
    const { store, clock } = this.#under;
    if (step.do === 'approve' || step.do === 'decline') {
      const decision = { id: this.#requestIds.get(step.key) ?? 0, actorId: step.actor };
      return step.do === 'approve'
        ? store.approvePayment(this.#shopId, decision)
        : store.rejectPayment(this.#shopId, decision);
    }
    const { user: userId, amountWl, key } = step;
    const payment = { userId, amountWl, reason: 'model', actorId: STAFF, key };
    if (step.do === 'transfer') return store.transfer(this.#shopId, { ...payment, toUserId: step.to });
    if (step.do !== 'request') return store[step.do](this.#shopId, payment);
    const asked = { ...payment, expiresAtMs: clock.now() + LIFE_MS };
    const { kind, to: toUserId } = step;
    const { id } = await store.requestPayment(
      this.#shopId,
      kind === 'transfer' ? { ...asked, kind, toUserId } : { ...asked, kind },
    );
    this.#requestIds.set(key, id);
    return undefined;
  }

  async #deposit(step: StepOf<'deposit' | 'claim' | 'reject'>) {
    const { store } = this.#under;
    const id = this.#depositIds.get(step.key) ?? 0;
    if (step.do === 'claim')
      return store.claimDeposit(this.#shopId, { id, userId: step.user, actorId: STAFF });
    if (step.do === 'reject')
      return store.rejectDeposit(this.#shopId, { id, reason: 'model', actorId: STAFF });
    const { growId, amountWl, isEdited } = step;
    const key = `message:${this.#shopId}:${step.key}`;
    const { deposit } = await store.deposit(this.#shopId, { key, source: STAFF, growId, amountWl, isEdited });
    this.#depositIds.set(step.key, deposit.id);
    return undefined;
  }

  async #change(step: StepOf<'addProduct' | 'editProduct' | 'removeProduct' | 'addStock' | 'void' | 'move'>) {
    const { store } = this.#under;
    const { code } = step;
    switch (step.do) {
      case 'addProduct':
        return store.addProduct(this.#shopId, { code, name: code, priceWl: step.priceWl }, STAFF);
      case 'editProduct':
        return store.editProduct(this.#shopId, code, { priceWl: step.priceWl, ...step.limit }, STAFF);
      case 'removeProduct':
        return store.removeProduct(this.#shopId, code, STAFF);
      case 'addStock':
        return store.addStock(this.#shopId, code, step.contents, STAFF);
      default: {
        const all = await this.itemIds(code);
        const ids = step.nths.map((nth) => all[nth] ?? 0);
        return step.do === 'void'
          ? store.voidItems(this.#shopId, ids, { reason: 'model', actorId: STAFF })
          : store.moveItems(this.#shopId, ids, { code: step.to, actorId: STAFF });
      }
    }
  }

  #mend(step: StepOf<'deliver' | 'refund' | 'replace' | 'resend' | 'look'>): Promise<unknown> {
    const { store } = this.#under;
    if (step.do === 'deliver') return this.#deliver(store, step);
    const orderId = this.orderId(step.nonce);
    if (step.do === 'look') return store.orderGoods(this.#shopId, step.user, orderId);
    if (step.do === 'resend') return store.resendOrder(this.#shopId, orderId, STAFF);
    const request = { orderId, items: step.items, reason: 'model', actorId: STAFF };
    return step.do === 'replace'
      ? store.replaceItems(this.#shopId, request)
      : store.refundOrder(this.#shopId, { ...request, goods: step.goods });
  }

  async #deliver(store: ShopStore, { outcome }: StepOf<'deliver'>): Promise<void> {
    const leaseMs = outcome === 'hanging' ? LIFE_MS : 1;
    for (const delivery of await store.claimDeliveries({ leaseMs, limit: 100, shopId: this.#shopId })) {
      // What goes out is paid for and not refunded.
      expect(delivery.items.length).toBeGreaterThan(0);
      if (outcome === 'delivered') await store.settleDelivery(delivery, { kind: outcome, how: 'dm' });
      if (outcome === 'retrievable')
        await store.settleDelivery(delivery, { kind: outcome, reason: 'DMs are closed' });
    }
  }

  async #buy(step: StepOf<'quote' | 'purchase'>): Promise<void> {
    const { store, clock } = this.#under;
    const { user: userId, nonce } = step;
    if (step.do === 'purchase') {
      const { order } = await store.purchase(this.#shopId, { userId, nonce });
      this.#orderIds.set(nonce, order.id);
      return;
    }
    const { code, quantity, giftTo } = step;
    const gift =
      giftTo === undefined || giftTo === userId ? undefined : { recipientId: giftTo, from: 'giver' };
    const expiresAtMs = clock.now() + LIFE_MS;
    await store.quote(this.#shopId, { userId, code, quantity, nonce, gift, expiresAtMs });
  }

  #surroundings(step: StepOf<'close' | 'reopen' | 'ban' | 'pardon' | 'register'>): Promise<unknown> {
    const { store } = this.#under;
    switch (step.do) {
      case 'close':
        return store.setMaintenance(this.#shopId, { code: step.code, forMs: step.forMs }, STAFF);
      case 'reopen':
        return store.endMaintenance(this.#shopId, step.code, STAFF);
      case 'ban':
        return store.blacklistAdd(
          this.#shopId,
          { userId: step.user, reason: 'model', forMs: step.forMs },
          STAFF,
        );
      case 'pardon':
        return store.blacklistRemove(this.#shopId, step.user, STAFF);
      case 'register':
        return store.register(this.#shopId, step.user, step.growId);
    }
  }
}
