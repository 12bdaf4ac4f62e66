import type { Maintenance } from './maintenance.ts';

/** Products, and what a board shows of them. */
export interface CatalogueStore {
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
  /** While it can't be bought. */
  maintenance?: Maintenance | undefined;
}

export interface Catalogue {
  /** Grows with every change that a board shows. */
  revision: number;
  changedAtMs: number;
  /** While the whole shop is closed. */
  maintenance?: Maintenance | undefined;
  products: StockedProduct[];
}
