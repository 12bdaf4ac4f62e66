import type { StockedProduct } from './catalogue.ts';
import type { Page } from './page.ts';

/** From a quote to an order with its goods. */
export interface OrderStore {
  /**
   * Prices an order and keeps it under a single-use nonce until `expiresAtMs`. Refuses what could not be bought now, so that
   * a buyer hears of it before confirming. @throws UserError blacklisted | shop_closed | product_closed | not_registered | product_unknown | quantity_invalid | out_of_stock | limit_reached | cooling_down | insufficient_balance
   */
  quote(shopId: string, request: QuoteRequest): Promise<Quote>;
  /**
   * Spends a quote: nonce, stock, wallet, order and delivery rows in one transaction; all or nothing (I1–I5).
   * @throws UserError blacklisted | shop_closed | product_closed | confirmation_used | confirmation_expired | confirmation_foreign | price_changed | out_of_stock | limit_reached | cooling_down | insufficient_balance | product_unknown
   */
  purchase(shopId: string, request: { userId: string; nonce: string }): Promise<Purchase>;
  /** What somebody bought, and was given, newest first, without the goods. */
  orders(shopId: string, userId: string, page: Page): Promise<{ orders: Order[]; total: number }>;
  /**
   * One order with the goods that it still has, for the one they belong to: a gift's recipient, else the buyer. Undelivered
   * goods count as seen from then on. @throws UserError order_unknown (someone else's too) | order_gift (to its giver) | order_erased | items_refunded
   */
  orderGoods(shopId: string, userId: string, orderId: number): Promise<{ order: Order; items: string[] }>;
}

/** For somebody else than the buyer. */
export interface Gift {
  recipientId: string;
  /** The giver's name, for the recipient. */
  from: string;
}

export interface QuoteRequest {
  userId: string;
  code: string;
  quantity: number;
  nonce: string;
  expiresAtMs: number;
  gift?: Gift | undefined;
}

export interface Quote {
  product: StockedProduct;
  quantity: number;
  totalWl: number;
  balanceWl: number;
  balanceAfterWl: number;
  /** How many more this buyer may have after it; absent where nothing limits that. */
  leftAfter: number | undefined;
}

export interface Order {
  id: number;
  shopId: string;
  /** Who paid, and gets the money of a refund. */
  userId: string;
  /** Whose the goods are; absent: who paid. */
  gift: Gift | undefined;
  atMs: number;
  code: string;
  name: string;
  quantity: number;
  unitPriceWl: number;
  totalWl: number;
  /** Of the last delivery. `retrievable`: a DM could not be sent, the goods wait in /orders; `cancelled`: refunded before. */
  delivery: 'pending' | 'delivered' | 'retrievable' | 'cancelled';
  /** How many of the items were paid back. */
  refunded: number;
  /** The goods were erased because the person they belong to asked for it. */
  erased: boolean;
}

export interface Purchase {
  order: Order;
  balanceWl: number;
  free: number;
}
