import { parseArgs } from 'node:util';
import { systemClock } from '../runtime/clock.ts';
import { restoreFile } from '../shop/store/sqlite/restore.ts';
import { ToolError } from '../shop/store/tool-error.ts';
import { databaseFile, runTool } from './command-line.ts';
import { factsText } from './facts-text.ts';

/* Puts a backup in the place of the database: `npm run restore -- <backup>`. */
await runTool(() => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [backup] = positionals;
  if (!backup || positionals.length > 1) {
    throw new ToolError('Give the backup to restore: npm run restore -- ./data/backups/<file>.db');
  }
  const path = databaseFile();
  const { facts, keptPath } = restoreFile(backup, path, systemClock.now());
  return [
    `Restored into ${path}: ${factsText(facts)}.`,
    keptPath ? `What was there is kept as ${keptPath}.` : 'There was no database before.',
  ].join('\n');
});
