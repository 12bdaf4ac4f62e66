import { harmless } from '../languages/harmless.ts';
import type { RoleProblem } from '../shop/store/shop-store.ts';
import type { TextKey, TextValues, Translate } from '../languages/text.ts';
import { type Finding, findingText } from './check-findings.ts';
import { type AskedPermission, BOARD_PERMISSIONS, permissionNames } from './permissions.ts';

/**
 * The troubles that staff hear of, with what their text is made of: names and numbers of ours, never goods, secrets or what
 * a person typed. Keep the data the same while the trouble is: each change edits the message.
 */
export interface TroubleData {
  /** The shop offers less than everything. `why`: names of components. */
  tier: { tier: 'browse' | 'commands' | 'text' | 'maintenance'; why: string };
  /** Calls of this kind are held back because they failed. */
  breaker: { breaker: string };
  /** A paid order waits for its delivery. `since`: seconds since the Unix epoch. */
  delivery: { since: number };
  /** A board cannot be kept up to date, and only a person can help. */
  board: {
    channelId: string;
    reason: 'forbidden' | 'channel_gone' | 'refused';
    missing: readonly AskedPermission[];
  };
  /** A board is not pinned although it should be, and only a person can help. */
  pin: { channelId: string; reason: 'forbidden' | 'channel_gone' | 'refused' };
  /** Messages that announce deposits cannot be read. */
  deposit_source: {
    channelId: string;
    reason: 'content' | 'channel_gone' | 'forbidden';
    missing: readonly AskedPermission[];
  };
  /** Deposits whose GrowID nobody has. */
  deposits_waiting: { count: number };
  /** Payments that a second owner must approve. */
  approvals_waiting: { count: number };
  /** Acts of the staff cannot be posted in the channel for them. */
  audit_channel: { channelId: string; reason: 'forbidden' | 'channel_gone' | 'refused' };
  /** Something that the check found. */
  check: { finding: Finding };
  /** The day's new sessions with Discord run out. `until`: seconds since the Unix epoch. */
  identify: { remaining: number; total: number; until: number };
  /** The database could not be copied, or the copy did not prove itself. */
  backup: { reason: 'damaged' | 'other' };
  /** The connection to Discord does not come back. */
  gateway: Record<string, never>;
  /** So many items are left, or fewer. */
  low_stock: { code: string; bound: number };
  sold_out: { code: string };
  /** Buyers wait for a product's role, and only a person can help. */
  role: { code: string; roleId: string; problem: RoleProblem };
  /** The bot would restart by itself, but did so too often. */
  auto_restart: { cause: string };
}
export type TroubleKind = keyof TroubleData;
/** Told once, without reminders: they are the course of business. */
export const TOLD_ONCE: ReadonlySet<TroubleKind> = new Set(['low_stock', 'sold_out']);
export type Trouble = { [K in TroubleKind]: { kind: K; data: TroubleData[K] } }[TroubleKind];

/** One line about a trouble. Times: Unix milliseconds; `overMs`: when it ended. */
export function troubleLine(
  { trouble, sinceMs, overMs }: { trouble: Trouble; sinceMs: number; overMs?: number | undefined },
  t: Translate,
): string {
  const values: TextValues = { since: `<t:${Math.floor(sinceMs / 1000)}:R>` };
  for (const [key, value] of Object.entries<unknown>({ ...trouble.data })) values[key] = shown(key, value, t);
  const line = t(`notice.${trouble.kind}` satisfies TextKey, values);
  if (overMs === undefined) return line;
  const minutes = Math.round(Math.max(0, overMs - sinceMs) / 60_000);
  return t('notice.over', { line, hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Values that are shown as they are. */
const FREE: ReadonlySet<string> = new Set(['why', 'breaker', 'cause']);

function shown(key: string, value: unknown, t: Translate): string | number {
  if (key === 'since' || key === 'until') return `<t:${String(value)}:R>`;
  if (key === 'finding') return findingText(value as Finding, t);
  if (key === 'problem') return t('role.problem', { problem: String(value) });
  if (key === 'missing') return missingNames(value as readonly AskedPermission[], t);
  if (typeof value === 'number') return value;
  // The others are ids and words that the texts choose by.
  return FREE.has(key) ? harmless(String(value)) : String(value);
}

/** When discord.js sees none missing, any of them may be. */
function missingNames(missing: readonly AskedPermission[], t: Translate): string {
  return permissionNames(missing.length > 0 ? missing : BOARD_PERMISSIONS, t);
}
