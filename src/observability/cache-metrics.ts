import { Counter, Gauge, type Registry } from 'prom-client';
import type { CacheFigures } from '../runtime/cache.ts';
import { CACHES } from './labels.ts';

type Field = 'hits' | 'misses' | 'stale' | 'entries' | 'evictions' | 'cleared' | 'oldestAgeMs';
interface Sample {
  labels: Record<string, string>;
  field: Field;
}

const RESULTS = [
  ['hit', 'hits'],
  ['miss', 'misses'],
  ['stale', 'stale'],
] as const;

/**
 * The series of the caches, read from their own figures at each scrape, so that `/cache` and the series never disagree.
 * @param figures of the namespaces that are open; the others stand at 0
 */
export function registerCacheMetrics(registry: Registry, figures: () => readonly CacheFigures[]): void {
  const valueOf = ({ labels, field }: Sample): number => {
    const value = figures().find(({ namespace }) => namespace === labels['namespace'])?.[field] ?? 0;
    return field === 'oldestAgeMs' ? value / 1000 : value;
  };
  const base = (name: string, help: string, labelNames: string[]) => ({
    name: `livestock_cache_${name}`,
    help,
    labelNames,
    registers: [registry],
  });
  const gauge = (name: string, help: string, field: Field) =>
    new Gauge({
      ...base(name, help, ['namespace']),
      collect() {
        for (const sample of each(field)) this.set(sample.labels, valueOf(sample));
      },
    });
  const counter = (name: string, help: string, samples: readonly Sample[]) =>
    new Counter({
      ...base(name, help, Object.keys(samples[0]?.labels ?? {})),
      collect() {
        this.reset();
        for (const sample of samples) this.inc(sample.labels, valueOf(sample));
      },
    });
  const requests = RESULTS.flatMap(([result, field]) =>
    CACHES.map((namespace) => ({ labels: { namespace, result }, field })),
  );
  counter('requests_total', 'Requests to a cache; a miss and a stale entry are loaded', requests);
  counter('evictions_total', 'Entries that made room for others', each('evictions'));
  counter('cleared_total', 'Entries removed by a clearing', each('cleared'));
  gauge('entries', 'Entries kept', 'entries');
  gauge('oldest_seconds', 'Age of the oldest entry, 0 when there is none', 'oldestAgeMs');
}

function each(field: Field): Sample[] {
  return CACHES.map((namespace) => ({ labels: { namespace }, field }));
}
