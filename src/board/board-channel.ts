import type { BoardMessage } from './board-message.ts';

/** What a board needs of Discord. Every method throws what `failureOf` can tell apart. */
export interface BoardChannel {
  /** Posts with `enforce_nonce`: the same nonce again within minutes gives the message that is already there. */
  post(channelId: string, message: BoardMessage, nonce: string): Promise<{ messageId: string }>;
  edit(channelId: string, messageId: string, message: BoardMessage): Promise<void>;
  /** Ids of the boards that this bot has among the channel's latest messages, newest first. */
  find(channelId: string): Promise<string[]>;
  remove(channelId: string, messageId: string): Promise<void>;
  /** What the message shows now, as `shownText` writes it, and whether it is pinned. */
  read(channelId: string, messageId: string): Promise<{ shown: string; isPinned: boolean }>;
  /** Puts the message among the channel's pins, without Discord's notice about it; one that is there already stays. */
  pin(channelId: string, messageId: string): Promise<void>;
  unpin(channelId: string, messageId: string): Promise<void>;
  failureOf(error: unknown): BoardFailure;
}

export interface BoardFailure {
  kind: 'message_gone' | 'channel_gone' | 'forbidden' | 'rate_limited' | 'retryable' | 'refused';
  /** When Discord takes the next try. */
  afterMs?: number;
  /** Discord counts the message as older than an hour (30046). */
  old?: boolean;
}

/** What a reader sees of a message: its texts and which buttons can be pressed. */
export function shownText(message: {
  embeds: readonly { title?: string | null; description?: string | null; footer?: { text: string } | null }[];
  components: readonly { components: readonly { custom_id?: string; disabled?: boolean }[] }[];
}): string {
  return JSON.stringify([
    message.embeds.map(({ title, description, footer }) => [
      title ?? '',
      description?.trim() ?? '',
      footer?.text ?? '',
    ]),
    message.components.map((row) => row.components.map((c) => [c.custom_id, c.disabled ?? false])),
  ]);
}
