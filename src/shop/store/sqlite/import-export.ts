import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { DatabaseFacts } from '../shop-store.ts';
import { ToolError } from '../tool-error.ts';
import { standAlone } from './backup.ts';
import { checkFile } from './check-file.ts';
import { openDatabaseFile, refuseForeign } from './database-file.ts';
import { EXPORT_FORMAT, tablesOf } from './export.ts';
import { sqliteMigrations } from './migrations.ts';
import { refuseInUse } from './restore.ts';

const head = z.object({ format: z.literal(EXPORT_FORMAT), version: z.int().min(1) });
const value = z.union([z.string(), z.number(), z.null(), z.object({ base64: z.base64() })]);
const row = z.object({ table: z.string(), row: z.record(z.string(), value) });
const end = z.object({ end: z.literal(true), rows: z.int() });
const body = z.union([row, end]);
type Row = z.infer<typeof row>;

/**
 * Makes a database out of an export. It is built beside `path`, audited, and only then takes its place.
 * @param lines of an export, in order
 * @throws ToolError when there is a shop at `path` already, or the lines are no whole export | DamagedFileError
 */
export async function importExport(
  lines: AsyncIterable<string>,
  path: string,
  nowMs: number,
): Promise<DatabaseFacts> {
  refuseFull(path);
  const building = `${path}.importing`;
  remove(building);
  try {
    await build(lines, building, nowMs);
    // What newer versions added.
    openDatabaseFile(building, sqliteMigrations(), nowMs).close();
    standAlone(building);
    const facts = checkFile(building);
    remove(path);
    renameSync(building, path);
    return facts;
  } finally {
    remove(building);
  }
}

async function build(lines: AsyncIterable<string>, path: string, nowMs: number): Promise<void> {
  const reader = lines[Symbol.asyncIterator]();
  const first = await reader.next();
  const { version } = parsed(head, first.value, 1);
  const newest = sqliteMigrations().at(-1)?.version ?? 0;
  if (version > newest)
    throw new ToolError('The export comes from a newer LiveStock: update this one first.');
  using db = openDatabaseFile(
    path,
    sqliteMigrations().filter((one) => one.version <= version),
    nowMs,
  );
  // The rows come table by table: references are checked when all are there.
  db.exec('PRAGMA foreign_keys = OFF');
  db.exec('BEGIN');
  const insert = inserter(db);
  let rows = 0;
  for (let number = 2; ; number += 1) {
    const next = await reader.next();
    if (next.done)
      throw new ToolError('The export is cut off: its last line is missing. Nothing was changed.');
    const entry = parsed(body, next.value, number);
    if ('end' in entry) {
      if (entry.rows !== rows)
        throw new ToolError(`The export should have ${entry.rows} rows and has ${rows}.`);
      break;
    }
    insert(entry, number);
    rows += 1;
  }
  db.exec('COMMIT');
}

function inserter(db: DatabaseSync): (entry: Row, number: number) => void {
  const tables = new Set(tablesOf(db));
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return ({ table, row: cells }, number) => {
    const columns = Object.keys(cells);
    if (!tables.has(table) || columns.some((name) => !/^\w+$/.test(name))) {
      throw new ToolError(`Line ${number} of the export belongs to no table of this version.`);
    }
    const values = Object.values(cells).map((cell) =>
      cell !== null && typeof cell === 'object' ? Buffer.from(cell.base64, 'base64') : cell,
    );
    const marks = columns.map(() => '?').join(', ');
    try {
      statement(`INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${marks})`).run(...values);
    } catch (error) {
      // SQLite names table and column, never a value.
      throw new ToolError(`Line ${number} of the export does not fit: ${(error as Error).message}`);
    }
  };
}

function parsed<T>(schema: z.ZodType<T>, line: unknown, number: number): T {
  const result = schema.safeParse(jsonOf(line));
  if (result.success) return result.data;
  throw new ToolError(
    number === 1
      ? 'This is no export of LiveStock: its first line does not say so.'
      : `Line ${number} of the export is damaged. Nothing was changed.`,
  );
}

function jsonOf(line: unknown): unknown {
  try {
    return JSON.parse(String(line));
  } catch {
    return undefined;
  }
}

function refuseFull(path: string): void {
  if (!existsSync(path)) return;
  refuseForeign(path);
  refuseInUse(path);
  if (hasShops(path)) {
    throw new ToolError(
      `${path} holds a shop already. Move it away, or set DATABASE_URL to a file that is not there yet.`,
    );
  }
}

function hasShops(path: string): boolean {
  using db = new DatabaseSync(path, { readOnly: true });
  return tablesOf(db).includes('shops') && db.prepare('SELECT 1 FROM shops').get() !== undefined;
}

function remove(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}
