import type { Client } from 'discord.js';
import type Emittery from 'emittery';
import { messagesAfter } from './channel-messages.ts';
import { depositProblem } from './deposit-access.ts';
import { depositOutbox, tellOfDeposit } from './deposit-notices.ts';
import { DepositReader } from './deposit-reader.ts';
import type { DirectMessages } from './direct-messages.ts';
import type { DiscordApi } from './discord-api.ts';
import { MoneyWatch } from './money-watch.ts';
import type { StaffNotices } from './staff-notices.ts';
import type { Translate } from '../languages/text.ts';
import type { Recorder } from '../observability/recorder.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ShopEvents } from '../shop/events.ts';
import { OutboxWorker } from '../shop/outbox-worker.ts';
import type { Shop } from '../shop/shop.ts';
import type { DepositSource, ShopStore } from '../shop/store/shop-store.ts';

export interface MoneyPartsDeps {
  client: Client;
  /** Discord lets the bot read the text of messages. */
  messageContent: boolean;
  api: DiscordApi;
  shop: Shop;
  store: ShopStore;
  bus: Emittery<ShopEvents>;
  clock: Clock;
  random: () => number;
  recorder: Recorder;
  directMessages: DirectMessages;
  translate: (shopId: string) => Translate;
  notices: StaffNotices;
}

/** What runs for wallets and deposits beside the commands: reading announcements, telling buyers, telling staff. */
export function moneyParts(deps: MoneyPartsDeps) {
  const { client, api, shop, store, bus, clock, random, recorder, notices } = deps;
  const serves = (shopId: string) => client.guilds.cache.get(shopId)?.available === true;
  const onError = (error: unknown) => void recorder.error('deposit', error);
  const watch = new MoneyWatch({ store, notices, serves, onError });
  const problemOf = (source: DepositSource) => depositProblem(client, source, deps.messageContent);
  const reader = new DepositReader({
    shop,
    store,
    clock,
    messages: messagesAfter(api),
    serves,
    problemOf,
    onProblem: (source, problem) => watch.source(source, problem),
    onResult: (shopId, result) => recorder.deposit({ shop: shopId, source: 'message', result }),
    onError,
  });
  const news = new OutboxWorker({
    outbox: depositOutbox(store),
    clock,
    random,
    send: (notice, signal) => tellOfDeposit(deps, notice, signal),
    onError,
  });
  bus.on('money.changed', () => {
    news.wake();
    void watch.look();
  });
  bus.on('deposit_source.changed', () => void reader.look());
  return { watch, problemOf, reader, news };
}
