import type { StockLine } from '../../stock.ts';
import type { Page } from './page.ts';

/** The items that are sold. */
export interface StockStore {
  /** Adds one item a content string, in order; contents already in the shop (or repeated in this call) are left out and listed. @throws UserError product_unknown | stock_empty | stock_too_large */
  addStock(shopId: string, code: string, contents: readonly string[], actorId: string): Promise<StockAdded>;

  /** Begins an upload: what is staged under it is no stock yet, and goes away unless it is confirmed before `expiresAtMs`. @throws UserError product_unknown */
  beginUpload(
    shopId: string,
    upload: { code: string; actorId: string; expiresAtMs: number },
  ): Promise<{ uploadId: string; code: string }>;
  /** Stages some lines, which are trimmed and differ from each other. `inShop`: positions of those that were left out. @throws UserError upload_unknown */
  stageLines(uploadId: string, lines: readonly StockLine[]): Promise<{ inShop: number[] }>;
  /** The decision: its items will be stock, whatever happens after this. Once more changes nothing. @throws UserError upload_unknown | upload_foreign | product_unknown */
  confirmUpload(shopId: string, upload: UploadOf): Promise<void>;
  /** Takes an upload back that nobody confirmed. @throws UserError upload_unknown | upload_foreign */
  dropUpload(shopId: string, upload: UploadOf): Promise<void>;
  /** Makes up to `limit` items of a confirmed upload stock. */
  addUploaded(uploadId: string, limit: number): Promise<UploadProgress>;
  /** Uploads with work left: confirmed ones whose items are not all stock yet, and what was taken back or expired. */
  unfinishedUploads(): Promise<{ shopId: string; uploadId: string; isConfirmed: boolean }[]>;
  /** Deletes up to `limit` staged lines of an upload that was taken back or expired; false: none is left. */
  sweepUpload(uploadId: string, limit: number): Promise<boolean>;

  /** A product's items, the newest first, without their contents. @throws UserError product_unknown */
  stockItems(shopId: string, code: string, page: Page): Promise<{ items: StockItem[]; total: number }>;
  /** What these items hold; recorded as an act. @throws UserError item_unknown */
  showItems(shopId: string, itemIds: readonly number[], actorId: string): Promise<ShownItem[]>;
  /** Takes free items out of stock for good, all or none. @throws UserError item_unknown | item_not_free | reason_missing */
  voidItems(
    shopId: string,
    itemIds: readonly number[],
    act: { reason: string; actorId: string },
  ): Promise<{ voided: number }>;
  /** Moves free items to another product, all or none. @throws UserError item_unknown | item_not_free | product_unknown */
  moveItems(
    shopId: string,
    itemIds: readonly number[],
    act: { code: string; actorId: string },
  ): Promise<{ moved: number; free: number }>;

  /** Brings up to `limit` items that are kept under another key under today's; 0: none is left. */
  resealStock(limit: number): Promise<number>;
}

export interface StockAdded {
  added: number;
  /** 1-based positions in the given list that were left out. */
  duplicates: number[];
  free: number;
}

export interface UploadOf {
  uploadId: string;
  actorId: string;
}

export interface UploadProgress {
  /** False: there is more to add. */
  isDone: boolean;
  /** So far. */
  added: number;
  /** Came into the shop in another way since they were staged. */
  duplicates: number;
  /** In stock now. */
  free: number;
}

export interface StockItem {
  id: number;
  status: 'free' | 'reserved' | 'sold' | 'void';
  addedAtMs: number;
  /** Unknown for items from before this was kept. */
  addedBy: string | undefined;
  /** The order that has it. */
  orderId: number | undefined;
}

export interface ShownItem {
  id: number;
  code: string;
  content: string;
}
