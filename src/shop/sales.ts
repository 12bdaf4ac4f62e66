import type { SalesLine } from './store/shop-store.ts';

export const SALES_PERIODS = ['day', 'week', 'month'] as const;
export type SalesPeriod = (typeof SALES_PERIODS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS: Record<SalesPeriod, number> = { day: 1, week: 7, month: 30 };

/** A time to sum up, cut into stretches, and the one before it to compare with. */
export interface SalesWindow {
  fromMs: number;
  toMs: number;
  bucketMs: number;
  buckets: number;
  /** Where the time before begins; it ends at `fromMs`. */
  beforeMs: number;
}

/**
 * The days up to and with today, as the shop's clock has them: `day` in hours, the others in days.
 * @param utcOffsetHours of the shop's clock
 */
export function salesWindow(period: SalesPeriod, nowMs: number, utcOffsetHours: number): SalesWindow {
  const offsetMs = utcOffsetHours * HOUR_MS;
  const todayMs = Math.floor((nowMs + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
  const days = DAYS[period];
  const toMs = todayMs + DAY_MS;
  const fromMs = toMs - days * DAY_MS;
  const bucketMs = period === 'day' ? HOUR_MS : DAY_MS;
  return { fromMs, toMs, bucketMs, buckets: (toMs - fromMs) / bucketMs, beforeMs: fromMs - days * DAY_MS };
}

export interface SalesSum {
  orders: number;
  items: number;
  soldWl: number;
  refundedWl: number;
  netWl: number;
}
export interface ProductSales extends SalesSum {
  code: string;
  name: string;
}

export interface SalesSummary {
  total: SalesSum;
  /** Net WL of each stretch, refunds in the stretch in which they were made. */
  netByBucket: number[];
  /** Best first. */
  products: ProductSales[];
}

/** Sums up what the store counted. */
export function summarise(lines: readonly SalesLine[], buckets: number): SalesSummary {
  const netByBucket = Array.from({ length: buckets }, () => 0);
  for (const { bucket, soldWl, refundedWl } of lines) {
    netByBucket[bucket] = (netByBucket[bucket] ?? 0) + soldWl - refundedWl;
  }
  const byCode = Map.groupBy(lines, ({ code }) => code);
  const products = Array.from(byCode, ([code, own]) => ({
    code,
    name: own.at(-1)?.name ?? code,
    ...sum(own),
  }));
  return {
    total: sum(lines),
    netByBucket,
    products: products.toSorted((a, b) => b.netWl - a.netWl || a.code.localeCompare(b.code)),
  };
}

function sum(lines: readonly SalesLine[]): SalesSum {
  const total = { orders: 0, items: 0, soldWl: 0, refundedWl: 0 };
  for (const line of lines) {
    total.orders += line.orders;
    total.items += line.items;
    total.soldWl += line.soldWl;
    total.refundedWl += line.refundedWl;
  }
  return { ...total, netWl: total.soldWl - total.refundedWl };
}
