import { ButtonStyle } from 'discord.js';
import { stockLevel } from '../../board/board-view.ts';
import { harmless, plain } from '../../languages/harmless.ts';
import type { RefusalData } from '../../runtime/errors.ts';
import { formatPrice } from '../../shop/money.ts';
import type { Quote, QuoteRequest, StockedProduct } from '../../shop/store/shop-store.ts';
import { customId } from '../custom-id.ts';
import type { Caller, ReplyMessage } from '../handler.ts';
import { button, row, select, timestamp, userSelect } from './components.ts';
import { pager } from './buyer-views.ts';

/** A select menu holds at most 25 options. */
const OPTIONS = 25;
export const MAX_QUERY = 40;
/** A query travels in custom_ids, encoded: they hold 100 characters. */
const MAX_ENCODED_QUERY = 70;
const EMOJI = { plenty: '🟢', low: '🟡', none: '🔴' } as const;
const QUICK_QUANTITIES = [1, 2, 5, 10];

/** Products whose name or code contains the query, in stock first, else in the catalogue's order. */
export function matching(products: readonly StockedProduct[], query: string): StockedProduct[] {
  const wanted = query.trim().toLowerCase();
  return products
    .filter(({ name, code }) => `${name} ${code}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.free > 0) - Number(a.free > 0));
}

/** A query short enough for a custom_id. */
export function shortQuery(typed: string): string {
  let query = [...typed.trim()];
  while (encodeURIComponent(query.join('')).length > MAX_ENCODED_QUERY) query = query.slice(0, -1);
  return query.join('');
}

/** The list to choose from; a menu a page of 25, and a search where there are more. */
export function productList(
  products: readonly StockedProduct[],
  { page, query }: { page: number; query: string },
  { t }: Caller,
): ReplyMessage {
  if (products.length === 0) return { content: t('buy.nothing') };
  const found = matching(products, query);
  const pages = Math.max(1, Math.ceil(found.length / OPTIONS));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const options = found.slice(shown * OPTIONS, (shown + 1) * OPTIONS).map((product) => option(product, t));
  const title = query ? t('buy.chooseFiltered', { query: harmless(query) }) : t('buy.choose');
  const where = pages > 1 ? `\n${t('buy.page', { page: shown + 1, pages })}` : '';
  const search = row(
    button(customId('buy-search'), t('button.search'), { emoji: '🔎' }),
    ...(query ? [button(customId('buy-list', 0, ''), t('button.back'))] : []),
  );
  return {
    content: found.length > 0 ? `${title}${where}` : t('buy.noMatch', { query: harmless(query) }),
    components: [
      ...(options.length > 0 ? [row(select(customId('buy-choose'), t('buy.placeholder'), options))] : []),
      ...(pages > 1 ? [pager('buy-list', shown, pages, { t }, query)] : []),
      ...(products.length > OPTIONS ? [search] : []),
    ],
  };
}

function option(product: StockedProduct, t: Caller['t']) {
  const { code, name, priceWl, free, featured, maintenance } = product;
  return {
    value: code,
    label: plain(featured ? `⭐ ${name}` : name, 100),
    description: t(maintenance ? 'buy.closedOption' : 'buy.option', { price: formatPrice(priceWl), free }),
    emoji: { name: maintenance ? '🔧' : EMOJI[stockLevel(product)] },
  };
}

/** How many of one product? */
export function quantityView(product: StockedProduct, { t }: Caller): ReplyMessage {
  const { code, name, priceWl, free, description } = product;
  const about = description ? `\n> ${harmless(description)}` : '';
  const quick = QUICK_QUANTITIES.filter((quantity) => quantity <= free);
  return {
    content: t('buy.quantity', { name: harmless(name), price: formatPrice(priceWl), free }) + about,
    components: [
      row(
        ...quick.map((quantity) =>
          button(customId('buy-quantity', code, quantity), String(quantity), { style: ButtonStyle.Primary }),
        ),
        button(customId('buy-other', code), t('button.other'), { emoji: '✏️' }),
      ),
      row(button(customId('buy-list', 0, ''), t('button.back'))),
    ],
  };
}

/** The step before money moves: total and balance after. */
export function confirmView(
  quote: Quote,
  { nonce, expiresAtMs, gift }: Pick<QuoteRequest, 'nonce' | 'expiresAtMs' | 'gift'>,
  { t }: Caller,
): ReplyMessage {
  const { code } = quote.product;
  const description = t('buy.confirm', {
    quantity: quote.quantity,
    name: harmless(quote.product.name),
    price: formatPrice(quote.product.priceWl),
    total: formatPrice(quote.totalWl),
    balance: formatPrice(quote.balanceWl),
    after: formatPrice(quote.balanceAfterWl),
  });
  const { buyLimit = 0, limitDays = 0, cooldownMinutes = 0 } = quote.product;
  const limits = [
    ...(quote.leftAfter === undefined
      ? []
      : [t('buy.limit', { limit: buyLimit, days: limitDays, left: quote.leftAfter })]),
    ...(cooldownMinutes > 0 ? [t('buy.cooldown', cooldownValues(cooldownMinutes))] : []),
  ];
  const forWhom = gift ? [t('buy.giftFor', { user: gift.recipientId })] : [];
  const until = t('buy.confirmUntil', { when: timestamp(expiresAtMs) });
  return {
    embeds: [
      {
        title: t('buy.confirmTitle'),
        description: [description, ...forWhom, ...limits, '', until].join('\n'),
        color: 0xf1c40f,
      },
    ],
    components: [
      row(
        button(customId('buy-confirm', nonce), t('button.confirm'), {
          style: ButtonStyle.Success,
          emoji: '✅',
        }),
        ...(gift
          ? []
          : [button(customId('buy-gift', code, quote.quantity), t('button.gift'), { emoji: '🎁' })]),
        button(customId('buy-cancel'), t('button.cancel'), { style: ButtonStyle.Danger }),
      ),
    ],
  };
}

/** Who gets it? */
export function giftView(code: string, quantity: number, { t }: Caller): ReplyMessage {
  return {
    content: t('buy.giftWho'),
    components: [
      row(userSelect(customId('buy-gift-to', code, quantity), t('buy.giftPlaceholder'))),
      row(button(customId('buy-quantity', code, quantity), t('button.forMyself'))),
    ],
  };
}

/** What goes with "only 3 left": those 3, in one click; or a message when there are some again. */
export function shortageButtons(
  { code, left, priceWl, recipientId }: RefusalData['out_of_stock'],
  { t }: Pick<Caller, 't'>,
): ReplyMessage['components'] & {} {
  if (left === 0) return [row(button(customId('notify', code), t('button.notify'), { emoji: '🔔' }))];
  const id = customId('buy-quantity', code, left, ...(recipientId ? [recipientId] : []));
  const label = t('button.takeLeft', { left, price: formatPrice(left * priceWl) });
  return [row(button(id, label, { style: ButtonStyle.Primary }))];
}

/** Minutes in the largest units. */
function cooldownValues(minutes: number) {
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
}
