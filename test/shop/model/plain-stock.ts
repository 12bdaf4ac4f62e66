import type { Limit, StepOf } from './steps.ts';

export interface PlainItem {
  content: string;
  product: PlainProduct;
  status: 'free' | 'sold' | 'void';
}
export interface PlainProduct {
  code: string;
  priceWl: bigint;
  limit: Limit;
  /** Not on sale before; 0 when it is open. */
  closedUntilMs: number;
}
const NO_LIMIT: Limit = { buyLimit: 0, limitDays: 0, cooldownMinutes: 0 };

/** Products and items, by the rules of the shop. */
export class PlainStock {
  readonly products = new Map<string, PlainProduct>();
  /** In the order of the uploads. */
  readonly #items: PlainItem[] = [];

  /** All that ever were a product's and were not moved away, in the order of the uploads. */
  itemsOf(product: PlainProduct): PlainItem[] {
    return this.#items.filter((item) => item.product === product);
  }

  free(product: PlainProduct): PlainItem[] {
    return this.itemsOf(product).filter(({ status }) => status === 'free');
  }

  isOnSale(product: PlainProduct): boolean {
    return this.products.get(product.code) === product;
  }

  add({ code, priceWl }: StepOf<'addProduct'>) {
    if (this.products.has(code)) return 'product_exists' as const;
    this.products.set(code, { code, priceWl: BigInt(priceWl), limit: NO_LIMIT, closedUntilMs: 0 });
    return undefined;
  }

  change(step: StepOf<'editProduct' | 'removeProduct' | 'addStock' | 'void' | 'move'>) {
    const product = this.products.get(step.code);
    if (!product) return 'product_unknown' as const;
    switch (step.do) {
      case 'editProduct':
        product.priceWl = BigInt(step.priceWl);
        product.limit = step.limit ?? product.limit;
        return undefined;
      case 'removeProduct':
        this.products.delete(product.code);
        for (const item of this.free(product)) item.status = 'void';
        return undefined;
      case 'addStock':
        return this.#upload(product, step.contents);
      case 'void':
        return this.#handle(product, step.nths, (item) => {
          item.status = 'void';
        });
      case 'move':
        return this.#move(product, step);
    }
  }

  #upload(product: PlainProduct, contents: string[]) {
    if (contents.length === 0) return 'stock_empty' as const;
    for (const content of contents) {
      const isInShop = this.#items.some((item) => item.content === content && item.status !== 'void');
      if (!isInShop) this.#items.push({ content, product, status: 'free' });
    }
    return undefined;
  }

  #move(from: PlainProduct, { nths, to }: StepOf<'move'>) {
    const target = this.products.get(to);
    if (!target) return 'product_unknown' as const;
    return this.#handle(from, nths, (item) => {
      item.product = target;
    });
  }

  /** All or none; the first that can't be says why. */
  #handle(product: PlainProduct, nths: readonly number[], work: (item: PlainItem) => void) {
    const all = this.itemsOf(product);
    const items = nths.map((nth) => all[nth]);
    const odd = items.find((item) => item?.status !== 'free');
    if (items.includes(undefined) && (!odd || items.indexOf(undefined) <= items.indexOf(odd)))
      return 'item_unknown' as const;
    if (odd) return 'item_not_free' as const;
    for (const item of items) if (item) work(item);
    return undefined;
  }
}
