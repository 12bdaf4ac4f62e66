import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Migration, migrate, schemaVersion } from './migrations.ts';

/** "LIVE" as the `application_id` in the file's header: tells our databases from everybody else's. */
const APPLICATION_ID = 0x4c_49_56_45;
const HEADER_BYTES = 72;
const HEADER_MAGIC = 'SQLite format 3\0';
const BUSY_TIMEOUT_MS = 5_000;

/** The database cannot be used as it is; the message says what to do. Nothing was changed in it. */
export class StoreUnusableError extends Error {
  override readonly name = 'StoreUnusableError';
  readonly reason: 'foreign' | 'newer' | 'sealed' | 'unsupported';

  constructor(reason: StoreUnusableError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Opens the database file, creating it (0600, a new folder 0700) when it is not there, and migrates it.
 * @param path a file, or `:memory:`
 * @throws StoreUnusableError for a file that isn't ours or comes from a newer version
 */
export function openDatabaseFile(
  path: string,
  migrations: readonly Migration[],
  nowMs: number,
): DatabaseSync {
  const inFile = path !== ':memory:';
  if (inFile) {
    createFile(path);
    if (isOurs(path)) refuseNewer(path, migrations.at(-1)?.version ?? 0);
  }
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    // The first write of a new file, still without a WAL, so that the header says whose it is from the start.
    if (!inFile || !isOurs(path)) db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    // FULL syncs the WAL at every commit: an acknowledged purchase survives a power cut, which NORMAL does not promise.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    // What was deleted or sealed does not stay readable in the file.
    db.exec('PRAGMA secure_delete = ON');
    migrate(db, migrations, nowMs);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function createFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // SQLite gives the -wal and -shm files the mode of the main one.
  closeSync(openSync(path, 'a', 0o600));
}

/** @throws StoreUnusableError for a file that isn't ours; an empty one is nobody's, and taken for ours */
export function refuseForeign(path: string): void {
  isOurs(path);
}

/** Reads the header without SQLite, which would leave its own files beside a foreign database. False: still empty. */
function isOurs(path: string): boolean {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header) === 0) return false;
  } finally {
    closeSync(file);
  }
  const ours =
    header.toString('latin1', 0, HEADER_MAGIC.length) === HEADER_MAGIC &&
    header.readInt32BE(68) === APPLICATION_ID;
  if (ours) return true;
  throw new StoreUnusableError(
    'foreign',
    `${path} is not a LiveStock database, so it was left alone. Move it away, or set DATABASE_URL to another file.`,
  );
}

function refuseNewer(path: string, newest: number): void {
  const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const version = schemaVersion(db);
    if (version <= newest) return;
    throw new StoreUnusableError(
      'newer',
      `${path} was written by a newer LiveStock (database version ${version}, this one knows ${newest}), so it was left alone. Update LiveStock, or set DATABASE_URL to another file.`,
    );
  } finally {
    db.close();
  }
}
