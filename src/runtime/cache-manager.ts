import { Cache, type CacheFigures, type CacheOptions } from './cache.ts';
import type { Clock } from './clock.ts';

/** What may be cleared at once: everything, the namespaces that are temporary, or entries that have outlived their time. */
export const CLEARINGS = ['all', 'temporary', 'expired'] as const;
export type Clearing = (typeof CLEARINGS)[number];
/** How many entries were removed, by namespace. */
export type ClearedCounts = Readonly<Record<string, number>>;

/** A namespace, whatever it holds. */
type Clearable = Pick<Cache<{}>, 'figures' | 'temporary' | 'clear' | 'clearExpired'>;

export interface CacheManagerDeps {
  clock: Clock;
  /** Hears of every clearing, also of one that found nothing to remove. */
  onCleared?: (what: Clearing, counts: ClearedCounts) => void;
}

/** Every cache of the process, so that they can be counted and cleared together. */
export class CacheManager {
  readonly #deps: CacheManagerDeps;
  readonly #caches = new Map<string, Clearable>();

  constructor(deps: CacheManagerDeps) {
    this.#deps = deps;
  }

  /** Opens a namespace. @throws when it is open already: two owners would take each other's entries for their own */
  open<V extends {}>(namespace: string, options: CacheOptions): Cache<V> {
    if (this.#caches.has(namespace)) throw new Error(`the cache "${namespace}" is open already`);
    const cache = new Cache<V>(namespace, options, this.#deps.clock);
    this.#caches.set(namespace, cache);
    return cache;
  }

  figures(): CacheFigures[] {
    return [...this.#caches.values()].map((cache) => cache.figures);
  }

  clear(): ClearedCounts {
    return this.#clear('all', (cache) => cache.clear());
  }

  clearTemporary(): ClearedCounts {
    return this.#clear('temporary', (cache) => (cache.temporary ? cache.clear() : 0));
  }

  clearExpired(): ClearedCounts {
    return this.#clear('expired', (cache) => cache.clearExpired());
  }

  #clear(what: Clearing, clearOne: (cache: Clearable) => number): ClearedCounts {
    const counts = Object.fromEntries(
      [...this.#caches].map(([namespace, cache]) => [namespace, clearOne(cache)] as const),
    );
    this.#deps.onCleared?.(what, counts);
    return counts;
  }
}
