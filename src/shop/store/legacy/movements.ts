import { MAX_REASON_LENGTH } from '../../payment.ts';
import type { LegacyRow } from './shop-db.ts';

interface Movement {
  atMs: number;
  amountWl: number;
  reason: string;
}

const WL_OF = { wl: 1, dl: 100, bgl: 10_000 } as const;
const UNRECORDED = 'not recorded by the Python bot';

/**
 * A wallet's history as movements that end at `balanceWl`. The Python bot wrote the balances before and after as texts and
 * not always: what happened in between stands as a movement of its own, so that every balance it names comes out.
 * @param leave is told of rows whose balances cannot be read
 */
export function replayed(
  rows: readonly LegacyRow[],
  balanceWl: number,
  leave: (row: LegacyRow, why: string) => void,
): Movement[] {
  const movements: Movement[] = [];
  let runningWl = 0;
  let lastMs = 0;
  const move = (toWl: number, reason: string, atMs: number) => {
    if (toWl !== runningWl) movements.push({ atMs, amountWl: toWl - runningWl, reason });
    runningWl = toWl;
    lastMs = atMs;
  };
  for (const row of rows.toSorted(byTime)) {
    const [before, after] = [row['old_balance'], row['new_balance']].map(amountIn);
    if (before === undefined || after === undefined) {
      leave(row, 'its balances cannot be read');
      continue;
    }
    const atMs = timeOf(row['created_at']) ?? lastMs;
    move(before, UNRECORDED, atMs);
    move(after, reasonOf(row), atMs);
  }
  move(balanceWl, UNRECORDED, lastMs);
  return movements;
}

/** WL in a text such as "1 BGL, 2 DL, 5 WL" or "205"; undefined for anything else, and below 0. */
function amountIn(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  const written = String(value ?? '')
    .trim()
    .toLowerCase();
  if (/^\d+$/.test(written)) return Number(written);
  if (!/^(\d[\d,.]*\s*(wl|dl|bgl)s?[\s,/|&+]*)+$/.test(written)) return undefined;
  const parts = written.matchAll(/(?<count>\d[\d,.]*)\s*(?<unit>wl|dl|bgl)/g);
  return Array.from(parts, ({ groups }) => {
    const count = Number(groups?.['count']?.replaceAll(/[,.]/g, ''));
    return count * WL_OF[groups?.['unit'] as keyof typeof WL_OF];
  }).reduce((sum, wl) => sum + wl, 0);
}

function reasonOf(row: LegacyRow): string {
  const said = [row['type'], row['details']].map((value) => String(value ?? '').trim()).filter(Boolean);
  return (said.join(': ') || UNRECORDED)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, MAX_REASON_LENGTH);
}

/** SQLite's CURRENT_TIMESTAMP is UTC without saying so. */
function timeOf(value: unknown): number | undefined {
  const written = String(value ?? '').trim();
  const found = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(written)?.slice(1).map(Number);
  if (!found) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function byTime(a: LegacyRow, b: LegacyRow): number {
  return (timeOf(a['created_at']) ?? 0) - (timeOf(b['created_at']) ?? 0);
}
