import { UserError } from '../../../runtime/errors.ts';
import type { Transaction } from './transaction.ts';

/** One of the items that an order was sold, under the number that it keeps for good; replacements stand in its place. */
export interface OrderItem {
  /** From 1. */
  number: number;
  itemId: number;
  /** The item that was sold first. */
  rootId: number;
  state: 'held' | 'returned' | 'voided';
  isReplacement: boolean;
}

export function orderItems(tx: Transaction, orderId: number): OrderItem[] {
  const rows = tx.all<{ itemId: number; rootId: number; ended: 'returned' | 'voided' | null }>(
    `SELECT item_id AS itemId, coalesce(instead_of, item_id) AS rootId, ended FROM order_items
     WHERE order_id = ? AND ended IS NOT 'replaced' ORDER BY rootId`,
    orderId,
  );
  return rows.map(({ itemId, rootId, ended }, index) => ({
    number: index + 1,
    itemId,
    rootId,
    state: ended ?? 'held',
    isReplacement: itemId !== rootId,
  }));
}

/** The items with these numbers; all that the order still has when none are named. @throws UserError items_invalid | items_refunded */
export function chosenItems(
  tx: Transaction,
  orderId: number,
  numbers: readonly number[] | undefined,
): OrderItem[] {
  const items = orderItems(tx, orderId);
  const named = numbers && new Set(numbers);
  if (named && (named.size === 0 || [...named].some((number) => !items[number - 1]))) {
    throw new UserError('items_invalid', { max: items.length });
  }
  const chosen = items.filter(({ number, state }) => (named ? named.has(number) : state === 'held'));
  if (chosen.length === 0 || chosen.some(({ state }) => state !== 'held')) {
    throw new UserError('items_refunded', { orderId });
  }
  return chosen;
}

/** Takes items from an order; returned ones are on sale again, the others void. */
export function endItems(
  tx: Transaction,
  { id, productId }: { id: number; productId: number },
  items: readonly OrderItem[],
  ended: 'returned' | 'voided' | 'replaced',
): void {
  const ids = JSON.stringify(items.map(({ itemId }) => itemId));
  const status = ended === 'returned' ? 'free' : 'void';
  tx.run(
    'UPDATE order_items SET ended = ? WHERE order_id = ? AND item_id IN (SELECT value FROM json_each(?))',
    ended,
    id,
    ids,
  );
  tx.run('UPDATE stock_items SET status = ? WHERE id IN (SELECT value FROM json_each(?))', status, ids);
  tx.run(
    `UPDATE products SET sold = sold - ?, ${status} = ${status} + ? WHERE id = ?`,
    items.length,
    items.length,
    productId,
  );
}
