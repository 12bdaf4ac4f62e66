import { readConfig } from '../config/config.ts';
import { ConfigError } from '../config/env.ts';
import { databaseFileOf } from '../shop/store/open-store.ts';
import { ToolError } from '../shop/store/tool-error.ts';
import { DamagedFileError } from '../shop/store/sqlite/check-file.ts';
import { StoreUnusableError } from '../shop/store/sqlite/database-file.ts';

/** sysexits.h: EX_DATAERR, EX_CONFIG. */
const EXIT_DATA = 65;
const EXIT_CONFIG = 78;

/**
 * Runs a tool of the command line: what it gives is printed; what it refuses is explained on standard error, without a
 * stack, and ends with 65 (the data) or 78 (the configuration).
 */
export async function runTool(work: () => string | Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await work()}\n`);
  } catch (error) {
    const isExpected =
      error instanceof ToolError || error instanceof DamagedFileError || error instanceof StoreUnusableError;
    if (!isExpected && !(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = isExpected ? EXIT_DATA : EXIT_CONFIG;
  }
}

/** The file that DATABASE_URL names. @throws ConfigError */
export function databaseFile(): string {
  const path = databaseFileOf(readConfig().databaseUrl);
  if (path) return path;
  throw new ConfigError(['DATABASE_URL names no file: give sqlite: and a path']);
}
