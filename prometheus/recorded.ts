import type { SloWindow } from '../src/observability/slo.ts';

/**
 * The names of the recorded series, for rules, alerts and panels alike. Names with colons say `labels:what:how`: all of these
 * have `job` and no `instance`, because what is recorded outlives a pod. Those that begin with `job_slo` have a label `slo`
 * with the ids of `SLOS`. A series without traffic has no value: nothing is known, which is not 0 %.
 */
export const RECORDED = {
  /** Share of events that failed, 0 to 1. */
  failureRatio: (window: SloWindow) => `job_slo:livestock_slo_failures:ratio${window}`,
  failures: (window: SloWindow) => `job_slo:livestock_slo_failures:increase${window}`,
  events: (window: SloWindow) => `job_slo:livestock_slo_events:increase${window}`,
  /** What is left of the error budget of 30 days: 1 untouched, 0 used up, below 0 overspent. */
  budgetLeft: 'job_slo:livestock_slo_budget_left:ratio30d',
  errors5m: 'job:livestock_errors:increase5m',
  errors6h: 'job:livestock_errors:increase6h',
  /** By `component` and `kind`. */
  errorsByKind: 'job_component_kind:livestock_errors:increase1h',
  /** By `namespace`; 0 to 1. */
  cacheHitRatio30m: 'job_namespace:livestock_cache_hits:ratio30m',
  cacheHitRatio1d: 'job_namespace:livestock_cache_hits:ratio1d',
  /** Calls to Discord that count towards its ban (10,000 in 10 min). */
  invalidRequests: 'job:livestock_discord_invalid_requests:increase10m',
  /** Of the store's operations, seconds. */
  storeP99: 'job:livestock_db_operation_seconds:p99_10m',
  /** The start of the newest process, seconds since the Unix epoch. */
  startTime: 'job:process_start_time_seconds:max',
  /** The five figures that the shop's owner knows by name; the first three over the last hour. */
  buttonCreationSuccessRate: 'button_creation_success_rate',
  updateSuccessRate: 'update_success_rate',
  averageResponseTime: 'average_response_time',
  errorCountLastHour: 'error_count_last_hour',
  retryAttemptsTotal: 'retry_attempts_total',
} as const;
