import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ToolError } from '../tool-error.ts';

/** Tables of the Python bot that are read; the first three make a file its database. */
const TABLES = [
  'users',
  'products',
  'stock',
  'user_growid',
  'balance_transactions',
  'world_info',
  'blacklist',
] as const;
const NEEDED = TABLES.slice(0, 3);

/** A row as it is: SQLite's columns hold any type, whatever the table says. */
export type LegacyRow = Readonly<Record<string, unknown>>;
/** The Python bot's database; a table that is not there has no rows. */
export type LegacyShop = Readonly<Record<(typeof TABLES)[number], readonly LegacyRow[]>>;

/**
 * Reads the Python bot's `shop.db` from a copy, so that the file and what stands in its log stay untouched.
 * @throws ToolError when it is no such database
 */
export function readShopDb(path: string): LegacyShop {
  if (!existsSync(path)) throw new ToolError(`${path} is not there.`);
  const folder = mkdtempSync(join(tmpdir(), 'livestock-import-'));
  const copy = join(folder, 'shop.db');
  try {
    for (const suffix of ['', '-wal']) {
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    }
    return readTables(copy);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw new ToolError(`${path} cannot be read as an SQLite database: ${(error as Error).message}.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readTables(path: string): LegacyShop {
  using db = new DatabaseSync(path);
  const there = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const names = new Set(there.map(({ name }) => String(name)));
  const missing = NEEDED.filter((name) => !names.has(name));
  if (missing.length > 0) {
    throw new ToolError(`This is not the Python bot's shop.db: it has no table ${missing.join(', ')}.`);
  }
  const rowsOf = (name: string) =>
    names.has(name) ? db.prepare(`SELECT rowid AS _row, * FROM "${name}" ORDER BY rowid`).all() : [];
  return Object.fromEntries(TABLES.map((name) => [name, rowsOf(name)])) as unknown as LegacyShop;
}
