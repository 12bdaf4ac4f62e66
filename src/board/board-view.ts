import type { BoardAction, Closure, Surface } from '../health/surface.ts';
import type { Catalogue, StockedProduct } from '../shop/store/shop-store.ts';

/** What a board shows: what the health of the shop allows, or that it restarts. */
export type BoardSurface = Surface | { kind: 'restarting' };

export interface BoardView {
  kind: BoardSurface['kind'];
  revision: number;
  changedAtMs: number;
  /** When the list was read, for one that may be out of date. */
  readAtMs: number;
  /** The featured products, then the others by category, in the catalogue's order; without a category last. Empty where no list is shown. */
  sections: { category: string | undefined; featured: boolean; lines: ProductLine[] }[];
  /** While staff have closed the shop. */
  closure?: Closure | undefined;
  /** Buttons that can be pressed; undefined: there are none at all. */
  enabled: readonly BoardAction[] | undefined;
}
export interface ProductLine {
  code: string;
  name: string;
  priceWl: number;
  free: number;
  featured: boolean;
  level: StockLevel;
  /** While it can't be bought. */
  closure?: Closure | undefined;
}
export type StockLevel = 'plenty' | 'low' | 'none';

/** A list of products and when it was read. */
export interface ReadCatalogue extends Catalogue {
  readAtMs: number;
}

/** What a board shows: a pure function of the list and the surface. */
export function boardView(catalogue: ReadCatalogue, surface: BoardSurface): BoardView {
  const { revision, changedAtMs, readAtMs } = catalogue;
  const base = { kind: surface.kind, revision, changedAtMs, readAtMs };
  switch (surface.kind) {
    case 'full':
    case 'browse':
    case 'stale_list':
      return { ...base, sections: sectionsOf(catalogue.products), enabled: surface.enabled };
    case 'restarting':
      return { ...base, sections: sectionsOf(catalogue.products), enabled: [] };
    case 'maintenance':
      return { ...base, sections: [], enabled: undefined, closure: surface.closure };
    default:
      return { ...base, sections: [], enabled: undefined };
  }
}

/** The featured products together, the others under their categories. */
export function sectionsOf(products: readonly StockedProduct[]): BoardView['sections'] {
  const featured = products.filter((product) => product.featured);
  const sections = new Map<string | undefined, ProductLine[]>();
  for (const product of products.filter((one) => !one.featured)) {
    const lines = sections.get(product.category) ?? [];
    lines.push(productLine(product));
    sections.set(product.category, lines);
  }
  const byCategory = [...sections]
    .map(([category, lines]) => ({ category, featured: false, lines }))
    .sort((a, b) => Number(a.category === undefined) - Number(b.category === undefined));
  if (featured.length === 0) return byCategory;
  return [{ category: undefined, featured: true, lines: featured.map(productLine) }, ...byCategory];
}

/** Low from the product's own bound down. */
export function stockLevel({ free, lowStock }: Pick<StockedProduct, 'free' | 'lowStock'>): StockLevel {
  if (free === 0) return 'none';
  return free > lowStock ? 'plenty' : 'low';
}

function productLine(product: StockedProduct): ProductLine {
  const { code, name, priceWl, free, featured, maintenance } = product;
  return { code, name, priceWl, free, featured, level: stockLevel(product), closure: maintenance };
}
