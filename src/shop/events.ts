import type { SpanContext } from '@opentelemetry/api';

/** What happened in a shop; published after the commit, as a nudge: a listener reads the store again. */
export interface ShopEvents {
  /** Products, prices or the number of free items changed. `cause` is the span that changed them, for the board's link. */
  'stock.changed': { shopId: string; committedAtMs: number; cause: SpanContext | undefined };
  /** Deposits came or were settled, or a payment waits for approval or no longer does. */
  'money.changed': { shopId: string };
  /** Deposits are announced somewhere else, or nowhere any more. */
  'deposit_source.changed': { shopId: string };
}
