import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ShopStore } from '../../src/shop/store/shop-store.ts';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import { ANN, credit, SHOP, STAFF } from '../shop/conformance/store-under-test.ts';
import { dumpTables } from '../shop/sqlite-under-test.ts';
import { runTool } from '../support/run-tool.ts';
import { TestClock } from '../support/test-clock.ts';

const GOODS = 'secret-item';
let folder: string;
let path: string;
const clock = new TestClock();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'livestock-data-'));
  path = join(folder, 'shop.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string) => join(folder, name);
const run = (tool: 'restore' | 'import' | 'export', args: string[], database = path) =>
  runTool(tool, args, { cwd: folder, env: { DATABASE_URL: `sqlite:${database}` } });

/** A shop with a product, stock, a buyer with money and an order; closed again unless `use` keeps it. */
async function foundShop(use: (store: ShopStore) => Promise<void> = async () => undefined): Promise<void> {
  await using store = await openSqliteStore({ path, clock });
  await store.ensureShop(SHOP);
  await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 10 }, STAFF);
  await store.addStock(SHOP, 'DIRT', [GOODS, `${GOODS}-2`, `${GOODS}-3`], STAFF);
  await store.register(SHOP, ANN, 'Ann');
  await credit(store, ANN, 105);
  const expiresAtMs = clock.now() + 60_000;
  await store.quote(SHOP, { userId: ANN, code: 'DIRT', quantity: 1, nonce: 'n', expiresAtMs });
  await store.purchase(SHOP, { userId: ANN, nonce: 'n' });
  await use(store);
}

function dumpOf(database: string): string {
  using db = new DatabaseSync(database, { readOnly: true });
  return dumpTables(db);
}

describe('a backup', () => {
  it('is made beside sales, proven, for its owner alone, and restores to the same', async () => {
    let before = '';
    await foundShop(async (store) => {
      const facts = await store.backup(file('copy.db'));
      expect(facts).toMatchObject({ shops: 1, products: 1, freeItems: 2, orders: 1, walletsWl: 95 });
      before = dumpOf(path);
      await credit(store, ANN, 1, 'later');
    });
    expect(statSync(file('copy.db')).mode & 0o777).toBe(0o600);
    const { code, output } = await run('restore', [file('copy.db')]);
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('1 orders, wallets 95 WL'),
    });
    expect(dumpOf(path)).toBe(before);
    const kept = readdirSync(folder).find((name) => name.startsWith('shop.db.before-restore-'));
    expect(dumpOf(file(kept ?? ''))).not.toBe(before);
  });

  it('that does not prove itself is not kept', async () => {
    await foundShop(async (store) => {
      using damage = new DatabaseSync(path);
      damage.exec('PRAGMA foreign_keys = OFF; UPDATE ledger_accounts SET balance_wl = balance_wl + 1');
      const failure = await store.backup(file('copy.db')).catch((error: Error) => error);
      expect(failure).toMatchObject({ name: 'DamagedFileError' });
      expect(String(failure)).toContain('accounts_sum');
      expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
    });
  });

  it.each([
    ['that is not there', () => undefined, 'is not there'],
    [
      'that is no database',
      () => writeFileSync(file('copy.db'), 'hello '.repeat(100)),
      'not a LiveStock database',
    ],
    [
      'of somebody else',
      () => new DatabaseSync(file('copy.db')).exec('CREATE TABLE a (b)'),
      'not a LiveStock',
    ],
    ['with a page overwritten', () => overwrite(file('copy.db')), 'is damaged'],
    ['whose ledger does not add up', () => unbalance(file('copy.db')), 'accounts_sum'],
    ['of a newer version', () => makeNewer(file('copy.db')), 'newer LiveStock'],
  ])('%s is refused, and the shop stays as it was', async (what, spoil, says) => {
    await foundShop(async (store) => {
      if (/page|ledger|newer/.test(what)) await store.backup(file('copy.db'));
    });
    spoil();
    const before = dumpOf(path);
    const { code, output } = await run('restore', [file('copy.db')]);
    expect(output).toContain(says);
    expect(output).not.toContain(GOODS);
    expect(code).toBe(65);
    expect(dumpOf(path)).toBe(before);
    expect(readdirSync(folder).filter((name) => /restor/.test(name))).toEqual([]);
  });

  it('is not restored over a shop that is in use', async () => {
    await foundShop(async (store) => {
      await store.backup(file('copy.db'));
      const { code, output } = await run('restore', [file('copy.db')]);
      expect({ code, output }).toMatchObject({
        code: 65,
        output: expect.stringContaining('stop LiveStock first'),
      });
      expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(95);
    });
  });
});

describe('an export', () => {
  it('is made beside the running shop and makes the same shop elsewhere', async () => {
    await foundShop(async () => {
      expect(await run('export', [file('all.jsonl')])).toMatchObject({ code: 0 });
    });
    expect(statSync(file('all.jsonl')).mode & 0o777).toBe(0o600);
    const elsewhere = file('elsewhere.db');
    const { code, output } = await run('import', [file('all.jsonl')], elsewhere);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('2 items in stock') });
    const apart = (text: string) => text.replaceAll(/^schema_migrations .*$/gm, '');
    expect(apart(dumpOf(elsewhere))).toBe(apart(dumpOf(path)));
  });

  it('that is cut off, damaged, or meant for a shop that is there is refused', async () => {
    await foundShop();
    await run('export', [file('all.jsonl')]);
    const lines = readFileSync(file('all.jsonl'), 'utf8').trimEnd().split('\n');
    const target = file('new.db');
    const refused = async (content: string[], says: string, database = target) => {
      writeFileSync(file('bad.jsonl'), content.join('\n'));
      const { code, output } = await run('import', [file('bad.jsonl')], database);
      expect(output).toContain(says);
      expect(output).not.toContain(GOODS);
      expect(code).toBe(65);
      expect(readdirSync(folder).filter((name) => name.startsWith('new.db'))).toEqual([]);
    };
    await refused(lines.slice(0, -1), 'cut off');
    await refused(lines.toSpliced(3, 1), 'rows and has');
    await refused(lines.toSpliced(3, 1, '{"table":'), 'Line 4 of the export is damaged');
    await refused(lines.toSpliced(3, 1, '{"table":"other","row":{}}'), 'belongs to no table');
    await refused(['{}', ...lines], 'no export of LiveStock');
    await refused(lines, 'holds a shop already', path);
    const wrongMoney = lines.map((line) => line.replace('"balance_wl":95', '"balance_wl":96'));
    await refused(wrongMoney, 'accounts_sum');
  });
});

function overwrite(database: string): void {
  const bytes = readFileSync(database);
  bytes.fill(0xab, 4096 * 3, 4096 * 6);
  writeFileSync(database, bytes);
}
function unbalance(database: string): void {
  using db = new DatabaseSync(database);
  db.exec("UPDATE ledger_accounts SET balance_wl = balance_wl + 1 WHERE kind = 'wallet'");
}
function makeNewer(database: string): void {
  using db = new DatabaseSync(database);
  db.exec("INSERT INTO schema_migrations VALUES (9999, 'future', 0)");
}
