/** What the shop keeps of a person, and how much of it goes when they ask. */
export interface PrivacyStore {
  privacy(shopId: string, userId: string): Promise<Privacy>;
  /** @returns false when it was so before */
  setNotices(shopId: string, userId: string, wanted: boolean): Promise<boolean>;
  /**
   * Erases the GrowID with its history, the goods that were delivered, gift names and subscriptions. Goods on their way and
   * the ledger stay; the audit keeps that it was done.
   */
  erase(shopId: string, userId: string): Promise<Erased>;
}

export interface Privacy {
  growId: string | undefined;
  /** Bought or been given. */
  orders: number;
  /** Orders whose goods are kept, those on their way left out. */
  ordersWithGoods: number;
  /** Orders whose goods are on their way. */
  pending: number;
  /** Products, by code, whose return this person wants to hear of. */
  subscriptions: string[];
  wantsNotices: boolean;
}

export interface Erased {
  /** Orders whose goods were erased. */
  orders: number;
  /** Orders whose goods are on their way, and stay. */
  pending: number;
}
