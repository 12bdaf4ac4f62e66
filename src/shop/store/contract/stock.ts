/** The items that are sold. */
export interface StockStore {
  /** Adds one item a content string, in order; contents already in the shop (or repeated in this call) are left out and listed. @throws UserError product_unknown | stock_empty | stock_too_large */
  addStock(shopId: string, code: string, contents: readonly string[], actorId: string): Promise<StockAdded>;
  /** Brings up to `limit` items that are kept under another key under today's; 0: none is left. */
  resealStock(limit: number): Promise<number>;
}

export interface StockAdded {
  added: number;
  /** 1-based positions in the given list that were left out. */
  duplicates: number[];
  free: number;
}
