/** Closing a product, or the whole shop, for a while. What is closed is shown but can't be bought. */
export interface MaintenanceStore {
  /** Closes it, in place of what was said before. @throws UserError product_unknown | maintenance_invalid */
  setMaintenance(shopId: string, order: MaintenanceOrder, actorId: string): Promise<Maintenance>;
  /** Opens a product (by its code), or the shop. @returns false when it was open @throws UserError product_unknown */
  endMaintenance(shopId: string, code: string | undefined, actorId: string): Promise<boolean>;
  /** Has any maintenance reached its end? */
  maintenanceIsDue(): Promise<boolean>;
  /** Opens what has reached its end. @returns the shops where that was so */
  endDueMaintenance(): Promise<string[]>;
}

export interface Maintenance {
  /** What staff say about it. */
  text: string | undefined;
  sinceMs: number;
  /** When it ends by itself; absent: when somebody ends it. */
  untilMs: number | undefined;
}

export interface MaintenanceOrder {
  /** A product's code; absent: the whole shop. */
  code?: string | undefined;
  text?: string | undefined;
  /** How long; absent: until somebody ends it. */
  forMs?: number | undefined;
}
