import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { Pace } from '../../prometheus/rule.ts';
import { ruleFiles } from '../../prometheus/rule-files.ts';
import { databaseFileOf } from '../../src/shop/store/open-store.ts';
import { allowWrites, refuseWrites } from '../../src/shop/store/sqlite/refuse-writes.ts';
import { startAlertmanager } from '../support/alertmanager-process.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { dashboardQueries, substituted } from '../support/dashboard-queries.ts';
import { startOtlpReceiver } from '../support/otlp-receiver.ts';
import { hasPrometheus, type PrometheusProcess, startPrometheus } from '../support/prometheus-process.ts';
import { customIds, startShop, type TestShop } from '../support/start-shop.ts';

const isSkipped = !(hasPrometheus && existsSync('/usr/bin/prometheus-alertmanager')) && !process.env['CI'];
if (isSkipped) process.stdout.write('No night is tried out: that takes Prometheus and Alertmanager.\n');

/** Minutes of the rules' windows and waits pass in seconds; the expressions are the committed ones. */
const PACE = 60;
const SCRAPE_SECONDS = 1;
/** What this night may leave at 0: it has tests of its own, or depends on how fast the machine is. */
const MOVED_ELSEWHERE = [
  'livestock_cache_cleared_total',
  'livestock_cache_evictions_total',
  'livestock_delivery_oldest_seconds',
  'livestock_deposits_total',
  'livestock_gateway_reconnects_total',
  'livestock_ledger_violations_total',
  'livestock_operation_queue_coalesced_total',
  'livestock_operation_queue_depth',
  'livestock_operation_queue_oldest_seconds',
  'livestock_telemetry_dropped_spans_total',
];
const GOODS = 'goods-canary-4f1b';
const STATUS_TOKEN = 'status-token-canary-77';
const EDIT = { method: 'PATCH', route: '/channels/:id/messages/:id' };
const ANSWER = { method: 'PATCH', route: '/webhooks/*' };
const CALLBACK = { method: 'POST', route: '/interactions/*' };

/*
 * One night of an SRE, with real parts only: the bot in a process of its own under the local Discord's traffic and faults, a
 * Prometheus that scrapes it, an Alertmanager that tells a receiver and a mail server, a collector of traces.
 */
test.skipIf(isSkipped)(
  'a bad night wakes people for what hurts, shows it, and ends by itself',
  async () => {
    await using collector = await startOtlpReceiver();
    await using shop = await startShop({ startBot: false });
    // Half-open trials come soon, so that the breaker closes while the test looks.
    await writeFile(shop.env['SETTINGS_FILE'] ?? '', JSON.stringify({ circuit_breaker_open_seconds: 8 }));
    const env = { ...shop.env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, LOG_LEVEL: 'info', STATUS_TOKEN };
    const startBot = (port?: string) => startBotProcess({ ...env, ...(port && { HTTP_PORT: port }) });
    let bot = await startBot();
    const port = new URL(bot.httpUrl).port;
    await bot.ready();
    await using alertmanager = await startAlertmanager();
    await using prometheus = await startPrometheus({
      targets: [new URL(bot.httpUrl).host],
      scrapeSeconds: SCRAPE_SECONDS,
      rules: ruleFiles(new Pace(PACE)),
      alertmanager: alertmanager.address,
    });
    const startedMs = performance.now();
    const told = (title: string) =>
      expect
        .poll(() => alertmanager.posts.map((post) => post.title), { timeout: 60_000, interval: 200 })
        .toContainEqual(expect.stringMatching(title));
    try {
      await shop.owner('product add', { code: 'APPLE', name: 'Apple', price: 10 });
      const text = Array.from({ length: 30 }, (_, index) => `${GOODS}-${index}`).join('\n');
      await shop.owner('stock-add', { code: 'APPLE', text });
      await shop.fund('alex', 1000);
      await buy(shop);
      await exemplarsLeadToTraceAndLog({ prometheus, collector, bot });
      // The pulse alone: nothing else is wrong. At this pace the 5 s until Prometheus knows a target are minutes.
      const woken = alertmanager.posts.filter(({ title }) => !title.includes('BotAbsent'));
      expect(woken.map(({ title }) => title)).toEqual([]);

      await breakAll(shop);
      await told('^PAGE BoardStale');
      await told('^PAGE LivestockUnhealthy');
      await told('^TICKET BreakerOpen');
      await expect
        .poll(() => alertmanager.mail.mails.join('\n'), { timeout: 20_000 })
        .toContain('BoardStale');
      await expect
        .poll(() => inhibited(alertmanager.url), { timeout: 30_000, interval: 500 })
        .toContain('Degraded');
      expect(alertmanager.posts.map(({ title }) => title).join()).not.toContain('Degraded');
      await mendAll(shop);
      await told('^RESOLVED BoardStale');
      await told('^RESOLVED LivestockUnhealthy');
      await told('^RESOLVED BreakerOpen');

      bot.kill('SIGKILL');
      await bot.exited;
      await told('^PAGE BotDown');
      await bot[Symbol.asyncDispose]();
      bot = await startBot(port);
      await bot.ready();
      await told('^RESOLVED BotDown');
      await told('^INFO Restarted');

      await restart(shop);
      const nightSeconds = () => Math.ceil((performance.now() - startedMs) / 1000);
      await expect
        .poll(() => emptyQueries(prometheus, { rangeSeconds: nightSeconds(), onlyTrouble: true }), {
          timeout: 60_000,
          interval: 1000,
        })
        .toEqual([]);
      expect(MOVED_ELSEWHERE).toEqual(expect.arrayContaining(await unmoved(prometheus, nightSeconds())));
      const everything = [
        bot.output(),
        collector.raw(),
        await (await fetch(`${bot.httpUrl}/metrics`)).text(),
        JSON.stringify(alertmanager.posts),
        await (await fetch(`${prometheus.url}/api/v1/label/__name__/values`)).text(),
      ].join('\n');
      for (const secret of [GOODS, STATUS_TOKEN, shop.sandbox.token])
        expect(everything).not.toContain(secret);
    } finally {
      await bot[Symbol.asyncDispose]();
    }
  },
  240_000,
);

async function buy(shop: TestShop): Promise<void> {
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
}

/** From a point of a histogram in Prometheus to the span that the collector got, and to a log line of the same trace. */
async function exemplarsLeadToTraceAndLog(parts: {
  prometheus: PrometheusProcess;
  collector: Awaited<ReturnType<typeof startOtlpReceiver>>;
  bot: BotProcess;
}): Promise<void> {
  const { prometheus, collector, bot } = parts;
  await vi.waitFor(
    async () => {
      const url = new URL(`${prometheus.url}/api/v1/query_exemplars`);
      url.search = new URLSearchParams({
        query: 'livestock_interaction_seconds_bucket',
        start: String(Date.now() / 1000 - 120),
        end: String(Date.now() / 1000 + 5),
      }).toString();
      const { data } = (await (await fetch(url)).json()) as {
        data: { exemplars: { labels: { trace_id: string; span_id: string } }[] }[];
      };
      const labels = data.flatMap(({ exemplars }) => exemplars.map((exemplar) => exemplar.labels));
      const known = labels.filter(({ trace_id, span_id }) =>
        collector.spans.some((span) => span.traceId === trace_id && span.spanId === span_id),
      );
      expect(known.length).toBeGreaterThan(0);
      expect(known.some(({ trace_id }) => bot.output().includes(`"trace_id":"${trace_id}"`))).toBe(true);
    },
    { timeout: 30_000, interval: 500 },
  );
}

/** Everything at once: answers are held up by a rate limit, edits fail, clicks get no answer, the store cannot write. */
async function breakAll(shop: TestShop): Promise<void> {
  const { control } = shop;
  const [board] = await shop.boards();
  await control.addFault({
    on: 'rest',
    ...ANSWER,
    effect: { kind: 'rate_limit', retryAfterMs: 300 },
    count: 2,
  });
  await shop.owner('stock-add', { code: 'APPLE', text: 'more-1' });
  await control.addFault({ on: 'rest', ...EDIT, effect: { kind: 'status', status: 503 } });
  await shop.owner('stock-add', { code: 'APPLE', text: 'more-2' });
  refuseWrites(databaseFileOf(shop.env['DATABASE_URL'] ?? '') ?? '');
  await control.addFault({ on: 'rest', ...CALLBACK, effect: { kind: 'status', status: 500 } });
  for (let click = 0; click < 12; click += 1) await shop.click('alex', board?.id ?? '', 'ls1:balance');
}

async function mendAll(shop: TestShop): Promise<void> {
  allowWrites(databaseFileOf(shop.env['DATABASE_URL'] ?? '') ?? '');
  await shop.control.clearFaults();
}

async function restart(shop: TestShop): Promise<void> {
  const at = { userId: shop.ownerId, channelId: shop.channelId };
  const { message } = await shop.control.command({ ...at, name: 'restart' });
  const customId = customIds(message).find((id) => id.startsWith('ls1:restart-confirm')) ?? '';
  await shop.control.click({ ...at, messageId: message?.id ?? '', customId });
}

async function inhibited(url: string): Promise<string[]> {
  const alerts = (await (await fetch(`${url}/api/v2/alerts?silenced=false`)).json()) as {
    labels: { alertname: string };
    status: { inhibitedBy: string[] };
  }[];
  return alerts.filter(({ status }) => status.inhibitedBy.length > 0).map(({ labels }) => labels.alertname);
}

/** Series of the bot that stood at 0 all night, by name; of a histogram its count. */
async function unmoved({ url }: PrometheusProcess, rangeSeconds: number): Promise<string[]> {
  const end = Date.now() / 1000;
  const names = async (condition: string) => {
    const body = new URLSearchParams({
      query: `group by (__name__) ({__name__=~"livestock_.+",__name__!~".+_(bucket|sum|created)"}${condition})`,
      start: String(end - rangeSeconds),
      end: String(end),
      step: String(SCRAPE_SECONDS),
    });
    const answer = await fetch(`${url}/api/v1/query_range`, { method: 'POST', body });
    const { data } = (await answer.json()) as { data: { result: { metric: Record<string, string> }[] } };
    return data.result.map(({ metric }) => metric['__name__'] ?? '');
  };
  const moved = new Set(await names(' > 0'));
  return (await names('')).filter((name) => !moved.has(name)).toSorted();
}

/**
 * Titles of panels and annotations that nothing is found for.
 * @param options.onlyTrouble looks at those that show nothing until something goes wrong; else at all others
 */
async function emptyQueries(
  { url }: PrometheusProcess,
  { rangeSeconds, onlyTrouble }: { rangeSeconds: number; onlyTrouble: boolean },
): Promise<string[]> {
  const end = Date.now() / 1000;
  const variables = { rangeSeconds, stepSeconds: SCRAPE_SECONDS, scrapeSeconds: SCRAPE_SECONDS };
  const empty: string[] = [];
  const looked = dashboardQueries().filter((query) => query.isEmptyWhenHealthy === onlyTrouble);
  for (const { dashboard, title, expr } of looked) {
    const body = new URLSearchParams({
      query: substituted(expr, variables),
      start: String(end - rangeSeconds),
      end: String(end),
      step: String(SCRAPE_SECONDS),
    });
    const answer = await fetch(`${url}/api/v1/query_range`, { method: 'POST', body });
    const { data, error } = (await answer.json()) as { data?: { result: unknown[] }; error?: string };
    if (!data || data.result.length === 0) empty.push(`${dashboard}: ${title}${error ? ` (${error})` : ''}`);
  }
  return empty;
}
