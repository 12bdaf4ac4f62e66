import { UserError } from '../../../runtime/errors.ts';
import type { Product } from '../shop-store.ts';
import type { Transaction } from './transaction.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What limits a buyer's orders of a product. */
export type LimitedProduct = Pick<Product, 'id' | 'name' | 'buyLimit' | 'limitDays' | 'cooldownMinutes'>;

/**
 * How many more of a limited product the buyer may have after this order; undefined where nothing limits that. What was
 * refunded does not count. Reads nothing for a product without limits.
 * @throws UserError limit_reached | cooling_down with when it ends
 */
export function refuseOverLimit(
  tx: Transaction,
  product: LimitedProduct,
  { userId, quantity }: { userId: string; quantity: number },
): number | undefined {
  refuseTooSoon(tx, product, userId);
  const { id, name, buyLimit, limitDays } = product;
  if (buyLimit === undefined) return undefined;
  const windowMs = limitDays === undefined ? undefined : limitDays * DAY_MS;
  const { bought, firstMs } = boughtSince(tx, { productId: id, userId, sinceMs: windowStart(tx, windowMs) });
  const left = Math.max(0, buyLimit - bought);
  if (quantity <= left) return left - quantity;
  // The first of the counted orders is the first to leave the window.
  const againAtMs = windowMs === undefined || firstMs === null ? 0 : firstMs + windowMs;
  throw new UserError('limit_reached', { name, limit: buyLimit, left, days: limitDays ?? 0, againAtMs });
}

function refuseTooSoon(tx: Transaction, { id, name, cooldownMinutes }: LimitedProduct, userId: string): void {
  if (cooldownMinutes === undefined) return;
  const waitMs = cooldownMinutes * MINUTE_MS;
  const { lastMs } = boughtSince(tx, { productId: id, userId, sinceMs: tx.nowMs - waitMs });
  if (lastMs !== null) throw new UserError('cooling_down', { name, untilMs: lastMs + waitMs });
}

function windowStart(tx: Transaction, windowMs: number | undefined): number {
  return windowMs === undefined ? Number.MIN_SAFE_INTEGER : tx.nowMs - windowMs;
}

function boughtSince(
  tx: Transaction,
  { productId, userId, sinceMs }: { productId: number; userId: string; sinceMs: number },
): { bought: number; firstMs: number | null; lastMs: number | null } {
  const row = tx.get<{ bought: number; firstMs: number | null; lastMs: number | null }>(
    `SELECT coalesce(sum(o.quantity - o.refunded), 0) AS bought, min(o.at_ms) AS firstMs, max(o.at_ms) AS lastMs
     FROM products p JOIN orders o ON o.shop_id = p.shop_id AND o.product_id = p.id
     WHERE p.id = ? AND o.user_id = ? AND o.at_ms > ? AND o.refunded < o.quantity`,
    productId,
    userId,
    sinceMs,
  );
  return row ?? { bought: 0, firstMs: null, lastMs: null };
}
