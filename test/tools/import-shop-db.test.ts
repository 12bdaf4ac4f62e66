import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import { runTool } from '../support/run-tool.ts';
import { TestClock } from '../support/test-clock.ts';

const SHOP = '100000000000000001';
const ANN = '200000000000000001';
const BEN = '200000000000000002';
const PAGE = { offset: 0, limit: 50 };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'livestock-import-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The tables that the Python bot makes. */
function shopDb(fill: string): string {
  const path = join(folder, 'old.db');
  rmSync(path, { force: true });
  using db = new DatabaseSync(path);
  db.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE users (growid TEXT PRIMARY KEY, balance_wl INTEGER DEFAULT 0, balance_dl INTEGER DEFAULT 0, balance_bgl INTEGER DEFAULT 0);
    CREATE TABLE user_growid (discord_id TEXT PRIMARY KEY, growid TEXT NOT NULL);
    CREATE TABLE products (code TEXT PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL, description TEXT);
    CREATE TABLE stock (id INTEGER PRIMARY KEY, product_code TEXT NOT NULL, content TEXT NOT NULL, status TEXT DEFAULT 'available');
    CREATE TABLE balance_transactions (id INTEGER PRIMARY KEY, growid TEXT, type TEXT, details TEXT, old_balance TEXT, new_balance TEXT, created_at TIMESTAMP);
    CREATE TABLE world_info (id INTEGER PRIMARY KEY, world TEXT, owner TEXT, bot TEXT);
    CREATE TABLE blacklist (growid TEXT PRIMARY KEY, added_by TEXT, reason TEXT);`);
  db.exec(fill);
  return path;
}
const importFile = (path: string, ...args: string[]) =>
  runTool('import', [path, ...args], {
    cwd: folder,
    env: { DATABASE_URL: `sqlite:${join(folder, 'new.db')}` },
  });
const openNew = () => openSqliteStore({ path: join(folder, 'new.db'), clock: new TestClock() });

const FULL = `
  INSERT INTO users VALUES ('Ann', 5, 3, 1), ('BEN', 0, 0, 0), ('ben', 7, 0, 0), ('Debtor', -1, 0, 0), ('Half', 1.5, 0, 0), ('Nobody', 0, 2, 0);
  INSERT INTO blacklist VALUES ('ben', 'admin', 'scam'), ('Nobody', 'admin', 'spam');
  INSERT INTO user_growid VALUES ('${ANN}', 'ann'), ('${BEN}', 'Ben'), ('12', 'Debtor');
  INSERT INTO products VALUES ('DIRT', 'Dirt', 10, 'brown'), ('bad code!', 'Bad', 5, NULL), ('FREE', 'Free', 0, NULL);
  INSERT INTO stock VALUES (1, 'DIRT', 'goods-1', 'available'), (2, 'DIRT', 'goods-2', 'sold'), (3, 'DIRT', 'goods-3', 'deleted'),
    (4, 'NONE', 'goods-4', 'available'), (5, 'DIRT', 'goods-1', 'available'), (6, 'DIRT', '', 'available'), (7, 'DIRT', 'goods-7', 'lost');
  INSERT INTO balance_transactions VALUES (1, 'Ann', 'DEPOSIT', 'first', '0 WL', '1 BGL, 5 DL', '2024-03-01 10:00:00'),
    (2, 'Ann', 'PURCHASE', 'dirt', '1 BGL 5 DL', '1 BGL 4 DL', '2024-03-02 10:00:00'),
    (3, 'Ann', 'ADMIN', 'odd', 'about nothing', '?', '2024-03-03 10:00:00');
  INSERT INTO world_info VALUES (1, 'BUYHERE', 'Owner1', 'Bot1');`;

it('takes the Python bot’s shop whole, names each row that it cannot take, and proves the same totals', async () => {
  const path = shopDb(FULL);
  const tried = await importFile(path, '--shop', SHOP, '--dry-run');
  expect(tried).toMatchObject({ code: 0, output: expect.stringContaining('dry run: nothing was kept') });
  const { code, output } = await importFile(path, '--shop', SHOP);
  expect(code).toBe(0);
  expect(output.split('\n').slice(0, -2)).toEqual(tried.output.split('\n').slice(0, -2));
  expect(output).toContain('2 wallets with 1 BGL 3 DL 12 WL');
  expect(output).toContain('In all 1 BGL 5 DL 12 WL there, 1 BGL 5 DL 12 WL here.');
  for (const line of [
    'users 4: its balance is no whole number of locks, or below 0',
    'users 5: its balance is no whole number of locks, or below 0',
    'user_growid 3: its discord_id is no Discord id',
    'products 2: product invalid code',
    'products 3: product invalid priceWl',
    'stock 4: product unknown NONE',
    'stock 5: item exists',
    'stock 6: it has no content',
    'stock 7: its status is unknown',
    'blacklist 2: its GrowID belongs to nobody on Discord',
    'balance_transactions 3: its balances cannot be read',
  ])
    expect(output).toContain(line);
  expect(output).not.toContain('goods-');

  await using store = await openNew();
  const { products } = await store.catalogue(SHOP);
  expect(products).toMatchObject([{ code: 'DIRT', priceWl: 10, description: 'brown', free: 1 }]);
  expect(await store.buyer(SHOP, ANN)).toEqual({ userId: ANN, growId: 'Ann', balanceWl: 10_305 });
  expect(await store.buyer(SHOP, BEN)).toMatchObject({ balanceWl: 7 });
  const { entries } = await store.history(SHOP, ANN, PAGE);
  expect(entries.map(({ amountWl, balanceAfterWl, reason }) => [amountWl, balanceAfterWl, reason])).toEqual([
    [-95, 10_305, 'not recorded by the Python bot'],
    [-100, 10_400, 'PURCHASE: dirt'],
    [10_500, 10_500, 'DEPOSIT: first'],
  ]);
  expect(entries.at(-1)?.atMs).toBe(Date.UTC(2024, 2, 1, 10));
  expect((await store.blacklist(SHOP, PAGE)).bans).toMatchObject([{ userId: BEN, reason: 'scam' }]);
  const { deposits } = await store.waitingDeposits(SHOP, PAGE);
  expect(deposits).toMatchObject([{ growId: 'Nobody', amountWl: 200 }]);
  expect(await store.worlds(SHOP)).toEqual([{ name: 'BUYHERE', owner: 'Owner1', bot: 'Bot1' }]);
  expect(await store.verify()).toEqual([]);
});

it('refuses what is no such database, a shop that is not empty, and a missing server id', async () => {
  writeFileSync(join(folder, 'junk.db'), 'junk');
  expect(await importFile(join(folder, 'junk.db'), '--shop', SHOP)).toMatchObject({ code: 65 });
  new DatabaseSync(join(folder, 'other.db')).exec('CREATE TABLE users (x)');
  const other = await importFile(join(folder, 'other.db'), '--shop', SHOP);
  expect(other.output).toContain('it has no table products, stock');
  const path = shopDb(FULL);
  expect((await importFile(path)).output).toContain('--shop <server id>');
  expect((await importFile(path, '--shop', SHOP)).code).toBe(0);
  const again = await importFile(path, '--shop', SHOP);
  expect(again).toMatchObject({ code: 65, output: expect.stringContaining('import into an empty one') });
});
