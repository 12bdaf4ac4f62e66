import { harmless, plain } from '../../languages/harmless.ts';
import { formatPrice } from '../../shop/money.ts';
import type { Order, ShopStore, WalletEntry } from '../../shop/store/shop-store.ts';
import { customId } from '../custom-id.ts';
import type { Caller, ReplyMessage } from '../handler.ts';
import { button, row, select, timestamp } from './components.ts';

const COLOUR = 0x3498db;
const HISTORY_PAGE = 10;
const ORDERS_PAGE = 10;

export async function balanceView(store: ShopStore, { shopId, userId, t }: Caller): Promise<ReplyMessage> {
  const { balanceWl, growId } = await store.buyer(shopId, userId);
  const who = growId ? t('balance.growId', { growId: harmless(growId) }) : t('balance.unregistered');
  const description = `${t('balance.body', { balance: formatPrice(balanceWl), exact: balanceWl })}\n${who}`;
  return { embeds: [{ title: t('balance.title'), description, color: COLOUR }] };
}

export async function worldView(store: ShopStore, { shopId, t }: Caller): Promise<ReplyMessage> {
  const worlds = await store.worlds(shopId);
  const lines = worlds.map(({ name, owner, bot }) =>
    t('world.entry', {
      name: harmless(name),
      owner: harmless(owner ?? ''),
      bot: harmless(bot ?? ''),
      hasOwner: owner ? 'yes' : 'no',
      hasBot: bot ? 'yes' : 'no',
    }),
  );
  const description = lines.length > 0 ? lines.join('\n') : t('world.none');
  return { embeds: [{ title: t('world.title'), description: description.slice(0, 4000), color: COLOUR }] };
}

/** A page of wallet movements; `page` counts from 0. */
export async function historyView(store: ShopStore, caller: Caller, page: number): Promise<ReplyMessage> {
  const { shopId, userId, t } = caller;
  const window = { offset: page * HISTORY_PAGE, limit: HISTORY_PAGE };
  const { entries, total } = await store.history(shopId, userId, window);
  const lines = entries.map((entry) => historyLine(entry, caller));
  const pages = Math.max(1, Math.ceil(total / HISTORY_PAGE));
  return {
    embeds: [
      {
        title: t('history.title'),
        description: lines.join('\n') || t('history.none'),
        color: COLOUR,
        ...(pages > 1 && { footer: { text: t('buy.page', { page: page + 1, pages }) } }),
      },
    ],
    components: pages > 1 ? [pager('history-page', page, pages, caller)] : [],
  };
}

/** One movement of a wallet. */
export function historyLine(
  { atMs, amountWl, balanceAfterWl, kind, orderId, reason }: WalletEntry,
  { t }: Pick<Caller, 't'>,
): string {
  const what = t('history.kind', { kind, order: orderId ?? 0 });
  const why = orderId === undefined && reason ? ` (${harmless(plain(reason, 60))})` : '';
  return t('history.entry', {
    when: timestamp(atMs),
    sign: amountWl < 0 ? '−' : '+',
    amount: formatPrice(Math.abs(amountWl)),
    what: `${what}${why}`,
    balance: formatPrice(balanceAfterWl),
  });
}

/** A page of what somebody bought and was given, with menus that show the goods again and buy the same again. */
export async function ordersView(store: ShopStore, caller: Caller, page: number): Promise<ReplyMessage> {
  const { shopId, userId, t } = caller;
  const window = { offset: page * ORDERS_PAGE, limit: ORDERS_PAGE };
  const { orders, total } = await store.orders(shopId, userId, window);
  if (total === 0) return { content: t('orders.none') };
  const pages = Math.max(1, Math.ceil(total / ORDERS_PAGE));
  const withGoods = orders.filter((order) => hasGoodsFor(order, userId));
  const bought = orders.filter((order) => order.userId === userId);
  return {
    embeds: [
      {
        title: t('orders.title'),
        description: orders.map((order) => orderLine(order, caller)).join('\n') || t('orders.none'),
        color: COLOUR,
        ...(pages > 1 && { footer: { text: t('buy.page', { page: page + 1, pages }) } }),
      },
    ],
    components: [
      ...orderMenu('order-goods', t('orders.placeholder'), withGoods),
      ...orderMenu('buy-again', t('orders.again'), bought),
      ...(pages > 1 ? [pager('orders-page', page, pages, caller)] : []),
    ],
  };
}

/** A gift's goods are its recipient's; refunded and erased ones are nobody's. */
function hasGoodsFor({ userId, gift, refunded, quantity, erased }: Order, viewerId: string): boolean {
  return (gift?.recipientId ?? userId) === viewerId && refunded < quantity && !erased;
}

function orderMenu(name: string, placeholder: string, orders: readonly Order[]) {
  if (orders.length === 0) return [];
  const options = orders.map(({ id, quantity, name: product }) => ({
    value: String(id),
    label: plain(`#${id} · ${quantity} × ${product}`, 100),
  }));
  return [row(select(customId(name), placeholder, options))];
}

function orderLine(order: Order, { userId, t }: Caller): string {
  const { gift, quantity, refunded, erased } = order;
  const line = t('orders.entry', {
    order: order.id,
    quantity,
    name: harmless(order.name),
    total: formatPrice(order.totalWl),
    when: timestamp(order.atMs),
  });
  const isGiver = order.userId === userId;
  const notes = [
    ...(gift
      ? [
          t(isGiver ? 'orders.giftTo' : 'orders.giftFrom', {
            user: isGiver ? gift.recipientId : order.userId,
          }),
        ]
      : []),
    ...(refunded > 0 ? [t('orders.refunded', { refunded, quantity })] : []),
    ...(erased ? [t('orders.erased')] : []),
  ];
  return [line, ...notes].join(' · ');
}

/** Previous and next; `name` is the component that shows another page. */
export function pager(
  name: string,
  page: number,
  pages: number,
  { t }: Pick<Caller, 't'>,
  ...args: string[]
) {
  return row(
    button(customId(name, page - 1, ...args), t('button.previous'), { emoji: '◀️', disabled: page <= 0 }),
    button(customId(name, page + 1, ...args), t('button.next'), { emoji: '▶️', disabled: page >= pages - 1 }),
  );
}
