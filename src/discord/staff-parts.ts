import { randomBytes } from 'node:crypto';
import type { Client } from 'discord.js';
import type Emittery from 'emittery';
import type { BoardStatus } from '../board/live-board.ts';
import type { Config } from '../config/config.ts';
import type { SettingsStore } from '../config/settings.ts';
import { type Language, languageOf, type Translate } from '../languages/text.ts';
import type { Logger } from '../observability/logger.ts';
import type { Recorder } from '../observability/recorder.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ShopEvents } from '../shop/events.ts';
import type { DepositSource, ShopStore } from '../shop/store/shop-store.ts';
import { AuditPoster } from './audit-poster.ts';
import type { BuyerRoles } from './buyer-roles.ts';
import { channelPosts } from './channel-posts.ts';
import type { depositProblem } from './deposit-access.ts';
import type { DiscordApi } from './discord-api.ts';
import type { GatewayStatus } from './gateway.ts';
import { noticeMessages } from './notice-messages.ts';
import { NoticeTargets } from './notice-targets.ts';
import { type NoticeTarget, StaffNotices } from './staff-notices.ts';
import { StaffWatch } from './staff-watch.ts';
import { StartCheck } from './start-check.ts';
import { StockWatch } from './stock-watch.ts';

export interface StaffPartsDeps {
  client: Client;
  config: Config['discord'];
  api: DiscordApi;
  store: ShopStore;
  settings: SettingsStore;
  catalogue: ShopStore['catalogue'];
  bus: Emittery<ShopEvents>;
  clock: Clock;
  recorder: Recorder;
  logger: Logger;
  texts: Record<Language, Translate>;
  translate: (shopId: string) => Translate;
  boards: () => readonly BoardStatus[];
  gateway: () => Pick<GatewayStatus, 'state'>;
  roleProblem: BuyerRoles['problemOf'];
  depositProblem: (source: DepositSource) => ReturnType<typeof depositProblem>;
}

/** What staff are told without asking: troubles, the acts of their colleagues, and what is missing in Discord. */
export function staffParts(deps: StaffPartsDeps) {
  const { client, config, api, store, settings, catalogue, bus, clock, recorder, logger, texts } = deps;
  const onError = (error: unknown) => void recorder.error('app', error);
  const noticeChannelId = () => settings.get().notice_channel_id;
  const posts = channelPosts(api);
  const targets = new NoticeTargets({ client, store, channelId: noticeChannelId, ownerIds: config.ownerIds });
  const notices = new StaffNotices({
    messages: (signal) => noticeMessages(api, signal),
    store,
    clock,
    newNonce: () => randomBytes(12).toString('hex'),
    texts,
    targets: (shopId) => targets.of(shopId),
    onError,
  });
  const acts = new AuditPoster({
    api,
    store,
    clock,
    notices,
    serves: (shopId) => client.guilds.cache.has(shopId),
    translate: deps.translate,
    onError,
  });
  const check = new StartCheck({
    client,
    api,
    store,
    catalogue,
    boards: deps.boards,
    config,
    noticeChannelId,
    roleProblem: deps.roleProblem,
    depositProblem: deps.depositProblem,
    notices,
    logger,
    onError,
  });
  const watch = new StaffWatch({ client, notices, boards: deps.boards, gateway: deps.gateway, clock });
  const stockWatch = new StockWatch({ notices, store, catalogue });
  bus.on('stock.changed', ({ data }) => stockWatch.stockChanged(data.shopId));
  return {
    posts,
    targets,
    notices,
    acts,
    check,
    watch,
    stockWatch,
    /** Of the whole bot. */
    language: () => languageOf(client.guilds.cache.first()?.preferredLocale),
    /** Tells the staff of the whole bot at once; for what a notice, which waits for others, is too late. */
    tell: (text: string) => tellAll(posts, targets.of(undefined), text),
  };
}

async function tellAll(
  posts: ReturnType<typeof channelPosts>,
  targets: readonly NoticeTarget[],
  text: string,
): Promise<void> {
  const nonce = randomBytes(9).toString('base64url');
  const tell = ({ kind, id }: NoticeTarget) =>
    kind === 'channel'
      ? posts.post(id, { content: text }, nonce)
      : posts.direct(id, { content: text }, nonce);
  await Promise.all(targets.map(tell));
}
