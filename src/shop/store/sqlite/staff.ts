import type { StaffRole } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import type { Transaction } from './transaction.ts';

export function staffRoles(tx: Transaction, shopId: string): StaffRole[] {
  return tx.all<StaffRole>(
    'SELECT role_id AS roleId, tier FROM staff_roles WHERE shop_id = ? ORDER BY role_id',
    shopId,
  );
}

export function setStaffRole(tx: Transaction, shopId: string, role: StaffRole, actorId: string): void {
  const before = tierOf(tx, shopId, role.roleId);
  tx.run(
    `INSERT INTO staff_roles (shop_id, role_id, tier) VALUES (?, ?, ?)
     ON CONFLICT (shop_id, role_id) DO UPDATE SET tier = excluded.tier`,
    shopId,
    role.roleId,
    role.tier,
  );
  const act = { actorId, action: 'staff.set', subject: role.roleId } as const;
  recordAct(tx, shopId, {
    ...act,
    before: before === undefined ? undefined : { tier: before },
    after: { tier: role.tier },
  });
}

export function removeStaffRole(tx: Transaction, shopId: string, roleId: string, actorId: string): boolean {
  const before = tierOf(tx, shopId, roleId);
  if (before === undefined) return false;
  tx.run('DELETE FROM staff_roles WHERE shop_id = ? AND role_id = ?', shopId, roleId);
  const act = { actorId, action: 'staff.remove', subject: roleId } as const;
  recordAct(tx, shopId, { ...act, before: { tier: before }, after: undefined });
  return true;
}

function tierOf(tx: Transaction, shopId: string, roleId: string): string | undefined {
  const sql = 'SELECT tier FROM staff_roles WHERE shop_id = ? AND role_id = ?';
  return tx.get<{ tier: string }>(sql, shopId, roleId)?.tier;
}
