import { dashboards } from './dashboards.ts';

/** The text of each dashboard as Grafana reads it, by the name of its file. */
export function dashboardFiles(): Map<string, string> {
  return new Map(
    dashboards().map((dashboard) => [`${dashboard.uid}.json`, `${JSON.stringify(dashboard, null, 2)}\n`]),
  );
}
