import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AnnotationQuery, Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { EMPTY_WHEN_HEALTHY } from '../../grafana/query.ts';

const FOLDER = fileURLToPath(new URL('../../grafana/dashboards/', import.meta.url));

/** One expression of a dashboard, as its exported file holds it. */
export interface DashboardQuery {
  /** The dashboard's uid. */
  dashboard: string;
  /** Title of the panel, or name of the annotation. */
  title: string;
  /** With Grafana's variables in it; see {@link substituted}. */
  expr: string;
  kind: 'panel' | 'annotation';
  isInstant: boolean;
  hasExemplars: boolean;
  /** It finds nothing until something goes wrong, or somebody does something. */
  isEmptyWhenHealthy: boolean;
}

/** What Grafana's variables stand for. */
export interface Variables {
  /** Regular expressions; everything when absent. */
  job?: string;
  instance?: string;
  rangeSeconds: number;
  /** Between two points of a line. */
  stepSeconds: number;
  scrapeSeconds: number;
}

/** The exported dashboards, as Grafana would load them. */
export function exportedDashboards(): Dashboard[] {
  return readdirSync(FOLDER).map((name) => JSON.parse(readFileSync(FOLDER + name, 'utf8')) as Dashboard);
}

/** The panels of a dashboard without its headings. */
export function panelsOf({ panels = [] }: Dashboard): Panel[] {
  return panels.filter((panel): panel is Panel => !isHeading(panel));
}

/** Whether it is a heading over panels and shows nothing itself. */
export function isHeading(panel: Panel | RowPanel): panel is RowPanel {
  return panel.type === 'row';
}

/** The expressions of a panel. */
export function targetsOf(panel: Panel): Dataquery[] {
  return (panel.targets ?? []) as Dataquery[];
}

/** Every expression of every dashboard. */
export function dashboardQueries(): DashboardQuery[] {
  return exportedDashboards().flatMap((dashboard) => [
    ...panelsOf(dashboard).flatMap((panel) =>
      targetsOf(panel).map((target) => ofPanel(dashboard, panel, target)),
    ),
    ...(dashboard.annotations.list ?? []).map((annotation) => ofAnnotation(dashboard, annotation)),
  ]);
}

/** The expression as Grafana would send it. */
export function substituted(expr: string, variables: Variables): string {
  const { job = '.+', instance = '.+', rangeSeconds, stepSeconds, scrapeSeconds } = variables;
  // Grafana's rule: long enough for four samples, and no gap between two points.
  const rateSeconds = Math.max(stepSeconds + scrapeSeconds, 4 * scrapeSeconds);
  return expr
    .replaceAll('$__rate_interval', `${rateSeconds}s`)
    .replaceAll('$__range_s', String(rangeSeconds))
    .replaceAll('$__range', `${rangeSeconds}s`)
    .replaceAll('$job', job)
    .replaceAll('$instance', instance);
}

function ofPanel(dashboard: Dashboard, panel: Panel, target: Dataquery): DashboardQuery {
  return {
    dashboard: dashboard.uid ?? '',
    title: panel.title ?? '',
    expr: target.expr,
    kind: 'panel',
    isInstant: target.instant === true,
    hasExemplars: target.exemplar === true,
    isEmptyWhenHealthy: target.refId?.endsWith(EMPTY_WHEN_HEALTHY) ?? false,
  };
}

function ofAnnotation(
  dashboard: Dashboard,
  { name, expr, useValueForTime }: AnnotationQuery,
): DashboardQuery {
  return {
    dashboard: dashboard.uid ?? '',
    title: name,
    expr: expr ?? '',
    kind: 'annotation',
    isInstant: false,
    hasExemplars: false,
    // Starts alone are marked by their time; the others tell of what went wrong.
    isEmptyWhenHealthy: useValueForTime !== true,
  };
}
