import { ApplicationCommandOptionType as Type } from 'discord.js';
import { UserError } from '../../runtime/errors.ts';
import type { Shop } from '../../shop/shop.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { pageOf } from '../buttons/board-buttons.ts';
import {
  type Answer,
  type Caller,
  type CommandHandler,
  type CommandOptions,
  type ComponentHandler,
  reply,
} from '../handler.ts';
import { ITEMS_PAGE, itemsView, shownItems } from '../views/stock-views.ts';
import { completeCode, type ListedCatalogue } from './buyer-commands.ts';
import { codeOption, command, named, required, subcommand } from './definition.ts';

/** Named in one command: so many take a few milliseconds in one transaction. */
const MAX_ITEMS = 500;

const items = { type: Type.String, ...named('option.items'), ...required, max_length: 1000 } as const;

export const stockItemsDefinition = command('command.stock-items', [
  subcommand('command.stock-items.list', [codeOption]),
  subcommand('command.stock-items.show', [items]),
  subcommand('command.stock-items.void', [
    items,
    { type: Type.String, ...named('option.voidReason'), ...required, max_length: 200 },
  ]),
  subcommand('command.stock-items.move', [items, codeOption]),
]);

export interface StockItemsDeps {
  shop: Shop;
  store: Pick<ShopStore, 'stockItems' | 'showItems'>;
  catalogue: ListedCatalogue;
}

/** Single items: where they are, what they hold, out of stock, to another product. */
export function stockItemsCommands({ shop, store, catalogue }: StockItemsDeps): CommandHandler[] {
  const complete: CommandHandler['complete'] = (caller, typed) => completeCode(catalogue, caller, typed);
  const needs = 'stock';
  return [
    {
      path: 'stock-items list',
      effect: 'read',
      needs,
      complete,
      answer: (caller, options) => listItems(store, caller, options.getString('code', true), 0),
    },
    {
      path: 'stock-items show',
      effect: 'write',
      needs,
      answer: async ({ shopId, userId, t }, options) =>
        reply(shownItems(await store.showItems(shopId, itemIds(options), userId), t)),
    },
    {
      path: 'stock-items void',
      effect: 'write',
      needs,
      answer: async ({ shopId, userId, t }, options) => {
        const act = { reason: options.getString('reason', true), actorId: userId };
        const { voided } = await shop.voidItems(shopId, itemIds(options), act);
        return reply(t('stockItems.voided', { count: voided }));
      },
    },
    {
      path: 'stock-items move',
      effect: 'write',
      needs,
      complete,
      answer: async ({ shopId, userId, t }, options) => {
        const code = options.getString('code', true);
        const { moved, free } = await shop.moveItems(shopId, itemIds(options), { code, actorId: userId });
        return reply(t('stockItems.moved', { count: moved, code: code.toUpperCase(), free }));
      },
    },
  ];
}

/** The pages of /stock-items list. */
export function stockItemsPages(store: StockItemsDeps['store']): ComponentHandler {
  return {
    name: 'stock-items-page',
    effect: 'read',
    shows: 'update',
    needs: 'stock',
    answer: (caller, { args }) => listItems(store, caller, args[1] ?? '', pageOf(args[0])),
  };
}

async function listItems(
  store: StockItemsDeps['store'],
  { shopId, t }: Caller,
  code: string,
  page: number,
): Promise<Answer> {
  const listed = await store.stockItems(shopId, code, { offset: page * ITEMS_PAGE, limit: ITEMS_PAGE });
  return reply(itemsView(listed, { code: code.toUpperCase(), page }, t));
}

/** Item numbers and ranges, as in "12, 20-25", each once. @throws UserError items_unreadable */
function itemIds(options: CommandOptions): number[] {
  const ids = new Set<number>();
  for (const part of options.getString('items', true).split(/[\s,;#]+/)) {
    if (part === '') continue;
    const [, first = '', last = first] = /^(\d{1,12})(?:[-–](\d{1,12}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === '' || from > to || ids.size + to - from >= MAX_ITEMS) throw unreadable();
    for (let id = from; id <= to; id++) ids.add(id);
  }
  if (ids.size === 0) throw unreadable();
  return [...ids];
}

function unreadable(): UserError {
  return new UserError('items_unreadable', { max: MAX_ITEMS });
}
