import { CACHES } from '../../src/observability/labels.ts';
import { RECORDED } from '../../prometheus/recorded.ts';
import { apart, informs, NEUTRAL, WARNING } from '../colours.ts';
import { chosen, perMinute, recorded } from '../promql.ts';
import { stacked, timeSeries } from './kinds.ts';

export const cacheHits = () =>
  timeSeries({
    title: 'Cache hits',
    description:
      'Share of requests that the cache answered, by namespace, over half an hour and over a day. A half hour far below its day: a cache was cleared, or asked for something new.',
    unit: 'percentunit',
    thresholds: informs(),
    queries: [
      { expr: `max by (namespace) (${recorded(RECORDED.cacheHitRatio30m)})`, legend: '{{namespace}}' },
      { expr: `max by (namespace) (${recorded(RECORDED.cacheHitRatio1d)})`, legend: '{{namespace}}, 1 d' },
    ],
    colours: apart([...CACHES, ...CACHES.map((name) => `${name}, 1 d`)]),
    nothing: 'Nothing was asked of the caches',
    max: 1,
  });

export const cacheRequests = () =>
  stacked({
    title: 'Cache requests per minute',
    description: 'hit: answered; miss: loaded; stale: found but too old, loaded again.',
    unit: 'short',
    thresholds: informs(),
    queries: [{ expr: perMinute('livestock_cache_requests_total', { by: 'result' }), legend: '{{result}}' }],
    colours: apart(['hit', 'miss', 'stale']),
  });

export const cacheEntries = () =>
  timeSeries({
    title: 'Cache entries',
    description: 'Entries kept, by namespace.',
    unit: 'short',
    thresholds: informs(),
    queries: [{ expr: `sum by (namespace) (${chosen('livestock_cache_entries')})`, legend: '{{namespace}}' }],
    colours: apart(CACHES),
  });

export const cacheAge = () =>
  timeSeries({
    title: 'Oldest cache entry',
    description: 'Age of the oldest entry, by namespace; 0 when there is none.',
    unit: 's',
    thresholds: informs(),
    queries: [
      { expr: `max by (namespace) (${chosen('livestock_cache_oldest_seconds')})`, legend: '{{namespace}}' },
    ],
    colours: apart(CACHES),
  });

export const cacheRemoved = () =>
  stacked({
    title: 'Cache entries removed per minute',
    description:
      'cleared: by /cache clear or a restart; evicted: to make room. Many evictions and few hits: the cache is too small.',
    unit: 'short',
    thresholds: informs(),
    queries: [
      { expr: perMinute('livestock_cache_cleared_total'), legend: 'cleared' },
      { expr: perMinute('livestock_cache_evictions_total'), legend: 'evicted' },
    ],
    colours: { cleared: NEUTRAL, evicted: WARNING },
  });
