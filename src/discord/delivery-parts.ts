import type { Client } from 'discord.js';
import type Emittery from 'emittery';
import type { SettingsStore } from '../config/settings.ts';
import type { Translate } from '../languages/text.ts';
import type { Recorder } from '../observability/recorder.ts';
import type { CacheManager } from '../runtime/cache-manager.ts';
import type { Clock } from '../runtime/clock.ts';
import { deliveryOutbox } from '../shop/delivery-outbox.ts';
import type { ShopEvents } from '../shop/events.ts';
import { OutboxWorker } from '../shop/outbox-worker.ts';
import type { ShopStore } from '../shop/store/shop-store.ts';
import { buyerRoles } from './buyer-roles.ts';
import { DirectMessages } from './direct-messages.ts';
import type { DiscordApi } from './discord-api.ts';
import { GoodsDelivery } from './goods-delivery.ts';
import { restockOutbox, tellOfRestock } from './restock-notices.ts';

export interface DeliveryPartsDeps {
  client: Client;
  api: DiscordApi;
  store: ShopStore;
  settings: SettingsStore;
  caches: CacheManager;
  bus: Emittery<ShopEvents>;
  clock: Clock;
  random: () => number;
  recorder: Recorder;
  translate: (shopId: string) => Translate;
}

/** What buyers are sent after the commit, each out of an outbox of the store: goods, news of a restock, roles. */
export function deliveryParts(deps: DeliveryPartsDeps) {
  const { client, api, store, settings, caches, bus, clock, random, recorder, translate } = deps;
  const onError = (error: unknown) => void recorder.error('delivery', error);
  const directMessages = new DirectMessages({
    api,
    clock,
    channels: caches.open<string>('dm_channels', {
      temporary: false,
      maxEntries: settings.get().cache_dm_channels_entries,
      ttlMs: () => settings.get().cache_dm_channels_ttl * 1000,
    }),
  });
  const delivery: GoodsDelivery = new GoodsDelivery({
    directMessages,
    recorder,
    translate,
    deliverNow: (orderId) => deliveries.sendNow(orderId),
  });
  const deliveries = new OutboxWorker({
    outbox: deliveryOutbox(store),
    clock,
    random,
    concurrency: settings.get().delivery_concurrency,
    send: (waiting, signal) => delivery.send(waiting, signal),
    onError,
  });
  const restocks = new OutboxWorker({
    outbox: restockOutbox(store),
    clock,
    random,
    send: (notice, signal) => tellOfRestock({ directMessages, translate }, notice, signal),
    onError,
  });
  bus.on('stock.changed', () => restocks.wake());
  const guild = (shopId: string) => client.guilds.cache.get(shopId);
  const roles = buyerRoles({ store, api, clock, random, guild, onError });
  bus.on('stock.changed', () => roles.worker.wake());
  return { directMessages, delivery, deliveries, restocks, roles };
}
