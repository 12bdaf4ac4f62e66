import { UserError } from '../../../runtime/errors.ts';
import { checkStock } from '../../stock.ts';
import type { ImportedShop, ImportReport, LeftOut } from '../shop-store.ts';
import { blacklistAdd } from './blacklist.ts';
import { register } from './buyers.ts';
import { addProduct, product } from './catalogue.ts';
import { deposit } from './deposits.ts';
import { externalAccount, openWallet, post } from './ledger.ts';
import { verify } from './proofs.ts';
import { ensureShop } from './shops.ts';
import type { Transaction } from './transaction.ts';
import { setWorld } from './worlds.ts';

/** Ends the transaction of a dry run: all of it worked, none of it stays. */
export class DryRunDone extends Error {
  override readonly name = 'DryRunDone';
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super('a dry run keeps nothing');
    this.report = report;
  }
}

/** @throws DryRunDone with the report, so that nothing is committed */
export function importShop(
  tx: Transaction,
  shopId: string,
  content: ImportedShop,
  { actorId, dryRun }: { actorId: string; dryRun: boolean },
): ImportReport {
  ensureShop(tx, shopId);
  refuseFilled(tx, shopId);
  const leftOut: LeftOut[] = [];
  const taken = <T extends { source: string }>(rows: readonly T[], take: (row: T) => void) =>
    rows.filter((row) => isTaken(row, take, leftOut));

  const products = taken(content.products, (row) => void addProduct(tx, shopId, row, actorId));
  const items = taken(content.items, (row) => addItem(tx, shopId, row));
  const wallets = taken(content.wallets, (row) => fillWallet(tx, shopId, row, actorId));
  const unclaimed = taken(content.unclaimed, (row) => keepForClaim(tx, shopId, row));
  const blacklisted = taken(
    content.blacklist,
    ({ userId, reason }) => void blacklistAdd(tx, shopId, { userId, reason }, actorId),
  );
  const worlds = taken(content.worlds, (row) => setWorld(tx, shopId, row, actorId));
  const report: ImportReport = {
    products: products.length,
    freeItems: items.filter(({ status }) => status === 'free').length,
    voidItems: items.filter(({ status }) => status === 'void').length,
    wallets: wallets.length,
    walletsWl: walletsWl(tx, shopId),
    unclaimed: unclaimed.length,
    unclaimedWl: unclaimed.reduce((sum, { amountWl }) => sum + amountWl, 0),
    blacklisted: blacklisted.length,
    movements: wallets.reduce((sum, { movements }) => sum + movements.length, 0),
    worlds: worlds.length,
    leftOut,
  };
  prove(tx);
  if (dryRun) throw new DryRunDone(report);
  return report;
}

/** False for a row that does not fit: it is left out, with the rule that it breaks. */
function isTaken<T extends { source: string }>(row: T, take: (row: T) => void, leftOut: LeftOut[]): boolean {
  try {
    take(row);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const facts = Object.values<string | number>(error.data).filter((value) => value !== '');
    leftOut.push({ source: row.source, why: [error.code.replaceAll('_', ' '), ...facts].join(' ') });
    return false;
  }
}

function refuseFilled(tx: Transaction, shopId: string): void {
  const filled = tx.get<{ n: number }>(
    `SELECT (SELECT count(*) FROM products WHERE shop_id = ?) + (SELECT count(*) FROM ledger_entries WHERE shop_id = ?) AS n`,
    shopId,
    shopId,
  );
  if (filled && filled.n > 0) throw new UserError('shop_not_empty', {});
}

/** An item as it was there; what was sold or deleted is kept void, so that nothing is lost and nothing sold again. */
function addItem(
  tx: Transaction,
  shopId: string,
  { code, content, status }: ImportedShop['items'][number],
): void {
  const target = product(tx, shopId, code);
  const [line] = checkStock([content]);
  const sealed = tx.goods.seal(line?.content ?? '');
  const added = tx.run(
    `INSERT INTO stock_items (shop_id, product_id, status, added_at_ms, key_id, content_hash, content)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    shopId,
    target.id,
    status,
    tx.nowMs,
    sealed.keyId,
    sealed.contentHash,
    sealed.content,
  );
  if (added === 0) throw new UserError('item_exists', {});
  tx.run(`UPDATE products SET ${status} = ${status} + 1 WHERE id = ?`, target.id);
}

/** A registration and a wallet with its whole history. */
function fillWallet(
  tx: Transaction,
  shopId: string,
  { userId, growId, movements }: ImportedShop['wallets'][number],
  actorId: string,
): void {
  register(tx, shopId, userId, growId);
  const { id: walletId } = openWallet(tx, shopId, userId);
  const { id: externalId } = externalAccount(tx, shopId);
  for (const { atMs, amountWl, reason } of movements) {
    const [kind, fromId, toId] =
      amountWl > 0 ? (['credit', externalId, walletId] as const) : (['debit', walletId, externalId] as const);
    post(tx, shopId, { kind, actorId, reason, atMs, fromId, toId, amountWl: Math.abs(amountWl) });
  }
}

/** Money of a player whom nobody here knows waits in the claim queue. */
function keepForClaim(
  tx: Transaction,
  shopId: string,
  { source, growId, amountWl }: ImportedShop['unclaimed'][number],
): void {
  deposit(tx, shopId, { key: `import:${shopId}:${source}`, source: 'import', growId, amountWl });
}

function walletsWl(tx: Transaction, shopId: string): number {
  const sql =
    "SELECT coalesce(sum(balance_wl), 0) AS n FROM ledger_accounts WHERE shop_id = ? AND kind = 'wallet'";
  return tx.get<{ n: number }>(sql, shopId)?.n ?? 0;
}

/** What was put in must prove itself before it stays. */
function prove(tx: Transaction): void {
  const [violation] = verify(tx);
  if (violation)
    throw new Error(`the imported shop does not prove itself: ${violation.check}: ${violation.detail}`);
}
