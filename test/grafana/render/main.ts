import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportedDashboards } from '../../support/dashboard-queries.ts';
import { pictures } from './pictures.ts';

/*
 * Draws every dashboard from a Prometheus that runs, without a Grafana:
 *   npm run pictures -- --prometheus http://127.0.0.1:9090 --to /tmp/pictures --minutes 15 --scrape 15
 */
const { values } = parseArgs({
  options: {
    prometheus: { type: 'string', default: 'http://127.0.0.1:9090' },
    to: { type: 'string', default: 'pictures' },
    minutes: { type: 'string', default: '60' },
    scrape: { type: 'string', default: '15' },
    zoom: { type: 'string', default: '1' },
  },
});
mkdirSync(values.to, { recursive: true });
await pictures(exportedDashboards(), {
  prometheusUrl: values.prometheus,
  rangeSeconds: Number(values.minutes) * 60,
  scrapeSeconds: Number(values.scrape),
  zoom: Number(values.zoom),
  fileOf: (uid) => join(values.to, `${uid}.png`),
});
