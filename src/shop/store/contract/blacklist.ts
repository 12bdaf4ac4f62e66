import type { Page } from './page.ts';

/** Who may not buy, register or claim a deposit. Everybody can still read what is theirs. */
export interface BlacklistStore {
  /** Puts somebody on the list, in place of what was said before. @param ban.forMs how long; absent: for good @throws UserError reason_missing */
  blacklistAdd(
    shopId: string,
    ban: { userId: string; reason: string; forMs?: number | undefined },
    actorId: string,
  ): Promise<Ban>;
  /** @returns false when nobody of that id was on it */
  blacklistRemove(shopId: string, userId: string, actorId: string): Promise<boolean>;
  /** Who is on it now, the latest first. */
  blacklist(shopId: string, page: Page): Promise<{ bans: Ban[]; total: number }>;
}

export interface Ban {
  userId: string;
  reason: string;
  sinceMs: number;
  /** When it ends by itself; absent: never. */
  untilMs: number | undefined;
  actorId: string;
}
