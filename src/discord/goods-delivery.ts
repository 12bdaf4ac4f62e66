import { type APIChannel, Routes } from 'discord.js';
import { harmless } from '../languages/harmless.ts';
import type { Translate } from '../languages/text.ts';
import type { Recorder } from '../observability/recorder.ts';
import type { Cache } from '../runtime/cache.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Delivery, DeliveryOutcome } from '../shop/store/shop-store.ts';
import type { DiscordApi } from './discord-api.ts';
import { CODES, codeOf, rateLimitMs } from './discord-errors.ts';
import type { Caller, ReplyMessage } from './handler.ts';
import { goodsFile } from './views/components.ts';

const UNKNOWN_USER = 10013;
/** Answers after which a remembered DM channel is not worth keeping. */
const CHANNEL_LOST: readonly (number | undefined)[] = [CODES.unknownChannel, CODES.cannotDmUser];
/** Answers that no later attempt can change. */
const CLOSED: readonly (number | undefined)[] = [CODES.cannotDmUser, CODES.cannotDmUserHere, UNKNOWN_USER];

export interface GoodsDeliveryDeps {
  api: DiscordApi;
  /** The DM channel of a user, by id: Discord limits how often one may be opened. */
  channels: Cache<string>;
  clock: Clock;
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

  /** Delivers a fresh order while its buyer waits. Never throws: a paid order is delivered later if not now. */
  async deliver(orderId: number, buyer: Caller): Promise<'dm' | 'private' | 'later'> {
    this.#present.set(orderId, buyer);
    try {
      const outcome = await this.#deps.deliverNow(orderId);
      return outcome?.kind === 'delivered' ? outcome.how : 'later';
    } catch (error) {
      this.#deps.recorder.error('delivery', error);
      return 'later';
    } finally {
      this.#present.delete(orderId);
    }
  }

  /** One attempt of the delivery worker. @throws what may pass by itself: the worker comes again */
  async send(delivery: Delivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    let outcome: DeliveryOutcome | undefined;
    await this.#deps.recorder.delivery(async () => {
      outcome = await this.#attempt(delivery, signal);
      return outcome.kind === 'delivered' ? outcome.how : outcome.kind;
    });
    return outcome as DeliveryOutcome;
  }

  async #attempt(delivery: Delivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    try {
      await this.#directMessage(delivery, signal);
      return { kind: 'delivered', how: 'dm' };
    } catch (error) {
      const code = codeOf(error);
      if (CHANNEL_LOST.includes(code)) this.#deps.channels.delete(delivery.order.userId);
      if (CLOSED.includes(code)) return await this.#showPrivately(delivery, `Discord ${code}`);
      const waitMs = rateLimitMs(error);
      if (waitMs === undefined) throw error;
      return { kind: 'postponed', untilMs: this.#deps.clock.now() + waitMs, reason: 'rate_limited' };
    }
  }

  /** The nonce makes Discord drop the second message when a lease ran out between the message and its record. */
  async #directMessage(delivery: Delivery, signal: AbortSignal): Promise<void> {
    const { api, channels } = this.#deps;
    const { userId } = delivery.order;
    const once = { operation: 'delivery', method: 'POST', attempts: 1, totalMs: 10_000, signal } as const;
    const channelId = await channels.getOrLoad(userId, async () => {
      const body = { recipient_id: userId };
      return (await api.request<APIChannel>({ ...once, route: Routes.userChannels(), body })).id;
    });
    const { files, ...message } = this.#message(delivery);
    const nonce = `d${delivery.id}-${delivery.createdAtMs.toString(36)}`.slice(0, 25);
    await api.request({
      ...once,
      route: Routes.channelMessages(channelId),
      body: { ...message, nonce, enforce_nonce: true, allowed_mentions: { parse: [] } },
      files: files ?? [],
    });
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

  #message({ order, items }: Delivery): ReplyMessage {
    const t = this.#present.get(order.id)?.t ?? this.#deps.translate(order.shopId);
    const { id, quantity, name } = order;
    return {
      embeds: [
        {
          title: t('delivery.title', { order: id, quantity, name: harmless(name) }).slice(0, 256),
          description: t('delivery.body'),
          color: 0x2ecc71,
        },
      ],
      files: [goodsFile(order, items)],
    };
  }
}
