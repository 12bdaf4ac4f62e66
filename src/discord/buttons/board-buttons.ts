import type { ShopStore } from '../../shop/store/shop-store.ts';
import { harmless } from '../../languages/harmless.ts';
import { customId } from '../custom-id.ts';
import { type Caller, type ComponentHandler, reply } from '../handler.ts';
import { balanceView, historyView, ordersView, worldView } from '../views/buyer-views.ts';
import { form, goodsFile, timestamp } from '../views/components.ts';

/** The board's buttons but Buy, and what they lead to. */
export function boardButtons(store: ShopStore): ComponentHandler[] {
  return [
    {
      name: 'register',
      effect: 'read',
      shows: 'reply',
      // A form must be the first answer, so nothing is looked up before it.
      answer: ({ t }) => ({ kind: 'modal', modal: registerForm(t) }),
    },
    {
      name: 'register-form',
      effect: 'write',
      shows: 'reply',
      answer: async (caller, input) => reply(await register(store, caller, input.field('growid'))),
    },
    {
      name: 'balance',
      effect: 'read',
      shows: 'reply',
      answer: async (caller) => reply(await balanceView(store, caller)),
    },
    {
      name: 'world',
      effect: 'read',
      shows: 'reply',
      answer: async (caller) => reply(await worldView(store, caller)),
    },
    {
      name: 'history',
      effect: 'read',
      shows: 'reply',
      answer: async (caller) => reply(await historyView(store, caller, 0)),
    },
    {
      name: 'history-page',
      effect: 'read',
      shows: 'update',
      answer: async (caller, { args }) => reply(await historyView(store, caller, pageOf(args[0]))),
    },
    {
      name: 'orders-page',
      effect: 'read',
      shows: 'update',
      answer: async (caller, { args }) => reply(await ordersView(store, caller, pageOf(args[0]))),
    },
    {
      name: 'order-goods',
      effect: 'read',
      shows: 'reply',
      answer: async (caller, { values }) => reply(await goodsAgain(store, caller, Number(values[0]))),
    },
  ];
}

/** Registers the caller and says what changed. */
export async function register(
  store: ShopStore,
  { shopId, userId, t }: Caller,
  wanted: string,
): Promise<string> {
  const { growId, previous } = await store.register(shopId, userId, wanted.trim());
  if (previous === undefined || previous === growId) return t('register.done', { growId: harmless(growId) });
  return t('register.changed', { growId: harmless(growId), previous: harmless(previous) });
}

/** A page number from a custom_id: what is no page is the first. */
export function pageOf(arg: string | undefined): number {
  const page = Number(arg);
  return Number.isSafeInteger(page) && page > 0 ? page : 0;
}

function registerForm(t: Caller['t']) {
  return form(customId('register-form'), t('register.title'), {
    custom_id: 'growid',
    label: t('register.label'),
    placeholder: t('register.placeholder'),
    min_length: 1,
    max_length: 24,
  });
}

async function goodsAgain(store: ShopStore, { shopId, userId, t }: Caller, orderId: number) {
  const { order, items } = await store.orderGoods(shopId, userId, orderId);
  const { id, quantity, name, atMs } = order;
  return {
    content: t('delivery.again', { order: id, quantity, name: harmless(name), when: timestamp(atMs) }),
    files: [goodsFile(order, items)],
  };
}
