import type { HeldRole, Order, RoleGrant, RoleOutcome, ShopStore } from '../shop-store.ts';
import type { Transaction } from './transaction.ts';

type Claim = Parameters<ShopStore['claimRoleGrants']>[0];

/** Owes the buyer of an order its product's role. */
export function oweRole(
  tx: Transaction,
  { id, shopId, userId, productId }: Pick<Order, 'id' | 'shopId' | 'userId'> & { productId: number },
): void {
  tx.run(
    `INSERT INTO role_grants (shop_id, order_id, product_id, user_id, created_at_ms, next_due_at_ms)
     VALUES (?, ?, ?, ?, ?, ?)`,
    shopId,
    id,
    productId,
    userId,
    tx.nowMs,
    tx.nowMs,
  );
}

export function claimRoleGrants(tx: Transaction, claim: Claim): RoleGrant[] {
  dropPointless(tx);
  const due = tx.all<Omit<RoleGrant, 'lease'>>(
    `SELECT g.id, g.attempts + 1 AS attempts, g.order_id AS orderId, g.shop_id AS shopId, g.user_id AS userId,
       p.role_id AS roleId
     FROM role_grants g JOIN products p ON p.id = g.product_id
     WHERE g.status = 'pending' AND g.next_due_at_ms <= ?1 AND g.lease_until_ms <= ?1
       AND (?2 IS NULL OR g.order_id = ?2)
     ORDER BY g.next_due_at_ms, g.id LIMIT ?3`,
    tx.nowMs,
    claim.orderId ?? null,
    claim.limit,
  );
  return due.map((grant) => {
    const lease = tx.newId();
    tx.run(
      'UPDATE role_grants SET lease = ?, lease_until_ms = ?, attempts = ? WHERE id = ?',
      lease,
      tx.nowMs + claim.leaseMs,
      grant.attempts,
      grant.id,
    );
    return { ...grant, lease };
  });
}

function dropPointless(tx: Transaction): void {
  tx.run(
    `UPDATE role_grants SET status = 'dropped', note = 'no_role', settled_at_ms = ?1
     WHERE status = 'pending' AND next_due_at_ms <= ?1
       AND product_id IN (SELECT id FROM products WHERE role_id IS NULL)`,
    tx.nowMs,
  );
}

export function settleRoleGrant(
  tx: Transaction,
  { id, lease }: Pick<RoleGrant, 'id' | 'lease'>,
  outcome: RoleOutcome,
): boolean {
  const settled =
    outcome.kind === 'postponed'
      ? tx.run(
          `UPDATE role_grants SET next_due_at_ms = ?, note = ?, lease = NULL, lease_until_ms = 0
           WHERE id = ? AND lease = ? AND status = 'pending'`,
          outcome.untilMs,
          outcome.reason,
          id,
          lease,
        )
      : tx.run(
          `UPDATE role_grants SET status = ?, note = ?, settled_at_ms = ?, lease = NULL, lease_until_ms = 0
           WHERE id = ? AND lease = ? AND status = 'pending'`,
          outcome.kind,
          outcome.kind === 'dropped' ? outcome.reason : null,
          tx.nowMs,
          id,
          lease,
        );
  return settled === 1;
}

export function pendingRoleGrants(tx: Transaction): Awaited<ReturnType<ShopStore['pendingRoleGrants']>> {
  const row = tx.get<{ due: number | null }>(
    "SELECT min(max(next_due_at_ms, lease_until_ms)) AS due FROM role_grants WHERE status = 'pending'",
  );
  const held = tx.all<HeldRole>(
    `SELECT g.shop_id AS shopId, p.code, p.role_id AS roleId, g.note AS problem, count(*) AS count
     FROM role_grants g JOIN products p ON p.id = g.product_id
     WHERE g.status = 'pending' AND p.role_id IS NOT NULL
       AND g.note IN ('no_permission', 'role_above', 'role_gone', 'refused')
     GROUP BY g.shop_id, p.id, g.note ORDER BY g.shop_id, p.code`,
  );
  return { nextDueAtMs: row?.due ?? undefined, held };
}

/** Another role may be one that can be given. */
export function hastenProductRoles(tx: Transaction, productId: number): void {
  tx.run(
    "UPDATE role_grants SET next_due_at_ms = min(next_due_at_ms, ?) WHERE product_id = ? AND status = 'pending'",
    tx.nowMs,
    productId,
  );
}

export function hastenRoleGrants(tx: Transaction, shopId: string): void {
  tx.run(
    "UPDATE role_grants SET next_due_at_ms = min(next_due_at_ms, ?) WHERE shop_id = ? AND status = 'pending'",
    tx.nowMs,
    shopId,
  );
}
