import { UserError } from '../../../runtime/errors.ts';
import { refuseProductClosed } from '../../maintenance.ts';
import type { Purchase } from '../shop-store.ts';
import { type Admission, ADMISSION_COLUMNS, refuseAdmission } from './admission.ts';
import { post } from './ledger.ts';
import { maintenanceIn, type MaintenanceRow } from './maintenance.ts';
import { type LimitedProduct, refuseOverLimit } from './purchase-limits.ts';
import { refuseSoldOut, refuseSpent } from './quotes.ts';
import { oweRole } from './role-grants.ts';
import { bumpRevision } from './shops.ts';
import type { Transaction } from './transaction.ts';
import { refuseShort } from './wallet.ts';

/** A confirmation with everything that decides about it, read at once. */
interface Offer extends Admission, MaintenanceRow {
  userId: string;
  quantity: number;
  recipientId: string | null;
  giftFrom: string | null;
  unitPriceWl: number;
  expiresAtMs: number;
  productId: number;
  code: string;
  name: string;
  priceWl: number;
  free: number;
  removedAtMs: number | null;
  buyLimit: number | null;
  limitDays: number | null;
  cooldownMinutes: number | null;
  roleId: string | null;
  walletId: number | null;
  balanceWl: number;
  revenueId: number;
}

export function purchase(
  tx: Transaction,
  shopId: string,
  { userId, nonce }: { userId: string; nonce: string },
): Purchase {
  const offer = readOffer(tx, shopId, nonce);
  if (!offer) {
    refuseSpent(tx, shopId, { userId, nonce });
    throw new UserError('confirmation_expired', {});
  }
  const walletId = refuseUnfit(tx, offer, userId);
  const fresh = { delivery: 'pending', refunded: 0, erased: false } as const;
  const order = { ...orderOf(offer), shopId, userId, atMs: tx.nowMs, ...fresh };
  tx.run('DELETE FROM confirmations WHERE shop_id = ? AND nonce = ?', shopId, nonce);
  const id = tx.insert(
    `INSERT INTO orders (shop_id, user_id, nonce, product_id, code, name, quantity, unit_price_wl, total_wl, at_ms,
       recipient_id, gift_from)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    shopId,
    userId,
    nonce,
    offer.productId,
    order.code,
    order.name,
    order.quantity,
    order.unitPriceWl,
    order.totalWl,
    order.atMs,
    offer.recipientId,
    offer.giftFrom,
  );
  const free = sellItems(tx, shopId, id, offer);
  const { fromBalanceWl: balanceWl } = post(tx, shopId, {
    kind: 'purchase',
    actorId: userId,
    reason: `${order.quantity} × ${order.name}`,
    orderId: id,
    fromId: walletId,
    toId: offer.revenueId,
    amountWl: order.totalWl,
  });
  tx.run(
    'INSERT INTO deliveries (shop_id, order_id, created_at_ms, next_due_at_ms) VALUES (?, ?, ?, ?)',
    shopId,
    id,
    tx.nowMs,
    tx.nowMs,
  );
  if (offer.roleId !== null) oweRole(tx, { ...order, id, productId: offer.productId });
  bumpRevision(tx, shopId);
  return { order: { ...order, id }, balanceWl, free };
}

function readOffer(tx: Transaction, shopId: string, nonce: string): Offer | undefined {
  return tx.get<Offer>(
    `SELECT c.user_id AS userId, c.quantity, c.recipient_id AS recipientId, c.gift_from AS giftFrom, c.unit_price_wl AS unitPriceWl, c.expires_at_ms AS expiresAtMs,
       p.id AS productId, p.code, p.name, p.price_wl AS priceWl, p.free, p.removed_at_ms AS removedAtMs,
       p.buy_limit AS buyLimit, p.limit_days AS limitDays, p.cooldown_minutes AS cooldownMinutes, p.role_id AS roleId,
       w.id AS walletId, coalesce(w.balance_wl, 0) AS balanceWl, r.id AS revenueId,
       p.maintenance_since_ms, p.maintenance_text, p.maintenance_until_ms, ${ADMISSION_COLUMNS}
     FROM confirmations c
     JOIN products p ON p.id = c.product_id
     JOIN ledger_accounts r ON r.shop_id = c.shop_id AND r.kind = 'revenue' AND r.owner = ''
     JOIN shops s ON s.id = c.shop_id
     LEFT JOIN blacklist b ON b.shop_id = c.shop_id AND b.user_id = c.user_id
     LEFT JOIN ledger_accounts w ON w.shop_id = c.shop_id AND w.kind = 'wallet' AND w.owner = c.user_id
     WHERE c.shop_id = ? AND c.nonce = ?`,
    shopId,
    nonce,
  );
}

/** Throws the refusal of an offer that cannot be taken; else the wallet that pays. */
function refuseUnfit(tx: Transaction, offer: Offer, userId: string): number {
  // First, since a swept one can say nothing but this.
  if (offer.expiresAtMs <= tx.nowMs) throw new UserError('confirmation_expired', {});
  if (offer.userId !== userId) throw new UserError('confirmation_foreign', {});
  refuseAdmission(offer, tx.nowMs);
  if (offer.removedAtMs !== null) throw new UserError('product_unknown', { code: offer.code });
  refuseProductClosed({ name: offer.name, maintenance: maintenanceIn(offer, tx.nowMs) });
  if (offer.priceWl !== offer.unitPriceWl) {
    throw new UserError('price_changed', {
      name: offer.name,
      oldPriceWl: offer.unitPriceWl,
      newPriceWl: offer.priceWl,
    });
  }
  refuseSoldOut(offer, offer.quantity, offer.recipientId);
  refuseOverLimit(tx, limitedProduct(offer), offer);
  refuseShort(offer.balanceWl, offer.unitPriceWl * offer.quantity);
  if (offer.walletId === null) throw new Error('a wallet without an account has a balance');
  return offer.walletId;
}

function limitedProduct({ productId, name, buyLimit, limitDays, cooldownMinutes }: Offer): LimitedProduct {
  return {
    id: productId,
    name,
    buyLimit: buyLimit ?? undefined,
    limitDays: limitDays ?? undefined,
    cooldownMinutes: cooldownMinutes ?? undefined,
  };
}

function orderOf({ code, name, quantity, unitPriceWl, recipientId, giftFrom }: Offer) {
  const gift = recipientId === null ? undefined : { recipientId, from: giftFrom ?? '' };
  return { code, name, quantity, unitPriceWl, totalWl: quantity * unitPriceWl, gift };
}

/** Gives the oldest free items to the order; returns how many stay free. */
function sellItems(tx: Transaction, shopId: string, orderId: number, { productId, quantity }: Offer): number {
  const taken = tx.run(
    `INSERT INTO order_items (shop_id, order_id, item_id)
     SELECT ?, ?, id FROM stock_items WHERE product_id = ? AND status = 'free' ORDER BY id LIMIT ?`,
    shopId,
    orderId,
    productId,
    quantity,
  );
  // The count in the product promised them: a difference is damage, and nothing may be sold on it.
  if (taken !== quantity) throw new Error(`product ${productId} has fewer free items than it counts`);
  tx.run(
    "UPDATE stock_items SET status = 'sold' WHERE id IN (SELECT item_id FROM order_items WHERE order_id = ?)",
    orderId,
  );
  const product = tx.get<{ free: number }>(
    'UPDATE products SET free = free - ?, sold = sold + ? WHERE id = ? RETURNING free',
    quantity,
    quantity,
    productId,
  );
  return product?.free ?? 0;
}
