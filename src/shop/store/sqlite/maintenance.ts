import { checkMaintenance } from '../../maintenance.ts';
import type { Maintenance, MaintenanceOrder } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { product } from './catalogue.ts';
import { bumpRevision } from './shops.ts';
import type { Transaction } from './transaction.ts';

/** The columns of a product's or a shop's row. */
export interface MaintenanceRow {
  maintenance_since_ms: number | null;
  maintenance_text: string | null;
  maintenance_until_ms: number | null;
}
/** A shop, or one of its products. */
type Place = { table: 'products'; id: number; subject: string } | { table: 'shops'; id: string; subject: '' };

/** What is on at this moment: one that has reached its end is over, whether or not anybody has tidied it up yet. */
export function maintenanceIn(row: MaintenanceRow | undefined, nowMs: number): Maintenance | undefined {
  if (!row || row.maintenance_since_ms === null) return undefined;
  if (row.maintenance_until_ms !== null && row.maintenance_until_ms <= nowMs) return undefined;
  return {
    text: row.maintenance_text ?? undefined,
    sinceMs: row.maintenance_since_ms,
    untilMs: row.maintenance_until_ms ?? undefined,
  };
}

export function setMaintenance(
  tx: Transaction,
  shopId: string,
  order: MaintenanceOrder,
  actorId: string,
): Maintenance {
  const place = placeOf(tx, shopId, order.code);
  const before = maintenanceAt(tx, place);
  const { text, forMs } = checkMaintenance(order);
  const after = { text, sinceMs: tx.nowMs, untilMs: forMs && tx.nowMs + forMs };
  write(tx, place, after);
  bumpRevision(tx, shopId);
  recordAct(tx, shopId, {
    actorId,
    action: 'maintenance.on',
    subject: place.subject,
    before: before && said(before),
    after: said(after),
  });
  return after;
}

export function endMaintenance(
  tx: Transaction,
  shopId: string,
  code: string | undefined,
  actorId: string,
): boolean {
  const place = placeOf(tx, shopId, code);
  const before = maintenanceAt(tx, place);
  if (!before) return false;
  write(tx, place, undefined);
  bumpRevision(tx, shopId);
  const act = { actorId, action: 'maintenance.off', subject: place.subject } as const;
  recordAct(tx, shopId, { ...act, before: said(before), after: undefined });
  return true;
}

export function maintenanceIsDue(tx: Transaction): boolean {
  const due = tx.get(
    `SELECT 1 FROM products WHERE maintenance_until_ms <= ?1
     UNION ALL SELECT 1 FROM shops WHERE maintenance_until_ms <= ?1 LIMIT 1`,
    tx.nowMs,
  );
  return due !== undefined;
}

export function endDueMaintenance(tx: Transaction): string[] {
  const shops = tx.all<{ id: string }>(
    `SELECT shop_id AS id FROM products WHERE maintenance_until_ms <= ?1
     UNION SELECT id FROM shops WHERE maintenance_until_ms <= ?1 ORDER BY 1`,
    tx.nowMs,
  );
  for (const table of ['products', 'shops']) {
    tx.run(
      `UPDATE ${table} SET maintenance_since_ms = NULL, maintenance_text = NULL, maintenance_until_ms = NULL
       WHERE maintenance_until_ms <= ?`,
      tx.nowMs,
    );
  }
  for (const { id } of shops) bumpRevision(tx, id);
  return shops.map(({ id }) => id);
}

function said({ text, untilMs }: Maintenance): Record<string, unknown> {
  return { text, untilMs };
}

function placeOf(tx: Transaction, shopId: string, code: string | undefined): Place {
  if (code === undefined) return { table: 'shops', id: shopId, subject: '' };
  const found = product(tx, shopId, code);
  return { table: 'products', id: found.id, subject: found.code };
}

function maintenanceAt(tx: Transaction, { table, id }: Place): Maintenance | undefined {
  return maintenanceIn(tx.get<MaintenanceRow>(`SELECT * FROM ${table} WHERE id = ?`, id), tx.nowMs);
}

function write(tx: Transaction, { table, id }: Place, to: Maintenance | undefined): void {
  tx.run(
    `UPDATE ${table} SET maintenance_since_ms = ?, maintenance_text = ?, maintenance_until_ms = ? WHERE id = ?`,
    to?.sinceMs ?? null,
    to?.text ?? null,
    to?.untilMs ?? null,
    id,
  );
}
