import { ERROR_KINDS } from './error-kind.ts';

/** The closed label sets of the metrics. A value outside its set is counted under `other`, so that series stay bounded. */
export const COMPONENTS = [
  'app',
  'board',
  'button',
  'command',
  'delivery',
  'deposit',
  'gateway',
  'http',
  'interaction',
  'rest',
  'shop',
  'store',
  'other',
] as const;
export type Component = (typeof COMPONENTS)[number];

export const KINDS = ['button', 'select', 'modal', 'command', 'autocomplete', 'text'] as const;
/** How a person speaks to the bot. */
export type Kind = (typeof KINDS)[number];

export const EMBED_RESULTS = ['ok', 'noop', 'retryable', 'fatal'] as const;
export type EmbedResult = (typeof EMBED_RESULTS)[number];

export const PURCHASE_RESULTS = ['ok', 'rejected', 'duplicate', 'error'] as const;
export type PurchaseResult = (typeof PURCHASE_RESULTS)[number];

export const DELIVERY_RESULTS = ['dm', 'private', 'retrievable', 'postponed', 'error'] as const;
export type DeliveryResult = (typeof DELIVERY_RESULTS)[number];

/** Who announced a deposit: a message in Discord, or a request to the HTTP hook. */
export const DEPOSIT_SOURCES = ['message', 'hook'] as const;
export type DepositSourceKind = (typeof DEPOSIT_SOURCES)[number];
/** `ignored`: no deposit at all; `refused`: one that is not taken; `duplicate`: taken before. */
export const DEPOSIT_RESULTS = ['credited', 'waiting', 'duplicate', 'ignored', 'refused', 'error'] as const;
export type DepositResult = (typeof DEPOSIT_RESULTS)[number];

export const RATE_LIMIT_SCOPES = ['user', 'global', 'shared'] as const;
export type RateLimitScope = (typeof RATE_LIMIT_SCOPES)[number] | 'none';

/** Status classes; the three that count towards Discord's invalid-request ban stand alone (429 has a series a scope). */
export const REST_STATUSES = ['2xx', '401', '403', '4xx', '5xx', 'error'] as const;

export const RETRY_OPERATIONS = [
  'acknowledge',
  'reply',
  'board_edit',
  'delivery',
  'commands',
  'notice',
  'deposits',
  'login',
  'other',
] as const;
export const RETRY_REASONS = ERROR_KINDS;

/** Operations of the store that have series of their own, by the name of the method. */
export const DB_OPERATIONS = [
  'catalogue',
  'buyer',
  'quote',
  'purchase',
  'register',
  'credit',
  'debit',
  'addProduct',
  'editProduct',
  'removeProduct',
  'addStock',
  'history',
  'orders',
  'orderGoods',
  'claimDeliveries',
  'settleDelivery',
  'saveBoard',
  'canary',
  'verify',
  'other',
] as const;
/** Operations that never refuse anybody: they have no `refused` series. */
export const DB_NEVER_REFUSED: ReadonlySet<string> = new Set([
  'catalogue',
  'buyer',
  'history',
  'orders',
  'claimDeliveries',
  'settleDelivery',
  'saveBoard',
  'canary',
  'verify',
]);

/** The namespaces of the cache. */
export const CACHES = ['catalogue', 'dm_channels'] as const;

export const BREAKERS = ['board_edit', 'delivery', 'reply', 'commands', 'notice', 'deposits'] as const;
export const BREAKER_STATES = ['closed', 'open', 'half_open', 'isolated'] as const;
export const TIERS = ['full', 'browse', 'commands', 'text', 'maintenance'] as const;

/** Why the process restarted itself: an owner's command, or a cause inside the process. */
export const RESTART_REASONS = ['command', 'errors', 'event_loop', 'memory', 'gateway', 'other'] as const;
export type RestartReason = (typeof RESTART_REASONS)[number];

export const LEDGER_CHECKS = [
  'accounts_sum',
  'entry_balanced',
  'wallet_negative',
  'stock_counts',
  'item_orders',
  'order_items',
  'paid_delivery',
  'deposit_paid',
  'other',
] as const;

/** The value when the set holds it, else `other`. */
export function within(set: readonly string[], value: string): string {
  return set.includes(value) ? value : 'other';
}

/** The class of an HTTP status as a label: exact for 401, 403 and 429. */
export function statusLabel(status: number | 'error'): string {
  if (status === 'error') return status;
  if (status === 401 || status === 403 || status === 429) return String(status);
  if (status >= 500) return '5xx';
  return status >= 400 ? '4xx' : '2xx';
}

const CAPPED_LABELS = 20;

/** Hands out the first 20 values of a configured label (board, shard) as they are and `other` from then on. */
export class CappedLabel {
  readonly #known = new Set<string>();

  /** @returns `value`, or `other` when 20 different ones were seen before it */
  of(value: string): string {
    if (this.#known.has(value)) return value;
    if (this.#known.size >= CAPPED_LABELS) return 'other';
    this.#known.add(value);
    return value;
  }
}
