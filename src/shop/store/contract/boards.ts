/** Where boards stand. */
export interface BoardStore {
  boards(): Promise<Board[]>;
  /** Inserts or replaces the board of a channel (exactly one a channel, I7). */
  saveBoard(board: Board): Promise<void>;
  removeBoard(channelId: string): Promise<void>;
}

export interface Board {
  shopId: string;
  channelId: string;
  /** Goes with the POST (`enforce_nonce`), so that a repeat after a crash finds the message that is already there. */
  nonce: string;
  /** Absent between the intention to post and Discord's answer. */
  messageId: string | undefined;
  /** Hash of the content that was last shown. */
  contentHash: string | undefined;
}
