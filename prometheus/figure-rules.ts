import { RECORDED } from './recorded.ts';
import type { Pace, RuleGroup } from './rule.ts';

/** The owner's five figures, and what alerts and panels share. A share without traffic has no value: that is not 0 %. */
export function figureGroups(pace: Pace): RuleGroup[] {
  const increase = (series: string, window: string, by = 'job') =>
    `sum by (${by}) (increase(${series}[${pace.duration(window)}]))`;
  const share = (part: string, whole: string, window: string, by = 'job') =>
    `${increase(part, window, by)} / (${increase(whole, window, by)} > 0)`;
  const hits = (window: string) =>
    share(
      'livestock_cache_requests_total{result="hit"}',
      'livestock_cache_requests_total',
      window,
      'job, namespace',
    );
  const figures = {
    [RECORDED.buttonCreationSuccessRate]: share(
      'livestock_button_builds_total{result="ok"}',
      'livestock_button_builds_total',
      '1h',
    ),
    [RECORDED.updateSuccessRate]: share(
      'livestock_embed_updates_total{result="ok"}',
      'livestock_embed_updates_total{result!="noop"}',
      '1h',
    ),
    [RECORDED.averageResponseTime]: share(
      'livestock_interaction_seconds_sum',
      'livestock_interaction_seconds_count',
      '1h',
    ),
    [RECORDED.errorCountLastHour]: increase('livestock_errors_total', '1h'),
    [RECORDED.retryAttemptsTotal]: 'sum by (job) (livestock_retry_attempts_total)',
  };
  const shared = {
    [RECORDED.errors5m]: increase('livestock_errors_total', '5m'),
    [RECORDED.errors6h]: increase('livestock_errors_total', '6h'),
    [RECORDED.errorsByKind]: increase('livestock_errors_total', '1h', 'job, component, kind'),
    [RECORDED.cacheHitRatio30m]: hits('30m'),
    [RECORDED.cacheHitRatio1d]: hits('1d'),
    [RECORDED.invalidRequests]: increase(
      'livestock_discord_rest_requests_total{status=~"401|403|429",scope!="shared"}',
      '10m',
    ),
    [RECORDED.storeP99]: `histogram_quantile(0.99, sum by (job, le) (rate(livestock_db_operation_seconds_bucket[${pace.duration('10m')}])))`,
    [RECORDED.startTime]: 'max by (job) (process_start_time_seconds{job="livestock"})',
  };
  return [
    { name: 'livestock-figures', interval: pace.duration('30s'), rules: recordings(figures) },
    { name: 'livestock-shared', interval: pace.duration('30s'), rules: recordings(shared) },
  ];
}

function recordings(expressions: Readonly<Record<string, string>>) {
  return Object.entries(expressions).map(([record, expr]) => ({ record, expr }));
}
