import type { Recorder } from '../observability/recorder.ts';
import type { BoardLeftover, ShopStore } from '../shop/store/shop-store.ts';
import type { BoardChannel } from './board-channel.ts';

export interface BoardLeftoversDeps {
  store: Pick<ShopStore, 'boardLeftovers' | 'forgetLeftover'>;
  channel: Pick<BoardChannel, 'remove' | 'failureOf'>;
  recorder: Pick<Recorder, 'error'>;
}

/**
 * Deletes the messages that moved and deleted boards left behind. They stand in the store, so that a crash forgets none;
 * one that only a person can help with (no access to its channel) waits for {@link retry}.
 */
export class BoardLeftovers {
  readonly #deps: BoardLeftoversDeps;
  readonly #stuck = new Set<string>();
  #isServed: (shopId: string) => boolean = () => true;
  #work: Promise<void> = Promise.resolve();

  constructor({ store, channel, recorder }: BoardLeftoversDeps) {
    this.#deps = { store, channel, recorder };
  }

  /** Deletes what the process before this one left. */
  start(isServed: (shopId: string) => boolean): void {
    this.#isServed = isServed;
    void this.clear();
  }

  /** Tries each once, one caller after the other. Never rejects. */
  clear(): Promise<void> {
    this.#work = this.#work.then(() => this.#clear());
    return this.#work;
  }

  /** What the bot may do has changed. */
  retry(): void {
    if (this.#stuck.size === 0) return;
    this.#stuck.clear();
    void this.clear();
  }

  async stop(): Promise<void> {
    await this.#work;
  }

  async #clear(): Promise<void> {
    const { store, recorder } = this.#deps;
    try {
      const all = await store.boardLeftovers();
      const due = all.filter(
        ({ shopId, messageId }) => this.#isServed(shopId) && !this.#stuck.has(messageId),
      );
      for (const leftover of due) await this.#delete(leftover);
    } catch (error) {
      recorder.error('board', error);
    }
  }

  async #delete(leftover: BoardLeftover): Promise<void> {
    const { store, channel, recorder } = this.#deps;
    try {
      await channel.remove(leftover.channelId, leftover.messageId);
    } catch (error) {
      const { kind } = channel.failureOf(error);
      if (kind === 'forbidden' || kind === 'refused') this.#stuck.add(leftover.messageId);
      if (kind !== 'message_gone' && kind !== 'channel_gone') {
        recorder.error('board', error, { board: leftover.channelId, failure: 'leftover' });
        return;
      }
    }
    await store.forgetLeftover(leftover);
  }
}
