import type { Catalogue, HeldRole, ShopStore, StockedProduct } from '../shop/store/shop-store.ts';
import type { Trouble } from './notice-texts.ts';
import type { StaffNotices } from './staff-notices.ts';

/** So that a shop that sells out everywhere leaves room for other troubles. */
const MAX_TOLD = 30;

export interface StockWatchDeps {
  notices: Pick<StaffNotices, 'raise' | 'resolve' | 'active'>;
  store: Pick<ShopStore, 'shopIds' | 'pendingRoleGrants'>;
  catalogue: (shopId: string) => Promise<Catalogue>;
}

interface Wanted {
  key: string;
  trouble: Trouble;
  shopId: string;
}

/** Tells staff what runs low or out, and which roles buyers wait for; and when that is over. */
export class StockWatch {
  readonly #deps: StockWatchDeps;
  /** Shops whose stock changed since the last look; undefined before the first. */
  #changed: Set<string> | undefined;

  constructor(deps: StockWatchDeps) {
    this.#deps = deps;
  }

  stockChanged(shopId: string): void {
    this.#changed?.add(shopId);
  }

  /** To be called every few seconds. @throws what the store says; the next look makes up for it */
  async look(): Promise<void> {
    const { store, catalogue } = this.#deps;
    const shopIds = this.#changed ?? new Set(await store.shopIds());
    this.#changed ??= new Set();
    for (const shopId of shopIds) {
      this.#changed.delete(shopId);
      const active = new Set(this.#deps.notices.active());
      try {
        const { products } = await catalogue(shopId);
        this.#tell(`stock:${shopId}:`, stockTroubles(shopId, products, active));
      } catch (error) {
        this.#changed.add(shopId);
        throw error;
      }
    }
    const { held } = await store.pendingRoleGrants();
    this.#tell('role:', held.map(roleTrouble));
  }

  #tell(prefix: string, wanted: readonly Wanted[]): void {
    const { notices } = this.#deps;
    const keys = new Set(wanted.map(({ key }) => key));
    for (const key of notices.active()) if (key.startsWith(prefix) && !keys.has(key)) notices.resolve(key);
    for (const { key, trouble, shopId } of wanted) notices.raise(key, trouble, shopId);
  }
}

/**
 * What staff should hear of. A product that never had more than its low bound is not low but small; one that sells out
 * stays low as well, so that nobody is told "over" before it is restocked.
 */
function stockTroubles(
  shopId: string,
  products: readonly StockedProduct[],
  active: ReadonlySet<string>,
): Wanted[] {
  const out = products.filter(({ free, sold }) => free === 0 && sold > 0);
  const low = products.filter((product) => {
    const { free, sold, lowStock } = product;
    const isTold = active.has(lowKey(shopId, product));
    return free <= lowStock && (free > 0 ? free + sold > lowStock : isTold);
  });
  return [
    ...out.map(({ id, code }): Wanted => {
      return { key: `stock:${shopId}:out:${id}`, trouble: { kind: 'sold_out', data: { code } }, shopId };
    }),
    ...low.map((product): Wanted => {
      const { code, lowStock: bound } = product;
      const trouble = { kind: 'low_stock', data: { code, bound } } as const;
      return { key: lowKey(shopId, product), trouble, shopId };
    }),
  ].slice(0, MAX_TOLD);
}

function lowKey(shopId: string, { id }: Pick<StockedProduct, 'id'>): string {
  return `stock:${shopId}:low:${id}`;
}

function roleTrouble({ shopId, code, roleId, problem }: HeldRole): Wanted {
  const data = { code, roleId, problem };
  return { key: `role:${shopId}:${code}`, trouble: { kind: 'role', data }, shopId };
}
