import { copyFileSync, chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { DatabaseFacts } from '../shop-store.ts';
import { ToolError } from '../tool-error.ts';
import { standAlone } from './backup.ts';
import { asDamage, checkFile } from './check-file.ts';
import { openDatabaseFile, refuseForeign } from './database-file.ts';
import { sqliteMigrations } from './migrations.ts';

/**
 * Puts a backup in the place of a database that nobody has open. The backup is copied, brought up to this version and
 * audited first; the database that was there is kept beside it.
 * @param nowMs names the kept file
 * @returns what was restored, and where the database that was there is now
 * @throws ToolError | DamagedFileError | StoreUnusableError with nothing changed
 */
export function restoreFile(
  backupPath: string,
  path: string,
  nowMs: number,
): { facts: DatabaseFacts; keptPath: string | undefined } {
  if (!existsSync(backupPath)) throw new ToolError(`${backupPath} is not there.`);
  refuseForeign(backupPath);
  const copy = `${path}.restoring`;
  try {
    const facts = provenCopy(backupPath, copy, nowMs);
    const keptPath = setAside(path, nowMs);
    renameSync(copy, path);
    return { facts, keptPath };
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true });
  }
}

function provenCopy(backupPath: string, copy: string, nowMs: number): DatabaseFacts {
  copyFileSync(backupPath, copy);
  chmodSync(copy, 0o600);
  try {
    openDatabaseFile(copy, sqliteMigrations(), nowMs).close();
    standAlone(copy);
    return checkFile(copy);
  } catch (error) {
    throw asDamage(backupPath, error);
  }
}

/** Moves the database away whole, with what stood in its log. @throws ToolError while somebody has it open */
function setAside(path: string, nowMs: number): string | undefined {
  if (!existsSync(path)) return undefined;
  refuseForeign(path);
  refuseInUse(path);
  const keptPath = `${path}.before-restore-${nowMs}`;
  renameSync(path, keptPath);
  return keptPath;
}

/** Leaves a database without a log beside it. @throws ToolError while somebody has it open */
export function refuseInUse(path: string): void {
  using db = new DatabaseSync(path);
  if (!leavesWal(db)) throw new ToolError(`${path} is in use: stop LiveStock first, then try again.`);
}

/** SQLite gives up the write-ahead log only for the last one that has the database open; that also empties the log. */
function leavesWal(db: DatabaseSync): boolean {
  try {
    return db.prepare('PRAGMA journal_mode = DELETE').get()?.['journal_mode'] === 'delete';
  } catch {
    return false;
  }
}
