import type { Outbox } from './outbox-worker.ts';
import type { Delivery, DeliveryOutcome, ShopStore } from './store/shop-store.ts';

type DeliveryRows = Pick<ShopStore, 'claimDeliveries' | 'settleDelivery' | 'pendingDeliveries'>;

/** The deliveries of paid orders, one at a time for each order. */
export function deliveryOutbox(store: DeliveryRows): Outbox<Delivery, DeliveryOutcome> {
  return {
    claim: ({ key, ...claim }) =>
      store.claimDeliveries({ ...claim, ...(key !== undefined && { orderId: key }) }),
    settle: (delivery, outcome) => store.settleDelivery(delivery, outcome),
    nextDueAtMs: async () => (await store.pendingDeliveries()).nextDueAtMs,
    keyOf: ({ order }) => order.id,
  };
}
