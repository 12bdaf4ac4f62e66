import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { systemClock } from '../runtime/clock.ts';
import { formatPrice } from '../shop/money.ts';
import { convert, type Converted } from '../shop/store/legacy/convert.ts';
import { readShopDb } from '../shop/store/legacy/shop-db.ts';
import type { ImportReport, LeftOut } from '../shop/store/shop-store.ts';
import { importExport } from '../shop/store/sqlite/import-export.ts';
import { refuseForeign } from '../shop/store/sqlite/database-file.ts';
import { refuseInUse } from '../shop/store/sqlite/restore.ts';
import { openSqliteStore } from '../shop/store/sqlite-store.ts';
import { ToolError } from '../shop/store/tool-error.ts';
import { isRefusal } from '../runtime/errors.ts';
import { databaseFile, runTool } from './command-line.ts';
import { factsText } from './facts-text.ts';

const USAGE = `npm run import -- shop.db --shop <server id> [--dry-run]   the Python bot's database
npm run import -- shop.jsonl                              an export of LiveStock`;
/** Who acts in the audit where no person on Discord does. */
const ACTOR = 'import';

await runTool(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { shop: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new ToolError(`Give one file:\n${USAGE}`);
  if (!existsSync(file)) throw new ToolError(`${file} is not there.`);
  if (/\.jsonl?$/i.test(file)) return await takeExport(file);
  return await takeShopDb(file, { shopId: values.shop, dryRun: values['dry-run'] });
});

async function takeExport(file: string): Promise<string> {
  const lines = createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  const facts = await importExport(lines, databaseFile(), systemClock.now());
  return `Imported into ${databaseFile()}: ${factsText(facts)}.`;
}

async function takeShopDb(
  file: string,
  { shopId, dryRun }: { shopId: string | undefined; dryRun: boolean },
): Promise<string> {
  if (!shopId || !/^\d{17,20}$/.test(shopId)) {
    throw new ToolError(`Say which Discord server it becomes the shop of: --shop <server id>\n${USAGE}`);
  }
  const converted = convert(readShopDb(file));
  const path = databaseFile();
  if (existsSync(path)) {
    refuseForeign(path);
    refuseInUse(path);
  }
  await using store = await openSqliteStore({ path, clock: systemClock });
  const report = await store
    .importShop(shopId, converted.shop, { actorId: ACTOR, dryRun })
    .catch((error: unknown) => {
      if (!isRefusal(error, 'shop_not_empty')) throw error;
      throw new ToolError(`Shop ${shopId} has products or money already: import into an empty one.`);
    });
  return reportText(converted, report, dryRun);
}

function reportText({ leftOut, totalWl }: Converted, report: ImportReport, dryRun: boolean): string {
  const all = [...leftOut, ...report.leftOut];
  return [
    `${report.products} products`,
    `${report.freeItems} items for sale, ${report.voidItems} that were sold or deleted (kept, never sold again)`,
    `${report.wallets} wallets with ${formatPrice(report.walletsWl)} in ${report.movements} movements`,
    `${report.unclaimed} GrowIDs that nobody on Discord has, with ${formatPrice(report.unclaimedWl)}: /deposit claim pays them out`,
    `${report.worlds} worlds, ${report.blacklisted} people blacklisted`,
    `In all ${formatPrice(totalWl)} there, ${formatPrice(report.walletsWl + report.unclaimedWl)} here.`,
    leftOutText(all),
    dryRun ? 'This was a dry run: nothing was kept.' : 'Ledger and stock were audited and prove themselves.',
  ].join('\n');
}

function leftOutText(rows: readonly LeftOut[]): string {
  if (rows.length === 0) return 'Every row was taken.';
  return [
    `${rows.length} rows were not taken:`,
    ...rows.map(({ source, why }) => `  ${source}: ${why}`),
  ].join('\n');
}
