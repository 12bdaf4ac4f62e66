import type { Maintenance } from './maintenance.ts';

/** Products, and what a board shows of them. */
export interface CatalogueStore {
  /** Everything that a board shows: active products, the featured first, by category (none: last) and name, without regard to case; with free stock. */
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
  featured?: boolean | undefined;
  /** 0: stock is never low, only sold out. */
  lowStock?: number | undefined;
  /** Empty: no role. */
  roleId?: string | undefined;
  /** 0: no limit. */
  buyLimit?: number | undefined;
  /** 0: the limit counts every order. */
  limitDays?: number | undefined;
  /** 0: no cooldown. */
  cooldownMinutes?: number | undefined;
}

export interface Product {
  id: number;
  shopId: string;
  code: string;
  name: string;
  priceWl: number;
  category: string | undefined;
  description: string | undefined;
  /** Stands first on boards and in menus. */
  featured: boolean;
  /** With this many free items or fewer, stock is low. */
  lowStock: number;
  /** The guild's role that a buyer is given. */
  roleId: string | undefined;
  /** How many items one buyer may have: in all, or within the last `limitDays` days. */
  buyLimit: number | undefined;
  limitDays: number | undefined;
  /** How long a buyer waits between two orders. */
  cooldownMinutes: number | undefined;
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
