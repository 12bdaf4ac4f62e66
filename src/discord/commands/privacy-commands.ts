import { ButtonStyle } from 'discord.js';
import { harmless } from '../../languages/harmless.ts';
import { UserError } from '../../runtime/errors.ts';
import type { Privacy, ShopStore } from '../../shop/store/shop-store.ts';
import { customId } from '../custom-id.ts';
import {
  type Caller,
  type CommandHandler,
  type ComponentHandler,
  reply,
  type ReplyMessage,
} from '../handler.ts';
import { button, row } from '../views/components.ts';
import { command, subcommand } from './definition.ts';

export const privacyDefinition = command('command.privacy', [
  subcommand('command.privacy.show'),
  subcommand('command.privacy.opt-out'),
  subcommand('command.privacy.opt-in'),
  subcommand('command.privacy.delete'),
]);

type PrivacyCommandStore = Pick<ShopStore, 'privacy' | 'setNotices' | 'erase'>;

/** What the shop keeps of the caller. */
export function privacyCommands(store: PrivacyCommandStore): CommandHandler[] {
  return [
    {
      path: 'privacy show',
      effect: 'read',
      answer: async (caller) => reply(shownView(await kept(store, caller), caller)),
    },
    { path: 'privacy opt-out', effect: 'write', answer: (caller) => setNotices(store, caller, false) },
    { path: 'privacy opt-in', effect: 'write', answer: (caller) => setNotices(store, caller, true) },
    {
      path: 'privacy delete',
      effect: 'read',
      answer: async (caller) => reply(questionView(await kept(store, caller), caller)),
    },
  ];
}

/** The answer to "really erase?". */
export function privacyButtons(store: PrivacyCommandStore): ComponentHandler[] {
  return [
    {
      name: 'privacy-erase',
      effect: 'write',
      shows: 'update',
      answer: async ({ shopId, userId, t }, { args }) => {
        if (args[0] !== userId) throw new UserError('not_yours', {});
        return reply(t('privacy.erased', { ...(await store.erase(shopId, userId)) }));
      },
    },
    { name: 'privacy-keep', effect: 'read', shows: 'update', answer: ({ t }) => reply(t('privacy.kept')) },
  ];
}

function kept(store: PrivacyCommandStore, { shopId, userId }: Caller): Promise<Privacy> {
  return store.privacy(shopId, userId);
}

async function setNotices(store: PrivacyCommandStore, { shopId, userId, t }: Caller, wanted: boolean) {
  await store.setNotices(shopId, userId, wanted);
  return reply(t(wanted ? 'privacy.optedIn' : 'privacy.optedOut'));
}

function shownView(privacy: Privacy, { t }: Caller): ReplyMessage {
  const { growId, orders, ordersWithGoods, subscriptions, wantsNotices } = privacy;
  const lines = [
    t('privacy.growId', { growId: growId ? harmless(growId) : 'none' }),
    t('privacy.orders', { orders, ordersWithGoods }),
    t('privacy.subscriptions', { list: subscriptions.map((code) => `\`${code}\``).join(', ') || 'none' }),
    t('privacy.notices', { wanted: wantsNotices ? 'yes' : 'no' }),
    t('privacy.ledger'),
  ];
  const description = lines
    .map((line) => `• ${line}`)
    .join('\n')
    .slice(0, 4000);
  return { embeds: [{ title: t('privacy.title'), description, color: 0x3498db }] };
}

function questionView({ ordersWithGoods, pending }: Privacy, { userId, t }: Caller): ReplyMessage {
  const erase = button(customId('privacy-erase', userId), t('button.erase'), {
    style: ButtonStyle.Danger,
    emoji: '🧹',
  });
  return {
    content: t('privacy.question', { ordersWithGoods, pending }),
    components: [row(erase, button(customId('privacy-keep'), t('button.cancel')))],
  };
}
