import { randomBytes } from 'node:crypto';
import {
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { Clock } from '../runtime/clock.ts';
import { isRefusal } from '../runtime/errors.ts';
import { routeTemplate } from './discord-route.ts';
import { errorKind, isExpected } from './error-kind.ts';
import { Figures } from './figures.ts';
import {
  type Component,
  DB_OPERATIONS,
  type DeliveryResult,
  type DepositResult,
  type DepositSourceKind,
  type EmbedResult,
  type Kind,
  LEDGER_CHECKS,
  type PurchaseResult,
  type RateLimitScope,
  RESTART_REASONS,
  type RestartReason,
  RETRY_OPERATIONS,
  RETRY_REASONS,
  statusLabel,
  within,
} from './labels.ts';
import type { LogEvent, LogFields } from './log-events.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { RecentErrors } from './recent-errors.ts';
import { exemplarOf, markFailed, requestSpan, withSpan } from './tracing.ts';

/** What an interaction that nobody acknowledged is counted as: over Discord's limit of 3 s. */
const NEVER_ACKNOWLEDGED_SECONDS = 3.5;
/** The promise to the buyers: what is over it costs error budget. */
const ACKNOWLEDGED_LATE_SECONDS = 2.5;

type BoardEvent = Extract<LogEvent, `board ${string}`>;

/** What a {@link Recorder} writes to. */
export interface RecorderDeps {
  metrics: Metrics;
  logger: Logger;
  clock: Clock;
  /** Hears of every fault that is counted. */
  onFault?: (error: unknown) => void;
}

/** More about a fault, for the log; no goods, no secrets. */
type FaultContext = Partial<Record<'handler' | 'command' | 'failure' | 'board' | 'interaction', string>>;

/** A restart, told by the process that came out of it. Times are milliseconds since the Unix epoch. */
export interface RestartFact {
  reason: RestartReason;
  startedAtMs: number;
  /** When everything worked again. */
  endedAtMs: number;
  steps: readonly { name: string; startedAtMs: number; ms: number; failure?: string | undefined }[];
}

/** A request to Discord, as its answer or its failure left it. `route` may be a path or its template. */
export interface RestFact {
  method: string;
  /** Scheme, host and port; nothing of the path. */
  origin: string;
  route: string;
  status: number | 'error';
  /** What failed, where there is no status. */
  error?: unknown;
  scope: RateLimitScope;
  /** When it was sent, on the monotonic clock. */
  startMs: number;
  seconds: number;
}

/** Given to an interaction's handler, to say when the click was acknowledged. */
export interface InteractionReport {
  /**
   * The first call counts.
   * @param ok false when Discord did not take the acknowledgement; it then counts as over the limit
   * @param seconds from the click (the time in the interaction's id) to Discord's answer
   */
  acknowledged(ok: boolean, seconds: number): void;
}

/**
 * One method for each fact of the business; it feeds metric, span and log together. Work that is wrapped (`run`) keeps its
 * result and its errors: nothing that fails in here reaches it.
 */
export class Recorder {
  /** What `/status` shows of these facts. */
  readonly figures: Figures;
  readonly recentErrors = new RecentErrors();
  readonly #metrics: Metrics;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #onFault: RecorderDeps['onFault'];
  readonly #tracer = trace.getTracer('livestock');
  /** The id under which an error was logged, so that passing two catch-alls counts it once. */
  readonly #reported = new WeakMap<object, string>();

  constructor(deps: RecorderDeps) {
    this.#metrics = deps.metrics;
    this.#logger = deps.logger;
    this.#clock = deps.clock;
    this.#onFault = deps.onFault;
    this.figures = new Figures(deps.clock);
  }

  /** Wraps the building of the button rows: span `button.build`. @throws what `build` throws */
  buttonBuild<T>(build: () => T): T {
    return this.#tracer.startActiveSpan('button.build', (span) => {
      const startMs = this.#clock.monotonicMs();
      let result = 'error';
      try {
        const built = build();
        result = 'ok';
        return built;
      } catch (error) {
        markFailed(span, error);
        throw error;
      } finally {
        const seconds = this.#secondsSince(startMs);
        this.#safely(() => {
          this.figures.buttonBuild(result === 'ok');
          this.#metrics.buttonBuilds.inc({ result });
          this.#metrics.buttonBuildSeconds.observe({
            labels: { result },
            value: seconds,
            exemplarLabels: exemplarOf(span),
          });
        });
        span.end();
      }
    });
  }

  /** Marks a committed change of stock. @returns the context that the board's span links to; undefined when nothing is traced */
  stockChanged(shopId: string): SpanContext | undefined {
    const span = this.#tracer.startSpan('stock.changed', {
      kind: SpanKind.PRODUCER,
      attributes: { shop: shopId },
    });
    span.end();
    return isSpanContextValid(span.spanContext()) ? span.spanContext() : undefined;
  }

  /**
   * Wraps one attempt to show a board: a new root span that links every change it shows.
   * @returns what `run` returns
   * @throws what `run` throws, counted as `fatal` and logged
   */
  boardPublish(
    info: { board: string; shop: string; causes: readonly SpanContext[] },
    run: () => Promise<EmbedResult>,
  ): Promise<EmbedResult> {
    const options: SpanOptions = {
      root: true,
      kind: SpanKind.CONSUMER,
      links: info.causes.map((context) => ({ context })),
      attributes: {
        board: info.board,
        shop: info.shop,
        'messaging.batch.message_count': info.causes.length,
      },
    };
    const publish = async (span: Span) => {
      const startMs = this.#clock.monotonicMs();
      let result: EmbedResult = 'fatal';
      try {
        result = await run();
        return result;
      } catch (error) {
        this.error('board', error, { board: info.board });
        throw error;
      } finally {
        this.#boardPublished(span, result, this.#secondsSince(startMs));
      }
    };
    const { board, shop } = info;
    return this.#logger.about({ board, shop }, () =>
      withSpan(this.#tracer, 'board.publish', options, publish),
    );
  }

  /** Logs what happened to a board. */
  boardEvent<E extends BoardEvent>(event: E, fields: LogFields<E>): void {
    this.#safely(() => this.#logger.log(event, fields));
  }

  /** @param seconds from the commit of the oldest change to the answer of the edit that shows it */
  boardPropagated(seconds: number): void {
    this.#safely(() =>
      this.#metrics.boardPropagationSeconds.observe({ value: seconds, exemplarLabels: exemplarOf() }),
    );
  }

  /** @param atMs since when the board is behind its shop, milliseconds since the Unix epoch; 0 when it is not */
  boardDirtySince(board: string, atMs: number): void {
    this.#metrics.boardDirtySince.set(board, atMs);
  }

  /** @param atMs when the message was last seen to be right, milliseconds since the Unix epoch */
  boardVerified(board: string, atMs: number): void {
    this.#metrics.boardVerified.set(board, atMs);
  }

  /** Ends the series of a board that was removed. */
  boardForgotten(board: string): void {
    this.#metrics.boardDirtySince.forget(board);
    this.#metrics.boardVerified.forget(board);
  }

  /**
   * Wraps the handling of one interaction: span `interaction`.
   * @param info `id` is the interaction's or the message's; `name` is the handler's name, never a custom_id; `ageMs` is the
   *   interaction's age on arrival, by its id
   * @throws what `run` throws; the edge's catch-all calls {@link error}
   */
  interaction<T>(
    info: { id: string; kind: Kind; name: string; shop: string; ageMs: number },
    run: (report: InteractionReport) => Promise<T>,
  ): Promise<T> {
    const { id, kind, name, shop, ageMs } = info;
    const handle = async (span: Span) => {
      const startMs = this.#clock.monotonicMs();
      let isAcknowledged = kind === 'text';
      const acknowledged = (ok: boolean, seconds: number): void => {
        if (isAcknowledged) return;
        isAcknowledged = true;
        this.#acknowledged(span, info, ok ? seconds : Math.max(seconds, NEVER_ACKNOWLEDGED_SECONDS));
      };
      try {
        return await run({ acknowledged });
      } finally {
        acknowledged(false, 0);
        this.#handled(span, info, this.#secondsSince(startMs));
      }
    };
    const attributes = { kind, name, shop, age_ms: ageMs };
    return this.#logger.about({ interaction: id, shop }, () =>
      withSpan(this.#tracer, 'interaction', { attributes }, handle),
    );
  }

  /** Wraps the purchase itself: span `purchase`. @throws what `run` throws */
  purchase<T extends { order: { id: number } }>(info: { shop: string }, run: () => Promise<T>): Promise<T> {
    const { shop } = info;
    return withSpan(this.#tracer, 'purchase', { attributes: { shop } }, async (span) => {
      let result: PurchaseResult = 'ok';
      let order: number | undefined;
      try {
        const bought = await run();
        order = bought.order.id;
        return bought;
      } catch (error) {
        result = purchaseResult(error);
        throw error;
      } finally {
        span.setAttribute('result', result);
        this.#safely(() => {
          this.#metrics.purchases.inc({ result });
          this.#logger.log('purchase', { shop, result, order });
        });
      }
    });
  }

  /** Wraps one attempt to deliver an order: span `delivery`. @returns what `run` returns @throws what `run` throws */
  delivery(
    info: { shop: string; order: number },
    run: () => Promise<DeliveryResult>,
  ): Promise<DeliveryResult> {
    const deliver = async (span: Span) => {
      let result: DeliveryResult = 'error';
      try {
        result = await run();
        return result;
      } finally {
        span.setAttribute('result', result);
        this.#safely(() => {
          this.#metrics.deliveries.inc({ result });
          this.#logger.log('delivery', { result });
        });
      }
    };
    return this.#logger.about(info, () => withSpan(this.#tracer, 'delivery', {}, deliver));
  }

  /** Counts and logs what was announced as a deposit. */
  deposit(fact: { shop: string | undefined; source: DepositSourceKind; result: DepositResult }): void {
    this.#safely(() => {
      const { shop, source, result } = fact;
      this.#metrics.deposits.inc({ source, result });
      this.#logger.log('deposit', { ...(shop && { shop }), source, result });
    });
  }

  /** @param oldestAgeSeconds age of the oldest undelivered order, 0 when there is none */
  deliveryBacklog(oldestAgeSeconds: number): void {
    this.#safely(() => this.#metrics.deliveryOldestSeconds.set(oldestAgeSeconds));
  }

  /** Counts one request to Discord, and traces it: a span of the client's side under the active one. */
  restRequest(fact: RestFact): void {
    this.#safely(() => {
      const { route } = routeTemplate(fact.method, fact.route);
      const call = { method: fact.method, route };
      const status = statusLabel(fact.status);
      this.#metrics.restRequests.inc({ ...call, status, scope: scopeLabel(status, fact.scope) });
      const span = requestSpan(this.#tracer, { ...fact, route });
      this.#metrics.restSeconds.observe({
        labels: call,
        value: fact.seconds,
        exemplarLabels: exemplarOf(span),
      });
    });
  }

  /** @param seconds that a request waited for a rate limit */
  rateLimitWait(seconds: number): void {
    this.#safely(() => this.#metrics.rateLimitWaitSeconds.observe(seconds));
  }

  /** Counts an attempt after the first. Both values come from `labels.ts`; an unknown one counts as `other`. */
  retry(operation: string, reason: string): void {
    this.#safely(() => {
      const labels = {
        operation: within(RETRY_OPERATIONS, operation),
        reason: within(RETRY_REASONS, reason),
      };
      this.figures.retry();
      this.#metrics.retries.inc(labels);
      this.#logger.log('retry', labels);
    });
  }

  /** Counts and logs a breaker's change of state. */
  breakerChanged(breaker: string, from: string, to: string): void {
    this.#safely(() => {
      this.#metrics.breakerTransitions.inc({ breaker, state: to });
      if (to === 'open') this.#logger.log('breaker opened', { breaker, from });
      else this.#logger.log('breaker changed', { breaker, from, to });
    });
  }

  /** Marks an evaluation of the health in the traces: span `health.evaluate`. */
  healthEvaluated({ score, tier }: { score: number; tier: string }): void {
    this.#safely(() =>
      this.#tracer.startSpan('health.evaluate', { root: true, attributes: { score, tier } }).end(),
    );
  }

  /** Counts and logs a change of what the boards offer. @param why the lost points and caps, for the log */
  tierChanged(from: string, to: string, why: readonly string[]): void {
    this.#safely(() => {
      this.#metrics.degradationTransitions.inc({ from, to });
      this.#logger.log('tier changed', { from, to, why });
    });
  }

  /** @param resumed true for a RESUME, false for a new session */
  gatewayConnected(shard: number, resumed: boolean): void {
    this.#safely(() => {
      this.#metrics.gatewayConnected.set({ shard: this.#shard(shard) }, 1);
      this.#logger.log('shard connected', { shard, resumed });
    });
  }

  gatewayDisconnected(shard: number): void {
    this.#safely(() => {
      this.#metrics.gatewayConnected.set({ shard: this.#shard(shard) }, 0);
      this.#logger.log('shard disconnected', { shard });
    });
  }

  /** @param seconds between a heartbeat and its acknowledgement */
  gatewayHeartbeat(shard: number, seconds: number): void {
    this.#safely(() => this.#metrics.gatewayHeartbeatSeconds.observe({ shard: this.#shard(shard) }, seconds));
  }

  /** @param resumed true for a RESUME, false for a new session */
  gatewayReconnect(resumed: boolean): void {
    this.#safely(() => this.#metrics.gatewayReconnects.inc({ resumed: String(resumed) }));
  }

  /** @param operation name of the store's method; one without series of its own counts as `other` */
  dbOperation(operation: string, result: 'ok' | 'refused' | 'error', seconds: number): void {
    this.#safely(() =>
      this.#metrics.dbSeconds.observe({ operation: within(DB_OPERATIONS, operation), result }, seconds),
    );
  }

  /** @param violation the broken rule, and where, as the store's `verify` gives it */
  ledgerViolation({ check, detail }: { check: string; detail: string }): void {
    this.#safely(() => {
      this.#metrics.ledgerViolations.inc({ check: within(LEDGER_CHECKS, check) });
      this.#logger.log('ledger violation', { check, detail });
    });
  }

  /** @param atMs when the copy that proved itself was made, Unix milliseconds; undefined for one that failed */
  backup(atMs: number | undefined): void {
    this.#safely(() => {
      this.#metrics.backups.inc({ result: atMs === undefined ? 'error' : 'ok' });
      if (atMs === undefined) return;
      this.#metrics.backupTimestamp.set(atMs / 1000);
      this.#logger.log('backup', {});
    });
  }

  /** Begins the counter where the processes before this one left it: within one process it would hardly pass 1. */
  restartTotals(totals: Readonly<Partial<Record<RestartReason, number>>>): void {
    this.#safely(() => {
      for (const reason of RESTART_REASONS) this.#metrics.restarts.inc({ reason }, totals[reason] ?? 0);
    });
  }

  /** Tells of the restart that this process began with: span `restart` with a child a step, dated back to when they ran. */
  restarted({ reason, startedAtMs, endedAtMs, steps }: RestartFact): void {
    this.#safely(() => {
      const seconds = Math.max(0, endedAtMs - startedAtMs) / 1000;
      this.#metrics.restartSeconds.observe(seconds);
      const failed = steps.filter(({ failure }) => failure !== undefined).length;
      this.#logger.log('restarted', { reason, seconds, failed });
      const root = this.#tracer.startSpan('restart', {
        root: true,
        startTime: startedAtMs,
        attributes: { reason },
      });
      const inRoot = trace.setSpan(ROOT_CONTEXT, root);
      for (const { name, startedAtMs: stepAtMs, ms, failure } of steps) {
        const step = this.#tracer.startSpan(`restart: ${name}`, { startTime: stepAtMs }, inRoot);
        if (failure) step.setAttribute('error.type', failure).setStatus({ code: SpanStatusCode.ERROR });
        step.end(stepAtMs + ms);
      }
      root.end(Math.max(startedAtMs, endedAtMs));
    });
  }

  /**
   * Counts and logs a fault, and marks the active span with it. The same error object counts once. A refusal is no fault:
   * it is neither counted nor logged.
   * @returns the id that the person is shown and the log line carries: the trace's, or a new one when nothing is traced
   */
  error(component: Component, error: unknown, context: FaultContext = {}): { traceId: string | undefined } {
    const span = trace.getActiveSpan();
    const traceId = this.#knownId(error) ?? span?.spanContext().traceId ?? randomBytes(16).toString('hex');
    if (isExpected(error) || this.#knownId(error) !== undefined) return { traceId };
    if (typeof error === 'object' && error !== null) this.#reported.set(error, traceId);
    if (span !== undefined) markFailed(span, error);
    this.#safely(() => {
      const kind = errorKind(error);
      this.figures.error();
      this.recentErrors.add({ atMs: this.#clock.now(), component, kind, traceId });
      this.#metrics.errors.inc({ component, kind });
      this.#logger.log('fault', { ...context, component, kind, trace_id: traceId, err: error });
      this.#onFault?.(error);
    });
    return { traceId };
  }

  #knownId(error: unknown): string | undefined {
    return typeof error === 'object' && error !== null ? this.#reported.get(error) : undefined;
  }

  #boardPublished(span: Span, result: EmbedResult, seconds: number): void {
    span.setAttribute('result', result);
    if (result === 'fatal') span.setStatus({ code: SpanStatusCode.ERROR });
    this.#safely(() => {
      this.figures.boardUpdate(result);
      this.#metrics.embedUpdates.inc({ result });
      this.#metrics.embedUpdateSeconds.observe({
        labels: { result },
        value: seconds,
        exemplarLabels: exemplarOf(span),
      });
      this.#logger.log('board published', { result, seconds });
    });
  }

  #acknowledged(span: Span, { kind, name }: { kind: Kind; name: string }, seconds: number): void {
    span.setAttribute('ack_seconds', seconds);
    this.#safely(() => {
      this.#metrics.interactionAckSeconds.observe({
        labels: { kind },
        value: seconds,
        exemplarLabels: exemplarOf(span),
      });
      if (seconds > ACKNOWLEDGED_LATE_SECONDS) this.#logger.log('acknowledged late', { kind, name, seconds });
    });
  }

  #handled(span: Span, { kind, name }: { kind: Kind; name: string }, seconds: number): void {
    this.#safely(() => {
      this.figures.response(seconds);
      this.#metrics.interactionSeconds.observe({
        labels: { kind },
        value: seconds,
        exemplarLabels: exemplarOf(span),
      });
      this.#logger.log('interaction', { kind, name, seconds });
    });
  }

  #secondsSince(startMs: number): number {
    return (this.#clock.monotonicMs() - startMs) / 1000;
  }

  #shard(id: number): string {
    return this.#metrics.shardLabel.of(String(id));
  }

  /** Observing must never break what is observed: a failure here is a line in the log, if even that works. */
  #safely(write: () => void): void {
    try {
      write();
    } catch (error) {
      try {
        this.#logger.log('observation lost', { err: error });
      } catch {
        // The log itself is broken (a closed pipe): there is nobody left to tell.
      }
    }
  }
}

function purchaseResult(error: unknown): PurchaseResult {
  if (isRefusal(error, 'confirmation_used')) return 'duplicate';
  return isExpected(error) ? 'rejected' : 'error';
}

function scopeLabel(status: string, scope: RateLimitScope): string {
  if (status !== '429') return 'none';
  // Discord's edge answers 429 without naming a scope, for the whole address.
  return scope === 'none' ? 'global' : scope;
}
