import { ApplicationCommandOptionType as Type } from 'discord.js';
import { harmless } from '../../languages/harmless.ts';
import { type Clock, isoTime } from '../../runtime/clock.ts';
import { formatPrice } from '../../shop/money.ts';
import {
  SALES_PERIODS,
  type SalesPeriod,
  salesWindow,
  type SalesWindow,
  summarise,
} from '../../shop/sales.ts';
import type { Order, ShopStore } from '../../shop/store/shop-store.ts';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { barChart } from '../views/sales-chart.ts';
import { timestamp } from '../views/components.ts';
import { csvFile } from '../views/csv-file.ts';
import { command, named, required, subcommand } from './definition.ts';

const DAY_MS = 86_400_000;
const TOP_PRODUCTS = 10;
/** Orders read at once: the loop turns between. */
const BATCH = 1000;
/** Some 8 MiB of CSV: Discord takes 10. */
const MAX_ORDERS = 60_000;

export const salesDefinition = command('command.sales', [
  subcommand('command.sales.summary', [
    {
      type: Type.String,
      ...named('option.period'),
      choices: SALES_PERIODS.map((period) => ({ name: period, value: period })),
    },
  ]),
  subcommand('command.sales.export', [
    { type: Type.Integer, ...named('option.days'), ...required, min_value: 1, max_value: 3650 },
  ]),
]);

export interface SalesCommandsDeps {
  store: Pick<ShopStore, 'sales' | 'ordersBetween'>;
  clock: Clock;
  /** Hours by which the shop's clock is ahead of UTC. */
  utcOffsetHours: () => number;
}

/** What the shop earned, as a picture and as a table. */
export function salesCommands(deps: SalesCommandsDeps): CommandHandler[] {
  const owner = { effect: 'read', needs: 'owner' } as const;
  return [
    { path: 'sales summary', ...owner, answer: (caller, options) => summary(deps, caller, options) },
    { path: 'sales export', ...owner, answer: (caller, options) => exported(deps, caller, options) },
  ];
}

async function summary(
  { store, clock, utcOffsetHours }: SalesCommandsDeps,
  { shopId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const period = SALES_PERIODS.find((one) => one === options.getString('period')) ?? 'day';
  const window = salesWindow(period, clock.now(), utcOffsetHours());
  const { fromMs, toMs, bucketMs, buckets, beforeMs } = window;
  const now = summarise(await store.sales(shopId, { fromMs, toMs, bucketMs }), buckets);
  const before = summarise(await store.sales(shopId, { fromMs: beforeMs, toMs: fromMs, bucketMs }), buckets);
  const { netWl, soldWl, refundedWl, orders, items } = now.total;
  const total = t('sales.total', {
    net: formatPrice(netWl),
    sold: formatPrice(soldWl),
    refunded: formatPrice(refundedWl),
    orders,
    items,
    before: formatPrice(before.total.netWl),
  });
  const best = now.products.slice(0, TOP_PRODUCTS).map((product) =>
    t('sales.product', {
      name: harmless(product.name),
      code: product.code,
      items: product.items,
      net: formatPrice(product.netWl),
    }),
  );
  const chart = await barChart(
    barsOf(now.netByBucket, window, { period, utcOffsetHours: utcOffsetHours() }),
    'WL',
  );
  return reply({
    embeds: [
      {
        title: t('sales.title', { period }),
        description: [total, ...best].join('\n'),
        color: 0x3498db,
        image: { url: 'attachment://sales.png' },
      },
    ],
    files: [{ name: 'sales.png', data: chart, contentType: 'image/png' }],
  });
}

/** Hours as `14`, days as `11-25`, by the shop's clock. */
function barsOf(
  values: readonly number[],
  { fromMs, bucketMs }: SalesWindow,
  { period, utcOffsetHours }: { period: SalesPeriod; utcOffsetHours: number },
) {
  return values.map((value, index) => {
    const local = isoTime(fromMs + index * bucketMs + utcOffsetHours * 3_600_000);
    return { label: period === 'day' ? local.slice(11, 13) : local.slice(5, 10), value };
  });
}

async function exported(
  { store, clock }: SalesCommandsDeps,
  { shopId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const days = options.getInteger('days', true);
  const toMs = clock.now() + 1;
  const fromMs = toMs - days * DAY_MS;
  const orders: Order[] = [];
  for (;;) {
    const batch = await store.ordersBetween(shopId, {
      fromMs,
      toMs,
      afterId: orders.at(-1)?.id ?? 0,
      limit: BATCH,
    });
    orders.push(...batch);
    if (batch.length < BATCH || orders.length >= MAX_ORDERS) break;
    await clock.sleep(0);
  }
  if (orders.length === 0) return reply(t('sales.noOrders', { from: timestamp(fromMs, 'f') }));
  const text = t('sales.exported', { orders: orders.length, from: timestamp(fromMs, 'f') });
  const content = orders.length >= MAX_ORDERS ? `${text}\n${t('sales.cut', { orders: MAX_ORDERS })}` : text;
  return reply({
    content,
    files: [await csvFile(`orders-${days}d.csv`, [COLUMNS, ...rowsOf(orders)])],
  });
}

const COLUMNS = [
  'order',
  'time',
  'buyer',
  'code',
  'name',
  'quantity',
  'unit_price_wl',
  'total_wl',
  'delivery',
] as const;

function rowsOf(orders: readonly Order[]) {
  return orders.map(({ id, atMs, userId, code, name, quantity, unitPriceWl, totalWl, delivery }) => [
    id,
    isoTime(atMs),
    // A spreadsheet would round a number of 19 digits.
    `id ${userId}`,
    code,
    name,
    quantity,
    unitPriceWl,
    totalWl,
    delivery,
  ]);
}
