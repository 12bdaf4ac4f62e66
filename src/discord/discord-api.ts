import type { RawFile, REST, RouteLike } from 'discord.js';
import type { Recorder } from '../observability/recorder.ts';
import { deadline } from '../resilience/deadline.ts';
import { retry } from '../resilience/retry.ts';
import type { Clock } from '../runtime/clock.ts';
import { retryable } from './discord-errors.ts';

export interface DiscordCall {
  /** Names the call in metrics and errors; a closed set. */
  operation: 'board_edit' | 'delivery' | 'reply' | 'commands';
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  route: RouteLike;
  query?: URLSearchParams;
  body?: unknown;
  files?: RawFile[];
  /** False for interaction and webhook routes, which carry a token in the path. */
  auth?: boolean;
  /** Taking effect twice does no harm (a POST: only with a nonce). Default: every method but POST. */
  idempotent?: boolean;
  /** How often it is sent at most; waits for rate limits don't count. 1: once, without any wait. */
  attempts?: number;
  /** In all, waits included. */
  totalMs?: number;
  signal?: AbortSignal;
}

const ATTEMPT_MS = 5000;

/**
 * Calls Discord's REST API. discord.js keeps the rate-limit buckets and retries nothing; the waits and the retries are
 * here, where they can be bounded, counted and aborted.
 */
export class DiscordApi {
  readonly #rest: REST;
  readonly #recorder: Recorder;
  readonly #clock: Clock;
  readonly #random: () => number;

  constructor(deps: { rest: REST; recorder: Recorder; clock: Clock; random: () => number }) {
    this.#rest = deps.rest;
    this.#recorder = deps.recorder;
    this.#clock = deps.clock;
    this.#random = deps.random;
  }

  /** @throws DiscordAPIError, HTTPError, RateLimitError, DeadlineError or a network error of the last attempt */
  async request<T>(call: DiscordCall): Promise<T> {
    const totalMs = call.totalMs ?? 30_000;
    return await deadline(call.operation, totalMs, (signal) => this.#attempts<T>(call, signal), {
      clock: this.#clock,
      ...(call.signal && { signal: call.signal }),
    });
  }

  #attempts<T>(call: DiscordCall, signal: AbortSignal): Promise<T> {
    const { attempts = 3, idempotent = call.method !== 'POST' } = call;
    if (attempts === 1) return this.#attempt(call, signal);
    return retry(() => this.#attempt<T>(call, signal), {
      clock: this.#clock,
      random: this.#random,
      attempts,
      baseDelayMs: 500,
      maxDelayMs: 10_000,
      retryable: (error) => this.#retryable(error, idempotent),
      signal,
      onRetry: (reason) => this.#recorder.retry(call.operation, reason),
    });
  }

  #retryable(error: unknown, idempotent: boolean) {
    const why = retryable(error, { idempotent });
    if (why?.free) this.#recorder.rateLimitWait((why.afterMs ?? 0) / 1000);
    return why;
  }

  #attempt<T>(call: DiscordCall, outer: AbortSignal): Promise<T> {
    const { method, route, query, body, files, auth } = call;
    return deadline(
      call.operation,
      ATTEMPT_MS,
      (signal) =>
        this.#rest.request({
          method: method as never,
          fullRoute: route,
          signal,
          ...(query && { query }),
          ...(body !== undefined && { body }),
          ...(files && { files }),
          ...(auth !== undefined && { auth }),
        }) as Promise<T>,
      { clock: this.#clock, signal: outer },
    );
  }
}
