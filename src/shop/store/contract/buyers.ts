/** Who buys, under which GrowID. */
export interface BuyerStore {
  buyer(shopId: string, userId: string): Promise<Buyer>;
  /** Ties a GrowID to a Discord user; a change of one's own is recorded, and `previous` is what it replaced. @throws UserError blacklisted | growid_invalid | growid_taken (GrowIDs compare without case) */
  register(
    shopId: string,
    userId: string,
    growId: string,
  ): Promise<{ growId: string; previous: string | undefined }>;
}

export interface Buyer {
  userId: string;
  growId: string | undefined;
  balanceWl: number;
}
