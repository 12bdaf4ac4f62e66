import { randomBytes } from 'node:crypto';
import { checkStock, type StockLine } from '../../stock.ts';
import type { SealedGoods } from '../goods-seal.ts';
import type { StockAdded } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { product } from './catalogue.ts';
import { bumpRevision } from './shops.ts';
import { keyIdsOfItems } from './stock-keys.ts';
import type { Transaction } from './transaction.ts';

const HASH_BYTES = 32;

export function addStock(
  tx: Transaction,
  shopId: string,
  code: string,
  delivery: { contents: readonly string[]; actorId: string },
): StockAdded {
  const target = product(tx, shopId, code);
  const lines = checkStock(delivery.contents);
  const isInShop = contentsInShop(tx, shopId);
  const owner = { shopId, productId: target.id, actorId: delivery.actorId };
  const isAdded = ({ content }: StockLine) =>
    !isInShop(content) && insertItem(tx, owner, tx.goods.seal(content));
  const duplicates = lines.filter((line) => !isAdded(line)).map(({ position }) => position);
  const added = lines.length - duplicates.length;
  const free = target.free + added;
  if (added > 0) {
    tx.run('UPDATE products SET free = free + ? WHERE id = ?', added, target.id);
    bumpRevision(tx, shopId);
  }
  const act = { actorId: delivery.actorId, action: 'stock.add', subject: target.code } as const;
  recordAct(tx, shopId, {
    ...act,
    before: { free: target.free },
    after: { free, duplicates: duplicates.length },
  });
  return { added, duplicates, free };
}

/** Whether the shop has a content, whatever key its item is kept under; what was voided is not there. */
export function contentsInShop(tx: Transaction, shopId: string): (content: string) => boolean {
  const keyIds = new Set([tx.goods.keyId, ...keyIdsOfItems(tx)]);
  return (content) =>
    [...keyIds].some((keyId) => {
      const sql = "SELECT 1 FROM stock_items WHERE shop_id = ? AND content_hash = ? AND status <> 'void'";
      return tx.get(sql, shopId, tx.goods.hash(content, keyId)) !== undefined;
    });
}

/** Adds a free item, without counting it. False when the shop has its content already, under the same key. */
export function insertItem(
  tx: Transaction,
  { shopId, productId, actorId }: { shopId: string; productId: number; actorId: string },
  { keyId, content, contentHash }: SealedGoods,
): boolean {
  const added = tx.run(
    `INSERT INTO stock_items (shop_id, product_id, added_at_ms, added_by, key_id, content_hash, content)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    shopId,
    productId,
    tx.nowMs,
    actorId,
    keyId,
    contentHash,
    content,
  );
  return added === 1;
}

/** Brings up to `limit` items that are kept under another key under today's; 0: none is left. */
export function resealStock(tx: Transaction, limit: number): number {
  const former = keyIdsOfItems(tx).find((keyId) => keyId !== tx.goods.keyId);
  if (former === undefined) return 0;
  const rows = tx.all<{ id: number; content: string }>(
    'SELECT id, content FROM stock_items WHERE key_id = ? LIMIT ?',
    former,
    limit,
  );
  for (const { id, content } of rows) {
    reseal(tx, id, resealed(tx, former, content));
  }
  return rows.length;
}

/** An erased content stays empty, and its old hash is of no use under another key. */
function resealed(tx: Transaction, former: string, content: string): SealedGoods {
  if (content === '') return { keyId: tx.goods.keyId, content, contentHash: randomBytes(HASH_BYTES) };
  return tx.goods.seal(tx.goods.open({ keyId: former, content }));
}

function reseal(tx: Transaction, id: number, { keyId, content, contentHash }: SealedGoods): void {
  const sql = 'UPDATE OR IGNORE stock_items SET key_id = ?, content = ?, content_hash = ? WHERE id = ?';
  if (tx.run(sql, keyId, content, contentHash, id) === 1) return;
  // Two processes with different keys let the same content in twice: the second is kept, and found by nobody as a repeat.
  tx.run(sql, keyId, content, randomBytes(HASH_BYTES), id);
}
