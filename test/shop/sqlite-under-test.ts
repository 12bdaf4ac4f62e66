import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ShopStore } from '../../src/shop/store/shop-store.ts';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import { TestClock } from '../support/test-clock.ts';
import type { StoreUnderTest } from './conformance/store-under-test.ts';

export interface SqliteUnderTest extends StoreUnderTest {
  path: string;
  /** A number that differs after every transaction that changed anything, and only then. */
  commits(): number;
}

/** A migrated, empty database to start many tests from; and where they are best kept, which is in memory if there's a file system in it. */
export interface TemplateDatabase {
  path: string;
  root: string;
  remove(): void;
}

/** A fresh SQLite store in a folder of its own. */
export async function openSqliteUnderTest(template?: TemplateDatabase): Promise<SqliteUnderTest> {
  const folder = mkdtempSync(join(template?.root ?? tmpdir(), 'livestock-store-'));
  const path = join(folder, 'shop.db');
  if (template) copyFileSync(template.path, path);
  const clock = new TestClock();
  const opened: ShopStore[] = [];
  const another = async () => {
    const store = await openSqliteStore({ path, clock });
    opened.push(store);
    return store;
  };
  const store = await another();
  const reader = new DatabaseSync(path, { readOnly: true });
  const version = reader.prepare('PRAGMA data_version');
  return {
    store,
    clock,
    path,
    another,
    dump: async () => dumpTables(reader),
    commits: () => Number(version.get()?.['data_version']),
    close: async () => {
      reader.close();
      for (const each of opened) await each[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function templateDatabase(): Promise<TemplateDatabase> {
  const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = mkdtempSync(join(root, 'livestock-template-'));
  const path = join(folder, 'template.db');
  const store = await openSqliteStore({ path, clock: new TestClock() });
  await store[Symbol.asyncDispose]();
  return { path, root, remove: () => rmSync(folder, { recursive: true }) };
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
