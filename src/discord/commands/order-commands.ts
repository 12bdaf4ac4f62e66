import { ApplicationCommandOptionType as Type } from 'discord.js';
import { harmless } from '../../languages/harmless.ts';
import { UserError } from '../../runtime/errors.ts';
import { itemNumbers, numberRanges } from '../../shop/item-numbers.ts';
import { formatPrice } from '../../shop/money.ts';
import type { Shop } from '../../shop/shop.ts';
import type { Order, ShopStore } from '../../shop/store/shop-store.ts';
import type { GoodsDelivery } from '../goods-delivery.ts';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { orderView, revealedFile } from '../views/order-views.ts';
import { command, named, type Option, required, subcommand } from './definition.ts';

const order = { type: Type.Integer, ...named('option.order'), ...required, min_value: 1 } as const;
const reason = { type: Type.String, ...named('option.reason'), ...required, max_length: 200 } as const;
const items = { type: Type.String, ...named('option.items'), max_length: 100 } as const;
const goods: Option = {
  type: Type.String,
  ...named('option.goods'),
  choices: (['return', 'void'] as const).map((value) => ({ name: value, value })),
};

export const orderDefinition = command('command.order', [
  subcommand('command.order.show', [order, { type: Type.Boolean, ...named('option.reveal') }]),
  subcommand('command.order.refund', [order, reason, items, goods]),
  subcommand('command.order.replace', [order, reason, items]),
  subcommand('command.order.resend', [order]),
]);

export interface OrderCommandsDeps {
  store: ShopStore;
  shop: Shop;
  delivery: GoodsDelivery;
}

/** What the staff do about an order; every act is recorded. Nobody but an owner acts on an order of their own. */
export function orderCommands(deps: OrderCommandsDeps): CommandHandler[] {
  const support = { effect: 'write', needs: 'support' } as const;
  return [
    { path: 'order show', ...support, answer: (caller, options) => show(deps, caller, options) },
    { path: 'order refund', ...support, answer: (caller, options) => refund(deps, caller, options) },
    { path: 'order replace', ...support, answer: (caller, options) => replace(deps, caller, options) },
    { path: 'order resend', ...support, answer: (caller, options) => resend(deps, caller, options) },
  ];
}

async function show({ store }: OrderCommandsDeps, caller: Caller, options: CommandOptions): Promise<Answer> {
  const { shopId, userId } = caller;
  const orderId = options.getInteger('order', true);
  const view = orderView(await store.orderRecord(shopId, orderId), caller);
  if (!options.getBoolean('reveal')) return reply(view);
  return reply({ ...view, files: [revealedFile(await store.revealOrder(shopId, orderId, userId))] });
}

async function refund(deps: OrderCommandsDeps, caller: Caller, options: CommandOptions): Promise<Answer> {
  const request = await itemsRequest(deps, caller, options);
  const wanted = options.getString('goods');
  const fate = wanted === 'return' || wanted === 'void' ? ({ goods: wanted } as const) : {};
  const refunded = await deps.shop.refundOrder(caller.shopId, { ...request, ...fate });
  return reply(
    caller.t('order.refunded', {
      order: request.orderId,
      count: refunded.items.length,
      name: harmless(refunded.order.name),
      amount: formatPrice(refunded.amountWl),
      user: refunded.order.userId,
      goods: refunded.goods,
    }),
  );
}

async function replace(deps: OrderCommandsDeps, caller: Caller, options: CommandOptions): Promise<Answer> {
  const request = await itemsRequest(deps, caller, options);
  const replaced = await deps.shop.replaceItems(caller.shopId, request);
  const values = {
    order: request.orderId,
    items: numberRanges(replaced.items),
    count: replaced.items.length,
  };
  const done = caller.t('order.replaced', { ...values, name: harmless(replaced.order.name) });
  return reply(`${done}\n${await bringing(deps, caller, replaced.order)}`);
}

async function resend(deps: OrderCommandsDeps, caller: Caller, options: CommandOptions): Promise<Answer> {
  const orderId = options.getInteger('order', true);
  return reply(
    await bringing(deps, caller, await deps.store.resendOrder(caller.shopId, orderId, caller.userId)),
  );
}

async function bringing({ delivery }: OrderCommandsDeps, { t }: Caller, { id, userId, gift }: Order) {
  const how = await delivery.bring(id);
  return t('order.brought', { how, order: id, user: gift?.recipientId ?? userId });
}

/** @throws UserError order_missing | own_order | items_invalid */
async function itemsRequest({ store }: OrderCommandsDeps, caller: Caller, options: CommandOptions) {
  const orderId = options.getInteger('order', true);
  const { order: found } = await store.orderRecord(caller.shopId, orderId);
  const isOwn = [found.userId, found.gift?.recipientId].includes(caller.userId);
  if (isOwn && !(await caller.rights()).has('owner')) throw new UserError('own_order', { orderId });
  return {
    orderId,
    items: itemNumbers(options.getString('items') ?? undefined),
    reason: options.getString('reason', true),
    actorId: caller.userId,
  };
}
