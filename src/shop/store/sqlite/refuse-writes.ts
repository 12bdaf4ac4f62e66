import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const PREFIX = 'refuse_writes';
const MAGIC = 'SQLite format 3\0';
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Makes a database file refuse every write to its tables, whoever tries: as from a full or broken disk, a transaction that
 * writes fails and is rolled back, while reading goes on. It holds until `allowWrites`, also over restarts.
 * @param path an existing SQLite file, which others may have open
 */
export function refuseWrites(path: string): void {
  within(path, (db) => {
    for (const { name } of list(db, "type = 'table' AND name NOT LIKE 'sqlite_%'")) {
      for (const act of ['INSERT', 'UPDATE', 'DELETE']) {
        db.exec(
          `CREATE TRIGGER IF NOT EXISTS ${quoted(`${PREFIX}_${act}_${name}`)} BEFORE ${act} ON ${quoted(name)}
           BEGIN SELECT RAISE(ABORT, 'writes are refused on purpose'); END`,
        );
      }
    }
  });
}

/** Undoes `refuseWrites`; a file that allows writes, isn't there or is no database is left as it is. */
export function allowWrites(path: string): void {
  if (!isDatabase(path)) return;
  within(path, (db) => {
    for (const { name } of list(db, `type = 'trigger' AND name LIKE '${PREFIX}%'`))
      db.exec(`DROP TRIGGER ${quoted(name)}`);
  });
}

/** By the first bytes of the file: https://sqlite.org/fileformat.html#magic_header_string. */
function isDatabase(path: string): boolean {
  if (!existsSync(path)) return false;
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(MAGIC.length);
    readSync(file, header);
    return header.toString('latin1') === MAGIC;
  } finally {
    closeSync(file);
  }
}

function within(path: string, work: (db: DatabaseSync) => void): void {
  using db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  db.exec('BEGIN IMMEDIATE');
  work(db);
  db.exec('COMMIT');
}

function list(db: DatabaseSync, condition: string): { name: string }[] {
  return db.prepare(`SELECT name FROM sqlite_schema WHERE ${condition}`).all() as { name: string }[];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
