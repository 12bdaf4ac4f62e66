import { closeSync, openSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { backup, DatabaseSync } from 'node:sqlite';
import type { DatabaseFacts } from '../shop-store.ts';
import { checkFileAside } from './check-file.ts';

/**
 * Copies an open database page by page while it is used, proves the copy and only then gives it its name.
 * @throws DamagedFileError when the copy does not prove itself; nothing is left at `path` then
 */
export async function backUp(db: DatabaseSync, path: string): Promise<DatabaseFacts> {
  const unproven = `${path}.unproven`;
  closeSync(openSync(unproven, 'w', 0o600));
  try {
    await backup(db, unproven);
    standAlone(unproven);
    const facts = await checkFileAside(unproven);
    await rename(unproven, path);
    return facts;
  } catch (error) {
    rmSync(unproven, { force: true });
    throw error;
  }
}

/** One file that needs no log beside it: the copy begins as a database with a write-ahead log, like its original. */
export function standAlone(path: string): void {
  using db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = DELETE');
}
