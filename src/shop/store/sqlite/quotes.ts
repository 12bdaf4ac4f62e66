import { UserError } from '../../../runtime/errors.ts';
import { refuseProductClosed } from '../../maintenance.ts';
import { checkQuantity } from '../../product.ts';
import type { Quote, QuoteRequest, StockedProduct } from '../shop-store.ts';
import { refuseUnadmitted } from './admission.ts';
import { growIdOf } from './buyers.ts';
import { product } from './catalogue.ts';
import { walletOf } from './ledger.ts';
import { refuseOverLimit } from './purchase-limits.ts';
import type { Transaction } from './transaction.ts';
import { refuseShort } from './wallet.ts';

/** Expired confirmations swept with each new one: more than one, so that they cannot pile up. */
const SWEPT_AT_ONCE = 20;

export function quote(tx: Transaction, shopId: string, request: QuoteRequest): Quote {
  const { userId, code } = request;
  refuseUnadmitted(tx, shopId, userId);
  if (growIdOf(tx, shopId, userId) === undefined) throw new UserError('not_registered', {});
  const priced = product(tx, shopId, code);
  refuseProductClosed(priced);
  const quantity = checkQuantity(request.quantity);
  refuseSoldOut(priced, quantity, request.gift?.recipientId);
  const leftAfter = refuseOverLimit(tx, priced, { userId, quantity });
  const totalWl = priced.priceWl * quantity;
  const balanceWl = walletOf(tx, shopId, userId)?.balanceWl ?? 0;
  refuseShort(balanceWl, totalWl);
  sweepExpired(tx);
  keepConfirmation(tx, shopId, request, priced);
  return { product: priced, quantity, totalWl, balanceWl, balanceAfterWl: balanceWl - totalWl, leftAfter };
}

/** @throws UserError out_of_stock with what is left */
export function refuseSoldOut(
  { name, code, priceWl, free }: Pick<StockedProduct, 'name' | 'code' | 'priceWl' | 'free'>,
  quantity: number,
  recipientId: string | null | undefined,
): void {
  if (free >= quantity) return;
  throw new UserError('out_of_stock', { name, left: free, code, priceWl, recipientId: recipientId ?? '' });
}

/** A buyer may price another quantity under the same nonce until it is spent. */
function keepConfirmation(
  tx: Transaction,
  shopId: string,
  { userId, nonce, quantity, expiresAtMs, gift }: QuoteRequest,
  priced: { id: number; priceWl: number },
): void {
  refuseSpent(tx, shopId, { userId, nonce });
  const kept = tx.run(
    `INSERT INTO confirmations (shop_id, nonce, user_id, product_id, quantity, unit_price_wl, expires_at_ms, recipient_id, gift_from)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (shop_id, nonce) DO UPDATE SET user_id = excluded.user_id, product_id = excluded.product_id,
       quantity = excluded.quantity, unit_price_wl = excluded.unit_price_wl, expires_at_ms = excluded.expires_at_ms,
       recipient_id = excluded.recipient_id, gift_from = excluded.gift_from
     WHERE user_id = excluded.user_id OR expires_at_ms <= ?`,
    shopId,
    nonce,
    userId,
    priced.id,
    quantity,
    priced.priceWl,
    expiresAtMs,
    gift?.recipientId ?? null,
    gift?.from ?? null,
    tx.nowMs,
  );
  if (kept === 0) throw new UserError('confirmation_foreign', {});
}

/** @throws UserError confirmation_used | confirmation_foreign when an order was placed under this nonce */
export function refuseSpent(
  tx: Transaction,
  shopId: string,
  { userId, nonce }: { userId: string; nonce: string },
): void {
  const order = tx.get<{ id: number; user_id: string }>(
    'SELECT id, user_id FROM orders WHERE shop_id = ? AND nonce = ?',
    shopId,
    nonce,
  );
  if (!order) return;
  if (order.user_id !== userId) throw new UserError('confirmation_foreign', {});
  throw new UserError('confirmation_used', { orderId: order.id });
}

function sweepExpired(tx: Transaction): void {
  tx.run(
    `DELETE FROM confirmations WHERE (shop_id, nonce) IN
       (SELECT shop_id, nonce FROM confirmations WHERE expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?)`,
    tx.nowMs,
    SWEPT_AT_ONCE,
  );
}
