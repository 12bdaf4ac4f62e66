import type { ShopEvents } from '../shop/events.ts';
import type { Board } from '../shop/store/shop-store.ts';
import type { BoardFailure } from './board-channel.ts';
import { type BoardStatus, LiveBoard, type LiveBoardDeps } from './live-board.ts';

/** Failures that only a person can mend: a board that begins with one is not kept. */
const HOPELESS: ReadonlySet<BoardFailure['kind']> = new Set(['channel_gone', 'forbidden', 'refused']);

/** Keeps every board equal to its shop: exactly one a channel. */
export class BoardPublisher {
  readonly #deps: LiveBoardDeps;
  readonly #verifyIntervalMs: number;
  readonly #boards = new Map<string, LiveBoard>();
  #restarting = false;
  #stopVerifying = () => {};

  /** @param deps.verifyIntervalMs how often a quiet board is compared with what Discord shows */
  constructor({ verifyIntervalMs, ...deps }: LiveBoardDeps & { verifyIntervalMs: number }) {
    this.#verifyIntervalMs = verifyIntervalMs;
    const surface: LiveBoardDeps['surface'] = (channelId, closure) =>
      this.#restarting ? { kind: 'restarting' } : deps.surface(channelId, closure);
    this.#deps = { ...deps, surface };
  }

  /** Takes up the boards that the store knows, of the shops that this process serves, and watches over them. */
  async start(isServed: (shopId: string) => boolean): Promise<void> {
    for (const board of await this.#deps.store.boards()) {
      if (isServed(board.shopId)) this.#watch(board).request();
    }
    this.#stopVerifying = this.#deps.clock.every(this.#verifyIntervalMs, () => {
      for (const board of this.#boards.values()) board.verify();
    });
  }

  /**
   * Gives a channel its board; one that it has already is looked after at once.
   * @returns why the board could not be shown, and then there is none; undefined when it stands
   */
  async create(shopId: string, channelId: string): Promise<BoardFailure | undefined> {
    const existing = this.#boards.get(channelId);
    if (existing) {
      existing.verify();
      return undefined;
    }
    const { store, newNonce, recorder } = this.#deps;
    const board: Board = {
      shopId,
      channelId,
      nonce: newNonce(),
      messageId: undefined,
      contentHash: undefined,
    };
    await store.saveBoard(board);
    const live = this.#watch(board);
    live.request();
    const failure = await live.firstAttempt;
    if (!failure || !HOPELESS.has(failure.kind)) return undefined;
    this.#boards.delete(channelId);
    await live.stop();
    await store.removeBoard(channelId);
    recorder.boardForgotten(channelId);
    return failure;
  }

  stockChanged({ shopId, cause, committedAtMs }: ShopEvents['stock.changed']): void {
    for (const board of this.#boards.values()) {
      if (board.shopId === shopId) board.request({ cause, committedAtMs });
    }
  }

  /** What the bot may do in a shop's channels may have changed; undefined: in any shop. */
  accessChanged(shopId: string | undefined): void {
    for (const board of this.#boards.values()) {
      if (shopId === undefined || board.shopId === shopId) board.retry();
    }
  }

  /** Discord says that messages of a channel were deleted. */
  async messagesDeleted(channelId: string, messageIds: readonly string[]): Promise<void> {
    for (const messageId of messageIds) await this.#boards.get(channelId)?.gone(messageId);
  }

  status(): BoardStatus[] {
    return [...this.#boards.values()].map((board) => board.status);
  }

  /** Says on every board that the shop restarts: no button does anything until it is back. */
  sayRestarting(): void {
    this.#restarting = true;
    this.refresh();
  }

  /** Looks at every board again, or at one: what it may show has changed. */
  refresh(channelId?: string): void {
    for (const [id, board] of this.#boards) {
      if (channelId !== undefined && id !== channelId) continue;
      board.request();
      // Discord may take what it has to show now, where it refused what it showed before.
      board.retry();
    }
  }

  /** Settles when every board shows what it should, but for those that only a person can help. */
  async drained(): Promise<void> {
    const helpable = [...this.#boards.values()].filter((board) => !board.isHopeless);
    await Promise.all(helpable.map((board) => board.drained()));
  }

  async stop(): Promise<void> {
    this.#stopVerifying();
    await Promise.all([...this.#boards.values()].map((board) => board.stop()));
  }

  #watch(board: Board): LiveBoard {
    const live = new LiveBoard(board, this.#deps);
    this.#boards.set(board.channelId, live);
    return live;
  }
}
