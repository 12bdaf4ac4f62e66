import { DatabaseSync } from 'node:sqlite';

interface Offer {
  quantity: number;
  unitPriceWl: number;
  productId: number;
  code: string;
  name: string;
  free: number;
  walletId: number;
  balanceWl: number;
  revenueId: number;
}

/**
 * The statements of a purchase on node:sqlite with nothing around them: no layers, no types of refusal, no timing. What a
 * purchase must write is written, so that the store's proofs hold for this file too.
 */
export function openBarePurchases(path: string, shopId: string) {
  const db = new DatabaseSync(path, { timeout: 5000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const readOffer = db.prepare(
    `SELECT c.user_id AS userId, c.quantity, c.unit_price_wl AS unitPriceWl, c.expires_at_ms AS expiresAtMs,
       p.id AS productId, p.code, p.name, p.price_wl AS priceWl, p.free, p.removed_at_ms AS removedAtMs,
       w.id AS walletId, coalesce(w.balance_wl, 0) AS balanceWl, r.id AS revenueId
     FROM confirmations c
     JOIN products p ON p.id = c.product_id
     JOIN ledger_accounts r ON r.shop_id = c.shop_id AND r.kind = 'revenue' AND r.owner = ''
     LEFT JOIN ledger_accounts w ON w.shop_id = c.shop_id AND w.kind = 'wallet' AND w.owner = c.user_id
     WHERE c.shop_id = ? AND c.nonce = ?`,
  );
  const spend = db.prepare('DELETE FROM confirmations WHERE shop_id = ? AND nonce = ?');
  const addOrder = db.prepare(
    `INSERT INTO orders (shop_id, user_id, nonce, product_id, code, name, quantity, unit_price_wl, total_wl, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const takeItems = db.prepare(
    `INSERT INTO order_items (shop_id, order_id, item_id)
     SELECT ?, ?, id FROM stock_items WHERE product_id = ? AND status = 'free' ORDER BY id LIMIT ?`,
  );
  const sellItems = db.prepare(
    "UPDATE stock_items SET status = 'sold' WHERE id IN (SELECT item_id FROM order_items WHERE order_id = ?)",
  );
  const countSold = db.prepare(
    'UPDATE products SET free = free - ?, sold = sold + ? WHERE id = ? RETURNING free',
  );
  const addTransaction = db.prepare(
    `INSERT INTO ledger_transactions (shop_id, kind, at_ms, actor_id, reason, order_id, payment_key)
     VALUES (?, 'purchase', ?, ?, ?, ?, NULL)`,
  );
  const move = db.prepare(
    'UPDATE ledger_accounts SET balance_wl = balance_wl + ? WHERE id = ? RETURNING balance_wl',
  );
  const addEntry = db.prepare(
    `INSERT INTO ledger_entries (shop_id, transaction_id, account_id, amount_wl, balance_after_wl)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const addDelivery = db.prepare(
    'INSERT INTO deliveries (shop_id, order_id, created_at_ms, next_due_at_ms) VALUES (?, ?, ?, ?)',
  );
  const bump = db.prepare('UPDATE shops SET revision = revision + 1, changed_at_ms = ? WHERE id = ?');

  const post = (transactionId: number, accountId: number, amountWl: number) => {
    const account = move.get(amountWl, accountId);
    addEntry.run(shopId, transactionId, accountId, amountWl, Number(account?.['balance_wl']));
  };
  const purchase = ({ userId, nonce }: { userId: string; nonce: string }): void => {
    begin.run();
    const offer = readOffer.get(shopId, nonce) as unknown as Offer;
    const { quantity, unitPriceWl, productId, code, name } = offer;
    const totalWl = quantity * unitPriceWl;
    if (offer.free < quantity || offer.balanceWl < totalWl) {
      rollback.run();
      throw new Error('refused');
    }
    const nowMs = Date.now();
    spend.run(shopId, nonce);
    const order = addOrder.run(
      shopId,
      userId,
      nonce,
      productId,
      code,
      name,
      quantity,
      unitPriceWl,
      totalWl,
      nowMs,
    );
    const orderId = Number(order.lastInsertRowid);
    takeItems.run(shopId, orderId, productId, quantity);
    sellItems.run(orderId);
    countSold.get(quantity, quantity, productId);
    const posted = addTransaction.run(shopId, nowMs, userId, `${quantity} × ${name}`, orderId);
    const transactionId = Number(posted.lastInsertRowid);
    post(transactionId, offer.walletId, -totalWl);
    post(transactionId, offer.revenueId, totalWl);
    addDelivery.run(shopId, orderId, nowMs, nowMs);
    bump.run(nowMs, shopId);
    commit.run();
  };
  return { purchase, [Symbol.dispose]: () => db.close() };
}
