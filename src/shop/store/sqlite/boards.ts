import { UserError } from '../../../runtime/errors.ts';
import type { Board, BoardLeftover, BoardMove, BoardWish } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import type { Transaction } from './transaction.ts';

interface BoardRow extends Pick<Board, 'shopId' | 'channelId' | 'nonce' | 'language'> {
  messageId: string | null;
  contentHash: string | null;
  isPinned: 0 | 1;
}
const COLUMNS = `shop_id AS shopId, channel_id AS channelId, nonce, message_id AS messageId, content_hash AS contentHash,
  language, is_pinned AS isPinned`;

export function boards(tx: Transaction): Board[] {
  return tx.all<BoardRow>(`SELECT ${COLUMNS} FROM boards ORDER BY channel_id`).map(boardIn);
}

export function saveBoard(tx: Transaction, board: Board): void {
  tx.run(
    `INSERT INTO boards (channel_id, shop_id, nonce, message_id, content_hash, language, is_pinned)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (channel_id) DO UPDATE SET nonce = excluded.nonce, message_id = excluded.message_id,
       content_hash = excluded.content_hash`,
    board.channelId,
    board.shopId,
    board.nonce,
    board.messageId ?? null,
    board.contentHash ?? null,
    board.language,
    Number(board.isPinned),
  );
}

export function placeBoard(tx: Transaction, shopId: string, wish: BoardWish, actorId: string): Board {
  const { channelId, nonce } = wish;
  const before = boardAt(tx, channelId);
  if (before && before.shopId !== shopId) throw new UserError('board_unknown', {});
  const { language = before?.language ?? 'auto', isPinned = before?.isPinned ?? false } = wish;
  if (before?.language === language && before.isPinned === isPinned) return before;
  if (before) {
    const sql = 'UPDATE boards SET language = ?, is_pinned = ? WHERE channel_id = ?';
    tx.run(sql, language, Number(isPinned), channelId);
  } else {
    const messageId = takeLeftover(tx, channelId);
    saveBoard(tx, { shopId, channelId, nonce, messageId, contentHash: undefined, language, isPinned });
  }
  const act = { actorId, action: before ? 'board.edit' : 'board.create', subject: channelId } as const;
  recordAct(tx, shopId, { ...act, before: before && look(before), after: { language, isPinned } });
  return boardOf(tx, shopId, channelId);
}

export function moveBoard(
  tx: Transaction,
  shopId: string,
  { from, to, nonce }: BoardMove,
  actorId: string,
): Board {
  const before = boardOf(tx, shopId, from);
  if (boardAt(tx, to)) throw new UserError('board_exists', { channelId: to });
  leave(tx, before);
  const messageId = takeLeftover(tx, to);
  saveBoard(tx, { ...before, channelId: to, nonce, messageId, contentHash: undefined });
  const act = { actorId, action: 'board.move', subject: from } as const;
  recordAct(tx, shopId, { ...act, before: { channelId: from }, after: { channelId: to } });
  return boardOf(tx, shopId, to);
}

export function deleteBoard(tx: Transaction, shopId: string, channelId: string, actorId: string): void {
  const before = boardOf(tx, shopId, channelId);
  leave(tx, before);
  const act = { actorId, action: 'board.delete', subject: channelId } as const;
  recordAct(tx, shopId, { ...act, before: look(before), after: undefined });
}

export function boardLeftovers(tx: Transaction): BoardLeftover[] {
  return tx.all<BoardLeftover>(
    `SELECT shop_id AS shopId, channel_id AS channelId, message_id AS messageId FROM board_leftovers
     ORDER BY channel_id`,
  );
}

export function forgetLeftover(tx: Transaction, { channelId, messageId }: BoardLeftover): void {
  tx.run('DELETE FROM board_leftovers WHERE channel_id = ? AND message_id = ?', channelId, messageId);
}

/** The row goes, the message stays to be deleted: a crash in between forgets neither. */
function leave(tx: Transaction, { shopId, channelId, messageId }: Board): void {
  tx.run('DELETE FROM boards WHERE channel_id = ?', channelId);
  if (messageId === undefined) return;
  tx.run(
    `INSERT INTO board_leftovers (channel_id, shop_id, message_id) VALUES (?, ?, ?)
     ON CONFLICT (channel_id) DO UPDATE SET message_id = excluded.message_id`,
    channelId,
    shopId,
    messageId,
  );
}

/** A board that comes back takes over the message that was to be deleted, else there would be two in the channel. */
function takeLeftover(tx: Transaction, channelId: string): string | undefined {
  return tx.get<{ message_id: string }>(
    'DELETE FROM board_leftovers WHERE channel_id = ? RETURNING message_id',
    channelId,
  )?.message_id;
}

function boardAt(tx: Transaction, channelId: string): Board | undefined {
  const row = tx.get<BoardRow>(`SELECT ${COLUMNS} FROM boards WHERE channel_id = ?`, channelId);
  return row && boardIn(row);
}

function boardOf(tx: Transaction, shopId: string, channelId: string): Board {
  const board = boardAt(tx, channelId);
  if (board?.shopId !== shopId) throw new UserError('board_unknown', {});
  return board;
}

function boardIn(row: BoardRow): Board {
  const { messageId, contentHash, isPinned } = row;
  return {
    ...row,
    messageId: messageId ?? undefined,
    contentHash: contentHash ?? undefined,
    isPinned: isPinned === 1,
  };
}

function look({ language, isPinned }: Board): Record<string, unknown> {
  return { language, isPinned };
}
