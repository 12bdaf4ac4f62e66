import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { chromium } from 'playwright-core';
import { drawn } from './page.ts';
import type { Asking } from './prometheus-data.ts';

/** Debian's. */
export const CHROMIUM = '/usr/bin/chromium';
export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Points of a line, about one a pixel and a half. */
const POINTS = 240;

export interface DrawingOptions {
  prometheusUrl: string;
  rangeSeconds: number;
  /** What the data source in Grafana takes for the time between two scrapes. */
  scrapeSeconds: number;
}

export interface PictureOptions extends DrawingOptions {
  /** 1 draws every pixel. */
  zoom: number;
  /** Where a dashboard's PNG goes, by its uid. */
  fileOf: (uid: string) => string;
}

/** Up to now, in the steps that a chart has room for. */
export function askingNow({ prometheusUrl, rangeSeconds, scrapeSeconds }: DrawingOptions): Asking {
  const stepSeconds = Math.max(scrapeSeconds, Math.ceil(rangeSeconds / POINTS));
  const endSeconds = Math.floor(Date.now() / 1000 / stepSeconds) * stepSeconds;
  return { url: prometheusUrl, endSeconds, rangeSeconds, stepSeconds, scrapeSeconds };
}

/** Draws each dashboard from live data and takes its picture. */
export async function pictures(
  dashboards: readonly Dashboard[],
  { zoom, fileOf, ...options }: PictureOptions,
): Promise<void> {
  const asking = askingNow(options);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    for (const dashboard of dashboards) {
      const { html, width, height } = await drawn(dashboard, asking);
      const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: zoom });
      await page.setContent(html);
      await page.screenshot({ path: fileOf(dashboard.uid ?? '') });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
