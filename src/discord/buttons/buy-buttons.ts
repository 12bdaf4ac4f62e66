import { randomUUID } from 'node:crypto';
import { harmless, plain } from '../../languages/harmless.ts';
import type { Recorder } from '../../observability/recorder.ts';
import type { Clock } from '../../runtime/clock.ts';
import { UserError } from '../../runtime/errors.ts';
import { refuseProductClosed, refuseShopClosed } from '../../shop/maintenance.ts';
import { formatPrice } from '../../shop/money.ts';
import { checkCode, checkQuantity, MAX_QUANTITY } from '../../shop/product.ts';
import type { Shop } from '../../shop/shop.ts';
import type { Purchase, ShopStore } from '../../shop/store/shop-store.ts';
import { customId } from '../custom-id.ts';
import { type Answer, type Caller, type ChosenPerson, type ComponentHandler, reply } from '../handler.ts';
import type { GoodsDelivery } from '../goods-delivery.ts';
import {
  confirmView,
  giftView,
  MAX_QUERY,
  productList,
  quantityView,
  shortQuery,
} from '../views/buy-views.ts';
import { form } from '../views/components.ts';
import { pageOf } from './board-buttons.ts';

export interface BuyDeps {
  store: ShopStore;
  /** For the lists: may be some seconds old. Everything after the choice reads the store. */
  catalogue: ShopStore['catalogue'];
  shop: Shop;
  delivery: GoodsDelivery;
  recorder: Recorder;
  clock: Clock;
  /** A confirmation's life: shorter than the 15 min in which its message can be answered. */
  confirmMs: () => number;
}

/** From the Buy button to the goods: list → quantity → confirm → paid. Every step stands in its custom_id or the store. */
export function buyButtons(deps: BuyDeps): ComponentHandler[] {
  const { store, catalogue } = deps;
  return [
    {
      name: 'buy',
      effect: 'read',
      shows: 'reply',
      answer: (caller) => list(catalogue, caller, { page: 0, query: '' }),
    },
    {
      name: 'buy-list',
      effect: 'read',
      shows: 'update',
      answer: (caller, { args }) => list(catalogue, caller, { page: pageOf(args[0]), query: args[1] ?? '' }),
    },
    { name: 'buy-search', effect: 'read', shows: 'update', answer: ({ t }) => searchForm(t) },
    {
      name: 'buy-search-form',
      effect: 'read',
      shows: 'update',
      answer: (caller, input) =>
        list(catalogue, caller, { page: 0, query: shortQuery(input.field('query')) }),
    },
    {
      name: 'buy-choose',
      effect: 'read',
      shows: 'update',
      answer: async (caller, { values }) => {
        const product = await store.product(caller.shopId, values[0] ?? '');
        refuseProductClosed(product);
        if (product.free === 0) throw new UserError('out_of_stock', { ...product, left: 0, recipientId: '' });
        return reply(quantityView(product, caller));
      },
    },
    {
      name: 'buy-other',
      effect: 'read',
      shows: 'update',
      answer: ({ t }, { args }) => quantityForm(t, args[0]),
    },
    {
      name: 'buy-quantity-form',
      effect: 'read',
      shows: 'update',
      answer: (caller, input) =>
        confirm(deps, caller, { code: input.args[0], quantity: input.field('quantity') }),
    },
    {
      name: 'buy-quantity',
      effect: 'read',
      shows: 'update',
      answer: (caller, { args }) =>
        confirm(deps, caller, { code: args[0], quantity: args[1], recipientId: args[2] }),
    },
    {
      name: 'buy-gift',
      effect: 'read',
      shows: 'update',
      answer: (caller, { args }) =>
        reply(giftView(checkCode(args[0] ?? ''), checkQuantity(Number(args[1])), caller)),
    },
    {
      name: 'buy-gift-to',
      effect: 'read',
      shows: 'update',
      answer: (caller, { args, people }) =>
        confirm(deps, caller, {
          code: args[0],
          quantity: args[1],
          recipientId: recipientOf(caller, people[0]),
        }),
    },
    {
      name: 'buy-confirm',
      effect: 'write',
      shows: 'update',
      answer: (caller, { args }) => pay(deps, caller, args[0]),
    },
    {
      name: 'buy-again',
      effect: 'read',
      shows: 'reply',
      answer: (caller, { values }) => again(deps, caller, Number(values[0])),
    },
    { name: 'buy-cancel', effect: 'read', shows: 'update', answer: ({ t }) => reply(t('buy.cancelled')) },
  ];
}

/**
 * Shows the confirm step for an order.
 * @throws UserError what would make the purchase impossible now
 */
export async function confirm(
  { store, clock, confirmMs }: Pick<BuyDeps, 'store' | 'clock' | 'confirmMs'>,
  caller: Caller,
  wanted: {
    code: string | undefined;
    quantity: string | number | undefined;
    recipientId?: string | undefined;
  },
): Promise<Answer> {
  const { code = '', recipientId } = wanted;
  const quantity = Number(wanted.quantity ?? '');
  if (!Number.isSafeInteger(quantity)) throw new UserError('quantity_invalid', { min: 1, max: MAX_QUANTITY });
  const nonce = randomUUID();
  const expiresAtMs = clock.now() + confirmMs();
  const { shopId, userId } = caller;
  const gift = recipientId ? { recipientId, from: plain(caller.name, 80) } : undefined;
  const quote = await store.quote(shopId, { userId, code, quantity, nonce, expiresAtMs, gift });
  return reply(confirmView(quote, { nonce, expiresAtMs, gift }, caller));
}

/** The confirm step for what was bought before, at today's price. */
async function again(deps: BuyDeps, caller: Caller, orderId: number): Promise<Answer> {
  const { order } = await deps.store.orderRecord(caller.shopId, orderId);
  if (order.userId !== caller.userId) throw new UserError('order_unknown', { orderId });
  return confirm(deps, caller, order);
}

/** Whom a gift may go to: another member of the server. @throws UserError gift_refused */
export function recipientOf({ userId }: Caller, person: ChosenPerson | undefined): string {
  if (!person?.isMember) throw new UserError('gift_refused', { reason: 'stranger' });
  if (person.isBot) throw new UserError('gift_refused', { reason: 'bot' });
  if (person.id === userId) throw new UserError('gift_refused', { reason: 'self' });
  return person.id;
}

async function list(
  catalogue: BuyDeps['catalogue'],
  caller: Caller,
  at: { page: number; query: string },
): Promise<Answer> {
  const { products, maintenance } = await catalogue(caller.shopId);
  refuseShopClosed(maintenance);
  return reply(productList(products, at, caller));
}

async function pay({ shop, delivery, recorder }: BuyDeps, caller: Caller, nonce = ''): Promise<Answer> {
  const { shopId, userId, t } = caller;
  const purchase = await recorder.purchase({ shop: shopId }, () => shop.purchase(shopId, { userId, nonce }));
  const goods = await delivery.deliver(purchase.order, caller);
  return reply(`${paidText(purchase, t)}\n${whereText(purchase, goods, t)}`);
}

function whereText({ order }: Purchase, goods: 'dm' | 'private' | 'later', t: Caller['t']): string {
  if (order.gift) return t('buy.giftSent', { user: order.gift.recipientId, how: goods });
  return { dm: t('buy.sentDm'), private: t('buy.sentPrivate'), later: t('buy.onTheWay') }[goods];
}

function paidText({ order, balanceWl }: Purchase, t: Caller['t']): string {
  return t(order.gift ? 'buy.paidGift' : 'buy.paid', {
    quantity: order.quantity,
    name: harmless(order.name),
    total: formatPrice(order.totalWl),
    balance: formatPrice(balanceWl),
    order: order.id,
  });
}

function searchForm(t: Caller['t']): Answer {
  const input = { custom_id: 'query', label: t('buy.searchLabel'), min_length: 1, max_length: MAX_QUERY };
  return { kind: 'modal', modal: form(customId('buy-search-form'), t('buy.searchTitle'), input) };
}

function quantityForm(t: Caller['t'], code = ''): Answer {
  const label = t('buy.quantityLabel', { max: MAX_QUANTITY });
  const input = { custom_id: 'quantity', label, min_length: 1, max_length: 3 };
  return {
    kind: 'modal',
    modal: form(customId('buy-quantity-form', checkCode(code)), t('buy.quantityTitle'), input),
  };
}
