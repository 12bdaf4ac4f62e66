import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';

export interface CacheOptions {
  /** How long an entry serves, in milliseconds; read at every request. 0: nothing is ever served from here. */
  ttlMs: () => number;
  /** The least recently used entry makes room beyond this many. */
  maxEntries: number;
  /** Cleared by `clearTemporary()`. Default: false. */
  temporary?: boolean;
}

/** Figures of one namespace; the counters run since the start of the process. */
export interface CacheFigures {
  namespace: string;
  temporary: boolean;
  entries: number;
  maxEntries: number;
  ttlMs: number;
  /** Requests served by an entry, or by a load that was under way already. */
  hits: number;
  /** Requests that found nothing. */
  misses: number;
  /** Requests that found an entry past its time. */
  stale: number;
  /** Entries that made room for others. */
  evictions: number;
  /** Entries removed by a clearing. */
  cleared: number;
  /** Age of the oldest entry; undefined when there is none. */
  oldestAgeMs: number | undefined;
}

interface Entry<V> {
  value: V;
  atMs: number;
}

/** One namespace. What it gives may be as old as its `ttlMs`: never decide about money or stock from it. */
export class Cache<V extends {}> {
  readonly temporary: boolean;
  readonly #namespace: string;
  readonly #options: CacheOptions;
  readonly #clock: Clock;
  // Ages are our own: lru-cache fixes an entry's time to live when it is set, and takes a clock at 0 for "no time".
  readonly #entries: LRUCache<string, Entry<V>>;
  readonly #loading = new Map<string, Promise<V>>();
  readonly #counts = { hits: 0, misses: 0, stale: 0, evictions: 0, cleared: 0 };

  constructor(namespace: string, options: CacheOptions, clock: Clock) {
    this.#namespace = namespace;
    this.#options = options;
    this.#clock = clock;
    this.temporary = options.temporary ?? false;
    this.#entries = new LRUCache({
      max: options.maxEntries,
      dispose: (_entry, _key, reason) => {
        if (reason === 'evict') this.#counts.evictions += 1;
      },
    });
  }

  get figures(): CacheFigures {
    const { maxEntries, ttlMs } = this.#options;
    return {
      namespace: this.#namespace,
      temporary: this.temporary,
      entries: this.#entries.size,
      maxEntries,
      ttlMs: ttlMs(),
      ...this.#counts,
      oldestAgeMs: this.#oldestAgeMs(),
    };
  }

  /**
   * The entry, or what `load` gives. Everybody who asks meanwhile waits for the same load. A load that fails is not kept,
   * nor is one whose key was deleted or cleared while it ran: it may have read what is no longer so.
   * @throws what `load` throws
   */
  async getOrLoad(key: string, load: () => Promise<V>): Promise<V> {
    const entry = this.#entries.get(key);
    if (entry && !this.#isExpired(entry)) {
      this.#counts.hits += 1;
      return entry.value;
    }
    const underWay = this.#loading.get(key);
    if (underWay) {
      this.#counts.hits += 1;
      return await underWay;
    }
    this.#counts[entry ? 'stale' : 'misses'] += 1;
    return await this.#load(key, load);
  }

  /** Forgets one entry, because what it stands for has changed. */
  delete(key: string): void {
    this.#entries.delete(key);
    this.#loading.delete(key);
  }

  /** Forgets all entries. @returns how many there were */
  clear(): number {
    const count = this.#entries.size;
    this.#entries.clear();
    this.#loading.clear();
    this.#counts.cleared += count;
    return count;
  }

  /** Forgets the entries past their time. @returns how many there were */
  clearExpired(): number {
    const expired = [...this.#entries.entries()].filter(([, entry]) => this.#isExpired(entry));
    for (const [key] of expired) this.#entries.delete(key);
    this.#counts.cleared += expired.length;
    return expired.length;
  }

  async #load(key: string, load: () => Promise<V>): Promise<V> {
    // Dated at the start: the value may have been read at any time of the load.
    const atMs = this.#clock.monotonicMs();
    const loading = Promise.try(load);
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      if (this.#loading.get(key) === loading) this.#entries.set(key, { value, atMs });
      return value;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  #isExpired({ atMs }: Entry<V>): boolean {
    return this.#clock.monotonicMs() - atMs >= this.#options.ttlMs();
  }

  #oldestAgeMs(): number | undefined {
    let oldestMs: number | undefined;
    for (const { atMs } of this.#entries.values()) oldestMs = Math.min(oldestMs ?? atMs, atMs);
    return oldestMs === undefined ? undefined : this.#clock.monotonicMs() - oldestMs;
  }
}
