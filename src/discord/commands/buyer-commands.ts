import { ApplicationCommandOptionType as Type } from 'discord.js';
import { sectionsOf } from '../../board/board-view.ts';
import { closedText, productText } from '../../board/board-message.ts';
import { plain } from '../../languages/harmless.ts';
import { formatPrice } from '../../shop/money.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { register } from '../buttons/board-buttons.ts';
import { confirm, recipientOf } from '../buttons/buy-buttons.ts';
import type { Clock } from '../../runtime/clock.ts';
import {
  type Caller,
  type CommandHandler,
  type CommandOptions,
  type ComponentHandler,
  reply,
  type ReplyMessage,
} from '../handler.ts';
import { balanceView, historyView, ordersView, pager, worldView } from '../views/buyer-views.ts';
import { codeOption, command, named, required } from './definition.ts';
import { matching } from '../views/buy-views.ts';
import { pageOf } from '../buttons/board-buttons.ts';

export const buyerDefinitions = [
  command('command.stock'),
  command('command.buy', [
    codeOption,
    { type: Type.Integer, ...named('option.quantity'), ...required, min_value: 1, max_value: 100 },
    { type: Type.User, ...named('option.gift') },
  ]),
  command('command.balance'),
  command('command.orders'),
  command('command.history'),
  command('command.register', [
    { type: Type.String, ...named('option.growid'), ...required, max_length: 24 },
  ]),
  command('command.world'),
];

/** Lines of /stock on one page; 20 of the longest stay within 4,096 characters. */
const STOCK_PAGE = 15;
/** Autocomplete takes at most 25 choices. */
const CHOICES = 25;

/** Reads the catalogue for lists and suggestions, which may be some seconds old; a confirmation reads the store. */
export type ListedCatalogue = ShopStore['catalogue'];

export interface BuyerCommandsDeps {
  store: ShopStore;
  clock: Clock;
  catalogue: ListedCatalogue;
  confirmMs: () => number;
}

/** What everybody can use. */
export function buyerCommands({ store, catalogue, ...deps }: BuyerCommandsDeps): CommandHandler[] {
  return [
    { path: 'stock', effect: 'read', answer: async (caller) => reply(await stockView(catalogue, caller, 0)) },
    {
      path: 'buy',
      effect: 'read',
      answer: (caller, options) =>
        confirm({ store, ...deps }, caller, {
          code: options.getString('code', true),
          quantity: options.getInteger('quantity', true),
          recipientId: giftTo(caller, options),
        }),
      complete: (caller, typed) => completeCode(catalogue, caller, typed),
    },
    { path: 'balance', effect: 'read', answer: async (caller) => reply(await balanceView(store, caller)) },
    { path: 'orders', effect: 'read', answer: async (caller) => reply(await ordersView(store, caller, 0)) },
    { path: 'history', effect: 'read', answer: async (caller) => reply(await historyView(store, caller, 0)) },
    {
      path: 'register',
      effect: 'write',
      answer: async (caller, options) =>
        reply(await register(store, caller, options.getString('growid', true))),
    },
    { path: 'world', effect: 'read', answer: async (caller) => reply(await worldView(store, caller)) },
  ];
}

/** @throws UserError gift_refused */
function giftTo(caller: Caller, options: CommandOptions): string | undefined {
  const user = options.getUser('gift');
  if (!user) return undefined;
  const isMember = options.getMember('gift') !== null;
  return recipientOf(caller, { id: user.id, isBot: user.bot, isMember });
}

/** The pages of /stock. */
export function stockPages(catalogue: ListedCatalogue): ComponentHandler {
  return {
    name: 'stock-page',
    effect: 'read',
    shows: 'update',
    answer: async (caller, { args }) => reply(await stockView(catalogue, caller, pageOf(args[0]))),
  };
}

/** Products whose code or name contains what was typed; the value is the code. */
export async function completeCode(catalogue: ListedCatalogue, { shopId }: Caller, typed: string) {
  const { products } = await catalogue(shopId);
  return matching(products, typed)
    .slice(0, CHOICES)
    .map(({ code, name, priceWl }) => ({
      name: plain(`${code} · ${name} · ${formatPrice(priceWl)}`, 100),
      value: code,
    }));
}

async function stockView(
  catalogue: ListedCatalogue,
  { shopId, t }: Caller,
  page: number,
): Promise<ReplyMessage> {
  const { products, maintenance } = await catalogue(shopId);
  const lines = sectionsOf(products).flatMap((section) => section.lines);
  const pages = Math.max(1, Math.ceil(lines.length / STOCK_PAGE));
  const shown = Math.min(page, pages - 1);
  const window = lines.slice(shown * STOCK_PAGE, (shown + 1) * STOCK_PAGE);
  const head = maintenance ? [closedText(maintenance, t)] : [];
  return {
    embeds: [
      {
        title: t('stock.title'),
        description: [...head, window.map((line) => productText(line, t)).join('\n') || t('board.empty')]
          .join('\n')
          .slice(0, 4096),
        color: 0x3498db,
        ...(pages > 1 && { footer: { text: t('buy.page', { page: shown + 1, pages }) } }),
      },
    ],
    components: pages > 1 ? [pager('stock-page', shown, pages, { t })] : [],
  };
}
