import type { Order } from './orders.ts';

/** The outbox of paid orders. */
export interface DeliveryStore {
  /** Leases due, undelivered deliveries to this caller: nobody else gets them until the lease ends. `orderId` narrows it to one. */
  claimDeliveries(claim: {
    leaseMs: number;
    limit: number;
    orderId?: number;
    shopId?: string;
  }): Promise<Delivery[]>;
  /** Ends or postpones a leased delivery; false when the lease was no longer this caller's (`lease` is in the claimed row). */
  settleDelivery(delivery: Pick<Delivery, 'id' | 'lease'>, outcome: DeliveryOutcome): Promise<boolean>;
  /** Shops with paid orders from before a moment that are still undelivered, and since when the oldest of each waits. */
  stuckDeliveries(beforeMs: number): Promise<{ shopId: string; oldestCreatedAtMs: number }[]>;
  /** How many orders wait for delivery and since when the oldest does. */
  pendingDeliveries(): Promise<{
    count: number;
    oldestCreatedAtMs: number | undefined;
    nextDueAtMs: number | undefined;
  }>;
}

export interface Delivery {
  id: number;
  lease: string;
  /** How often it was claimed, this time included. */
  attempts: number;
  createdAtMs: number;
  /** The goods of an order, the same again, or only what was given in exchange for defective items. */
  kind: 'order' | 'resend' | 'replacement';
  order: Order;
  items: string[];
}

export type DeliveryOutcome =
  | { kind: 'delivered'; how: 'dm' | 'private' }
  | { kind: 'retrievable'; reason: string }
  | Postponed;

/** It was not sent, and is due again at `untilMs`. */
export interface Postponed {
  kind: 'postponed';
  untilMs: number;
  reason: string;
}
