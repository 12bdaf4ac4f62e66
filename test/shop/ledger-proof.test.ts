import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { proveLedger } from '../../src/shop/ledger-proof.ts';
import { ANN, BEN, credit, SHOP, STAFF } from './conformance/store-under-test.ts';
import { openSqliteUnderTest } from './sqlite-under-test.ts';

const transfer = { userId: ANN, toUserId: BEN, amountWl: 30, reason: 'x', actorId: STAFF, key: 't' };
const FREE =
  'DROP TRIGGER ledger_entries_fixed; DROP TRIGGER ledger_entries_keep; PRAGMA ignore_check_constraints = ON; ';

/** Entries 1/2: credit of 100 (outside, Ann's wallet); 3/4: a transfer of 30 to Ben; 5/6: a credit of 7. */
async function damaged(sql: string) {
  const under = await openSqliteUnderTest();
  const { store, path, clock } = under;
  try {
    await store.ensureShop(SHOP);
    await credit(store, ANN, 100);
    await store.transfer(SHOP, transfer);
    await credit(store, ANN, 7);
    const db = new DatabaseSync(path);
    db.exec(FREE + sql);
    db.close();
    return (await proveLedger({ store, clock }, SHOP)).broken;
  } finally {
    await under.close();
  }
}

it('finds nothing wrong with a whole ledger', async () => {
  expect(await damaged('')).toBeUndefined();
});

it.each([
  [
    'an amount that was changed',
    'UPDATE ledger_entries SET amount_wl = 31 WHERE id = 4',
    {
      check: 'accounts_sum',
      entryId: 4,
      expectedWl: 31,
      foundWl: 30,
      account: { kind: 'wallet', owner: BEN },
    },
  ],
  [
    'a balance that was changed',
    'UPDATE ledger_entries SET balance_after_wl = 71 WHERE id = 3',
    {
      check: 'accounts_sum',
      entryId: 3,
      expectedWl: 70,
      foundWl: 71,
      account: { kind: 'wallet', owner: ANN },
    },
  ],
  [
    'an entry that is gone',
    'DELETE FROM ledger_entries WHERE id = 4',
    { check: 'entry_balanced', entryId: 3, transactionId: 2, expectedWl: 0, foundWl: -30 },
  ],
  [
    'a wallet that was below 0',
    `UPDATE ledger_entries SET amount_wl = amount_wl * 5, balance_after_wl = CASE id WHEN 3 THEN -50 ELSE 150 END
       WHERE id IN (3, 4); UPDATE ledger_entries SET balance_after_wl = -43 WHERE id = 6`,
    { check: 'wallet_negative', entryId: 3, foundWl: -50, account: { kind: 'wallet', owner: ANN } },
  ],
  [
    'an account that holds something else',
    "UPDATE ledger_accounts SET balance_wl = 1 WHERE kind = 'revenue'",
    { check: 'accounts_sum', entryId: undefined, expectedWl: 0, foundWl: 1, account: { kind: 'revenue' } },
  ],
  [
    'a transaction without entries',
    `INSERT INTO ledger_transactions (shop_id, kind, at_ms, actor_id, reason) VALUES ('${SHOP}', 'credit', 0, 'x', 'x')`,
    { check: 'entry_balanced', entryId: undefined, expectedWl: 4, foundWl: 3, account: undefined },
  ],
])('names the first entry that is wrong: %s', async (_name, sql, broken) => {
  expect(await damaged(sql)).toMatchObject(broken);
});
