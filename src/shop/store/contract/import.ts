/** A shop that comes from elsewhere. */
export interface ImportStore {
  /**
   * Puts another bot's shop into an empty one, in one transaction. What does not fit is left out and listed.
   * @param options.dryRun does and reports all of it, and keeps nothing
   * @throws UserError shop_not_empty when this shop has products or money already
   */
  importShop(
    shopId: string,
    content: ImportedShop,
    options: { actorId: string; dryRun: boolean },
  ): Promise<ImportReport>;
}

export interface ImportedShop {
  products: readonly {
    source: string;
    code: string;
    name: string;
    priceWl: number;
    description: string | undefined;
  }[];
  /** `void`: kept so that nothing is lost, and never sold. */
  items: readonly { source: string; code: string; content: string; status: 'free' | 'void' }[];
  wallets: readonly {
    source: string;
    userId: string;
    growId: string;
    /** Oldest first; none below 0 at any time. */
    movements: readonly { atMs: number; amountWl: number; reason: string }[];
  }[];
  /** Money of a GrowID that nobody on Discord has: it waits to be claimed. */
  unclaimed: readonly { source: string; growId: string; amountWl: number }[];
  worlds: readonly { source: string; name: string; owner: string | undefined; bot: string | undefined }[];
  blacklist: readonly { source: string; userId: string; reason: string }[];
}

/** A row that was not taken: its table and number, and why; never the goods. */
export interface LeftOut {
  source: string;
  why: string;
}

export interface ImportReport {
  products: number;
  freeItems: number;
  voidItems: number;
  wallets: number;
  walletsWl: number;
  unclaimed: number;
  unclaimedWl: number;
  movements: number;
  worlds: number;
  blacklisted: number;
  leftOut: LeftOut[];
}
