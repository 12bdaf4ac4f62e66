import { UserError } from '../../../runtime/errors.ts';
import { checkReason } from '../../payment.ts';
import type { SealedGoods } from '../goods-seal.ts';
import type { Page, ShownItem, StockItem } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { product } from './catalogue.ts';
import { bumpRevision } from './shops.ts';
import type { Transaction } from './transaction.ts';

interface ItemRow extends Pick<SealedGoods, 'keyId' | 'content'> {
  id: number;
  productId: number;
  code: string;
  status: StockItem['status'];
}

export function stockItems(
  tx: Transaction,
  shopId: string,
  code: string,
  page: Page,
): { items: StockItem[]; total: number } {
  const { id } = product(tx, shopId, code);
  const counted = tx.get<{ total: number }>(
    'SELECT free + reserved + sold + void AS total FROM products WHERE id = ?',
    id,
  );
  const rows = tx.all<
    Omit<StockItem, 'addedBy' | 'orderId'> & { addedBy: string | null; orderId: number | null }
  >(
    `SELECT s.id, s.status, s.added_at_ms AS addedAtMs, s.added_by AS addedBy,
       (SELECT max(order_id) FROM order_items WHERE item_id = s.id) AS orderId
     FROM stock_items s WHERE s.product_id = ? ORDER BY s.id DESC LIMIT ? OFFSET ?`,
    id,
    page.limit,
    page.offset,
  );
  const items = rows.map((row) => ({
    ...row,
    addedBy: row.addedBy ?? undefined,
    orderId: row.orderId ?? undefined,
  }));
  return { items, total: counted?.total ?? 0 };
}

export function showItems(
  tx: Transaction,
  shopId: string,
  itemIds: readonly number[],
  actorId: string,
): ShownItem[] {
  const items = itemIds.map((id) => itemOf(tx, shopId, id));
  for (const [code, ids] of idsByCode(items)) {
    const act = { actorId, action: 'stock.show', subject: code } as const;
    recordAct(tx, shopId, { ...act, before: undefined, after: { items: ids } });
  }
  return items.map(({ id, code, ...sealed }) => ({ id, code, content: tx.goods.open(sealed) }));
}

export function voidItems(
  tx: Transaction,
  shopId: string,
  itemIds: readonly number[],
  { reason, actorId }: { reason: string; actorId: string },
): { voided: number } {
  const why = checkReason(reason);
  const items = freeItems(tx, shopId, itemIds);
  for (const { id, productId } of items) {
    tx.run("UPDATE stock_items SET status = 'void' WHERE id = ?", id);
    tx.run('UPDATE products SET free = free - 1, void = void + 1 WHERE id = ?', productId);
  }
  bumpRevision(tx, shopId);
  for (const [code, ids] of idsByCode(items)) {
    const act = { actorId, action: 'stock.void', subject: code } as const;
    recordAct(tx, shopId, { ...act, before: { free: ids }, after: { void: ids, reason: why } });
  }
  return { voided: items.length };
}

export function moveItems(
  tx: Transaction,
  shopId: string,
  itemIds: readonly number[],
  { code, actorId }: { code: string; actorId: string },
): { moved: number; free: number } {
  const target = product(tx, shopId, code);
  const items = freeItems(tx, shopId, itemIds).filter(({ productId }) => productId !== target.id);
  for (const { id, productId } of items) {
    tx.run('UPDATE stock_items SET product_id = ? WHERE id = ?', target.id, id);
    tx.run('UPDATE products SET free = free - 1 WHERE id = ?', productId);
    tx.run('UPDATE products SET free = free + 1 WHERE id = ?', target.id);
  }
  if (items.length > 0) bumpRevision(tx, shopId);
  for (const [from, ids] of idsByCode(items)) {
    const act = { actorId, action: 'stock.move', subject: from } as const;
    recordAct(tx, shopId, { ...act, before: { items: ids }, after: { product: target.code } });
  }
  return { moved: items.length, free: target.free + items.length };
}

/** Each item once, however often it is named. @throws UserError item_unknown | item_not_free */
function freeItems(tx: Transaction, shopId: string, itemIds: readonly number[]): ItemRow[] {
  return [...new Set(itemIds)].map((id) => {
    const item = itemOf(tx, shopId, id);
    if (item.status === 'free') return item;
    throw new UserError('item_not_free', { item: id, status: item.status });
  });
}

/** @throws UserError item_unknown */
function itemOf(tx: Transaction, shopId: string, id: number): ItemRow {
  const item = tx.get<ItemRow>(
    `SELECT s.id, s.product_id AS productId, p.code, s.status, s.key_id AS keyId, s.content
     FROM stock_items s JOIN products p ON p.id = s.product_id WHERE s.shop_id = ? AND s.id = ?`,
    shopId,
    id,
  );
  if (!item) throw new UserError('item_unknown', { item: id });
  return item;
}

function idsByCode(items: readonly ItemRow[]): Map<string, number[]> {
  const ids = new Map<string, number[]>();
  for (const { id, code } of items) ids.set(code, [...(ids.get(code) ?? []), id]);
  return ids;
}
