import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CacheManager, type ClearedCounts, type Clearing } from '../../src/runtime/cache-manager.ts';
import { TestClock } from '../support/test-clock.ts';

const TTL_MS = 1000;

function manager() {
  const clock = new TestClock();
  const reports: [Clearing, ClearedCounts][] = [];
  const caches = new CacheManager({ clock, onCleared: (what, counts) => void reports.push([what, counts]) });
  return { clock, caches, reports };
}

function open(
  caches: CacheManager,
  name = 'names',
  options: { temporary?: boolean; maxEntries?: number } = {},
) {
  return caches.open<string>(name, { ttlMs: () => TTL_MS, maxEntries: 10, ...options });
}

/** A load that counts its calls and ends when told. */
function slowLoad() {
  const gates: PromiseWithResolvers<string>[] = [];
  const load = () => {
    const gate = Promise.withResolvers<string>();
    gates.push(gate);
    return gate.promise;
  };
  return { gates, load };
}

const figuresOf = (caches: CacheManager, name = 'names') =>
  caches.figures().find(({ namespace }) => namespace === name);

describe('a cache', () => {
  it('loads once for everybody who asks meanwhile, and serves the value until its time is over', async () => {
    const { caches, clock } = manager();
    const cache = open(caches);
    const { gates, load } = slowLoad();
    const asked = Array.from({ length: 20 }, () => cache.getOrLoad('a', load));
    gates[0]?.resolve('first');
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['first']));
    await clock.advance(TTL_MS - 1);
    expect(await cache.getOrLoad('a', load)).toBe('first');
    expect(gates).toHaveLength(1);
    await clock.advance(1);
    const again = cache.getOrLoad('a', load);
    gates[1]?.resolve('second');
    expect(await again).toBe('second');
    expect(figuresOf(caches)).toMatchObject({ hits: 20, misses: 1, stale: 1, entries: 1, oldestAgeMs: 0 });
  });

  it('is as old as the beginning of its load', async () => {
    const { caches, clock } = manager();
    const cache = open(caches);
    const { gates, load } = slowLoad();
    const asked = cache.getOrLoad('a', load);
    await clock.advance(TTL_MS - 1);
    gates[0]?.resolve('slow');
    await asked;
    expect(figuresOf(caches)?.oldestAgeMs).toBe(TTL_MS - 1);
    await clock.advance(1);
    void cache.getOrLoad('a', load);
    expect(gates).toHaveLength(2);
  });

  it('does not keep a failure, and tells it to everybody who waited', async () => {
    const { caches } = manager();
    const cache = open(caches);
    const { gates, load } = slowLoad();
    const asked = [cache.getOrLoad('a', load), cache.getOrLoad('a', load)];
    gates[0]?.reject(new Error('no'));
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.getOrLoad('a', async () => 'now')).toBe('now');
    const thrown = cache.getOrLoad('b', () => {
      throw new Error('at once');
    });
    await expect(thrown).rejects.toThrow('at once');
  });

  it.each(['delete', 'clear'] as const)('does not keep what was being loaded at a %s', async (how) => {
    const { caches } = manager();
    const cache = open(caches);
    const { gates, load } = slowLoad();
    const before = cache.getOrLoad('a', load);
    cache[how]('a');
    const after = cache.getOrLoad('a', load);
    gates[1]?.resolve('new');
    expect(await after).toBe('new');
    gates[0]?.resolve('old');
    expect(await before).toBe('old');
    expect(await cache.getOrLoad('a', load)).toBe('new');
    expect(gates).toHaveLength(2);
  });

  it('drops the least recently used entry when it is full', async () => {
    const { caches } = manager();
    const cache = open(caches, 'names', { maxEntries: 2 });
    const ask = (key: string) => cache.getOrLoad(key, async () => key);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(key);
    expect(figuresOf(caches)).toMatchObject({ hits: 2, misses: 4, evictions: 2, entries: 2 });
  });

  it('is not opened twice', () => {
    const { caches } = manager();
    open(caches);
    expect(() => open(caches)).toThrow('"names" is open already');
  });
});

describe('clearing', () => {
  it('counts and reports each namespace: all, the temporary ones, or what has outlived its time', async () => {
    const { caches, clock, reports } = manager();
    const names = open(caches);
    const lists = open(caches, 'lists', { temporary: true });
    const fill = async () => {
      for (const key of ['a', 'b']) await names.getOrLoad(key, async () => key);
      await lists.getOrLoad('x', async () => 'x');
    };
    await fill();
    expect(caches.clearTemporary()).toEqual({ names: 0, lists: 1 });
    await clock.advance(TTL_MS);
    await names.getOrLoad('fresh', async () => 'fresh');
    expect(caches.clearExpired()).toEqual({ names: 2, lists: 0 });
    await fill();
    expect(caches.clear()).toEqual({ names: 3, lists: 1 });
    expect(reports).toEqual([
      ['temporary', { names: 0, lists: 1 }],
      ['expired', { names: 2, lists: 0 }],
      ['all', { names: 3, lists: 1 }],
    ]);
    expect(
      caches.figures().map(({ cleared, entries, oldestAgeMs }) => [cleared, entries, oldestAgeMs]),
    ).toEqual([
      [5, 0, undefined],
      [2, 0, undefined],
    ]);
  });
});

/** The same rules over a plain Map: no library, no shared loads. */
class PlainCache {
  readonly entries = new Map<string, { value: number; atMs: number }>();
  readonly counts = { hits: 0, misses: 0, stale: 0, evictions: 0, cleared: 0 };
  readonly max: number;

  constructor(max: number) {
    this.max = max;
  }

  get(key: string, fresh: number, nowMs: number): number {
    const entry = this.entries.get(key);
    const served = entry && nowMs - entry.atMs < TTL_MS ? entry : { value: fresh, atMs: nowMs };
    this.counts[served === entry ? 'hits' : entry ? 'stale' : 'misses'] += 1;
    // A Map keeps the order of insertion: the first is the least recently used.
    this.entries.delete(key);
    this.entries.set(key, served);
    const [oldest = ''] = this.entries.keys();
    if (this.entries.size > this.max) {
      this.entries.delete(oldest);
      this.counts.evictions += 1;
    }
    return served.value;
  }

  clear(isGone: (entry: { atMs: number }) => boolean): number {
    const gone = [...this.entries].filter(([, entry]) => isGone(entry));
    for (const [key] of gone) this.entries.delete(key);
    this.counts.cleared += gone.length;
    return gone.length;
  }
}

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ get: fc.constantFrom(...'abcde') }) },
  { weight: 4, arbitrary: fc.record({ wait: fc.constantFrom(1, 400, 600, TTL_MS) }) },
  { weight: 1, arbitrary: fc.record({ forget: fc.constantFrom(...'abcde') }) },
  { weight: 1, arbitrary: fc.record({ clear: fc.constantFrom('clear', 'clearExpired' as const) }) },
);

it('does what a plain map would, whatever comes in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, max) => {
        const { caches, clock } = manager();
        const cache = caches.open<number>('n', { ttlMs: () => TTL_MS, maxEntries: max });
        const plain = new PlainCache(max);
        for (const [index, todo] of steps.entries()) {
          const nowMs = clock.monotonicMs();
          if ('get' in todo) {
            const value = await cache.getOrLoad(todo.get, async () => index);
            expect(value).toBe(plain.get(todo.get, index, nowMs));
          } else if ('wait' in todo) {
            await clock.advance(todo.wait);
          } else if ('forget' in todo) {
            cache.delete(todo.forget);
            plain.entries.delete(todo.forget);
          } else {
            const isGone = ({ atMs }: { atMs: number }) => todo.clear === 'clear' || nowMs - atMs >= TTL_MS;
            expect(cache[todo.clear as 'clear']()).toBe(plain.clear(isGone));
          }
          const ages = [...plain.entries.values()].map(({ atMs }) => clock.monotonicMs() - atMs);
          expect(cache.figures).toMatchObject({
            ...plain.counts,
            entries: plain.entries.size,
            oldestAgeMs: ages.length > 0 ? Math.max(...ages) : undefined,
          });
        }
      },
    ),
    { numRuns: 300 },
  );
});
