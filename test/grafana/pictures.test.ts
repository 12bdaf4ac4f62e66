import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Pace } from '../../prometheus/rule.ts';
import { ruleFiles } from '../../prometheus/rule-files.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { dashboardQueries, exportedDashboards } from '../support/dashboard-queries.ts';
import { startOtlpReceiver } from '../support/otlp-receiver.ts';
import { hasPrometheus, startPrometheus } from '../support/prometheus-process.ts';
import { startShop } from '../support/start-shop.ts';
import { drawn } from './render/page.ts';
import { EXEMPLAR } from './render/time-series.ts';
import { askingNow, CHROMIUM, pictures } from './render/pictures.ts';

const isSkipped = !(hasPrometheus && existsSync(CHROMIUM)) && !process.env['CI'];
if (isSkipped)
  process.stdout.write('The dashboards are not drawn: that takes Prometheus and Chromium in /usr/bin.\n');

/** Minutes of the rules' windows pass in seconds. */
const RULES_PACE = 60;
/** Bytes of a picture that has more on it than empty panels. */
const MORE_THAN_A_FRAME = 40_000;
const MAY_BE_EMPTY = new Set(
  dashboardQueries()
    .filter(({ isEmptyWhenHealthy }) => isEmptyWhenHealthy)
    .map(({ title }) => title),
);

test.skipIf(isSkipped)(
  'every dashboard shows a shop at work, and is silent where nothing is wrong',
  async () => {
    await using receiver = await startOtlpReceiver();
    await using shop = await startShop({ startBot: false });
    await using bot = await startBotProcess({ ...shop.env, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    await using prometheus = await startPrometheus({
      targets: [new URL(bot.httpUrl).host],
      scrapeSeconds: 1,
      rules: ruleFiles(new Pace(RULES_PACE)),
    });
    await bot.ready();
    await shop.product('APPLE', { price: 10, stock: 60 });
    await shop.fund('alex', 1000);
    const dashboards = exportedDashboards();
    const options = { prometheusUrl: prometheus.url, rangeSeconds: 60, scrapeSeconds: 4 };
    await vi.waitFor(
      async () => {
        const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
        await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
        const all = await Promise.all(dashboards.map((dashboard) => drawn(dashboard, askingNow(options))));
        const empty = all.flatMap((one) => one.empty);
        expect(empty.filter((title) => !MAY_BE_EMPTY.has(title))).toEqual([]);
        expect(empty).toContain('Faults per minute, by component');
        const overview = all.find((_, index) => dashboards[index]?.uid === 'livestock-overview');
        for (const sign of ['>full<', '>connected<', EXEMPLAR]) expect(overview?.html).toContain(sign);
      },
      { timeout: 45_000, interval: 2500 },
    );
    const folder = await mkdtemp(join(tmpdir(), 'livestock-pictures-'));
    try {
      await pictures(dashboards, { ...options, zoom: 1, fileOf: (uid) => join(folder, `${uid}.png`) });
      for (const { uid } of dashboards)
        expect((await stat(join(folder, `${uid}.png`))).size).toBeGreaterThan(MORE_THAN_A_FRAME);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  // Prometheus alone takes 5 s to look for its first target.
  90_000,
);
