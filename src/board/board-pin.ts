import type { Board } from '../shop/store/shop-store.ts';
import type { BoardChannel, BoardFailure } from './board-channel.ts';

/**
 * Keeps a board's message among the channel's pins. `unknown` → `pinned` ⇄ `loose` (somebody unpinned it; a new message).
 * What only a person can mend (a missing permission, too many pins) is told and not tried again until {@link retry}; the
 * board itself does well without its pin.
 */
export class BoardPin {
  readonly #channel: Pick<BoardChannel, 'pin' | 'unpin' | 'failureOf'>;
  readonly #onError: (error: unknown) => void;
  #isPinned = false;
  #mustUnpin = false;
  #problem: BoardFailure['kind'] | undefined;

  constructor(channel: Pick<BoardChannel, 'pin' | 'unpin' | 'failureOf'>, onError: (error: unknown) => void) {
    this.#channel = channel;
    this.#onError = onError;
  }

  /** Why it is not pinned. */
  get problem(): BoardFailure['kind'] | undefined {
    return this.#problem;
  }

  /** What was seen of the message, or that it is another one. */
  seen(isPinned: boolean): void {
    this.#isPinned = isPinned;
    if (isPinned) this.#problem = undefined;
  }

  /** It should not be pinned any more. */
  unpin(): void {
    this.#mustUnpin = true;
    this.#problem = undefined;
  }

  /** What was in the way may be gone. @returns whether anything was */
  retry(): boolean {
    const isBlocked = this.#problem !== undefined;
    this.#problem = undefined;
    return isBlocked;
  }

  /** Pins or unpins the message where that is due. Never throws. */
  async settle({ channelId, messageId, isPinned }: Board): Promise<void> {
    if (messageId === undefined) return;
    try {
      if (isPinned && !this.#isPinned && this.#problem === undefined) {
        await this.#channel.pin(channelId, messageId);
        this.#isPinned = true;
      }
      if (!isPinned && this.#mustUnpin) {
        this.#mustUnpin = false;
        await this.#channel.unpin(channelId, messageId);
        this.#isPinned = false;
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  /** What passes by itself is tried again with the board's next publication. */
  #failed(error: unknown): void {
    const { kind } = this.#channel.failureOf(error);
    if (kind === 'rate_limited' || kind === 'retryable' || kind === 'message_gone') return;
    this.#problem = kind;
    this.#onError(error);
  }
}
