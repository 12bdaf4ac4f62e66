import { UserError } from '../../../runtime/errors.ts';
import { foldCode } from '../../product.ts';
import type { RestockNotice, ShopStore, StockedProduct } from '../shop-store.ts';
import { product } from './catalogue.ts';
import { wantsNotices } from './privacy.ts';
import type { Transaction } from './transaction.ts';

type Settled = Parameters<ShopStore['settleRestockNotice']>;

export function subscribe(tx: Transaction, shopId: string, userId: string, code: string): StockedProduct {
  const wanted = product(tx, shopId, code);
  if (!wantsNotices(tx, shopId, userId)) throw new UserError('opted_out', {});
  tx.run(
    `INSERT INTO restock_subscriptions (shop_id, user_id, product_id, created_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    shopId,
    userId,
    wanted.id,
    tx.nowMs,
  );
  return wanted;
}

export function unsubscribe(tx: Transaction, shopId: string, userId: string, code: string): boolean {
  const ended = tx.run(
    `DELETE FROM restock_subscriptions WHERE shop_id = ?1 AND user_id = ?2
       AND product_id IN (SELECT id FROM products WHERE shop_id = ?1 AND code = ?3)`,
    shopId,
    userId,
    foldCode(code),
  );
  return ended > 0;
}

export function claimRestockNotices(
  tx: Transaction,
  { leaseMs, limit }: { leaseMs: number; limit: number },
): RestockNotice[] {
  waitAgain(tx);
  const due = tx.all<Omit<RestockNotice, 'lease'>>(
    `SELECT r.id, r.attempts + 1 AS attempts, r.shop_id AS shopId, r.user_id AS userId, r.restocks,
       p.code, p.name, p.price_wl AS priceWl, p.free
     FROM restock_subscriptions r JOIN products p ON p.id = r.product_id
     WHERE r.status = 'due' AND r.next_due_at_ms <= ?1 AND r.lease_until_ms <= ?1
     ORDER BY r.next_due_at_ms, r.id LIMIT ?2`,
    tx.nowMs,
    limit,
  );
  return due.map((notice) => {
    const lease = tx.newId();
    tx.run(
      'UPDATE restock_subscriptions SET lease = ?, lease_until_ms = ?, attempts = ? WHERE id = ?',
      lease,
      tx.nowMs + leaseMs,
      notice.attempts,
      notice.id,
    );
    return { ...notice, lease };
  });
}

/** What is gone again before anybody was told comes back another time; whoever opted out meanwhile is not told. */
function waitAgain(tx: Transaction): void {
  tx.run(
    `UPDATE restock_subscriptions SET status = 'waiting', lease = NULL, lease_until_ms = 0
     WHERE status = 'due' AND next_due_at_ms <= ?1 AND lease_until_ms <= ?1 AND (
       product_id IN (SELECT id FROM products WHERE free = 0 OR removed_at_ms IS NOT NULL)
       OR EXISTS (SELECT 1 FROM notice_optouts o
         WHERE o.shop_id = restock_subscriptions.shop_id AND o.user_id = restock_subscriptions.user_id))`,
    tx.nowMs,
  );
}

export function settleRestockNotice(
  tx: Transaction,
  { id, lease }: Settled[0],
  outcome: Settled[1],
): boolean {
  if (outcome.kind === 'closed') {
    return tx.run('DELETE FROM restock_subscriptions WHERE id = ? AND lease = ?', id, lease) === 1;
  }
  const isSent = outcome.kind === 'sent';
  const settled = tx.run(
    `UPDATE restock_subscriptions SET status = ?, next_due_at_ms = ?, lease = NULL, lease_until_ms = 0
     WHERE id = ? AND lease = ?`,
    isSent ? 'waiting' : 'due',
    isSent ? 0 : outcome.untilMs,
    id,
    lease,
  );
  return settled === 1;
}

export function nextRestockNoticeMs(tx: Transaction): number | undefined {
  const row = tx.get<{ due: number | null }>(
    "SELECT min(max(next_due_at_ms, lease_until_ms)) AS due FROM restock_subscriptions WHERE status = 'due'",
  );
  return row?.due ?? undefined;
}
