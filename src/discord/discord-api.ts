import type { RawFile, REST, RouteLike } from 'discord.js';
import type { Settings } from '../config/settings-schema.ts';
import { errorKind } from '../observability/error-kind.ts';
import type { Recorder } from '../observability/recorder.ts';
import type { OperationClass } from '../resilience/operation.ts';
import type { OperationQueue } from '../resilience/operation-queue.ts';
import type { BreakerChange, BreakerStatus } from '../resilience/circuit-breaker.ts';
import { Policy, type PolicySettings } from '../resilience/policy.ts';
import type { Clock } from '../runtime/clock.ts';
import { isDiscordIll, retryable } from './discord-errors.ts';
import type { RequestGuard } from './request-guard.ts';

/** What the bot does with Discord's REST API, each behind a breaker of its own: one that fails leaves the others alone. */
export const API_OPERATIONS = ['board_edit', 'delivery', 'reply', 'commands', 'notice', 'deposits'] as const;
export type ApiOperation = (typeof API_OPERATIONS)[number];

/** Operations that wait for one of the queue's workers. The others don't: somebody is looking at "thinking…". */
const QUEUE_CLASS: Partial<Record<ApiOperation, OperationClass>> = {
  delivery: 'delivery',
  board_edit: 'board',
  notice: 'cosmetic',
};

export interface DiscordCall {
  /** Names the call in metrics and errors. */
  operation: ApiOperation;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  route: RouteLike;
  query?: URLSearchParams;
  body?: unknown;
  files?: RawFile[];
  /** False for interaction and webhook routes, which carry a token in the path. */
  auth?: boolean;
  /** Taking effect twice does no harm (a POST: only with a nonce). Default: every method but POST. */
  idempotent?: boolean;
  /**
   * How often it is sent at most; waits for rate limits don't count. 1: once, without any wait. What goes through the queue
   * is sent once: a wait would keep one of its few workers from the others, so whoever asked comes again.
   */
  attempts?: number;
  /** In all, waits included. */
  totalMs?: number;
  signal?: AbortSignal;
}

/** What an operator can turn; read at every call. */
export type ApiSettings = Pick<PolicySettings, 'attempts' | 'baseDelayMs' | 'maxDelayMs' | 'breaker'>;

/** The settings as the calls to Discord take them. */
export function apiSettings(settings: Settings): ApiSettings {
  return {
    attempts: settings.retry_attempts,
    baseDelayMs: settings.retry_delay * 1000,
    maxDelayMs: settings.retry_max_delay * 1000,
    breaker: {
      threshold: settings.circuit_breaker_threshold,
      openMs: settings.circuit_breaker_open_seconds * 1000,
      trials: 1,
    },
  };
}

const TOTAL_MS = 30_000;
const ATTEMPT_MS = 5000;
const BULKHEAD = { concurrency: 100, maxWaiting: 1000 };

export interface DiscordApiDeps {
  rest: REST;
  guard: Pick<RequestGuard, 'checkToken'>;
  queue: OperationQueue;
  recorder: Recorder;
  clock: Clock;
  /** A number in [0, 1), for the jitter. */
  random: () => number;
  settings: () => ApiSettings;
  /** A breaker opened, tries, or closed. */
  onBreaker: (change: BreakerChange) => void;
}

/**
 * Calls Discord's REST API. discord.js keeps the rate-limit buckets and retries nothing; queue, waits, retries and breakers
 * are here, where they can be bounded, counted and aborted.
 */
export class DiscordApi {
  readonly #deps: DiscordApiDeps;
  readonly #policies: Record<ApiOperation, Policy>;

  constructor(deps: DiscordApiDeps) {
    this.#deps = deps;
    const policies = API_OPERATIONS.map((operation) => [operation, this.#policy(operation)] as const);
    this.#policies = Object.fromEntries(policies) as Record<ApiOperation, Policy>;
  }

  breakers(): BreakerStatus[] {
    return Object.values(this.#policies).map(({ breaker }) => breaker.status);
  }

  /**
   * @throws DiscordAPIError, HTTPError, RateLimitError or a network error of the last attempt; DeadlineError when it gave
   * no answer in time; TokenRefusedError, TooManyRefusalsError, BreakerOpenError, BulkheadFullError, QueueFullError,
   * QueueStoppedError when it was not sent
   */
  async request<T>(call: DiscordCall): Promise<T> {
    this.#deps.guard.checkToken();
    const queueClass = QUEUE_CLASS[call.operation];
    if (!queueClass) return await this.#guarded<T>(call);
    return await this.#deps.queue.run({
      class: queueClass,
      run: (signal) => this.#guarded<T>({ ...call, signal, attempts: 1 }),
      ...(call.signal && { signal: call.signal }),
    });
  }

  #guarded<T>(call: DiscordCall): Promise<T> {
    const { operation, attempts, idempotent = call.method !== 'POST', totalMs = TOTAL_MS, signal } = call;
    return this.#policies[operation].execute((inTime) => this.#send<T>(call, inTime), {
      deadlineMs: totalMs,
      retryable: (error) => this.#retryable(error, idempotent),
      ...(attempts !== undefined && { attempts }),
      ...(signal && { signal }),
    });
  }

  #policy(operation: ApiOperation): Policy {
    const { clock, random, recorder, settings, onBreaker } = this.#deps;
    const policy = new Policy({
      name: operation,
      clock,
      random,
      settings: () => ({
        ...settings(),
        deadlineMs: TOTAL_MS,
        attemptTimeoutMs: ATTEMPT_MS,
        bulkhead: BULKHEAD,
      }),
      isFailure: isDiscordIll,
      retryable: (error) => this.#retryable(error, false),
      onRetry: (reason) => recorder.retry(operation, reason),
      kindOf: errorKind,
    });
    policy.breaker.onChange(onBreaker);
    return policy;
  }

  #retryable(error: unknown, idempotent: boolean) {
    const why = retryable(error, { idempotent });
    if (why?.free) this.#deps.recorder.rateLimitWait((why.afterMs ?? 0) / 1000);
    return why;
  }

  #send<T>({ method, route, query, body, files, auth }: DiscordCall, signal: AbortSignal): Promise<T> {
    return this.#deps.rest.request({
      method: method as never,
      fullRoute: route,
      signal,
      ...(query && { query }),
      ...(body !== undefined && { body }),
      ...(files && { files }),
      ...(auth !== undefined && { auth }),
    }) as Promise<T>;
  }
}
