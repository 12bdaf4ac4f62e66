import type { Board } from '../shop-store.ts';
import type { Transaction } from './transaction.ts';

type BoardRow = { [Field in keyof Board]: Exclude<Board[Field], undefined> | null } & Pick<
  Board,
  'shopId' | 'channelId' | 'nonce'
>;

export function boards(tx: Transaction): Board[] {
  const rows = tx.all<BoardRow>(
    `SELECT shop_id AS shopId, channel_id AS channelId, nonce, message_id AS messageId, content_hash AS contentHash
     FROM boards ORDER BY channel_id`,
  );
  return rows.map((row) => ({
    ...row,
    messageId: row.messageId ?? undefined,
    contentHash: row.contentHash ?? undefined,
  }));
}

export function saveBoard(tx: Transaction, board: Board): void {
  tx.run(
    `INSERT INTO boards (channel_id, shop_id, nonce, message_id, content_hash) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (channel_id) DO UPDATE SET shop_id = excluded.shop_id, nonce = excluded.nonce,
       message_id = excluded.message_id, content_hash = excluded.content_hash`,
    board.channelId,
    board.shopId,
    board.nonce,
    board.messageId ?? null,
    board.contentHash ?? null,
  );
}

export function removeBoard(tx: Transaction, channelId: string): void {
  tx.run('DELETE FROM boards WHERE channel_id = ?', channelId);
}
