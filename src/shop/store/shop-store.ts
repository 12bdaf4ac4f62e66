/**
 * The narrow door to the database. Each method is one whole business operation and one transaction; a refused one throws a
 * `UserError` and leaves the store as it was (I10). Ids of people and guilds are Discord snowflakes as strings, money is an
 * integer number of World Locks (`…Wl`), times are milliseconds since the Unix epoch (`…Ms`).
 */
export interface ShopStore extends AsyncDisposable {
  /** Creates the shop of a guild when it is not there yet. */
  ensureShop(shopId: string): Promise<void>;
  shopIds(): Promise<string[]>;

  /** Everything that a board shows: active products by category (none: last) and name, without regard to case; with free stock. */
  catalogue(shopId: string): Promise<Catalogue>;
  /** @throws UserError product_unknown (codes compare without case) */
  product(shopId: string, code: string): Promise<StockedProduct>;
  /** @throws UserError product_exists | product_invalid */
  addProduct(shopId: string, product: ProductInput, actorId: string): Promise<StockedProduct>;
  /** @throws UserError product_unknown | product_invalid */
  editProduct(
    shopId: string,
    code: string,
    change: Partial<Omit<ProductInput, 'code'>>,
    actorId: string,
  ): Promise<StockedProduct>;
  /** Takes a product off the board and voids its free items; its orders stay. The code and the voided contents may be used again. @throws UserError product_unknown */
  removeProduct(
    shopId: string,
    code: string,
    actorId: string,
  ): Promise<{ product: Product; voidedItems: number }>;
  /** Adds one item a content string, in order; contents already in the shop (or repeated in this call) are left out and listed. @throws UserError product_unknown | stock_empty | stock_too_large */
  addStock(shopId: string, code: string, contents: readonly string[], actorId: string): Promise<StockAdded>;

  buyer(shopId: string, userId: string): Promise<Buyer>;
  /** Ties a GrowID to a Discord user; a change of one's own is recorded, and `previous` is what it replaced. @throws UserError growid_invalid | growid_taken (GrowIDs compare without case) */
  register(
    shopId: string,
    userId: string,
    growId: string,
  ): Promise<{ growId: string; previous: string | undefined }>;
  /** Pays into a wallet. The same `key` twice is one payment; with other contents it is a fault. @throws UserError amount_invalid | reason_missing */
  credit(shopId: string, payment: Payment): Promise<{ balanceWl: number }>;
  /** Takes from a wallet. @throws UserError amount_invalid | reason_missing | insufficient_balance */
  debit(shopId: string, payment: Payment): Promise<{ balanceWl: number }>;
  /** A wallet's movements, newest first, each with the balance after it. */
  history(shopId: string, userId: string, page: Page): Promise<{ entries: WalletEntry[]; total: number }>;

  /**
   * Prices an order and keeps it under a single-use nonce until `expiresAtMs`. Refuses what could not be bought now, so that
   * a buyer hears of it before confirming. @throws UserError not_registered | product_unknown | quantity_invalid | out_of_stock | insufficient_balance
   */
  quote(shopId: string, request: QuoteRequest): Promise<Quote>;
  /**
   * Spends a quote: nonce, stock, wallet, order and delivery rows in one transaction; all or nothing (I1–I5).
   * @throws UserError confirmation_used | confirmation_expired | confirmation_foreign | price_changed | out_of_stock | insufficient_balance | product_unknown
   */
  purchase(shopId: string, request: { userId: string; nonce: string }): Promise<Purchase>;
  /** A buyer's orders, newest first, without the goods. */
  orders(shopId: string, userId: string, page: Page): Promise<{ orders: Order[]; total: number }>;
  /** One order of this buyer with its goods. @throws UserError order_unknown (someone else's too) */
  orderGoods(shopId: string, userId: string, orderId: number): Promise<{ order: Order; items: string[] }>;

  /** Leases due, undelivered deliveries to this caller: nobody else gets them until the lease ends. `orderId` narrows it to one. */
  claimDeliveries(claim: {
    leaseMs: number;
    limit: number;
    orderId?: number;
    shopId?: string;
  }): Promise<Delivery[]>;
  /** Ends or postpones a leased delivery; false when the lease was no longer this caller's (`lease` is in the claimed row). */
  settleDelivery(delivery: Pick<Delivery, 'id' | 'lease'>, outcome: DeliveryOutcome): Promise<boolean>;
  /** How many orders wait for delivery and since when the oldest does. */
  pendingDeliveries(): Promise<{
    count: number;
    oldestCreatedAtMs: number | undefined;
    nextDueAtMs: number | undefined;
  }>;

  worlds(shopId: string): Promise<World[]>;
  /** Adds or replaces a world by its name. @throws UserError world_invalid */
  setWorld(shopId: string, world: World, actorId: string): Promise<void>;

  boards(): Promise<Board[]>;
  /** Inserts or replaces the board of a channel (exactly one a channel, I7). */
  saveBoard(board: Board): Promise<void>;
  removeBoard(channelId: string): Promise<void>;

  /** Small facts kept over a restart (the hash of the commands that were set, …). */
  fact(key: string): Promise<string | undefined>;
  setFact(key: string, value: string): Promise<void>;

  /** Writes and reads back a row. @throws when the store cannot write */
  canary(): Promise<void>;
  /** Proves the ledger and the stock: names of the checks that fail, each with what was found; empty when all is well. */
  verify(): Promise<Violation[]>;
}

export interface ProductInput {
  code: string;
  name: string;
  priceWl: number;
  category?: string | undefined;
  description?: string | undefined;
}
export interface Product {
  id: number;
  shopId: string;
  code: string;
  name: string;
  priceWl: number;
  category: string | undefined;
  description: string | undefined;
}
export interface StockedProduct extends Product {
  free: number;
  sold: number;
}
export interface Catalogue {
  /** Grows with every change that a board shows. */
  revision: number;
  changedAtMs: number;
  products: StockedProduct[];
}
export interface StockAdded {
  added: number;
  /** 1-based positions in the given list that were left out. */
  duplicates: number[];
  free: number;
}
export interface Buyer {
  userId: string;
  growId: string | undefined;
  balanceWl: number;
}
export interface Payment {
  userId: string;
  amountWl: number;
  reason: string;
  actorId: string;
  /** Makes the payment happen once: an interaction's id, a deposit message's id. */
  key: string;
}
export interface Page {
  offset: number;
  limit: number;
}
export interface WalletEntry {
  id: number;
  atMs: number;
  kind: 'deposit' | 'credit' | 'debit' | 'purchase' | 'refund' | 'transfer';
  amountWl: number;
  balanceAfterWl: number;
  reason: string;
  orderId: number | undefined;
}
export interface QuoteRequest {
  userId: string;
  code: string;
  quantity: number;
  nonce: string;
  expiresAtMs: number;
}
export interface Quote {
  product: StockedProduct;
  quantity: number;
  totalWl: number;
  balanceWl: number;
  balanceAfterWl: number;
}
export interface Order {
  id: number;
  shopId: string;
  userId: string;
  atMs: number;
  code: string;
  name: string;
  quantity: number;
  unitPriceWl: number;
  totalWl: number;
  /** `retrievable`: a DM could not be sent; the goods wait in /orders. */
  delivery: 'pending' | 'delivered' | 'retrievable';
}
export interface Purchase {
  order: Order;
  balanceWl: number;
  free: number;
}
export interface Delivery {
  id: number;
  lease: string;
  /** How often it was claimed, this time included. */
  attempts: number;
  createdAtMs: number;
  order: Order;
  items: string[];
}
export type DeliveryOutcome =
  | { kind: 'delivered'; how: 'dm' | 'private' }
  | { kind: 'retrievable'; reason: string }
  | { kind: 'postponed'; untilMs: number; reason: string };
export interface World {
  name: string;
  owner: string | undefined;
  bot: string | undefined;
}
export interface Board {
  shopId: string;
  channelId: string;
  /** Goes with the POST (`enforce_nonce`), so that a repeat after a crash finds the message that is already there. */
  nonce: string;
  /** Absent between the intention to post and Discord's answer. */
  messageId: string | undefined;
  /** Hash of the content that was last shown. */
  contentHash: string | undefined;
}
export interface Violation {
  check:
    | 'accounts_sum'
    | 'entry_balanced'
    | 'wallet_negative'
    | 'stock_counts'
    | 'item_orders'
    | 'order_items'
    | 'paid_delivery';
  detail: string;
}
