import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { type Of, quantile } from './promql.ts';

/** The Prometheus that the dashboard's first variable chooses. */
export const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };

/** Ends the refId of a query that finds nothing while all is well; tests read it, Grafana shows it in the editor. */
export const EMPTY_WHEN_HEALTHY = '_empty_when_healthy';

/** One expression of a panel. */
export interface Query {
  expr: string;
  /** Name of its series; `{{label}}` is replaced. */
  legend: string;
  /** Only the value of now, as rows of a table or bars. */
  isInstant?: boolean;
  /** Ask for the exemplars as well: dots that lead to a trace. */
  hasExemplars?: boolean;
  /** It finds something only when something is wrong, or was done by hand. */
  isEmptyWhenHealthy?: boolean;
}

/** The queries of a panel, named A, B, C …. @param format `Table` makes one table of all series */
export function targets(queries: readonly Query[], format = PromQueryFormat.TimeSeries): DataqueryBuilder[] {
  return queries.map((query, index) => {
    const letter = String.fromCodePoint('A'.codePointAt(0)! + index);
    const target = new DataqueryBuilder()
      .datasource(DATA_SOURCE)
      .refId(query.isEmptyWhenHealthy ? `${letter}${EMPTY_WHEN_HEALTHY}` : letter)
      .expr(query.expr)
      .legendFormat(query.legend)
      .format(format);
    if (query.hasExemplars) target.exemplar(true);
    return query.isInstant ? target.instant() : target.range();
  });
}

/** Median, 95th and 99th percentile of a histogram, with its exemplars. */
export function percentiles(histogram: string, of: Of & { hasExemplars?: boolean } = {}): Query[] {
  const { hasExemplars = false, ...rest } = of;
  return [0.5, 0.95, 0.99].map((q) => ({
    expr: quantile(q, histogram, rest),
    legend: `p${q * 100}`,
    // Once is enough: each of the three would bring the same dots.
    ...(hasExemplars && q === 0.99 ? { hasExemplars } : {}),
  }));
}
