import type { ShopEvents } from '../shop/events.ts';
import { UserError } from '../runtime/errors.ts';
import type { Board, BoardLeftover, BoardWish } from '../shop/store/shop-store.ts';
import type { BoardFailure } from './board-channel.ts';
import { BoardLeftovers } from './board-leftovers.ts';
import { type BoardStatus, LiveBoard, type LiveBoardDeps } from './live-board.ts';

/** Failures that only a person can mend: a board that begins with one is not kept. */
const HOPELESS: ReadonlySet<BoardFailure['kind']> = new Set(['channel_gone', 'forbidden', 'refused']);

export interface BoardPublisherDeps extends LiveBoardDeps {
  /** How often a quiet board is compared with what Discord shows. */
  verifyIntervalMs: number;
  /** A channel has no board any more. */
  onForgotten: (channelId: string) => void;
}

/** Keeps every board equal to its shop: exactly one a channel. */
export class BoardPublisher {
  readonly #deps: LiveBoardDeps;
  readonly #verifyIntervalMs: number;
  readonly #boards = new Map<string, LiveBoard>();
  readonly #leftovers: BoardLeftovers;
  readonly #onForgotten: (channelId: string) => void;
  #turn: Promise<void> = Promise.resolve();
  #restarting = false;
  #stopVerifying = () => {};

  constructor({ verifyIntervalMs, onForgotten, ...deps }: BoardPublisherDeps) {
    this.#verifyIntervalMs = verifyIntervalMs;
    this.#onForgotten = onForgotten;
    this.#leftovers = new BoardLeftovers(deps);
    const surface: LiveBoardDeps['surface'] = (channelId, closure) =>
      this.#restarting ? { kind: 'restarting' } : deps.surface(channelId, closure);
    this.#deps = { ...deps, surface };
  }

  /** Takes up the boards that the store knows, of the shops that this process serves, and watches over them. */
  async start(isServed: (shopId: string) => boolean): Promise<void> {
    for (const board of await this.#deps.store.boards()) {
      if (isServed(board.shopId)) this.#watch(board).request();
    }
    this.#leftovers.start(isServed);
    this.#stopVerifying = this.#deps.clock.every(this.#verifyIntervalMs, () => {
      for (const board of this.#boards.values()) board.verify();
      void this.#leftovers.clear();
    });
  }

  /**
   * Gives a channel its board; one that it has already is changed as wished and looked after at once.
   * @returns why the board could not be shown, and then there is none; undefined when it stands
   */
  create(shopId: string, wish: Omit<BoardWish, 'nonce'>, actorId: string): Promise<BoardFailure | undefined> {
    return this.#inTurn(async () => {
      const { store, newNonce } = this.#deps;
      const existing = this.#boards.get(wish.channelId);
      const board = await store.placeBoard(shopId, { ...wish, nonce: newNonce() }, actorId);
      if (existing) {
        existing.reconfigure(board);
        return undefined;
      }
      const failure = await this.#begin(board);
      if (failure) await this.#end(board, actorId);
      return failure;
    });
  }

  /**
   * Takes a board to another channel and deletes its old message. The new one stands before the old one goes, and each
   * channel has one at most at any time, also when the process is killed in between.
   * @returns why it cannot stand there, and then it is where it was
   * @throws UserError board_unknown | board_exists
   */
  move(
    shopId: string,
    { from, to }: { from: string; to: string },
    actorId: string,
  ): Promise<BoardFailure | undefined> {
    return this.#inTurn(async () => {
      const { store, newNonce } = this.#deps;
      // It must not write of its old place once its row is gone.
      await this.#forget(from);
      try {
        const board = await store.moveBoard(shopId, { from, to, nonce: newNonce() }, actorId);
        const failure = await this.#begin(board);
        if (!failure) return undefined;
        await this.#forget(to);
        await store.moveBoard(shopId, { from: to, to: from, nonce: newNonce() }, actorId);
        return failure;
      } finally {
        await this.#takeUp(from);
        await this.#leftovers.clear();
      }
    });
  }

  /** Ends a board and deletes its message. @throws UserError board_unknown */
  remove(shopId: string, channelId: string, actorId: string): Promise<void> {
    return this.#inTurn(async () => {
      const status = this.status().find((board) => board.channelId === channelId);
      if (status?.shopId !== shopId) throw new UserError('board_unknown', {});
      await this.#end(status, actorId);
    });
  }

  /** Draws a board anew and says how that went. @throws UserError board_unknown */
  async redraw(shopId: string, channelId: string): Promise<BoardFailure | undefined> {
    const board = this.#boards.get(channelId);
    if (board?.shopId !== shopId) throw new UserError('board_unknown', {});
    const attempt = board.nextAttempt;
    board.redraw();
    return await attempt;
  }

  /** Old messages of a shop's boards that could not be deleted yet. */
  async leftovers(shopId: string): Promise<BoardLeftover[]> {
    return (await this.#deps.store.boardLeftovers()).filter((left) => left.shopId === shopId);
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
    this.#leftovers.retry();
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
    await this.#turn;
    await this.#leftovers.stop();
    await Promise.all([...this.#boards.values()].map((board) => board.stop()));
  }

  /** One change of where boards stand at a time. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** Shows a new board; undefined unless only a person could mend what is in its way. */
  async #begin(board: Board): Promise<BoardFailure | undefined> {
    const live = this.#watch(board);
    const attempt = live.nextAttempt;
    live.request();
    const failure = await attempt;
    return failure && HOPELESS.has(failure.kind) ? failure : undefined;
  }

  async #end({ shopId, channelId }: Pick<Board, 'shopId' | 'channelId'>, actorId: string): Promise<void> {
    await this.#forget(channelId);
    try {
      await this.#deps.store.deleteBoard(shopId, channelId, actorId);
    } finally {
      await this.#takeUp(channelId);
    }
    await this.#leftovers.clear();
  }

  async #forget(channelId: string): Promise<void> {
    const live = this.#boards.get(channelId);
    this.#boards.delete(channelId);
    await live?.stop();
    if (live) this.#onForgotten(channelId);
  }

  /** Looks after a board again that stands nonetheless: what was to end it has failed. */
  async #takeUp(channelId: string): Promise<void> {
    const kept = (await this.#deps.store.boards()).find((board) => board.channelId === channelId);
    if (kept && !this.#boards.has(channelId)) this.#watch(kept).request();
  }

  #watch(board: Board): LiveBoard {
    const live = new LiveBoard(board, this.#deps);
    this.#boards.set(board.channelId, live);
    return live;
  }
}
