import { formatPrice } from '../shop/money.ts';
import type { DatabaseFacts } from '../shop/store/shop-store.ts';

/** What a database holds, on one line. */
export function factsText(facts: DatabaseFacts): string {
  const { shops, products, freeItems, orders, walletsWl } = facts;
  return `${shops} shop(s), ${products} products, ${freeItems} items in stock, ${orders} orders, wallets ${formatPrice(walletsWl)}`;
}
