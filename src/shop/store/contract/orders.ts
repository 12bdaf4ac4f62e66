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
  /** A buyer's orders, newest first, without the goods. */
  orders(shopId: string, userId: string, page: Page): Promise<{ orders: Order[]; total: number }>;
  /** One order of this buyer with its goods. @throws UserError order_unknown (someone else's too) */
  orderGoods(shopId: string, userId: string, orderId: number): Promise<{ order: Order; items: string[] }>;
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
  /** How many more this buyer may have after it; absent where nothing limits that. */
  leftAfter: number | undefined;
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
