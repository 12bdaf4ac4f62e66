import type { Act } from './audit.ts';

/** Where the staff of a shop hear of trouble, and where every act of theirs is posted. */
export interface StaffChannelStore {
  staffChannels(): Promise<StaffChannels[]>;
  /** @param channelId undefined: no channel @returns false when it was so already */
  setNoticeChannel(shopId: string, channelId: string | undefined, actorId: string): Promise<boolean>;
  /** From now on acts are posted there, this one first. @param channelId undefined: nowhere @returns false when it was so already */
  setAuditChannel(shopId: string, channelId: string | undefined, actorId: string): Promise<boolean>;
  /** Shops with acts that are not posted yet. */
  unpostedActs(): Promise<string[]>;
  /** The next acts to post in one message: the same ones at every call until they are settled, also after a crash. */
  claimActs(shopId: string, limit: number): Promise<ActBatch | undefined>;
  /** They are posted. */
  settleActs(batch: Pick<ActBatch, 'shopId' | 'endId'>): Promise<void>;
}

export interface StaffChannels {
  shopId: string;
  noticeChannelId: string | undefined;
  auditChannelId: string | undefined;
}

export interface ActBatch {
  shopId: string;
  channelId: string;
  /** Of the last act: names this batch. */
  endId: number;
  /** In the order they were done. */
  acts: Act[];
}
