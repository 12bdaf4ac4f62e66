import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { refuseForeign } from '../shop/store/sqlite/database-file.ts';
import { exportLines } from '../shop/store/sqlite/export.ts';
import { ToolError } from '../shop/store/tool-error.ts';
import { databaseFile, runTool } from './command-line.ts';

/* Writes the whole database as JSON Lines, also while the bot runs: `npm run export -- <file>`. */
await runTool(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [target] = positionals;
  if (!target || positionals.length > 1) {
    throw new ToolError('Give the file to write: npm run export -- ./shop.jsonl');
  }
  if (existsSync(target)) throw new ToolError(`${target} is there already: give another name.`);
  const path = databaseFile();
  if (!existsSync(path)) throw new ToolError(`There is no database at ${path}: set DATABASE_URL.`);
  refuseForeign(path);
  // It holds what the shop sells: for the owner of the file alone.
  const file = await open(target, 'wx', 0o600);
  let lines = 0;
  const counted = function* () {
    for (const line of exportLines(path)) {
      lines += 1;
      yield line;
    }
  };
  await pipeline(Readable.from(counted()), file.createWriteStream());
  return `Exported ${lines - 2} rows to ${target}. It holds the goods: keep it as safe as the database.`;
});
