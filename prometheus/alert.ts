import type { AlertRule, Pace } from './rule.ts';

/**
 * What an alert asks of people: `critical` and `page` wake somebody at once, and not by Discord alone; a `ticket` is for the
 * next working day; `info` explains what else is seen; `none` is for the machinery.
 */
export type Severity = 'critical' | 'page' | 'ticket' | 'info' | 'none';

/** The dashboards by the uids that grafana/ gives them. */
type Dashboard =
  | 'livestock-overview'
  | 'livestock-board'
  | 'livestock-interactions'
  | 'livestock-discord'
  | 'livestock-runtime'
  | 'livestock-slo';

/** One alert; its runbook is `runbooks/<name>.md`. */
export interface Alert {
  name: string;
  severity: Severity;
  /** PromQL; what it returns fires, with its labels. */
  expr: (pace: Pace) => string;
  /** How long it must go on; at once when absent. A maximum over 5 minutes outlives what it saw by these. */
  for?: string;
  /** One line without values, the same for all that fire together. */
  summary: string;
  /** What is seen, with values; a template of Prometheus'. */
  description: string;
  dashboard: Dashboard;
  labels?: Readonly<Record<string, string>>;
}

/**
 * The alert as Prometheus takes it. Where runbooks and Grafana are is the operator's matter: `external_labels` named
 * `runbooks` and `grafana` in prometheus.yml.
 */
export function alertRule(alert: Alert, pace: Pace): AlertRule {
  const { name, severity, summary, description, dashboard, labels } = alert;
  return {
    alert: name,
    expr: alert.expr(pace),
    ...(alert.for && { for: pace.duration(alert.for) }),
    labels: { severity, ...labels },
    annotations: {
      summary,
      description,
      runbook_url: `{{ or $externalLabels.runbooks "prometheus/runbooks" }}/${name}.md`,
      dashboard_url: `{{ or $externalLabels.grafana "http://localhost:3000" }}/d/${dashboard}`,
    },
  };
}
