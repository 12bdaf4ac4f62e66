import { ruleGroups } from '../../prometheus/rule-files.ts';
import { registerCacheMetrics } from '../../src/observability/cache-metrics.ts';
import { BREAKERS } from '../../src/observability/labels.ts';
import { Metrics } from '../../src/observability/metrics.ts';
import { SLOS } from '../../src/observability/slo.ts';
import { registerStateMetrics } from '../../src/observability/state-metrics.ts';

/** What every scrape brings, beside the bot's own series. */
const OF_A_SCRAPE = ['up', 'scrape_duration_seconds', 'scrape_samples_scraped'];
const ALERTS = ['ALERTS', 'ALERTS_FOR_STATE'];

type Labels = Readonly<Record<string, string>>;

const { registry } = startedMetrics();
/** The labels of the series under each name, as they are before anything has happened. */
const own = await ownSeries();
const recorded = recordedSeries();

/** Whether a metric is of one process, and so has an instance. */
export function isOneInstance(metric: string): boolean {
  return own.has(metric);
}

/** @param histogram name without `_bucket` */
export function hasExemplars(histogram: string): boolean {
  const metric = registry.getSingleMetric(histogram);
  return metric !== undefined && 'enableExemplars' in metric && metric.enableExemplars === true;
}

/** How many series a selector would find; one whose labels nobody knows before it was moved counts when only its name is asked. */
export function countOf(metric: string, matchers: Labels): number {
  const conditions = Object.entries(matchers).filter(([label]) => label !== 'job' && label !== 'instance');
  if (ALERTS.includes(metric)) return 1;
  const series = own.get(metric) ?? recorded.get(metric) ?? [];
  return series.filter((labels) => conditions.every(([label, written]) => holds(labels[label], written)))
    .length;
}

function holds(value: string | undefined, written: string): boolean {
  if (value === undefined) return false;
  const [, operator = '', pattern = ''] = /^(=~|!~|!=|=)"(.*)"$/.exec(written) ?? [];
  const isLike = operator.endsWith('~') ? new RegExp(`^(?:${pattern})$`).test(value) : value === pattern;
  return operator.startsWith('!') ? !isLike : isLike;
}

function startedMetrics(): Metrics {
  const metrics = new Metrics({ version: '1.2.3', revision: 'abc', shards: [0] });
  metrics.boardDirtySince.set('1', 0);
  metrics.boardVerified.set('1', 0);
  registerCacheMetrics(metrics.registry, () => []);
  registerStateMetrics(metrics.registry, {
    breakers: () => BREAKERS.map((name) => ({ name, state: 'closed' })),
    queue: () => ({
      running: 0,
      waiting: {},
      oldestWaitMs: 0,
      counts: { coalesced: 0, completed: 0, failed: 0, rejected: 0 },
    }),
    health: () => ({ score: 100, tier: 'full', components: [{ component: 'ledger', value: 1 }] }),
  });
  return metrics;
}

async function ownSeries(): Promise<Map<string, Labels[]>> {
  const found = new Map<string, Labels[]>(OF_A_SCRAPE.map((name) => [name, [{}]]));
  const add = (name: string, labels: Labels) => found.set(name, [...(found.get(name) ?? []), labels]);
  for (const { name, type, values } of await registry.getMetricsAsJSON()) {
    const names =
      String(type) === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name];
    if (values.length === 0) for (const each of names) add(each, {});
    for (const { labels = {}, ...value } of values)
      add('metricName' in value ? String(value.metricName) : name, text(labels));
  }
  return found;
}

function text(labels: object): Labels {
  return Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, String(value)]));
}

/** What is recorded by SLO says so in its name; other labels are never asked for. */
function recordedSeries(): Map<string, Labels[]> {
  const rules = Object.values(ruleGroups()).flatMap((groups) => groups.flatMap((group) => group.rules));
  const names = rules.flatMap((rule) => ('record' in rule ? [rule.record] : []));
  const bySlo = SLOS.map(({ id }) => ({ slo: id }));
  return new Map(names.map((name) => [name, name.startsWith('job_slo:') ? bySlo : [{}]]));
}
