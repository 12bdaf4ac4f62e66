import type { Postponed } from './deliveries.ts';
import type { StockedProduct } from './catalogue.ts';

/** Who wants to hear that a product is back; one message each time that it comes back. */
export interface RestockStore {
  /** Asking twice is asking once. @throws UserError product_unknown | opted_out */
  subscribe(shopId: string, userId: string, code: string): Promise<StockedProduct>;
  /** @returns false when nothing was asked for */
  unsubscribe(shopId: string, userId: string, code: string): Promise<boolean>;
  /** Leases due notices to this caller. What is sold out again by now, or was removed, needs none. */
  claimRestockNotices(claim: { leaseMs: number; limit: number }): Promise<RestockNotice[]>;
  /** False when the lease was no longer this caller's. Whoever takes no direct messages is not tried again. */
  settleRestockNotice(
    notice: Pick<RestockNotice, 'id' | 'lease'>,
    outcome: { kind: 'sent' } | { kind: 'closed' } | Postponed,
  ): Promise<boolean>;
  /** When the next notice is due. */
  nextRestockNoticeMs(): Promise<number | undefined>;
}

export interface RestockNotice {
  id: number;
  lease: string;
  attempts: number;
  shopId: string;
  userId: string;
  /** Which time it came back: with the id, one message. */
  restocks: number;
  code: string;
  name: string;
  priceWl: number;
  free: number;
}
