import { UserError } from '../../../runtime/errors.ts';
import { refuseShopClosed } from '../../maintenance.ts';
import { maintenanceIn } from './maintenance.ts';
import type { Transaction } from './transaction.ts';

/** Whether the shop is open, and open to this person. */
export interface Admission {
  shopSinceMs: number | null;
  shopText: string | null;
  shopUntilMs: number | null;
  banReason: string | null;
  banUntilMs: number | null;
}

/** For a query that joins `shops s` and, by the buyer, `blacklist b`. */
export const ADMISSION_COLUMNS = `s.maintenance_since_ms AS shopSinceMs, s.maintenance_text AS shopText,
  s.maintenance_until_ms AS shopUntilMs, b.reason AS banReason, b.until_ms AS banUntilMs`;

/** Refuses whoever is blacklisted in a shop. @throws UserError blacklisted */
export function refuseBlacklisted(tx: Transaction, shopId: string, userId: string): void {
  const admission = admissionOf(tx, shopId, userId);
  if (admission) refuseBanned(admission, tx.nowMs);
}

/** Refuses whoever can't buy in a shop now. @throws UserError blacklisted | shop_closed */
export function refuseUnadmitted(tx: Transaction, shopId: string, userId: string): void {
  const admission = admissionOf(tx, shopId, userId);
  if (admission) refuseAdmission(admission, tx.nowMs);
}

/** The same for what a query has read already. @throws UserError blacklisted | shop_closed */
export function refuseAdmission(admission: Admission, nowMs: number): void {
  refuseBanned(admission, nowMs);
  refuseShopClosed(
    maintenanceIn(
      {
        maintenance_since_ms: admission.shopSinceMs,
        maintenance_text: admission.shopText,
        maintenance_until_ms: admission.shopUntilMs,
      },
      nowMs,
    ),
  );
}

function refuseBanned({ banReason, banUntilMs }: Admission, nowMs: number): void {
  if (banReason === null || (banUntilMs !== null && banUntilMs <= nowMs)) return;
  throw new UserError('blacklisted', { why: banReason, endsAtMs: banUntilMs ?? 0 });
}

function admissionOf(tx: Transaction, shopId: string, userId: string): Admission | undefined {
  return tx.get<Admission>(
    `SELECT ${ADMISSION_COLUMNS} FROM shops s LEFT JOIN blacklist b ON b.shop_id = s.id AND b.user_id = ?
     WHERE s.id = ?`,
    userId,
    shopId,
  );
}
