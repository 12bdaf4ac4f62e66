import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ShopStore } from '../../src/shop/store/shop-store.ts';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import { TestClock } from '../support/test-clock.ts';
import type { StoreUnderTest } from './conformance/store-under-test.ts';

/** A fresh SQLite store in a folder of its own. */
export async function openSqliteUnderTest(): Promise<StoreUnderTest & { path: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'livestock-store-'));
  const path = join(folder, 'shop.db');
  const clock = new TestClock();
  const opened: ShopStore[] = [];
  const another = async () => {
    const store = await openSqliteStore({ path, clock });
    opened.push(store);
    return store;
  };
  const store = await another();
  const reader = new DatabaseSync(path, { readOnly: true });
  return {
    store,
    clock,
    path,
    another,
    dump: async () => dumpTables(reader),
    close: async () => {
      reader.close();
      for (const each of opened) await each[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Every row of every table, one a line: the table's name, then its columns as JSON. */
export function dumpTables(db: DatabaseSync): string {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  return tables
    .flatMap(({ name }) =>
      db
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map((row) => `${name} ${JSON.stringify(row)}`),
    )
    .join('\n');
}
