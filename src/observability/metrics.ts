import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { BoardTimes } from './board-times.ts';
import { DISCORD_CALLS } from './discord-route.ts';
import { ERROR_KINDS } from './error-kind.ts';
import * as labels from './labels.ts';

const BUTTON_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1];
const EMBED_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const PROPAGATION_SECONDS = [0.25, 0.5, 1, 2.5, 5, 10.5, 30, 60];
const INTERACTION_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3];
const REST_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5];
const RATE_LIMIT_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10.5, 30];
const HEARTBEAT_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const RESTART_SECONDS = [0.5, 1, 2.5, 5, 10.5, 30, 60];
const DB_SECONDS = [0.001, 0.005, 0.025, 0.1, 0.5, 1];

/** What differs from one start to the next and stands in the series from the first scrape on. */
export interface MetricsOptions {
  version: string;
  revision: string;
  /** Ids of the shards this process runs; their series exist at once. */
  shards?: readonly number[];
  /** Spans that were recorded and never reached the collector; 0 when absent. */
  droppedSpans?: () => number;
}

/**
 * Every series of the bot, in a registry of its own (nothing is global). All label combinations exist at 0 from the start,
 * because `increase()` does not see a counter's first step when the series begins with it.
 */
export class Metrics {
  readonly registry = new Registry(Registry.OPENMETRICS_CONTENT_TYPE);
  readonly boardDirtySince = new BoardTimes();
  readonly boardVerified = new BoardTimes();
  readonly shardLabel = new labels.CappedLabel();

  readonly buttonBuilds = this.#counter('button_builds_total', 'Button rows built', ['result']);
  readonly buttonBuildSeconds = this.#exemplars('button_build_seconds', 'Time to build the button rows', {
    buckets: BUTTON_SECONDS,
    labelNames: ['result'],
  });
  readonly embedUpdates = this.#counter('embed_updates_total', 'Attempts to show a board', ['result']);
  readonly embedUpdateSeconds = this.#exemplars('embed_update_seconds', 'Time to show a board', {
    buckets: EMBED_SECONDS,
    labelNames: ['result'],
  });
  readonly boardPropagationSeconds = this.#exemplars(
    'board_propagation_seconds',
    'Time from the commit of a stock change to the board that shows it',
    { buckets: PROPAGATION_SECONDS },
  );
  readonly interactionAckSeconds = this.#exemplars(
    'interaction_ack_seconds',
    'Time from the click, by its id, to its acknowledgement; one never acknowledged counts as over the limit',
    { buckets: INTERACTION_SECONDS, labelNames: ['kind'] },
  );
  readonly interactionSeconds = this.#exemplars('interaction_seconds', 'Time in the handler', {
    buckets: INTERACTION_SECONDS,
    labelNames: ['kind'],
  });
  readonly errors = this.#counter('errors_total', 'Faults; refusals are not among them', [
    'component',
    'kind',
  ]);
  readonly retries = this.#counter('retry_attempts_total', 'Attempts after the first', [
    'operation',
    'reason',
  ]);
  readonly restRequests = this.#counter('discord_rest_requests_total', 'Requests to Discord', [
    'method',
    'route',
    'status',
    'scope',
  ]);
  readonly restSeconds = this.#exemplars('discord_rest_request_seconds', 'Time of a request to Discord', {
    buckets: REST_SECONDS,
    labelNames: ['method', 'route'],
  });
  readonly rateLimitWaitSeconds = this.#histogram(
    'discord_rate_limit_wait_seconds',
    "Time a request waited for Discord's rate limits",
    { buckets: RATE_LIMIT_SECONDS },
  );
  readonly gatewayConnected = this.#gauge('gateway_connected', '1 while the shard is connected', ['shard']);
  readonly gatewayHeartbeatSeconds = this.#histogram('gateway_heartbeat_seconds', 'Heartbeat round trip', {
    buckets: HEARTBEAT_SECONDS,
    labelNames: ['shard'],
  });
  readonly gatewayReconnects = this.#counter('gateway_reconnects_total', 'Reconnects', ['resumed']);
  readonly dbSeconds = this.#histogram('db_operation_seconds', 'Time of an operation of the store', {
    buckets: DB_SECONDS,
    labelNames: ['operation', 'result'],
  });
  readonly purchases = this.#counter('purchases_total', 'Purchases by result', ['result']);
  readonly deliveries = this.#counter('deliveries_total', 'Attempts to deliver by result', ['result']);
  readonly deposits = this.#counter('deposits_total', 'Announced deposits by where and result', [
    'source',
    'result',
  ]);
  readonly deliveryOldestSeconds = this.#gauge(
    'delivery_oldest_seconds',
    'Age of the oldest undelivered order',
  );
  readonly breakerTransitions = this.#counter(
    'breaker_transitions_total',
    'Entries of a breaker into a state',
    ['breaker', 'state'],
  );
  readonly degradationTransitions = this.#counter('degradation_transitions_total', 'Changes of the tier', [
    'from',
    'to',
  ]);
  readonly ledgerViolations = this.#counter('ledger_violations_total', 'Broken rules of the ledger', [
    'check',
  ]);

  readonly backups = this.#counter('backups_total', 'Backups of the database by result', ['result']);
  readonly backupTimestamp = this.#gauge(
    'backup_last_timestamp_seconds',
    'When the last proven backup was made; 0 = none by this process',
  );

  readonly restarts = this.#counter('restarts_total', 'Restarts of this shop so far, counted over restarts', [
    'reason',
  ]);
  readonly restartSeconds = this.#histogram(
    'restart_seconds',
    'Time of the restart that this process began with, from the order to being ready again',
    { buckets: RESTART_SECONDS },
  );

  constructor(options: MetricsOptions) {
    this.#boardGauge(
      'board_dirty_since_timestamp_seconds',
      'Since when a board is behind, 0 = clean',
      this.boardDirtySince,
    );
    this.#boardGauge(
      'board_verified_timestamp_seconds',
      'When a board was last seen right',
      this.boardVerified,
    );
    this.#gauge('build_info', 'The running version', ['version', 'revision']).set(
      { version: options.version, revision: options.revision },
      1,
    );
    this.#droppedSpans(options.droppedSpans ?? (() => 0));
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 20 });
    this.#startAtZero(options.shards ?? [0]);
  }

  #startAtZero(shards: readonly number[]): void {
    for (const result of ['ok', 'error']) this.#zero(this.buttonBuilds, this.buttonBuildSeconds, { result });
    for (const result of labels.EMBED_RESULTS)
      this.#zero(this.embedUpdates, this.embedUpdateSeconds, { result });
    for (const kind of labels.KINDS) {
      this.interactionSeconds.zero({ kind });
      // A text command has no acknowledgement.
      if (kind !== 'text') this.interactionAckSeconds.zero({ kind });
    }
    for (const kind of ERROR_KINDS) {
      for (const component of labels.COMPONENTS) this.errors.inc({ component, kind }, 0);
      for (const operation of labels.RETRY_OPERATIONS) this.retries.inc({ operation, reason: kind }, 0);
    }
    for (const call of DISCORD_CALLS) this.#restAtZero(call);
    for (const operation of labels.DB_OPERATIONS) this.#dbAtZero(operation);
    for (const result of labels.PURCHASE_RESULTS) this.purchases.inc({ result }, 0);
    for (const result of labels.DELIVERY_RESULTS) this.deliveries.inc({ result }, 0);
    for (const source of labels.DEPOSIT_SOURCES) {
      for (const result of labels.DEPOSIT_RESULTS) this.deposits.inc({ source, result }, 0);
    }
    for (const breaker of labels.BREAKERS) {
      for (const state of labels.BREAKER_STATES) this.breakerTransitions.inc({ breaker, state }, 0);
    }
    for (const from of labels.TIERS) {
      for (const to of labels.TIERS) if (from !== to) this.degradationTransitions.inc({ from, to }, 0);
    }
    for (const result of ['ok', 'error']) this.backups.inc({ result }, 0);
    for (const check of labels.LEDGER_CHECKS) this.ledgerViolations.inc({ check }, 0);
    for (const reason of labels.RESTART_REASONS) this.restarts.inc({ reason }, 0);
    for (const resumed of ['true', 'false']) this.gatewayReconnects.inc({ resumed }, 0);
    for (const id of shards) {
      const shard = this.shardLabel.of(String(id));
      this.gatewayConnected.set({ shard }, 0);
      this.gatewayHeartbeatSeconds.zero({ shard });
    }
  }

  #zero(counter: Counter<'result'>, histogram: Histogram<'result'>, set: { result: string }): void {
    counter.inc(set, 0);
    histogram.zero(set);
  }

  #restAtZero(call: { method: string; route: string }): void {
    this.restSeconds.zero(call);
    for (const status of labels.REST_STATUSES) this.restRequests.inc({ ...call, status, scope: 'none' }, 0);
    for (const scope of labels.RATE_LIMIT_SCOPES) this.restRequests.inc({ ...call, status: '429', scope }, 0);
  }

  #dbAtZero(operation: string): void {
    this.dbSeconds.zero({ operation, result: 'ok' });
    this.dbSeconds.zero({ operation, result: 'error' });
    if (!labels.DB_NEVER_REFUSED.has(operation)) this.dbSeconds.zero({ operation, result: 'refused' });
  }

  #base<L extends string>(name: string, help: string, labelNames: readonly L[]) {
    return { name: `livestock_${name}`, help, labelNames, registers: [this.registry] };
  }

  #counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter(this.#base(name, help, labelNames));
  }

  #gauge<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return new Gauge(this.#base(name, help, labelNames));
  }

  #histogram<L extends string = never>(
    name: string,
    help: string,
    shape: { buckets: number[]; labelNames?: readonly L[] },
  ): Histogram<L> {
    return new Histogram({ ...this.#base(name, help, shape.labelNames ?? []), buckets: shape.buckets });
  }

  #exemplars<L extends string = never>(
    name: string,
    help: string,
    shape: { buckets: number[]; labelNames?: readonly L[] },
  ): Histogram<L | 'trace_id' | 'span_id'> {
    const base = this.#base(name, help, shape.labelNames ?? []);
    // The client's types know one label set a histogram; an exemplar's labels are none of the series'.
    return new Histogram<string>({ ...base, buckets: shape.buckets, enableExemplars: true });
  }

  #boardGauge(name: string, help: string, times: BoardTimes): void {
    const gauge = new Gauge({
      ...this.#base(name, help, ['board']),
      collect() {
        this.reset();
        for (const [board, seconds] of times.series()) this.set({ board }, seconds);
      },
    });
    this.registry.registerMetric(gauge);
  }

  #droppedSpans(count: () => number): void {
    const counter = new Counter({
      ...this.#base('telemetry_dropped_spans_total', 'Spans that never reached the collector', []),
      collect() {
        this.reset();
        this.inc(count());
      },
    });
    this.registry.registerMetric(counter);
  }
}
