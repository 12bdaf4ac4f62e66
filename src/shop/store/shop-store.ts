import type { AuditStore } from './contract/audit.ts';
import type { BlacklistStore } from './contract/blacklist.ts';
import type { BoardStore } from './contract/boards.ts';
import type { BuyerStore } from './contract/buyers.ts';
import type { CatalogueStore } from './contract/catalogue.ts';
import type { DataStore } from './contract/data.ts';
import type { DeliveryStore } from './contract/deliveries.ts';
import type { DepositStore } from './contract/deposits.ts';
import type { ImportStore } from './contract/import.ts';
import type { MaintenanceStore } from './contract/maintenance.ts';
import type { OrderCareStore } from './contract/order-care.ts';
import type { OrderStore } from './contract/orders.ts';
import type { SalesStore } from './contract/sales.ts';
import type { WalletRequestStore } from './contract/requests.ts';
import type { PrivacyStore } from './contract/privacy.ts';
import type { RestockStore } from './contract/restock.ts';
import type { RoleStore } from './contract/roles.ts';
import type { StaffStore } from './contract/staff.ts';
import type { StaffChannelStore } from './contract/staff-channels.ts';
import type { StockStore } from './contract/stock.ts';
import type { WalletStore } from './contract/wallet.ts';
import type { WorldStore } from './contract/worlds.ts';

export type * from './contract/audit.ts';
export type * from './contract/blacklist.ts';
export type * from './contract/boards.ts';
export type * from './contract/buyers.ts';
export type * from './contract/catalogue.ts';
export type * from './contract/data.ts';
export type * from './contract/deliveries.ts';
export type * from './contract/deposits.ts';
export type * from './contract/import.ts';
export type * from './contract/maintenance.ts';
export type * from './contract/order-care.ts';
export type * from './contract/orders.ts';
export type * from './contract/page.ts';
export type * from './contract/sales.ts';
export type * from './contract/requests.ts';
export type * from './contract/privacy.ts';
export type * from './contract/restock.ts';
export type * from './contract/roles.ts';
export type * from './contract/staff.ts';
export type * from './contract/staff-channels.ts';
export type * from './contract/stock.ts';
export type * from './contract/wallet.ts';
export type * from './contract/worlds.ts';

/**
 * The narrow door to the database. Each method is one whole business operation and one transaction; a refused one throws a
 * `UserError` and leaves the store as it was (I10). Ids of people and guilds are Discord snowflakes as strings, money is an
 * integer number of World Locks (`…Wl`), times are milliseconds since the Unix epoch (`…Ms`).
 */
export interface ShopStore
  extends CatalogueStore,
    StockStore,
    BuyerStore,
    WalletStore,
    WalletRequestStore,
    DepositStore,
    AuditStore,
    OrderStore,
    OrderCareStore,
    DeliveryStore,
    RoleStore,
    RestockStore,
    PrivacyStore,
    BoardStore,
    WorldStore,
    StaffStore,
    StaffChannelStore,
    SalesStore,
    DataStore,
    ImportStore,
    BlacklistStore,
    MaintenanceStore,
    AsyncDisposable {
  /** Creates the shop of a guild when it is not there yet. */
  ensureShop(shopId: string): Promise<void>;
  shopIds(): Promise<string[]>;

  /** Small facts kept over a restart (the hash of the commands that were set, …). */
  fact(key: string): Promise<string | undefined>;
  setFact(key: string, value: string): Promise<void>;

  /** Writes and reads back a row. @throws when the store cannot write */
  canary(): Promise<void>;
  /** Proves the ledger and the stock: names of the checks that fail, each with what was found; empty when all is well. */
  verify(): Promise<Violation[]>;
}

export interface Violation {
  check:
    | 'accounts_sum'
    | 'entry_balanced'
    | 'wallet_negative'
    | 'stock_counts'
    | 'item_orders'
    | 'order_items'
    | 'paid_delivery'
    | 'deposit_paid';
  detail: string;
}
