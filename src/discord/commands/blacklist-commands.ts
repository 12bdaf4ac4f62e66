import { ApplicationCommandOptionType as Type } from 'discord.js';
import { harmless } from '../../languages/harmless.ts';
import type { Ban, ShopStore } from '../../shop/store/shop-store.ts';
import { pageOf } from '../buttons/board-buttons.ts';
import {
  type Answer,
  type Caller,
  type CommandHandler,
  type CommandOptions,
  type ComponentHandler,
  reply,
  type ReplyMessage,
} from '../handler.ts';
import { pager } from '../views/buyer-views.ts';
import { timestamp } from '../views/components.ts';
import { command, named, required, subcommand } from './definition.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 3650;
/** 10 of the longest reasons stay within 4,096 characters. */
const PAGE = 10;

const user = { type: Type.User, ...named('option.person'), ...required } as const;

export const blacklistDefinition = command('command.blacklist', [
  subcommand('command.blacklist.add', [
    user,
    { type: Type.String, ...named('option.banReason'), ...required, max_length: 200 },
    { type: Type.Integer, ...named('option.days'), min_value: 1, max_value: MAX_DAYS },
  ]),
  subcommand('command.blacklist.remove', [user]),
  subcommand('command.blacklist.list'),
]);

type BlacklistCommandStore = Pick<ShopStore, 'blacklist' | 'blacklistAdd' | 'blacklistRemove'>;
const SUPPORT = { needs: 'support' } as const;

/** Who may not buy. */
export function blacklistCommands(store: BlacklistCommandStore): CommandHandler[] {
  return [
    {
      path: 'blacklist add',
      effect: 'write',
      ...SUPPORT,
      answer: (caller, options) => add(store, caller, options),
    },
    {
      path: 'blacklist remove',
      effect: 'write',
      ...SUPPORT,
      answer: async ({ shopId, userId, t }, options) => {
        const { id } = options.getUser('user', true);
        const isRemoved = await store.blacklistRemove(shopId, id, userId);
        return reply(t(isRemoved ? 'blacklist.removed' : 'blacklist.notThere', { user: id }));
      },
    },
    {
      path: 'blacklist list',
      effect: 'read',
      ...SUPPORT,
      answer: async (caller) => reply(await listView(store, caller, 0)),
    },
  ];
}

/** The pages of /blacklist list. */
export function blacklistPages(store: BlacklistCommandStore): ComponentHandler {
  return {
    name: 'blacklist-page',
    effect: 'read',
    shows: 'update',
    ...SUPPORT,
    answer: async (caller, { args }) => reply(await listView(store, caller, pageOf(args[0]))),
  };
}

async function add(
  store: BlacklistCommandStore,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const { id } = options.getUser('user', true);
  const days = options.getInteger('days') ?? undefined;
  const ban = { userId: id, reason: options.getString('reason', true), forMs: days && days * DAY_MS };
  const { untilMs } = await store.blacklistAdd(shopId, ban, userId);
  return reply(t('blacklist.added', { user: id, until: end(untilMs) }));
}

async function listView(store: BlacklistCommandStore, caller: Caller, page: number): Promise<ReplyMessage> {
  const { shopId, t } = caller;
  const { bans, total } = await store.blacklist(shopId, { offset: page * PAGE, limit: PAGE });
  if (total === 0) return { content: t('blacklist.none') };
  const pages = Math.ceil(total / PAGE);
  const description = bans.map((ban) => t('blacklist.entry', entryValues(ban))).join('\n');
  return {
    embeds: [{ title: t('blacklist.title', { total }), description, color: 0x95a5a6 }],
    components: pages > 1 ? [pager('blacklist-page', page, pages, caller)] : [],
  };
}

function entryValues({ userId, reason, sinceMs, untilMs, actorId }: Ban) {
  return {
    user: userId,
    reason: harmless(reason),
    until: end(untilMs),
    actor: actorId,
    since: timestamp(sinceMs),
  };
}

function end(untilMs: number | undefined): string {
  return untilMs === undefined ? 'none' : timestamp(untilMs, 'f');
}
