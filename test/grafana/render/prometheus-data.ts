import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { substituted, type Variables } from '../../support/dashboard-queries.ts';

/** A moment in seconds since the Unix epoch, and the value there. */
export type Point = readonly [atSeconds: number, value: number];

export interface Series {
  /** As the legend calls it. */
  name: string;
  labels: Readonly<Record<string, string>>;
  points: Point[];
}

/** What Prometheus has for one panel. */
export interface PanelData {
  series: Series[];
  exemplars: Point[];
}

/** Where, for when and how finely to ask. */
export interface Asking extends Variables {
  url: string;
  endSeconds: number;
}

interface Result {
  metric: Record<string, string>;
  value?: [number, string];
  values?: [number, string][];
}

/** Asks all the queries of a panel, as Grafana would. @throws Error with what Prometheus says against one */
export async function panelData(targets: readonly Dataquery[], asking: Asking): Promise<PanelData> {
  const each = await Promise.all(targets.map((target) => seriesOf(target, asking)));
  const dots = targets.filter(({ exemplar }) => exemplar).map(({ expr }) => exemplarsOf(expr, asking));
  return { series: each.flat(), exemplars: (await Promise.all(dots)).flat() };
}

/** The moments of an annotation, each with its labels. */
export async function rangeOf(expr: string, asking: Asking): Promise<Series[]> {
  return await seriesOf({ expr, legendFormat: '', refId: 'A' } as Dataquery, asking);
}

async function seriesOf(target: Dataquery, asking: Asking): Promise<Series[]> {
  const { endSeconds, rangeSeconds, stepSeconds } = asking;
  const query = substituted(target.expr, asking);
  const { result } = target.instant
    ? await ask<{ result: Result[] }>(asking.url, 'query', { query, time: endSeconds })
    : await ask<{ result: Result[] }>(asking.url, 'query_range', {
        query,
        start: endSeconds - rangeSeconds,
        end: endSeconds,
        step: stepSeconds,
      });
  return result.map(({ metric, value, values = value ? [value] : [] }) => ({
    name: legend(target.legendFormat ?? '', metric),
    labels: metric,
    points: values.map(([at, text]) => [at, Number(text)] as const),
  }));
}

async function exemplarsOf(expr: string, asking: Asking): Promise<Point[]> {
  const { endSeconds, rangeSeconds } = asking;
  const found = await ask<{ exemplars: { timestamp: number; value: string }[] }[]>(
    asking.url,
    'query_exemplars',
    { query: substituted(expr, asking), start: endSeconds - rangeSeconds, end: endSeconds },
  );
  return found.flatMap(({ exemplars }) =>
    exemplars.map(({ timestamp, value }) => [timestamp, Number(value)] as const),
  );
}

async function ask<T>(url: string, what: string, parameters: Record<string, string | number>): Promise<T> {
  const query = Object.entries(parameters).map(([name, value]) => [name, String(value)]);
  const response = await fetch(`${url}/api/v1/${what}?${new URLSearchParams(query).toString()}`);
  const answer = (await response.json()) as { data: T; error?: string };
  if (!response.ok) throw new Error(`${answer.error}: ${parameters['query']}`);
  return answer.data;
}

function legend(format: string, labels: Readonly<Record<string, string>>): string {
  return format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
}
