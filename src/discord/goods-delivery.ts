import { harmless } from '../languages/harmless.ts';
import type { Translate } from '../languages/text.ts';
import type { Recorder } from '../observability/recorder.ts';
import type { Delivery, DeliveryOutcome, Order } from '../shop/store/shop-store.ts';
import type { DirectMessages } from './direct-messages.ts';
import type { Caller, ReplyMessage } from './handler.ts';
import { goodsFile } from './views/components.ts';

export interface GoodsDeliveryDeps {
  directMessages: DirectMessages;
  recorder: Recorder;
  translate: (shopId: string) => Translate;
  /** Runs the delivery worker for one order now; undefined when another worker has it. */
  deliverNow: (orderId: number) => Promise<DeliveryOutcome | undefined>;
}

/** Brings the goods to the buyer: by DM, else privately to a buyer who is looking, else they wait in /orders. */
export class GoodsDelivery {
  readonly #deps: GoodsDeliveryDeps;
  /** Buyers who wait for the answer to their confirmation, by order. */
  readonly #present = new Map<number, Caller>();

  constructor(deps: GoodsDeliveryDeps) {
    this.#deps = deps;
  }

  /** Delivers a fresh order while its buyer waits; a gift's giver waits in vain for the goods. Never throws: a paid order is delivered later if not now. */
  async deliver({ id, gift }: Order, buyer: Caller): Promise<'dm' | 'private' | 'later'> {
    // A gift's goods are for nobody but its recipient, who is not the one that looks on.
    if (!gift) this.#present.set(id, buyer);
    try {
      const outcome = await this.#deps.deliverNow(id);
      return outcome?.kind === 'delivered' ? outcome.how : 'later';
    } catch (error) {
      this.#deps.recorder.error('delivery', error);
      return 'later';
    } finally {
      this.#present.delete(id);
    }
  }

  /** Delivers what is due of an order, with nobody looking on; later if not now. Never throws. */
  async bring(orderId: number): Promise<'dm' | 'closed' | 'later'> {
    try {
      const outcome = await this.#deps.deliverNow(orderId);
      if (outcome?.kind === 'retrievable') return 'closed';
      return outcome?.kind === 'delivered' ? 'dm' : 'later';
    } catch (error) {
      this.#deps.recorder.error('delivery', error);
      return 'later';
    }
  }

  /** One attempt of the delivery worker. @throws what may pass by itself: the worker comes again */
  async send(delivery: Delivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    let outcome: DeliveryOutcome | undefined;
    const { id: order, shopId: shop } = delivery.order;
    await this.#deps.recorder.delivery({ shop, order }, async () => {
      outcome = await this.#attempt(delivery, signal);
      return outcome.kind === 'delivered' ? outcome.how : outcome.kind;
    });
    return outcome as DeliveryOutcome;
  }

  async #attempt(delivery: Delivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    const sent = await this.#deps.directMessages.send({
      userId: delivery.order.gift?.recipientId ?? delivery.order.userId,
      message: this.#message(delivery),
      nonce: `d${delivery.id}-${delivery.createdAtMs.toString(36)}`.slice(0, 25),
      operation: 'delivery',
      signal,
    });
    if (sent.kind === 'closed') return await this.#showPrivately(delivery, `Discord ${sent.code}`);
    return sent.kind === 'sent' ? { kind: 'delivered', how: 'dm' } : sent;
  }

  async #showPrivately(delivery: Delivery, reason: string): Promise<DeliveryOutcome> {
    const buyer = this.#present.get(delivery.order.id);
    if (!buyer) return { kind: 'retrievable', reason };
    try {
      await buyer.followUp(this.#message(delivery));
      return { kind: 'delivered', how: 'private' };
    } catch (error) {
      this.#deps.recorder.error('delivery', error);
      return { kind: 'retrievable', reason };
    }
  }

  #message({ kind, order, items }: Delivery): ReplyMessage {
    const t = this.#present.get(order.id)?.t ?? this.#deps.translate(order.shopId);
    const { id, name, userId, gift } = order;
    const body = t('delivery.body', { kind });
    const from = gift && t('delivery.gift', { from: harmless(gift.from) || '?', user: userId });
    return {
      embeds: [
        {
          title: t('delivery.title', { order: id, quantity: items.length, name: harmless(name) }).slice(
            0,
            256,
          ),
          description: from ? `${from}\n${body}` : body,
          color: 0x2ecc71,
        },
      ],
      files: [goodsFile(order, items)],
    };
  }
}
