import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

export interface Migration {
  version: number;
  name: string;
  sql: string;
}

/** Every migration in order; the last one's version is the newest database that this program understands. */
export function sqliteMigrations(): Migration[] {
  return [
    '0001-shop',
    '0002-staff',
    '0003-catalogue',
    '0004-money',
    '0005-orders',
    '0006-operation',
    '0007-sales',
  ].map((file) => ({
    version: Number(file.slice(0, 4)),
    name: file.slice(5),
    sql: readFileSync(new URL(`./migrations/${file}.sql`, import.meta.url), 'utf8'),
  }));
}

/**
 * Brings the database up to the last of `migrations`, all in one transaction. Two processes that start together are safe:
 * the second waits, then finds nothing left to do.
 */
export function migrate(db: DatabaseSync, migrations: readonly Migration[], nowMs: number): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec(
      'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at_ms INTEGER NOT NULL) STRICT',
    );
    const applied = new Set(
      db
        .prepare('SELECT version FROM schema_migrations')
        .all()
        .map((row) => row['version']),
    );
    const record = db.prepare(
      'INSERT INTO schema_migrations (version, name, applied_at_ms) VALUES (?, ?, ?)',
    );
    for (const { version, name, sql } of migrations.filter((migration) => !applied.has(migration.version))) {
      db.exec(sql);
      record.run(version, name, nowMs);
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** The newest migration in the database; 0 for a fresh one. */
export function schemaVersion(db: DatabaseSync): number {
  const table = db
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'")
    .get();
  if (!table) return 0;
  const row = db.prepare('SELECT coalesce(max(version), 0) AS version FROM schema_migrations').get();
  return Number(row?.version);
}
