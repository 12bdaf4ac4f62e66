import { UserError } from '../../../runtime/errors.ts';
import type { StockLine } from '../../stock.ts';
import type { ShopStore, UploadOf, UploadProgress } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import { product } from './catalogue.ts';
import { bumpRevision } from './shops.ts';
import { contentsInShop, insertItem } from './stock.ts';
import type { Transaction } from './transaction.ts';

/*
 * An upload is `staged` (begun; lines come in) → `adding` (confirmed) → gone when its last item is stock; or `dropped`, by
 * its maker or, once it expired, by whoever sweeps, and gone when its last line is deleted. Each step of adding is a
 * transaction that moves some lines from the stage to the stock, so a process that dies leaves nothing half done.
 */
interface Upload {
  id: string;
  shopId: string;
  productId: number;
  code: string;
  actorId: string;
  status: 'staged' | 'adding' | 'dropped';
  expiresAtMs: number;
  keyId: string;
  added: number;
  duplicates: number;
  free: number;
  removedAtMs: number | null;
}

interface StagedRow {
  position: number;
  contentHash: Uint8Array;
  content: string;
}

export function beginUpload(
  tx: Transaction,
  shopId: string,
  { code, actorId, expiresAtMs }: Parameters<ShopStore['beginUpload']>[1],
): { uploadId: string; code: string } {
  const target = product(tx, shopId, code);
  const uploadId = tx.newId();
  tx.run(
    `INSERT INTO stock_uploads (id, shop_id, product_id, actor_id, expires_at_ms, key_id) VALUES (?, ?, ?, ?, ?, ?)`,
    uploadId,
    shopId,
    target.id,
    actorId,
    expiresAtMs,
    tx.goods.keyId,
  );
  return { uploadId, code: target.code };
}

export function stageLines(
  tx: Transaction,
  uploadId: string,
  lines: readonly StockLine[],
): { inShop: number[] } {
  const upload = uploadOf(tx, uploadId);
  if (upload?.status !== 'staged') throw new UserError('upload_unknown', {});
  const isInShop = contentsInShop(tx, upload.shopId);
  const inShop: number[] = [];
  for (const { position, content } of lines) {
    if (isInShop(content)) inShop.push(position);
    else stage(tx, uploadId, position, content);
  }
  return { inShop };
}

function stage(tx: Transaction, uploadId: string, position: number, content: string): void {
  const sealed = tx.goods.seal(content);
  tx.run(
    'INSERT INTO staged_items (upload_id, position, content_hash, content) VALUES (?, ?, ?, ?)',
    uploadId,
    position,
    sealed.contentHash,
    sealed.content,
  );
}

export function confirmUpload(tx: Transaction, shopId: string, { uploadId, actorId }: UploadOf): void {
  const upload = ownUpload(tx, shopId, { uploadId, actorId });
  if (upload.status === 'adding') return;
  if (upload.expiresAtMs <= tx.nowMs) throw new UserError('upload_unknown', {});
  if (upload.removedAtMs !== null) throw new UserError('product_unknown', { code: upload.code });
  setStatus(tx, uploadId, 'adding');
}

export function dropUpload(tx: Transaction, shopId: string, { uploadId, actorId }: UploadOf): void {
  const upload = ownUpload(tx, shopId, { uploadId, actorId });
  if (upload.status !== 'staged') throw new UserError('upload_unknown', {});
  setStatus(tx, uploadId, 'dropped');
}

export function addUploaded(tx: Transaction, uploadId: string, limit: number): UploadProgress {
  const upload = uploadOf(tx, uploadId);
  if (upload?.status !== 'adding') return { isDone: true, added: 0, duplicates: 0, free: 0 };
  // What nobody sells any more has no stock; the sweeper takes the rest.
  if (upload.removedAtMs !== null) {
    setStatus(tx, uploadId, 'dropped');
    const { added, duplicates, free } = upload;
    return { isDone: true, added, duplicates, free };
  }
  const rows = tx.all<StagedRow>(
    `SELECT position, content_hash AS contentHash, content FROM staged_items
     WHERE upload_id = ? ORDER BY position LIMIT ?`,
    uploadId,
    limit,
  );
  const { shopId, productId, actorId, keyId } = upload;
  const added = rows.filter((row) =>
    insertItem(tx, { shopId, productId, actorId }, { keyId, ...row }),
  ).length;
  const progress = {
    added: upload.added + added,
    duplicates: upload.duplicates + rows.length - added,
    free: upload.free + added,
  };
  if (added > 0) {
    tx.run('UPDATE products SET free = free + ? WHERE id = ?', added, productId);
    bumpRevision(tx, shopId);
  }
  const isDone = rows.length < limit;
  deleteStaged(tx, uploadId, rows);
  if (isDone) finish(tx, upload, progress);
  else keepProgress(tx, uploadId, progress);
  return { isDone, ...progress };
}

function keepProgress(tx: Transaction, uploadId: string, { added, duplicates }: Counts): void {
  tx.run('UPDATE stock_uploads SET added = ?, duplicates = ? WHERE id = ?', added, duplicates, uploadId);
}

type Counts = Pick<UploadProgress, 'added' | 'duplicates' | 'free'>;

function finish(tx: Transaction, { id, shopId, code, actorId }: Upload, counts: Counts): void {
  tx.run('DELETE FROM stock_uploads WHERE id = ?', id);
  const { added, duplicates, free } = counts;
  recordAct(tx, shopId, {
    actorId,
    action: 'stock.add',
    subject: code,
    before: { free: free - added },
    after: { free, added, duplicates },
  });
}

export function unfinishedUploads(tx: Transaction): Awaited<ReturnType<ShopStore['unfinishedUploads']>> {
  const rows = tx.all<{ shopId: string; uploadId: string; isConfirmed: number }>(
    `SELECT shop_id AS shopId, id AS uploadId, status = 'adding' AS isConfirmed FROM stock_uploads
     WHERE status <> 'staged' OR expires_at_ms <= ? ORDER BY id`,
    tx.nowMs,
  );
  return rows.map((row) => ({ ...row, isConfirmed: row.isConfirmed === 1 }));
}

export function sweepUpload(tx: Transaction, uploadId: string, limit: number): boolean {
  const upload = uploadOf(tx, uploadId);
  const isOver = upload?.status === 'dropped' || (upload?.expiresAtMs ?? Infinity) <= tx.nowMs;
  if (!upload || !isOver || upload.status === 'adding') return false;
  setStatus(tx, uploadId, 'dropped');
  const rows = tx.all<Pick<StagedRow, 'position'>>(
    'SELECT position FROM staged_items WHERE upload_id = ? ORDER BY position LIMIT ?',
    uploadId,
    limit,
  );
  deleteStaged(tx, uploadId, rows);
  if (rows.length === limit) return true;
  tx.run('DELETE FROM stock_uploads WHERE id = ?', uploadId);
  return false;
}

/** The first lines of an upload, as they were just read. */
function deleteStaged(tx: Transaction, uploadId: string, rows: readonly Pick<StagedRow, 'position'>[]): void {
  const last = rows.at(-1)?.position ?? 0;
  tx.run('DELETE FROM staged_items WHERE upload_id = ? AND position <= ?', uploadId, last);
}

function ownUpload(tx: Transaction, shopId: string, { uploadId, actorId }: UploadOf): Upload {
  const upload = uploadOf(tx, uploadId);
  if (!upload || upload.shopId !== shopId || upload.status === 'dropped') {
    throw new UserError('upload_unknown', {});
  }
  if (upload.actorId !== actorId) throw new UserError('upload_foreign', {});
  return upload;
}

function uploadOf(tx: Transaction, uploadId: string): Upload | undefined {
  return tx.get<Upload>(
    `SELECT u.id, u.shop_id AS shopId, u.product_id AS productId, p.code, u.actor_id AS actorId, u.status,
       u.expires_at_ms AS expiresAtMs, u.key_id AS keyId, u.added, u.duplicates, p.free, p.removed_at_ms AS removedAtMs
     FROM stock_uploads u JOIN products p ON p.id = u.product_id WHERE u.id = ?`,
    uploadId,
  );
}

function setStatus(tx: Transaction, uploadId: string, status: Upload['status']): void {
  tx.run('UPDATE stock_uploads SET status = ? WHERE id = ?', status, uploadId);
}
