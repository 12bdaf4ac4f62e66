import { errorKind } from '../observability/error-kind.ts';
import type { Closure } from '../health/surface.ts';
import type { Recorder } from '../observability/recorder.ts';
import { Coalescer } from '../resilience/coalescer.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Translate } from '../languages/text.ts';
import type { BoardLanguage } from '../shop/board-language.ts';
import type { ShopEvents } from '../shop/events.ts';
import type { Board, ShopStore } from '../shop/store/shop-store.ts';
import { type BoardChannel, type BoardFailure, shownText } from './board-channel.ts';
import { type BoardMessage, boardButtons, boardMessage, contentHash } from './board-message.ts';
import { type BoardSurface, boardView, type ReadCatalogue } from './board-view.ts';
import { BoardPin } from './board-pin.ts';
import { editIntervalMs, type EditIntervals, snowflakeTimeMs } from './edit-pace.ts';

type Cause = Pick<ShopEvents['stock.changed'], 'cause' | 'committedAtMs'>;
type PublishResult = 'ok' | 'noop' | 'retryable' | 'fatal';

/** Causes kept while the board can't be edited; the oldest matter for how long a change took to show. */
const MAX_CAUSES = 1000;
/** What cannot heal by itself (permissions, a refused body) is tried again this often. */
const HOPELESS_RETRY_MS = 60_000;
const MAX_BACKOFF_MS = 30_000;
const BASE_BACKOFF_MS = 500;

export interface BoardStatus {
  shopId: string;
  channelId: string;
  messageId: string | undefined;
  /** Since when the message shows less than the store says; undefined when it is up to date. */
  dirtySinceMs: number | undefined;
  /** Why the last attempt failed. */
  problem: BoardFailure['kind'] | undefined;
  /** Why it is not pinned although it should be; the board itself does well without. */
  pinProblem: BoardFailure['kind'] | undefined;
  language: BoardLanguage;
  isPinned: boolean;
  /** When the message was last seen, or made, to be as it should; since this process began. */
  verifiedAtMs: number | undefined;
}

export interface LiveBoardDeps {
  store: ShopStore;
  channel: BoardChannel;
  recorder: Recorder;
  clock: Clock;
  /** A number in [0, 1), for the jitter of the back-off. */
  random: () => number;
  newNonce: () => string;
  editIntervals: () => EditIntervals;
  /** What this board has to show now; asked again after each report below. */
  surface: (channelId: string, closure: Closure | undefined) => BoardSurface;
  /** How reading the list and building the buttons went: what ill parts leave of the board is the surface's matter. */
  report: {
    livestock(error?: unknown): void;
    buttons(error?: unknown): void;
    /** Whether Discord takes edits of this board. */
    editable(channelId: string, isEditable: boolean): void;
  };
  translate: (shopId: string, language: BoardLanguage) => Translate;
}

/**
 * One board: keeps one message equal to what the store says.
 *
 * `clean` → (request) → `dirty` → published → `clean`. Each publication reads the store again, so many changes make one
 * edit. A failed one leaves the board dirty and comes again: at Discord's time after a rate limit, with a growing wait
 * after a fault, each minute when only a person can help. A message that is gone is posted anew.
 */
export class LiveBoard {
  readonly #deps: LiveBoardDeps;
  readonly #coalescer: Coalescer;
  #board: Board;
  #causes: Cause[] = [];
  /** Before the first reading there is nothing to show. */
  #lastGood: ReadCatalogue = { revision: 0, changedAtMs: 0, readAtMs: 0, products: [] };
  #dirtySinceMs: number | undefined;
  #verify = true;
  #knownOld = false;
  #failures = 0;
  #lastEditMs = Number.NEGATIVE_INFINITY;
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  #unsaved = false;
  #failure: BoardFailure | undefined;
  #attempt = Promise.withResolvers<BoardFailure | undefined>();
  #verifiedAtMs: number | undefined;
  readonly #pin: BoardPin;
  /** Re-sent once when the message differs from what was sent; twice would edit for ever. */
  #corrected: string | undefined;

  constructor(board: Board, deps: LiveBoardDeps) {
    this.#board = board;
    this.#deps = deps;
    this.#pin = new BoardPin(deps.channel, (error) => {
      deps.recorder.error('board', error, { board: board.channelId, failure: 'pin' });
    });
    this.#coalescer = new Coalescer({
      run: () => this.#publish(),
      waitMs: () => this.#waitMs(),
      clock: deps.clock,
    });
  }

  get shopId(): string {
    return this.#board.shopId;
  }
  get status(): BoardStatus {
    const { shopId, channelId, messageId, language, isPinned } = this.#board;
    return {
      shopId,
      channelId,
      messageId,
      dirtySinceMs: this.#dirtySinceMs,
      problem: this.#failure?.kind,
      pinProblem: isPinned ? this.#pin.problem : undefined,
      language,
      isPinned,
      verifiedAtMs: this.#verifiedAtMs,
    };
  }

  /** Why the next attempt to show this board failed, once it was made; undefined when it worked. Never rejects. */
  get nextAttempt(): Promise<BoardFailure | undefined> {
    return this.#attempt.promise;
  }

  /** Takes over how the board should be now. */
  reconfigure({ language, isPinned }: Pick<Board, 'language' | 'isPinned'>): void {
    if (this.#board.isPinned && !isPinned) this.#pin.unpin();
    this.#board = { ...this.#board, language, isPinned };
    this.verify();
  }

  /** Draws the message anew, at once, whatever it is believed to show. */
  redraw(): void {
    this.#board = { ...this.#board, contentHash: undefined };
    this.#notBeforeMs = Number.NEGATIVE_INFINITY;
    this.#pin.retry();
    this.#verify = true;
    this.request();
    this.#coalescer.repace();
  }

  /** Brings the board up to date, soon. */
  request(cause?: Cause): void {
    if (cause && this.#causes.length < MAX_CAUSES) this.#causes.push(cause);
    this.#markDirty(cause?.committedAtMs ?? this.#deps.clock.now());
    this.#coalescer.request();
  }

  /** Looks whether the message is still there and as it should be; mends it if not. */
  verify(): void {
    this.#verify = true;
    this.#coalescer.request();
  }

  /** Only a person can mend what keeps it from being shown. */
  get isHopeless(): boolean {
    const kind = this.#failure?.kind;
    return kind === 'forbidden' || kind === 'channel_gone' || kind === 'refused';
  }

  /** What only a person could mend may have been mended: tries at once. */
  retry(): void {
    if (this.#pin.retry()) this.verify();
    if (!this.isHopeless) return;
    this.#notBeforeMs = Number.NEGATIVE_INFINITY;
    this.#coalescer.repace();
  }

  /** The message (or its whole channel) was deleted. */
  async gone(messageId: string): Promise<void> {
    if (messageId !== this.#board.messageId) return;
    await this.#forgetMessage();
    this.request();
  }

  drained(): Promise<void> {
    return this.#coalescer.drained();
  }

  stop(): Promise<void> {
    return this.#coalescer.stop();
  }

  #waitMs(): number {
    const nowMs = this.#deps.clock.monotonicMs();
    const { messageId } = this.#board;
    const ageMs = messageId ? this.#deps.clock.now() - snowflakeTimeMs(messageId) : 0;
    const intervalMs = editIntervalMs(ageMs, this.#knownOld, this.#deps.editIntervals());
    return Math.max(this.#notBeforeMs, this.#lastEditMs + intervalMs) - nowMs;
  }

  async #publish(): Promise<void> {
    const causes = this.#causes.splice(0);
    const links = causes.flatMap(({ cause }) => (cause ? [cause] : []));
    const info = { board: this.#board.channelId, shop: this.shopId, causes: links };
    const dirtySinceMs = this.#dirtySinceMs;
    this.#dirtySinceMs = undefined;
    const result = await this.#deps.recorder.boardPublish(info, () => this.#try(causes));
    if (result === 'ok' || result === 'noop') this.#cameUpToDate();
    else this.#stayDirty(causes, dirtySinceMs);
    this.#attempt.resolve(this.#failure);
    this.#attempt = Promise.withResolvers();
  }

  async #try(causes: readonly Cause[]): Promise<PublishResult> {
    try {
      const result = await this.#show();
      await this.#pin.settle(this.#board);
      this.#observePropagation(causes);
      this.#deps.report.editable(this.#board.channelId, true);
      if (this.#failure) this.#deps.recorder.boardEvent('board recovered', {});
      this.#failures = 0;
      this.#failure = undefined;
      return result;
    } catch (error) {
      return await this.#failed(error);
    }
  }

  async #show(): Promise<PublishResult> {
    if (this.#unsaved) await this.#save({});
    const message = this.#draw(await this.#read());
    const { messageId } = this.#board;
    if (!messageId) return await this.#create(message);
    if (contentHash(message) !== this.#board.contentHash) return await this.#edit(messageId, message);
    return this.#verify ? await this.#check(messageId, message) : 'noop';
  }

  /** The list, or the last good one while the stock can't be read. */
  async #read(): Promise<ReadCatalogue> {
    const { store, report, clock } = this.#deps;
    try {
      const catalogue = await store.catalogue(this.shopId);
      report.livestock();
      this.#lastGood = { ...catalogue, readAtMs: clock.now() };
    } catch (error) {
      report.livestock(error);
    }
    return this.#lastGood;
  }

  /** Buttons that can't be built are reported, and the surface then has none. */
  #draw(catalogue: ReadCatalogue): BoardMessage {
    const { recorder, report, surface, translate } = this.#deps;
    const t = translate(this.shopId, this.#board.language);
    const shown = () => boardView(catalogue, surface(this.#board.channelId, catalogue.maintenance));
    const view = shown();
    try {
      const buttons = recorder.buttonBuild(() => boardButtons(view, t));
      if (view.enabled) report.buttons();
      return boardMessage(view, buttons, t);
    } catch (error) {
      report.buttons(error);
      return boardMessage(shown(), [], t);
    }
  }

  /** Takes over a board that an earlier, cut-off start left in the channel, else posts one (I7: exactly one a channel). */
  async #create(message: BoardMessage): Promise<PublishResult> {
    const { channel, recorder } = this.#deps;
    const { channelId, nonce } = this.#board;
    const [existing, ...extra] = await channel.find(channelId);
    for (const messageId of extra) await channel.remove(channelId, messageId);
    if (existing) {
      recorder.boardEvent('board taken over', { message: existing });
      await this.#save({ messageId: existing, contentHash: undefined });
      return await this.#edit(existing, message);
    }
    const { messageId } = await channel.post(channelId, message, nonce);
    recorder.boardEvent('board created', { message: messageId });
    this.#knownOld = false;
    await this.#save({ messageId, contentHash: contentHash(message) });
    this.#verified();
    return 'ok';
  }

  async #edit(messageId: string, message: BoardMessage): Promise<PublishResult> {
    // Until Discord has answered, nobody knows what the message shows.
    this.#board = { ...this.#board, contentHash: undefined };
    this.#lastEditMs = this.#deps.clock.monotonicMs();
    await this.#deps.channel.edit(this.#board.channelId, messageId, message);
    await this.#save({ contentHash: contentHash(message) });
    this.#verified();
    return 'ok';
  }

  async #check(messageId: string, message: BoardMessage): Promise<PublishResult> {
    const { shown, isPinned } = await this.#deps.channel.read(this.#board.channelId, messageId);
    this.#pin.seen(isPinned);
    const hash = contentHash(message);
    if (shown !== shownText(message) && this.#corrected !== hash) {
      this.#corrected = hash;
      this.#deps.recorder.boardEvent('board corrected', { message: messageId });
      return await this.#edit(messageId, message);
    }
    this.#verified();
    return 'noop';
  }

  #verified(): void {
    this.#verify = false;
    this.#verifiedAtMs = this.#deps.clock.now();
    this.#deps.recorder.boardVerified(this.#board.channelId, this.#verifiedAtMs);
  }

  async #failed(error: unknown): Promise<PublishResult> {
    const { channel, recorder, clock, random, report } = this.#deps;
    const failure = channel.failureOf(error);
    if (failure.kind === 'message_gone') {
      await this.#forgetMessage();
      return 'retryable';
    }
    this.#failures += 1;
    this.#knownOld ||= failure.old ?? false;
    const backoffMs = random() * Math.min(MAX_BACKOFF_MS, BASE_BACKOFF_MS * 2 ** this.#failures);
    const canHeal = failure.kind === 'rate_limited' || failure.kind === 'retryable';
    this.#notBeforeMs = clock.monotonicMs() + (canHeal ? (failure.afterMs ?? backoffMs) : HOPELESS_RETRY_MS);
    // What a later attempt mends is no error of the whole: the staleness tells of it.
    if (canHeal) recorder.retry('board_edit', errorKind(error));
    else {
      recorder.error('board', error, { board: this.#board.channelId, failure: failure.kind });
      report.editable(this.#board.channelId, false);
    }
    if (!this.#failure) recorder.boardEvent('board failing', { failure: failure.kind });
    this.#failure = failure;
    return canHeal ? 'retryable' : 'fatal';
  }

  /** A new nonce: the old one would give back the deleted message. */
  async #forgetMessage(): Promise<void> {
    const { channelId: board, messageId: message } = this.#board;
    this.#deps.recorder.boardEvent('board gone', { board, message });
    this.#pin.seen(false);
    await this.#save({ messageId: undefined, contentHash: undefined, nonce: this.#deps.newNonce() });
  }

  /**
   * Keeps what is known of the board; a store that can't be written is asked again at the next publication. Until then
   * a crash costs one search of the channel, so it is no reason to let the board fall behind.
   */
  async #save(change: Partial<Board>): Promise<void> {
    this.#board = { ...this.#board, ...change };
    try {
      await this.#deps.store.saveBoard(this.#board);
      this.#unsaved = false;
    } catch (error) {
      this.#unsaved = true;
      this.#deps.recorder.error('store', error, { board: this.#board.channelId });
    }
  }

  #observePropagation(causes: readonly Cause[]): void {
    const nowMs = this.#deps.clock.now();
    for (const { committedAtMs } of causes) {
      this.#deps.recorder.boardPropagated((nowMs - committedAtMs) / 1000);
    }
  }

  #cameUpToDate(): void {
    if (this.#dirtySinceMs === undefined) this.#deps.recorder.boardDirtySince(this.#board.channelId, 0);
  }

  #stayDirty(causes: readonly Cause[], sinceMs: number | undefined): void {
    this.#causes.unshift(...causes);
    this.#dirtySinceMs = undefined;
    this.#markDirty(sinceMs ?? this.#deps.clock.now());
    this.#coalescer.request();
  }

  #markDirty(atMs: number): void {
    if (this.#dirtySinceMs !== undefined) return;
    this.#dirtySinceMs = atMs;
    this.#deps.recorder.boardDirtySince(this.#board.channelId, atMs);
  }
}
