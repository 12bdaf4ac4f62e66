import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/shop/store/open-store.ts';
import type { ShopStore } from '../../src/shop/store/shop-store.ts';
import { openDatabaseFile } from '../../src/shop/store/sqlite/database-file.ts';
import { migrate, sqliteMigrations } from '../../src/shop/store/sqlite/migrations.ts';
import { TestClock } from '../support/test-clock.ts';
import { ANN, credit, SHOP, STAFF } from './conformance/store-under-test.ts';
import { dumpTables } from './sqlite-under-test.ts';

let folder: string;
let path: string;
const clock = new TestClock();
const opened: ShopStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'livestock-file-'));
  path = join(folder, 'data', 'shop.db');
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function open(url = `sqlite:${path}`): Promise<ShopStore> {
  const store = await openStore(url, { clock });
  opened.push(store);
  return store;
}
async function openAndClose(): Promise<void> {
  await using store = await openStore(`sqlite:${path}`, { clock });
  await store.ensureShop(SHOP);
}
const modeOf = (file: string) => statSync(file).mode & 0o777;

describe('the database file', () => {
  it('is created for its owner only, with everything beside it', async () => {
    const store = await open();
    await store.ensureShop(SHOP);
    const files = readdirSync(join(folder, 'data')).map((name) => join(folder, 'data', name));
    expect(files).toHaveLength(3);
    expect(files.map(modeOf)).toEqual([0o600, 0o600, 0o600]);
    expect(modeOf(join(folder, 'data'))).toBe(0o700);
  });

  it('keeps what it holds when it is opened again', async () => {
    await openAndClose();
    const store = await open();
    expect(await store.shopIds()).toEqual([SHOP]);
  });

  it('is opened by an absolute URL with or without an authority, and in memory', async () => {
    await openAndClose();
    expect(await (await open(`sqlite://${path}`)).shopIds()).toEqual([SHOP]);
    expect(await (await open('sqlite::memory:')).shopIds()).toEqual([]);
  });

  it('syncs every commit', async () => {
    const db = openDatabaseFile(join(folder, 'pragmas.db'), sqliteMigrations(), clock.now());
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(db.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
    db.close();
  });

  it.each([
    'mysql://root:s3cret@db/shop',
    'postgres://shop:s3cret@db/shop',
    'sqlite:',
    'shop.db',
  ])('refuses the URL %s without repeating its password', async (url) => {
    const error = await open(url).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: 'StoreUnusableError', reason: 'unsupported' });
    expect(String(error)).toMatch(/Set DATABASE_URL to sqlite:/);
    expect(String(error)).not.toContain('s3cret');
  });
});

describe('a database that is not ours to touch', () => {
  const refused = async (reason: string, text: RegExp) => {
    const before = readFileSync(path);
    const error = await open().catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: 'StoreUnusableError', reason });
    expect(String(error)).toMatch(text);
    expect(readFileSync(path).equals(before)).toBe(true);
  };
  const filesBeside = () => readdirSync(join(folder, 'data')).filter((name) => name !== 'shop.db');

  it('is refused when another program made it', async () => {
    await openAndClose();
    rmSync(path);
    const foreign = new DatabaseSync(path);
    foreign.exec('CREATE TABLE users (id INTEGER)');
    foreign.close();
    await refused('foreign', /not a LiveStock database.*DATABASE_URL/);
    expect(filesBeside()).toEqual([]);
  });

  it('is refused when it is no database at all', async () => {
    await openAndClose();
    writeFileSync(path, 'these are not the rows you are looking for');
    await refused('foreign', /not a LiveStock database/);
  });

  it('is refused when a newer version wrote it', async () => {
    await openAndClose();
    const newer = new DatabaseSync(path);
    newer.exec("INSERT INTO schema_migrations (version, name, applied_at_ms) VALUES (999, 'later', 0)");
    newer.close();
    await refused('newer', /database version 999.*Update LiveStock/);
  });

  it('is reported when it cannot be opened', async () => {
    writeFileSync(join(folder, 'data'), 'a file where the folder should be');
    await expect(open()).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(existsSync(path)).toBe(false);
  });
});

describe('migrations', () => {
  it('leave a shop of an earlier version as it was: open, its boards in the language of the guild', async () => {
    const path = join(folder, 'earlier.db');
    const earlier = openDatabaseFile(path, sqliteMigrations().slice(0, 2), 1);
    earlier.exec(
      `INSERT INTO shops (id, created_at_ms, changed_at_ms) VALUES ('${SHOP}', 1, 1);
       INSERT INTO products (shop_id, code, name, price_wl, created_at_ms) VALUES ('${SHOP}', 'DIRT', 'Dirt', 5, 1);
       INSERT INTO boards (channel_id, shop_id, nonce, message_id) VALUES ('77', '${SHOP}', 'n', '88')`,
    );
    earlier.close();
    const store = await open(`sqlite:${path}`);
    const { products, maintenance } = await store.catalogue(SHOP);
    expect(maintenance).toBeUndefined();
    expect(products).toMatchObject([{ code: 'DIRT', priceWl: 5, maintenance: undefined }]);
    expect(await store.boards()).toMatchObject([{ channelId: '77', messageId: '88' }]);
  });

  const [first] = sqliteMigrations();
  if (!first) throw new Error('there is no migration');
  const second = { version: 2, name: 'extra', sql: 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT' };
  const file = () => join(folder, 'migrated.db');

  it('run once each, in order, on what is there', () => {
    openDatabaseFile(file(), [first], 1).close();
    const db = openDatabaseFile(file(), [first, second], 2);
    expect(db.prepare('SELECT version, name, applied_at_ms FROM schema_migrations').all()).toEqual([
      { version: 1, name: 'shop', applied_at_ms: 1 },
      { version: 2, name: 'extra', applied_at_ms: 2 },
    ]);
    db.close();
  });

  it('leave the database as it was when one fails', () => {
    openDatabaseFile(file(), [first], 1).close();
    const broken = { version: 3, name: 'broken', sql: 'CREATE TABLE late (id INTEGER); SELECT nonsense' };
    expect(() => openDatabaseFile(file(), [first, second, broken], 2)).toThrow(/nonsense/);
    const db = openDatabaseFile(file(), [first], 3);
    expect(db.prepare('SELECT version FROM schema_migrations').all()).toEqual([{ version: 1 }]);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name IN ('extra', 'late')").all()).toEqual([]);
    db.close();
  });

  it('keep what the first version wrote', async () => {
    const db = openDatabaseFile(path, [first], 1);
    db.exec(`
      INSERT INTO shops (id, created_at_ms, changed_at_ms) VALUES ('${SHOP}', 1, 1);
      INSERT INTO ledger_accounts (shop_id, kind) VALUES ('${SHOP}', 'external'), ('${SHOP}', 'revenue');
      INSERT INTO products (shop_id, code, name, price_wl, created_at_ms, free) VALUES ('${SHOP}', 'DIRT', 'Dirt', 10, 1, 2);
    `);
    const item = db.prepare(
      'INSERT INTO stock_items (shop_id, product_id, added_at_ms, content_hash, content) VALUES (?, 1, 1, ?, ?)',
    );
    for (const content of ['old-a', 'old-b']) item.run(SHOP, hash('sha256', content, 'buffer'), content);
    db.close();
    const store = await open();
    await store.register(SHOP, ANN, 'Ann');
    await credit(store, ANN, 100);
    const quoted = { userId: ANN, code: 'DIRT', quantity: 1, nonce: 'n', expiresAtMs: clock.now() + 1_000 };
    expect((await store.quote(SHOP, quoted)).product).toMatchObject({
      free: 2,
      lowStock: 10,
      featured: false,
    });
    const { order } = await store.purchase(SHOP, { userId: ANN, nonce: 'n' });
    expect((await store.orderGoods(SHOP, ANN, order.id)).items).toEqual(['old-a']);
    expect(await store.addStock(SHOP, 'DIRT', ['old-a', 'old-b', 'new'], STAFF)).toMatchObject({ added: 1 });
    expect(await store.verify()).toEqual([]);
  });

  it('keep orders, deliveries and what is append-only when orders learn of refunds', async () => {
    const db = openDatabaseFile(file(), sqliteMigrations().slice(0, 2), 1);
    db.exec(`
      INSERT INTO shops (id, created_at_ms, changed_at_ms) VALUES ('${SHOP}', 1, 1);
      INSERT INTO ledger_accounts (shop_id, kind, owner, balance_wl) VALUES
        ('${SHOP}', 'external', '', -10), ('${SHOP}', 'revenue', '', 10), ('${SHOP}', 'wallet', '${ANN}', 0);
      INSERT INTO products (shop_id, code, name, price_wl, created_at_ms, sold) VALUES ('${SHOP}', 'DIRT', 'Dirt', 5, 1, 2);
      INSERT INTO stock_items (shop_id, product_id, status, added_at_ms, content_hash, content) VALUES
        ('${SHOP}', 1, 'sold', 1, x'01', 'a'), ('${SHOP}', 1, 'sold', 1, x'02', 'b');
      INSERT INTO orders (shop_id, user_id, nonce, product_id, code, name, quantity, unit_price_wl, total_wl, at_ms) VALUES
        ('${SHOP}', '${ANN}', 'n1', 1, 'DIRT', 'Dirt', 1, 5, 5, 1), ('${SHOP}', '${ANN}', 'n2', 1, 'DIRT', 'Dirt', 1, 5, 5, 1);
      INSERT INTO order_items VALUES ('${SHOP}', 1, 1), ('${SHOP}', 2, 2);
      INSERT INTO deliveries (shop_id, order_id, status, created_at_ms, next_due_at_ms, attempts, settled_at_ms, note) VALUES
        ('${SHOP}', 1, 'delivered', 1, 1, 1, 2, 'dm'), ('${SHOP}', 2, 'pending', 1, 1, 0, NULL, NULL);
      INSERT INTO ledger_transactions (shop_id, kind, at_ms, actor_id, reason, order_id) VALUES
        ('${SHOP}', 'credit', 1, 's', 'r', NULL), ('${SHOP}', 'purchase', 1, 'a', 'r', 1), ('${SHOP}', 'purchase', 1, 'a', 'r', 2);
      INSERT INTO ledger_entries (shop_id, transaction_id, account_id, amount_wl, balance_after_wl) VALUES
        ('${SHOP}', 1, 1, -10, -10), ('${SHOP}', 1, 3, 10, 10), ('${SHOP}', 2, 3, -5, 5), ('${SHOP}', 2, 2, 5, 5),
        ('${SHOP}', 3, 3, -5, 0), ('${SHOP}', 3, 2, 5, 10);
      INSERT INTO registration_history (shop_id, user_id, at_ms, grow_id) VALUES ('${SHOP}', '${ANN}', 1, 'Ann');`);
    const rowsOf = (table: string) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get();
    const before = ['orders', 'order_items', 'deliveries', 'registration_history'].map(rowsOf);
    migrate(db, sqliteMigrations(), 2);
    expect(['orders', 'order_items', 'deliveries', 'registration_history'].map(rowsOf)).toEqual(before);
    expect(db.prepare('SELECT status, attempts, note FROM deliveries WHERE order_id = 1').get()).toEqual({
      status: 'delivered',
      attempts: 1,
      note: 'dm',
    });
    expect(() => db.exec('DELETE FROM registration_history')).toThrow(/append-only/);
    db.close();
    const store = await openStore(`sqlite:${file()}`, { clock });
    opened.push(store);
    expect(await store.verify()).toEqual([]);
    expect((await store.orderGoods(SHOP, ANN, 1)).items).toEqual(['a']);
    expect(await store.claimDeliveries({ leaseMs: 1, limit: 5 })).toMatchObject([
      { kind: 'order', items: ['b'] },
    ]);
    await clock.advance(1);
    await store.refundOrder(SHOP, { orderId: 2, reason: 'late', actorId: STAFF });
    expect((await store.buyer(SHOP, ANN)).balanceWl).toBe(5);
    expect(await store.verify()).toEqual([]);
  });

  it('stand in the order of their numbers', () => {
    const versions = sqliteMigrations().map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });
});

describe('the tables themselves', () => {
  const withRows = async () => {
    const store = await open();
    await store.ensureShop(SHOP);
    await store.addProduct(SHOP, { code: 'DIRT', name: 'Dirt', priceWl: 10 }, STAFF);
    await store.addStock(SHOP, 'DIRT', ['a', 'b'], STAFF);
    await store.register(SHOP, ANN, 'Ann');
    await credit(store, ANN, 100);
    await store.quote(SHOP, {
      userId: ANN,
      code: 'DIRT',
      quantity: 1,
      nonce: 'n',
      expiresAtMs: clock.now() + 1_000,
    });
    await store.purchase(SHOP, { userId: ANN, nonce: 'n' });
    return { store, db: new DatabaseSync(path) };
  };

  it.each([
    'UPDATE ledger_entries SET amount_wl = 1',
    'DELETE FROM ledger_entries',
    'UPDATE ledger_transactions SET reason = 0',
    'DELETE FROM ledger_transactions',
    'DELETE FROM audit',
    "UPDATE audit SET actor_id = 'x'",
    'DELETE FROM registration_history',
    "UPDATE registration_history SET grow_id = 'x'",
    "UPDATE registration_history SET grow_id = '', previous = NULL, user_id = 'x'",
    "UPDATE registration_history SET grow_id = '', previous = 'x'",
  ])('refuse "%s"', async (sql) => {
    const { db } = await withRows();
    const before = dumpTables(db);
    expect(() => db.exec(sql)).toThrow(/append-only/);
    expect(dumpTables(db)).toBe(before);
    db.close();
  });

  it.each([
    ["UPDATE ledger_accounts SET balance_wl = -1 WHERE kind = 'wallet'", /CHECK/],
    [
      'INSERT INTO order_items (shop_id, order_id, item_id) SELECT shop_id, order_id + 1, item_id FROM order_items',
      /UNIQUE|FOREIGN/,
    ],
    [
      'INSERT INTO orders (id, shop_id, user_id, nonce, product_id, code, name, quantity, unit_price_wl, total_wl, at_ms) SELECT id + 1, shop_id, user_id, nonce, product_id, code, name, quantity, unit_price_wl, total_wl, at_ms FROM orders',
      /UNIQUE/,
    ],
    [
      "INSERT INTO stock_items (shop_id, product_id, added_at_ms, content_hash, content) SELECT shop_id, product_id, 0, content_hash, 'x' FROM stock_items",
      /UNIQUE/,
    ],
  ])('make an invariant unbreakable: %s', async (sql, error) => {
    const { db } = await withRows();
    expect(() => db.exec(sql)).toThrow(error);
    db.close();
  });

  it.each([
    ['accounts_sum', "UPDATE ledger_accounts SET balance_wl = balance_wl + 1 WHERE kind = 'wallet'"],
    [
      'accounts_sum',
      'DROP TRIGGER ledger_entries_fixed; UPDATE ledger_entries SET balance_after_wl = balance_after_wl + 1 WHERE id = 1',
    ],
    ['entry_balanced', 'DROP TRIGGER ledger_entries_keep; DELETE FROM ledger_entries WHERE id = 1'],
    [
      'wallet_negative',
      "PRAGMA ignore_check_constraints = ON; UPDATE ledger_accounts SET balance_wl = -1 WHERE kind = 'wallet'",
    ],
    ['stock_counts', 'UPDATE products SET free = free + 1'],
    ['stock_counts', "UPDATE stock_items SET status = 'void' WHERE status = 'free'"],
    ['item_orders', "UPDATE stock_items SET status = 'free' WHERE status = 'sold'"],
    ['order_items', 'DELETE FROM order_items'],
    ['paid_delivery', 'DELETE FROM deliveries'],
    ['paid_delivery', 'UPDATE orders SET unit_price_wl = 11, total_wl = 11'],
    ['paid_delivery', "UPDATE deliveries SET status = 'cancelled'"],
    ['paid_delivery', 'UPDATE orders SET refunded = 1'],
    ['order_items', 'UPDATE orders SET refunded = 1'],
    ['order_items', "UPDATE order_items SET ended = 'voided'"],
    ['item_orders', "UPDATE order_items SET ended = 'voided'"],
  ])('that were damaged fail the proof %s: %s', async (check, damage) => {
    const { store, db } = await withRows();
    expect(await store.verify()).toEqual([]);
    db.exec(damage);
    const violations = await store.verify();
    expect(violations.map((violation) => violation.check)).toContain(check);
    expect(violations.every(({ detail }) => detail.length > 0)).toBe(true);
    db.close();
  });

  it('stop a sale when they count more items than there are', async () => {
    const { store, db } = await withRows();
    db.exec("UPDATE stock_items SET status = 'void' WHERE status = 'free'");
    await store.quote(SHOP, {
      userId: ANN,
      code: 'DIRT',
      quantity: 1,
      nonce: 'm',
      expiresAtMs: clock.now() + 1_000,
    });
    const before = dumpTables(db);
    await expect(store.purchase(SHOP, { userId: ANN, nonce: 'm' })).rejects.toThrow(/fewer free items/);
    expect(dumpTables(db)).toBe(before);
    db.close();
  });
});

describe('the observer of operations', () => {
  it('hears how each one ended, and cannot undo it', async () => {
    const heard: string[] = [];
    const store = await openStore(`sqlite:${path}`, {
      clock,
      onOperation: (operation, result, seconds) => {
        heard.push(`${operation} ${result} ${seconds}`);
        throw new Error('observer broke');
      },
    });
    opened.push(store);
    await store.ensureShop(SHOP);
    await expect(store.product(SHOP, 'NOPE')).rejects.toMatchObject({ code: 'product_unknown' });
    await expect(
      store.saveBoard({
        shopId: 'nowhere',
        channelId: '1',
        nonce: 'n',
        messageId: undefined,
        contentHash: undefined,
        language: 'auto',
        isPinned: false,
      }),
    ).rejects.toThrow(/FOREIGN/);
    expect(await store.shopIds()).toEqual([SHOP]);
    expect(heard).toEqual(['ensureShop ok 0', 'product refused 0', 'saveBoard error 0', 'shopIds ok 0']);
  });
});
