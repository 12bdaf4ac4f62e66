import type { BoardLanguage } from '../../board-language.ts';

/** Where boards stand. */
export interface BoardStore {
  boards(): Promise<Board[]>;
  /** Keeps what is known of a board's message; how it should be is the matter of `placeBoard`. */
  saveBoard(board: Board): Promise<void>;
  /**
   * Gives a channel its board (exactly one a channel, I7), or changes the one that stands there: what the wish leaves out
   * stays. A message that an earlier board left there is taken over. @throws UserError board_unknown for another shop's channel
   */
  placeBoard(shopId: string, wish: BoardWish, actorId: string): Promise<Board>;
  /** Takes a board to another channel; its message becomes a leftover. @throws UserError board_unknown | board_exists */
  moveBoard(shopId: string, move: BoardMove, actorId: string): Promise<Board>;
  /** Ends a board; its message becomes a leftover. @throws UserError board_unknown */
  deleteBoard(shopId: string, channelId: string, actorId: string): Promise<void>;
  /** Messages of boards that are no more, to be deleted. */
  boardLeftovers(): Promise<BoardLeftover[]>;
  /** The message is gone. */
  forgetLeftover(leftover: BoardLeftover): Promise<void>;
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
  language: BoardLanguage;
  /** It should stand among the channel's pins. */
  isPinned: boolean;
}

export interface BoardWish {
  channelId: string;
  /** For a new board. */
  nonce: string;
  language?: BoardLanguage | undefined;
  isPinned?: boolean | undefined;
}

export interface BoardMove {
  from: string;
  to: string;
  /** For the message in the new channel. */
  nonce: string;
}

export interface BoardLeftover {
  shopId: string;
  channelId: string;
  messageId: string;
}
