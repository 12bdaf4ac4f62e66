import { expect, test } from 'vitest';
import { registerCacheMetrics } from '../../src/observability/cache-metrics.ts';
import { HEALTH_COMPONENTS } from '../../src/health/components.ts';
import { BREAKERS } from '../../src/observability/labels.ts';
import { Metrics } from '../../src/observability/metrics.ts';
import { registerStateMetrics } from '../../src/observability/state-metrics.ts';
import { CacheManager } from '../../src/runtime/cache-manager.ts';
import { TestClock } from '../support/test-clock.ts';

async function scrape(): Promise<string[]> {
  const metrics = new Metrics({ version: '1.2.3', revision: 'abc', shards: [0] });
  const text = await metrics.registry.metrics();
  expect(text.endsWith('# EOF\n')).toBe(true);
  return text.split('\n');
}

test('every series exists before the first event', async () => {
  const series = (await scrape()).filter((line) => line !== '' && !line.startsWith('#'));
  expect(series).toContain('livestock_errors_total{component="store",kind="database"} 0');
  expect(series).toContain('livestock_purchases_total{result="duplicate"} 0');
  expect(series).toContain('livestock_gateway_connected{shard="0"} 0');
  expect(series).toContain('livestock_build_info{version="1.2.3",revision="abc"} 1');
  expect(series.some((line) => line.startsWith('process_start_time_seconds '))).toBe(true);
});

test('eight shards and more boards than have names make fewer than 2,000 series', async () => {
  const metrics = new Metrics({ version: '1.2.3', revision: 'abc', shards: [0, 1, 2, 3, 4, 5, 6, 7] });
  for (let board = 0; board < 30; board += 1) {
    metrics.boardDirtySince.set(String(board), 1000);
    metrics.boardVerified.set(String(board), 1000);
  }
  registerCacheMetrics(metrics.registry, () => []);
  registerStateMetrics(metrics.registry, {
    breakers: () => BREAKERS.map((name) => ({ name, state: 'closed' })),
    queue: () => ({
      running: 0,
      waiting: {},
      oldestWaitMs: 0,
      counts: { coalesced: 0, completed: 0, failed: 0, rejected: 0 },
    }),
    health: () => ({
      score: 100,
      tier: 'full',
      components: HEALTH_COMPONENTS.map((component) => ({ component, value: 1 })),
    }),
  });
  const text = await metrics.registry.metrics();
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length).toBeLessThan(2_000);
});

test('a second registry may live in the same process', async () => {
  await scrape();
  await expect(scrape()).resolves.not.toHaveLength(0);
});

test.each([
  'button_builds counter',
  'button_build_seconds histogram',
  'embed_updates counter',
  'embed_update_seconds histogram',
  'board_propagation_seconds histogram',
  'board_dirty_since_timestamp_seconds gauge',
  'board_verified_timestamp_seconds gauge',
  'interaction_ack_seconds histogram',
  'interaction_seconds histogram',
  'errors counter',
  'retry_attempts counter',
  'discord_rest_requests counter',
  'discord_rest_request_seconds histogram',
  'discord_rate_limit_wait_seconds histogram',
  'gateway_connected gauge',
  'gateway_heartbeat_seconds histogram',
  'gateway_reconnects counter',
  'db_operation_seconds histogram',
  'purchases counter',
  'deliveries counter',
  'delivery_oldest_seconds gauge',
  'ledger_violations counter',
  'telemetry_dropped_spans counter',
  'build_info gauge',
])('livestock_%s is declared', async (declaration) => {
  expect(await scrape()).toContain(`# TYPE livestock_${declaration}`);
});

test('the caches are read at each scrape', async () => {
  const clock = new TestClock();
  const caches = new CacheManager({ clock });
  const cache = caches.open<string>('catalogue', { ttlMs: () => 2000, maxEntries: 2 });
  const metrics = new Metrics({ version: '1', revision: 'x' });
  registerCacheMetrics(metrics.registry, () => caches.figures());
  const read = async () =>
    (await metrics.registry.metrics()).split('\n').filter((line) => /_cache_/.test(line));
  const ask = (key: string) => cache.getOrLoad(key, async () => key);
  for (const key of ['a', 'a', 'b', 'c']) await ask(key);
  await clock.advance(2500);
  await ask('c');
  const first = await read();
  expect(first).toEqual(
    expect.arrayContaining([
      'livestock_cache_requests_total{namespace="catalogue",result="hit"} 1',
      'livestock_cache_requests_total{namespace="catalogue",result="miss"} 3',
      'livestock_cache_requests_total{namespace="catalogue",result="stale"} 1',
      'livestock_cache_requests_total{namespace="dm_channels",result="hit"} 0',
      'livestock_cache_evictions_total{namespace="catalogue"} 1',
      'livestock_cache_entries{namespace="catalogue"} 2',
      'livestock_cache_oldest_seconds{namespace="catalogue"} 2.5',
    ]),
  );
  expect(await read()).toEqual(first);
  caches.clear();
  expect(await read()).toEqual(
    expect.arrayContaining([
      'livestock_cache_cleared_total{namespace="catalogue"} 2',
      'livestock_cache_entries{namespace="catalogue"} 0',
      'livestock_cache_oldest_seconds{namespace="catalogue"} 0',
    ]),
  );
});
