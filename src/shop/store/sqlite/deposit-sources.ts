import { UserError } from '../../../runtime/errors.ts';
import type { DepositSource } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import type { Transaction } from './transaction.ts';

const COLUMNS =
  'shop_id AS shopId, channel_id AS channelId, webhook_id AS webhookId, seen_message_id AS seenMessageId';
const SNOWFLAKE = /^\d{17,19}$/;

export function depositSources(tx: Transaction): DepositSource[] {
  return tx.all<DepositSource>(`SELECT ${COLUMNS} FROM deposit_sources ORDER BY shop_id`);
}

export function depositSource(tx: Transaction, shopId: string): DepositSource | undefined {
  return tx.get<DepositSource>(`SELECT ${COLUMNS} FROM deposit_sources WHERE shop_id = ?`, shopId);
}

export function setDepositSource(
  tx: Transaction,
  shopId: string,
  { source, actorId }: { source: Omit<DepositSource, 'shopId'> | undefined; actorId: string },
): void {
  if (source && !SNOWFLAKE.test(source.webhookId)) throw new UserError('webhook_invalid', {});
  const before = depositSource(tx, shopId);
  if (before?.channelId === source?.channelId && before?.webhookId === source?.webhookId) return;
  tx.run('DELETE FROM deposit_sources WHERE shop_id = ?', shopId);
  if (source) {
    tx.run(
      'INSERT INTO deposit_sources (shop_id, channel_id, webhook_id, seen_message_id) VALUES (?, ?, ?, ?)',
      shopId,
      source.channelId,
      source.webhookId,
      source.seenMessageId,
    );
  }
  const act = { actorId, action: 'deposit.source', subject: source?.channelId ?? 'none' } as const;
  recordAct(tx, shopId, { ...act, before: placeOf(before), after: placeOf(source) });
}

export function depositsSeen(tx: Transaction, shopId: string, channelId: string, messageId: string): void {
  tx.run(
    `UPDATE deposit_sources SET seen_message_id = ?1 WHERE shop_id = ?2 AND channel_id = ?3
       AND CAST(seen_message_id AS INTEGER) < CAST(?1 AS INTEGER)`,
    messageId,
    shopId,
    channelId,
  );
}

export function waitingMoney(tx: Transaction): { shopId: string; deposits: number; requests: number }[] {
  return tx.all(
    `SELECT shopId, sum(deposits) AS deposits, sum(requests) AS requests FROM (
       SELECT shop_id AS shopId, count(*) AS deposits, 0 AS requests FROM deposits
         WHERE status = 'waiting' GROUP BY shop_id
       UNION ALL
       SELECT shop_id, 0, count(*) FROM wallet_requests
         WHERE status = 'pending' AND expires_at_ms > ? GROUP BY shop_id
     ) GROUP BY shopId ORDER BY shopId`,
    tx.nowMs,
  );
}

function placeOf(source: Pick<DepositSource, 'channelId' | 'webhookId'> | undefined) {
  return source && { channelId: source.channelId, webhookId: source.webhookId };
}
