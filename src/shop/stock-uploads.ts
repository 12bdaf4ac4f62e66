import type { Clock } from '../runtime/clock.ts';
import { addLine, type Lines, LineSorter, noLines } from './stock.ts';
import type { ShopStore, UploadOf, UploadProgress } from './store/shop-store.ts';

/** Lines a transaction: a few milliseconds, so that clicks come in between. */
const CHUNK = 100;
/** Shorter than the 15 min in which the message with the preview can be answered. */
const UPLOAD_LIFE_MS = 840_000;
const CARE_MS = 60_000;

/** What an upload would bring: counts and places, never the goods. */
export interface UploadPreview {
  uploadId: string;
  code: string;
  expiresAtMs: number;
  items: number;
  /** Repeated within the upload. */
  repeated: Lines;
  inShop: Lines;
  tooLong: Lines;
  empty: number;
}

export interface StockUploadsDeps {
  store: Pick<
    ShopStore,
    | 'beginUpload'
    | 'stageLines'
    | 'confirmUpload'
    | 'dropUpload'
    | 'addUploaded'
    | 'unfinishedUploads'
    | 'sweepUpload'
  >;
  clock: Clock;
  /** Items became stock. */
  onAdded: (shopId: string) => Promise<void>;
  onError: (error: unknown) => void;
}

/**
 * Brings uploads of any size into the shop without holding anything up: first staged, outside the stock, for a preview;
 * then, once confirmed, added. Both go chunk by chunk. A confirmation holds: what a stop or a crash cuts off goes on with
 * the next start, and what nobody confirmed is deleted.
 */
export class StockUploads {
  readonly #deps: StockUploadsDeps;
  /** Uploads that are being added. */
  readonly #adding = new Map<string, Promise<UploadProgress>>();
  #isStopping = false;
  #caring = Promise.resolve();
  #stopCaring = () => {};

  constructor(deps: StockUploadsDeps) {
    this.#deps = deps;
  }

  /** Goes on with what was confirmed before, and with deleting what nobody confirmed. */
  start(): void {
    this.#stopCaring = this.#deps.clock.every(CARE_MS, () => this.#care());
    this.#care();
  }

  /** Ends after the chunks in work. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stopCaring();
    await Promise.allSettled([this.#caring, ...this.#adding.values()]);
  }

  /**
   * Stages an upload and says what it would bring.
   * @param pieces its lines, some at a time
   * @throws UserError product_unknown | stock_too_large, and what `pieces` throws; nothing is kept then
   */
  async stage(
    shopId: string,
    { code, actorId }: { code: string; actorId: string },
    pieces: AsyncIterable<readonly string[]>,
  ): Promise<UploadPreview> {
    const { store, clock } = this.#deps;
    const expiresAtMs = clock.now() + UPLOAD_LIFE_MS;
    const upload = await store.beginUpload(shopId, { code, actorId, expiresAtMs });
    const sorter = new LineSorter();
    const inShop = noLines();
    let items = 0;
    let isWhole = false;
    try {
      for await (const lines of this.#paced(pieces)) {
        const staged = sorter.take(lines);
        const known = await store.stageLines(upload.uploadId, staged);
        for (const position of known.inShop) addLine(inShop, position);
        items += staged.length - known.inShop.length;
      }
      isWhole = true;
    } finally {
      // Nothing came out of it: what was staged of it goes away.
      if (!isWhole || items === 0) await this.#discard(shopId, { uploadId: upload.uploadId, actorId });
    }
    const { repeated, tooLong, empty } = sorter;
    return { ...upload, expiresAtMs, items, inShop, repeated, tooLong, empty };
  }

  /**
   * Makes a staged upload stock. `isDone` is false when a stop cuts it off: it goes on with the next start.
   * @throws UserError upload_unknown | upload_foreign | product_unknown
   */
  async add(shopId: string, upload: UploadOf): Promise<UploadProgress> {
    const underWay = this.#adding.get(upload.uploadId);
    await this.#deps.store.confirmUpload(shopId, upload);
    return await (underWay ?? this.#add(shopId, upload.uploadId));
  }

  /** Takes a staged upload back. @throws UserError upload_unknown | upload_foreign */
  async drop(shopId: string, upload: UploadOf): Promise<void> {
    await this.#deps.store.dropUpload(shopId, upload);
    this.#care();
  }

  /** The same lines, at most so many at a time as one transaction takes, with room for others between two. */
  async *#paced(pieces: AsyncIterable<readonly string[]>): AsyncGenerator<readonly string[]> {
    let isFirst = true;
    for await (const lines of pieces) {
      for (let from = 0; from < lines.length; from += CHUNK) {
        if (!isFirst) await this.#deps.clock.sleep(0);
        isFirst = false;
        yield lines.slice(from, from + CHUNK);
      }
    }
  }

  /** Never throws: what stays is swept once it expires. */
  async #discard(shopId: string, upload: UploadOf): Promise<void> {
    try {
      await this.drop(shopId, upload);
    } catch (error) {
      this.#deps.onError(error);
    }
  }

  #add(shopId: string, uploadId: string): Promise<UploadProgress> {
    const known = this.#adding.get(uploadId);
    if (known) return known;
    const work = this.#addChunks(shopId, uploadId).finally(() => this.#adding.delete(uploadId));
    this.#adding.set(uploadId, work);
    return work;
  }

  async #addChunks(shopId: string, uploadId: string): Promise<UploadProgress> {
    const { store, clock, onAdded } = this.#deps;
    let isChanged = false;
    try {
      for (;;) {
        const progress = await store.addUploaded(uploadId, CHUNK);
        isChanged ||= progress.added > 0;
        if (progress.isDone || this.#isStopping) return progress;
        await clock.sleep(0);
      }
    } finally {
      if (isChanged) await onAdded(shopId);
    }
  }

  #care(): void {
    this.#caring = this.#careAfter(this.#caring);
  }

  async #careAfter(earlier: Promise<void>): Promise<void> {
    const { store, clock, onError } = this.#deps;
    await earlier;
    try {
      for (const { shopId, uploadId, isConfirmed } of await store.unfinishedUploads()) {
        if (isConfirmed) await this.#add(shopId, uploadId);
        else while (!this.#isStopping && (await store.sweepUpload(uploadId, CHUNK))) await clock.sleep(0);
      }
    } catch (error) {
      onError(error);
    }
  }
}
