import type { Catalogue, StockedProduct } from '../shop/store/shop-store.ts';

/** What the shop is doing, as far as the board shows it. */
export type BoardMode = 'open' | 'restarting';

export interface BoardView {
  mode: BoardMode;
  revision: number;
  changedAtMs: number;
  /** Products by category, in the catalogue's order; without a category last. */
  sections: { category: string | undefined; lines: ProductLine[] }[];
  buttonsEnabled: boolean;
}
export interface ProductLine {
  code: string;
  name: string;
  priceWl: number;
  free: number;
  level: StockLevel;
}
export type StockLevel = 'plenty' | 'low' | 'none';

/** What a board shows: a pure function of the catalogue and the mode. */
export function boardView(catalogue: Catalogue, mode: BoardMode): BoardView {
  const sections = new Map<string | undefined, ProductLine[]>();
  for (const product of catalogue.products) {
    const lines = sections.get(product.category) ?? [];
    lines.push(productLine(product));
    sections.set(product.category, lines);
  }
  return {
    mode,
    revision: catalogue.revision,
    changedAtMs: catalogue.changedAtMs,
    sections: [...sections]
      .map(([category, lines]) => ({ category, lines }))
      .sort((a, b) => Number(a.category === undefined) - Number(b.category === undefined)),
    buttonsEnabled: mode === 'open',
  };
}

/** More than 10 is plenty, 1 to 10 is low. */
export function stockLevel(free: number): StockLevel {
  if (free > 10) return 'plenty';
  return free > 0 ? 'low' : 'none';
}

function productLine({ code, name, priceWl, free }: StockedProduct): ProductLine {
  return { code, name, priceWl, free, level: stockLevel(free) };
}
