import { UserError } from '../runtime/errors.ts';
import { oneLine } from './payment.ts';
import type { Maintenance, MaintenanceOrder } from './store/shop-store.ts';

export const MAX_MAINTENANCE_TEXT = 200;
/** A year: longer is for good, and that has no end. */
export const MAX_MAINTENANCE_MINUTES = 525_600;

/** The text on one line (absent when empty) and the time it lasts. @throws UserError maintenance_invalid */
export function checkMaintenance({ text = '', forMs }: MaintenanceOrder) {
  const line = oneLine(text);
  if (line.length > MAX_MAINTENANCE_TEXT) throw invalid('text', `(0–${MAX_MAINTENANCE_TEXT})`);
  const isTime = forMs === undefined || (forMs >= 60_000 && forMs <= MAX_MAINTENANCE_MINUTES * 60_000);
  if (!isTime) throw invalid('minutes', `(1–${MAX_MAINTENANCE_MINUTES})`);
  return { text: line || undefined, forMs: forMs && Math.round(forMs) };
}

/** Refuses to sell in a shop that is closed. @throws UserError shop_closed */
export function refuseShopClosed(maintenance: Pick<Maintenance, 'text' | 'untilMs'> | undefined): void {
  if (!maintenance) return;
  const { text = '', untilMs = 0 } = maintenance;
  throw new UserError('shop_closed', { text, endsAtMs: untilMs });
}

/** Refuses to sell a product that is in maintenance. @throws UserError product_closed */
export function refuseProductClosed(product: { name: string; maintenance?: Maintenance | undefined }): void {
  if (!product.maintenance) return;
  const { text = '', untilMs = 0 } = product.maintenance;
  throw new UserError('product_closed', { name: product.name, text, endsAtMs: untilMs });
}

function invalid(field: 'text' | 'minutes', reason: string) {
  return new UserError('maintenance_invalid', { field, reason });
}
