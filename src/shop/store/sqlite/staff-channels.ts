import type { ActBatch, StaffChannels } from '../shop-store.ts';
import { actsBetween } from './acts.ts';
import { recordAct } from './audit.ts';
import type { Transaction } from './transaction.ts';

interface ShopRow {
  shopId: string;
  noticeChannelId: string | null;
  auditChannelId: string | null;
  postedId: number;
  claimedId: number;
}
const COLUMNS = `id AS shopId, notice_channel_id AS noticeChannelId, audit_channel_id AS auditChannelId,
  audit_posted_id AS postedId, audit_claimed_id AS claimedId`;

export function staffChannels(tx: Transaction): StaffChannels[] {
  return tx
    .all<ShopRow>(`SELECT ${COLUMNS} FROM shops ORDER BY id`)
    .map(({ shopId, noticeChannelId, auditChannelId }) => ({
      shopId,
      noticeChannelId: noticeChannelId ?? undefined,
      auditChannelId: auditChannelId ?? undefined,
    }));
}

export function setNoticeChannel(
  tx: Transaction,
  shopId: string,
  channelId: string | undefined,
  actorId: string,
): boolean {
  const before = rowOf(tx, shopId).noticeChannelId ?? undefined;
  if (before === channelId) return false;
  tx.run('UPDATE shops SET notice_channel_id = ? WHERE id = ?', channelId ?? null, shopId);
  recordChange(tx, shopId, { actorId, action: 'notices.channel', before, after: channelId });
  return true;
}

export function setAuditChannel(
  tx: Transaction,
  shopId: string,
  channelId: string | undefined,
  actorId: string,
): boolean {
  const before = rowOf(tx, shopId).auditChannelId ?? undefined;
  if (before === channelId) return false;
  tx.run('UPDATE shops SET audit_channel_id = ? WHERE id = ?', channelId ?? null, shopId);
  // What was done while there was no channel is history: /audit acts shows it.
  if (before === undefined) {
    tx.run(
      `UPDATE shops SET audit_posted_id = last.id, audit_claimed_id = last.id
       FROM (SELECT coalesce(max(id), 0) AS id FROM audit) AS last WHERE shops.id = ?`,
      shopId,
    );
  }
  recordChange(tx, shopId, { actorId, action: 'audit.channel', before, after: channelId });
  return true;
}

export function unpostedActs(tx: Transaction): string[] {
  return tx
    .all<{ id: string }>(
      `SELECT s.id FROM shops s WHERE s.audit_channel_id IS NOT NULL
         AND EXISTS (SELECT 1 FROM audit a WHERE a.shop_id = s.id AND a.id > s.audit_posted_id) ORDER BY s.id`,
    )
    .map(({ id }) => id);
}

export function claimActs(tx: Transaction, shopId: string, limit: number): ActBatch | undefined {
  const { auditChannelId: channelId, postedId, claimedId } = rowOf(tx, shopId);
  if (channelId === null) return undefined;
  const isBegun = claimedId > postedId;
  const acts = actsBetween(tx, shopId, {
    afterId: postedId,
    upToId: isBegun ? claimedId : Number.MAX_SAFE_INTEGER,
    limit: isBegun ? Number.MAX_SAFE_INTEGER : limit,
  });
  const endId = acts.at(-1)?.id;
  if (endId === undefined) return undefined;
  tx.run('UPDATE shops SET audit_claimed_id = ? WHERE id = ?', endId, shopId);
  return { shopId, channelId, endId, acts };
}

export function settleActs(tx: Transaction, { shopId, endId }: Pick<ActBatch, 'shopId' | 'endId'>): void {
  tx.run('UPDATE shops SET audit_posted_id = max(audit_posted_id, ?) WHERE id = ?', endId, shopId);
}

function recordChange(
  tx: Transaction,
  shopId: string,
  change: {
    actorId: string;
    action: 'notices.channel' | 'audit.channel';
    before: string | undefined;
    after: string | undefined;
  },
): void {
  const { actorId, action, before, after } = change;
  recordAct(tx, shopId, {
    actorId,
    action,
    subject: after ?? before ?? '',
    before: before === undefined ? undefined : { channelId: before },
    after: after === undefined ? undefined : { channelId: after },
  });
}

function rowOf(tx: Transaction, shopId: string): ShopRow {
  const row = tx.get<ShopRow>(`SELECT ${COLUMNS} FROM shops WHERE id = ?`, shopId);
  if (!row) throw new Error(`shop ${shopId} does not exist`);
  return row;
}
