import type { ShopStore } from './shop-store.ts';
import { StoreUnusableError } from './sqlite/database-file.ts';
import { openSqliteStore, type StoreDeps } from './sqlite-store.ts';

/** The file of a `sqlite:` URL, relative to the working directory or absolute; undefined for what is no file. */
export function databaseFileOf(databaseUrl: string): string | undefined {
  const path = /^sqlite:(?:\/\/(?=\/))?(?<path>.+)$/s.exec(databaseUrl)?.groups?.['path'];
  return path === ':memory:' ? undefined : path;
}

/**
 * Opens the store that a database URL names: `sqlite:` with a path, relative to the working directory or absolute.
 * @throws StoreUnusableError when the URL names no database that this version can use
 */
export async function openStore(databaseUrl: string, deps: StoreDeps): Promise<ShopStore> {
  const { scheme, rest } = /^(?<scheme>[a-z]+):(?<rest>.*)$/s.exec(databaseUrl)?.groups ?? {};
  if (scheme === 'sqlite' && rest) return openSqliteStore({ path: rest.replace(/^\/\/(?=\/)/, ''), ...deps });
  // The URL may hold a password, so it is not repeated.
  throw new StoreUnusableError(
    'unsupported',
    scheme === 'postgres' || scheme === 'postgresql'
      ? 'PostgreSQL is not supported yet. Set DATABASE_URL to sqlite: and a path, such as sqlite:./data/livestock.db.'
      : 'Set DATABASE_URL to sqlite: and a path, such as sqlite:./data/livestock.db.',
  );
}
