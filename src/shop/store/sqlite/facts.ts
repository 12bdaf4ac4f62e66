import type { Transaction } from './transaction.ts';

export function fact(tx: Transaction, key: string): string | undefined {
  return tx.get<{ value: string }>('SELECT value FROM facts WHERE key = ?', key)?.value;
}

export function setFact(tx: Transaction, key: string, value: string): void {
  tx.run(
    'INSERT INTO facts (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  );
}

/** Writes a token nobody wrote before and reads it back. */
export function canary(tx: Transaction): void {
  const token = tx.newId();
  tx.run(
    `INSERT INTO canary (id, token, at_ms) VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET token = excluded.token, at_ms = excluded.at_ms`,
    token,
    tx.nowMs,
  );
  const read = tx.get<{ token: string }>('SELECT token FROM canary WHERE id = 1');
  if (read?.token !== token) throw new Error('the store did not keep what was written');
}
