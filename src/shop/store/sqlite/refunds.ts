import { UserError } from '../../../runtime/errors.ts';
import { checkReason } from '../../payment.ts';
import type { Refund, RefundRequest } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { openWallet, post, revenueAccount } from './ledger.ts';
import { cancelEmptyDeliveries, type MendedOrder, orderOf, orderToMend } from './order-care.ts';
import { chosenItems, endItems } from './order-items.ts';
import { bumpRevision } from './shops.ts';
import type { Transaction } from './transaction.ts';

export function refundOrder(tx: Transaction, shopId: string, request: RefundRequest): Refund {
  const { orderId, actorId } = request;
  const reason = checkReason(request.reason);
  const order = orderToMend(tx, shopId, orderId);
  const chosen = chosenItems(tx, orderId, request.items);
  const goods = goodsGo(order, request.goods);
  const items = chosen.map(({ number }) => number);
  const amountWl = items.length * order.unitPriceWl;
  endItems(tx, order, chosen, goods === 'return' ? 'returned' : 'voided');
  tx.run('UPDATE orders SET refunded = refunded + ? WHERE id = ?', items.length, orderId);
  post(tx, shopId, {
    kind: 'refund',
    actorId,
    reason,
    orderId,
    // An item is refunded once; that its numbers make the key lets the ledger itself refuse a second time.
    key: `refund:${orderId}:${items.join(',')}`,
    fromId: revenueAccount(tx, shopId).id,
    toId: openWallet(tx, shopId, order.userId).id,
    amountWl,
  });
  cancelEmptyDeliveries(tx, orderId);
  if (goods === 'return') bumpRevision(tx, shopId);
  recordAct(tx, shopId, {
    actorId,
    action: 'order.refund',
    subject: String(orderId),
    before: { refunded: order.refunded },
    after: { refunded: order.refunded + items.length, items, amountWl, goods, reason },
  });
  return { order: orderOf(tx, shopId, orderId), items, amountWl, goods };
}

/** Where the goods of a refund go. @throws UserError goods_seen | product_unknown when they can't go where they are wanted */
function goodsGo(order: MendedOrder, wanted: RefundRequest['goods']): 'return' | 'void' {
  const canReturn = order.isUnseen && !order.productIsRemoved;
  if (wanted === undefined) return canReturn ? 'return' : 'void';
  if (wanted === 'return' && !order.isUnseen) throw new UserError('goods_seen', { orderId: order.id });
  if (wanted === 'return' && order.productIsRemoved) throw new UserError('product_unknown', order);
  return wanted;
}
