import type { Fault } from '../control-api.ts';
import { ApiError } from './api-error.ts';
import { RateLimited } from './rate-limits.ts';
import type { Answer } from './route.ts';

type RestEffect = Extract<Fault, { on: 'rest' }>['effect'];

/** The answer that an error thrown by a route or a limit stands for; anything unexpected is Discord's own 500. */
export function answerTo(error: unknown): Answer {
  if (error instanceof ApiError) return { status: error.status, body: error.toJSON() };
  if (error instanceof RateLimited) return rateLimited(error);
  return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
}

/** What Cloudflare answers during a ban: no JSON, no bucket. */
export function banned(ms: number): Answer {
  return html(429, 'error code: 1015', { 'Retry-After': String(Math.ceil(ms / 1_000)) });
}

/** The answer of a fault that replaces the real one; undefined for those that aren't answers. */
export function injected(effect: RestEffect): Answer | undefined {
  switch (effect.kind) {
    case 'status':
      return injectedStatus(effect);
    case 'html':
      return html(effect.status, '<html><head><title>Discord</title></head><body>error</body></html>');
    case 'rate_limit':
      return injectedLimit(effect);
    default:
      return undefined;
  }
}

function rateLimited(limit: RateLimited): Answer {
  const seconds = limit.retryAfterMs / 1_000;
  const global = limit.scope === 'global';
  return {
    status: 429,
    headers: {
      'Retry-After': String(Math.ceil(seconds)),
      'X-RateLimit-Scope': limit.scope,
      ...(global ? { 'X-RateLimit-Global': 'true' } : {}),
    },
    body: { message: limit.message, code: limit.code, retry_after: Number(seconds.toFixed(3)), global },
  };
}

function injectedStatus(effect: Extract<RestEffect, { kind: 'status' }>): Answer {
  const message =
    effect.message ?? `${effect.status}: ${effect.status < 500 ? 'Refused' : 'Internal Server Error'}`;
  return { status: effect.status, body: { message, code: effect.code ?? 0 } };
}

function injectedLimit(effect: Extract<RestEffect, { kind: 'rate_limit' }>): Answer {
  const scope = effect.scope ?? 'user';
  const answer = rateLimited(
    new RateLimited({ retryAfterMs: effect.retryAfterMs ?? 0, scope, code: effect.code ?? 0 }),
  );
  if (effect.retryAfterMs !== undefined) return answer;
  const { 'Retry-After': _dropped, ...headers } = answer.headers ?? {};
  return { ...answer, headers };
}

function html(status: number, text: string, headers: Record<string, string> = {}): Answer {
  return { status, body: text, headers: { 'content-type': 'text/html; charset=UTF-8', ...headers } };
}
