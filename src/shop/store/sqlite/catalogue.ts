import { UserError } from '../../../runtime/errors.ts';
import { checkLimit, checkProduct, checkProductChange, foldCode, type ProductFields } from '../../product.ts';
import type { Catalogue, Product, ProductInput, StockedProduct } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { maintenanceIn, type MaintenanceRow } from './maintenance.ts';
import { hastenProductRoles } from './role-grants.ts';
import { bumpRevision } from './shops.ts';
import type { Transaction } from './transaction.ts';

/** As the board's own: 🟡 from 10 down. */
const USUAL_LOW_STOCK = 10;

interface ProductRow extends MaintenanceRow {
  id: number;
  shop_id: string;
  code: string;
  name: string;
  price_wl: number;
  category: string | null;
  description: string | null;
  featured: number;
  low_stock: number;
  role_id: string | null;
  buy_limit: number | null;
  limit_days: number | null;
  cooldown_minutes: number | null;
  free: number;
  sold: number;
}

export function catalogue(tx: Transaction, shopId: string): Catalogue {
  const shop = tx.get<{ revision: number; changed_at_ms: number } & MaintenanceRow>(
    'SELECT * FROM shops WHERE id = ?',
    shopId,
  );
  // Products without a category come last, case does not matter, and ids break ties so that the order never wavers.
  const rows = tx.all<ProductRow>(
    `SELECT * FROM products WHERE shop_id = ? AND removed_at_ms IS NULL
     ORDER BY featured DESC, category IS NULL, category COLLATE NOCASE, name COLLATE NOCASE, id`,
    shopId,
  );
  return {
    revision: shop?.revision ?? 0,
    changedAtMs: shop?.changed_at_ms ?? 0,
    maintenance: maintenanceIn(shop, tx.nowMs),
    products: rows.map((row) => stockedProduct(row, tx.nowMs)),
  };
}

/** @throws UserError product_unknown */
export function product(tx: Transaction, shopId: string, code: string): StockedProduct {
  const found = findProduct(tx, shopId, code);
  if (!found) throw new UserError('product_unknown', { code });
  return found;
}

export function addProduct(
  tx: Transaction,
  shopId: string,
  input: ProductInput,
  actorId: string,
): StockedProduct {
  const fields = checkProduct(input);
  checkLimit(fields);
  if (findProduct(tx, shopId, fields.code)) throw new UserError('product_exists', { code: fields.code });
  const id = tx.insert(
    'INSERT INTO products (shop_id, code, name, price_wl, created_at_ms) VALUES (?, ?, ?, ?, ?)',
    shopId,
    fields.code,
    fields.name,
    fields.priceWl,
    tx.nowMs,
  );
  const { featured = false, lowStock = USUAL_LOW_STOCK } = fields;
  saveFields(tx, id, { ...fields, featured, lowStock });
  bumpRevision(tx, shopId);
  recordAct(tx, shopId, {
    actorId,
    action: 'product.add',
    subject: fields.code,
    before: undefined,
    after: fields,
  });
  return product(tx, shopId, fields.code);
}

export function editProduct(
  tx: Transaction,
  shopId: string,
  code: string,
  edit: { change: Partial<Omit<ProductInput, 'code'>>; actorId: string },
): StockedProduct {
  const before = product(tx, shopId, code);
  const change = checkProductChange(edit.change);
  const after = { ...before, ...change };
  // The days go with the limit that they belong to.
  if (after.buyLimit === undefined && change.limitDays === undefined) after.limitDays = undefined;
  checkLimit(after);
  if (JSON.stringify(after) === JSON.stringify(before)) return before;
  saveFields(tx, before.id, after);
  if (after.roleId !== before.roleId) hastenProductRoles(tx, before.id);
  bumpRevision(tx, shopId);
  const act = { actorId: edit.actorId, action: 'product.edit', subject: before.code } as const;
  recordAct(tx, shopId, { ...act, before: described(before), after: described(after) });
  return product(tx, shopId, before.code);
}

export function removeProduct(
  tx: Transaction,
  shopId: string,
  code: string,
  actorId: string,
): { product: Product; voidedItems: number } {
  const { free, sold, maintenance: _, ...removed } = product(tx, shopId, code);
  const voidedItems = tx.run(
    "UPDATE stock_items SET status = 'void' WHERE product_id = ? AND status = 'free'",
    removed.id,
  );
  tx.run(
    'UPDATE products SET removed_at_ms = ?, free = free - ?, void = void + ? WHERE id = ?',
    tx.nowMs,
    voidedItems,
    voidedItems,
    removed.id,
  );
  bumpRevision(tx, shopId);
  const before = { ...described(removed), free, sold };
  recordAct(tx, shopId, {
    actorId,
    action: 'product.remove',
    subject: removed.code,
    before,
    after: undefined,
  });
  return { product: removed, voidedItems };
}

type Fields = Omit<ProductFields, 'code' | 'featured' | 'lowStock'> &
  Required<Pick<ProductFields, 'featured' | 'lowStock'>>;

function saveFields(tx: Transaction, productId: number, fields: Fields): void {
  tx.run(
    `UPDATE products SET name = ?, price_wl = ?, category = ?, description = ?, featured = ?, low_stock = ?,
       role_id = ?, buy_limit = ?, limit_days = ?, cooldown_minutes = ? WHERE id = ?`,
    fields.name,
    fields.priceWl,
    fields.category ?? null,
    fields.description ?? null,
    Number(fields.featured),
    fields.lowStock,
    fields.roleId ?? null,
    fields.buyLimit ?? null,
    fields.limitDays ?? null,
    fields.cooldownMinutes ?? null,
    productId,
  );
}

function findProduct(tx: Transaction, shopId: string, code: string): StockedProduct | undefined {
  const row = tx.get<ProductRow>(
    'SELECT * FROM products WHERE shop_id = ? AND code = ? AND removed_at_ms IS NULL',
    shopId,
    foldCode(code),
  );
  return row && stockedProduct(row, tx.nowMs);
}

function stockedProduct(row: ProductRow, nowMs: number): StockedProduct {
  return {
    id: row.id,
    shopId: row.shop_id,
    code: row.code,
    name: row.name,
    priceWl: row.price_wl,
    category: row.category ?? undefined,
    description: row.description ?? undefined,
    featured: row.featured === 1,
    lowStock: row.low_stock,
    roleId: row.role_id ?? undefined,
    buyLimit: row.buy_limit ?? undefined,
    limitDays: row.limit_days ?? undefined,
    cooldownMinutes: row.cooldown_minutes ?? undefined,
    free: row.free,
    sold: row.sold,
    maintenance: maintenanceIn(row, nowMs),
  };
}

/** What an act of the staff is recorded with. */
function described(product: Product | StockedProduct): Record<string, unknown> {
  const named = { ...product, id: undefined, shopId: undefined, code: undefined };
  return { ...named, free: undefined, sold: undefined };
}
