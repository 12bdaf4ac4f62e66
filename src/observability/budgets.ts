import type { Metrics } from './metrics.ts';
import { type LabelValues, SLOS, type Slo } from './slo.ts';

/** What this process alone knows of a promise: its own life, and not the 30 days that Prometheus looks back on. */
export interface BudgetReport {
  /** Id of the promise in `SLOS`. */
  slo: string;
  title: string;
  /** 0 to 1. */
  target: number;
  /** Since the process started. */
  sinceMs: number;
  events: number;
  failures: number;
  /** Share of what may fail that has not: 1 untouched, 0 used up, below 0 overspent; `null` without an event. */
  left: number | null;
}

interface Counts {
  events: number;
  failures: number;
}
type Value = { value: number; labels: Readonly<Record<string, unknown>>; metricName?: string };

/**
 * What is left of each error budget, from the counters that Prometheus reads.
 * @param sinceMs when they began, milliseconds since the Unix epoch
 */
export async function errorBudgets(metrics: Metrics, sinceMs: number): Promise<BudgetReport[]> {
  const series = {
    board: metrics.boardPropagationSeconds,
    acknowledgement: metrics.interactionAckSeconds,
    purchase: metrics.purchases,
  };
  return await Promise.all(
    SLOS.map(async (slo) => {
      const { values } = await series[slo.id].get();
      const counts = count(values, slo);
      const { id, title, target } = slo;
      return { slo: id, title, target, sinceMs, ...counts, left: left(counts, target) };
    }),
  );
}

function count(values: readonly Value[], { events }: Slo): Counts {
  const kept = values.filter(({ labels }) => !matches(labels, events.leaveOut));
  if ('counter' in events) {
    const failed = kept.filter(({ labels }) => matches(labels, events.failed));
    return { events: sum(kept), failures: sum(failed) };
  }
  const all = sum(kept.filter(({ metricName }) => metricName === `${events.histogram}_count`));
  const good = sum(
    kept.filter(
      ({ metricName, labels }) => metricName === `${events.histogram}_bucket` && labels['le'] === events.le,
    ),
  );
  return { events: all, failures: all - good };
}

function left({ events, failures }: Counts, target: number): number | null {
  return events === 0 ? null : 1 - failures / events / (1 - target);
}

function matches(labels: Value['labels'], wanted: LabelValues): boolean {
  return Object.entries(wanted).some(([label, values]) => values.includes(String(labels[label])));
}

function sum(values: readonly Value[]): number {
  return values.reduce((total, { value }) => total + value, 0);
}
