import { hash } from 'node:crypto';
import { checkStock, type StockLine } from '../../stock.ts';
import type { StockAdded } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { product } from './catalogue.ts';
import { bumpRevision } from './shops.ts';
import type { Transaction } from './transaction.ts';

export function addStock(
  tx: Transaction,
  shopId: string,
  code: string,
  delivery: { contents: readonly string[]; actorId: string },
): StockAdded {
  const target = product(tx, shopId, code);
  const lines = checkStock(delivery.contents);
  const duplicates = lines
    .filter((line) => !addItem(tx, shopId, target.id, line))
    .map(({ position }) => position);
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

/** False when the shop has this content already. */
function addItem(tx: Transaction, shopId: string, productId: number, { content }: StockLine): boolean {
  const added = tx.run(
    `INSERT INTO stock_items (shop_id, product_id, added_at_ms, content_hash, content) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    shopId,
    productId,
    tx.nowMs,
    hash('sha256', content, 'buffer'),
    content,
  );
  return added === 1;
}
