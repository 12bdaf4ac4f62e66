import { UserError } from '../../../runtime/errors.ts';
import { checkReason } from '../../payment.ts';
import type { ItemsRequest, Order, Replacement } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { deliverAgain, type MendedOrder, orderOf, orderToMend } from './order-care.ts';
import { chosenItems, endItems, type OrderItem } from './order-items.ts';
import { itemsOf } from './orders.ts';
import { bumpRevision } from './shops.ts';
import type { Transaction } from './transaction.ts';

export function replaceItems(tx: Transaction, shopId: string, request: ItemsRequest): Replacement {
  const { orderId, actorId } = request;
  const reason = checkReason(request.reason);
  const order = orderToMend(tx, shopId, orderId);
  const chosen = chosenItems(tx, orderId, request.items);
  if (order.productIsRemoved) throw new UserError('product_unknown', { code: order.code });
  const fresh = freeItems(tx, order, chosen.length);
  endItems(tx, order, chosen, 'replaced');
  const deliveryId = deliverAgain(tx, order, 'replacement');
  chosen.forEach((item, index) => giveInstead(tx, order, { item, itemId: fresh[index] ?? 0, deliveryId }));
  tx.run(
    'UPDATE products SET free = free - ?1, sold = sold + ?1 WHERE id = ?2',
    fresh.length,
    order.productId,
  );
  bumpRevision(tx, shopId);
  const items = chosen.map(({ number }) => number);
  recordAct(tx, shopId, {
    actorId,
    action: 'order.replace',
    subject: String(orderId),
    before: undefined,
    after: { items, reason },
  });
  return { order: orderOf(tx, shopId, orderId), items };
}

/** The oldest free items; none that this order had before. @throws UserError replacement_short */
function freeItems(tx: Transaction, order: MendedOrder, count: number): number[] {
  const ids = tx
    .all<{ id: number }>(
      `SELECT id FROM stock_items WHERE product_id = ?1 AND status = 'free'
         AND id NOT IN (SELECT item_id FROM order_items WHERE order_id = ?2) ORDER BY id LIMIT ?3`,
      order.productId,
      order.id,
      count,
    )
    .map(({ id }) => id);
  if (ids.length < count) throw new UserError('replacement_short', { name: order.name, left: ids.length });
  return ids;
}

function giveInstead(
  tx: Transaction,
  { id, shopId }: MendedOrder,
  given: { item: OrderItem; itemId: number; deliveryId: number | undefined },
): void {
  tx.run(
    'INSERT INTO order_items (shop_id, order_id, item_id, instead_of, replacement_id) VALUES (?, ?, ?, ?, ?)',
    shopId,
    id,
    given.itemId,
    given.item.rootId,
    given.deliveryId ?? null,
  );
  tx.run("UPDATE stock_items SET status = 'sold' WHERE id = ?", given.itemId);
}

export function resendOrder(tx: Transaction, shopId: string, orderId: number, actorId: string): Order {
  const order = orderToMend(tx, shopId, orderId);
  if (order.refunded === order.quantity) throw new UserError('items_refunded', { orderId });
  if (itemsOf(tx, orderId).length === 0) throw new UserError('order_erased', { orderId });
  deliverAgain(tx, order, 'resend');
  recordAct(tx, shopId, {
    actorId,
    action: 'order.resend',
    subject: String(orderId),
    before: undefined,
    after: { to: order.gift?.recipientId ?? order.userId },
  });
  return orderOf(tx, shopId, orderId);
}
