import { randomBytes } from 'node:crypto';
import { GoodsSeal, type StockKeys } from '../goods-seal.ts';
import { StoreUnusableError } from './database-file.ts';
import { fact, setFact } from './facts.ts';
import type { Transaction } from './transaction.ts';

const SECRET_FACT = 'stock_hash_secret';
const SECRET_BYTES = 32;

/**
 * The seal for a database's stock.
 * @throws StoreUnusableError when something in it is sealed with a key that was not given
 */
export function openSeal(tx: Transaction, keys: StockKeys): GoodsSeal {
  const seal = new GoodsSeal(keys, secretOf(tx));
  const missing = [...keyIdsOfItems(tx), ...keyIdsOfUploads(tx)].find((keyId) => !seal.knows(keyId));
  if (missing === undefined) return seal;
  throw new StoreUnusableError(
    'sealed',
    `The stock is sealed with a key that was not given (id ${missing}). Set STOCK_KEY to the key that it was sealed with; ` +
      'if that key was replaced by another, set STOCK_KEY_OLD to it. Nothing is lost, and nothing was changed.',
  );
}

/** Every key that items are kept under: one step in the index each, however many items there are. */
export function keyIdsOfItems(tx: Transaction): string[] {
  const rows = tx.all<{ id: string }>(
    `WITH RECURSIVE ids (id) AS (
       SELECT min(key_id) FROM stock_items
       UNION ALL
       SELECT (SELECT min(key_id) FROM stock_items WHERE key_id > ids.id) FROM ids WHERE ids.id IS NOT NULL
     ) SELECT id FROM ids WHERE id IS NOT NULL`,
  );
  return rows.map(({ id }) => id);
}

function keyIdsOfUploads(tx: Transaction): string[] {
  return tx.all<{ id: string }>('SELECT DISTINCT key_id AS id FROM stock_uploads').map(({ id }) => id);
}

/** Made with the first start and kept in the database. */
function secretOf(tx: Transaction): Uint8Array {
  const kept = fact(tx, SECRET_FACT);
  if (kept !== undefined) return Buffer.from(kept, 'base64');
  const secret = randomBytes(SECRET_BYTES);
  setFact(tx, SECRET_FACT, secret.toString('base64'));
  return secret;
}
