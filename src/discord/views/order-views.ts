import type { RawFile } from 'discord.js';
import { harmless, plain } from '../../languages/harmless.ts';
import { numberRanges } from '../../shop/item-numbers.ts';
import { formatPrice } from '../../shop/money.ts';
import type { OrderRecord, RevealedOrder } from '../../shop/store/shop-store.ts';
import type { Caller, ReplyMessage } from '../handler.ts';
import { timestamp } from './components.ts';

/** Deliveries and refunds that are listed: the last ones. */
const LISTED = 5;
const DESCRIPTION = 4000;

/** An order for the staff, without its goods. */
export function orderView(record: OrderRecord, { t }: Pick<Caller, 't'>): ReplyMessage {
  const { order, deliveries, refunds } = record;
  const lines = [
    t('order.bought', {
      quantity: order.quantity,
      name: harmless(order.name),
      code: order.code,
      price: formatPrice(order.unitPriceWl),
      total: formatPrice(order.totalWl),
      when: timestamp(order.atMs, 'f'),
    }),
    t('order.buyer', { user: order.userId }),
    ...(order.gift ? [t('order.giftTo', { user: order.gift.recipientId })] : []),
    ...itemLines(record, t),
    ...(order.erased ? [t('order.erased')] : []),
    ...deliveries.slice(-LISTED).map((delivery) =>
      t('order.delivery', {
        kind: delivery.kind,
        status: delivery.status,
        when: timestamp(delivery.settledAtMs ?? delivery.createdAtMs, 'f'),
        attempts: delivery.attempts,
        note: harmless(plain(delivery.note ?? 'none', 60)),
      }),
    ),
    ...refunds.slice(-LISTED).map((refund) =>
      t('order.refund', {
        amount: formatPrice(refund.amountWl),
        when: timestamp(refund.atMs, 'f'),
        actor: refund.actorId,
        reason: harmless(plain(refund.reason, 100)),
      }),
    ),
  ];
  const title = t('order.title', { order: order.id });
  return { embeds: [{ title, description: lines.join('\n').slice(0, DESCRIPTION), color: 0x3498db }] };
}

function itemLines({ items }: OrderRecord, t: Caller['t']): string[] {
  const kinds = {
    held: items.filter(({ state }) => state === 'held'),
    replaced: items.filter(({ isReplacement }) => isReplacement),
    returned: items.filter(({ state }) => state === 'returned'),
    voided: items.filter(({ state }) => state === 'voided'),
  };
  return Object.entries(kinds).flatMap(([kind, found]) =>
    found.length === 0
      ? []
      : [t('order.items', { kind, items: numberRanges(found.map(({ number }) => number)) })],
  );
}

/** The goods of an order for the staff, each with its number. */
export function revealedFile({ order, items }: RevealedOrder): RawFile {
  const lines = items.map(({ number, content }) => `${number}: ${content}`);
  return {
    name: `order-${order.id}-items.txt`,
    data: Buffer.from(`${lines.join('\n')}\n`),
    contentType: 'text/plain; charset=utf-8',
  };
}
