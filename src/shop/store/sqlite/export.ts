import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { schemaVersion } from './migrations.ts';

/** The first line of an export. */
export const EXPORT_FORMAT = 'livestock-export-1';
/** Made by the migrations, not by the shop. */
const SCHEMA_TABLE = 'schema_migrations';

/** The lines of an export: a head, a line a row, and an end with the count, so that a cut-off file is found out. */
export type ExportLine =
  | { format: string; version: number }
  | { table: string; row: Record<string, ExportValue> }
  | { end: true; rows: number };
/** Bytes are marked, since JSON has none. */
export type ExportValue = string | number | null | { base64: string };

/**
 * Every row of a database as JSON Lines: one moment of it, also while it is in use. Items are as they are stored: sealed
 * ones stay sealed.
 */
export function* exportLines(path: string): Generator<string> {
  using db = new DatabaseSync(path, { readOnly: true });
  db.exec('BEGIN');
  yield line({ format: EXPORT_FORMAT, version: schemaVersion(db) });
  let rows = 0;
  for (const table of tablesOf(db)) {
    for (const row of db.prepare(`SELECT * FROM "${table}"`).iterate()) {
      rows += 1;
      yield line({ table, row: exported(row) });
    }
  }
  yield line({ end: true, rows });
}

/** The tables that hold the shop, by name. */
export function tablesOf(db: DatabaseSync): string[] {
  const sql =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> ?";
  return db
    .prepare(`${sql} ORDER BY name`)
    .all(SCHEMA_TABLE)
    .map((row) => String(row['name']));
}

function line(value: ExportLine): string {
  return `${JSON.stringify(value)}\n`;
}

function exported(row: Record<string, SQLOutputValue>): Record<string, ExportValue> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]));
}

function plain(value: SQLOutputValue): ExportValue {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  return typeof value === 'bigint' ? Number(value) : value;
}
