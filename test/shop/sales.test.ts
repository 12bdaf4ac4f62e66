import { expect, it } from 'vitest';
import { salesWindow, summarise } from '../../src/shop/sales.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

it('begins the day when the shop’s clock does', () => {
  const nowMs = Date.UTC(2026, 10, 25, 18, 30);
  const utc = salesWindow('day', nowMs, 0);
  expect([utc.fromMs, utc.buckets]).toEqual([Date.UTC(2026, 10, 25), 24]);
  // 01:30 on the 26th in Jakarta.
  const jakarta = salesWindow('day', nowMs, 7);
  expect(jakarta.fromMs).toBe(Date.UTC(2026, 10, 25, 17));
  expect(jakarta.toMs - jakarta.fromMs).toBe(DAY_MS);
});

it('compares with as much time before', () => {
  const week = salesWindow('week', Date.UTC(2026, 10, 25, 12), 0);
  expect(week).toMatchObject({ buckets: 7, bucketMs: DAY_MS, toMs: Date.UTC(2026, 10, 26) });
  expect(week.fromMs - week.beforeMs).toBe(7 * DAY_MS);
});

it('takes what was given back from the stretch in which it was, and puts the best product first', () => {
  const line = { orders: 1, items: 2, refundedWl: 0, name: 'x' };
  const { total, netByBucket, products } = summarise(
    [
      { ...line, bucket: 0, code: 'A', soldWl: 50 },
      { ...line, bucket: 2, code: 'A', soldWl: 0, refundedWl: 50, orders: 0, items: 0 },
      { ...line, bucket: 1, code: 'B', soldWl: 30 },
    ],
    3,
  );
  expect(netByBucket).toEqual([50, 30, -50]);
  expect(total).toEqual({ orders: 2, items: 4, soldWl: 80, refundedWl: 50, netWl: 30 });
  expect(products.map(({ code, netWl }) => [code, netWl])).toEqual([
    ['B', 30],
    ['A', 0],
  ]);
});
