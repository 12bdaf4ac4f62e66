import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { DeadlineError } from '../resilience/deadline.ts';
import type { Retryable } from '../resilience/retry.ts';
import { TooManyRefusalsError } from './request-guard.ts';

/** Discord's JSON error codes that we act on. */
export const CODES = {
  unknownChannel: 10003,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownRole: 10011,
  unknownUser: 10013,
  unknownInteraction: 10062,
  alreadyAcknowledged: 40060,
  openingDmsTooFast: 40003,
  missingAccess: 50001,
  cannotDmUser: 50007,
  missingPermissions: 50013,
  invalidForm: 50035,
  cannotDmUserHere: 50278,
  oldMessageEditedTooOften: 30046,
} as const;

/** When a 429 names no time: discord.js would loop without a pause. */
const UNTIMED_RATE_LIMIT_MS = 1000;

/** Discord's JSON error code, when `error` is an answer of Discord's. */
export function codeOf(error: unknown): number | undefined {
  return error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : undefined;
}

/** How long Discord wants us to wait; undefined when the error is no rate limit. */
export function rateLimitMs(error: unknown): number | undefined {
  if (error instanceof RateLimitError) {
    const waitMs = error.sublimitTimeout || error.retryAfter || error.timeToReset;
    return waitMs > 50 ? waitMs : UNTIMED_RATE_LIMIT_MS;
  }
  if (error instanceof TooManyRefusalsError) return error.afterMs;
  return codeOf(error) === CODES.openingDmsTooFast ? 60_000 : undefined;
}

/**
 * The one table of what another attempt may mend. A refusal by Discord (4xx) never is. A lost answer (5xx, network, time)
 * is only for calls that may take effect twice without harm.
 */
export function retryable(error: unknown, { idempotent }: { idempotent: boolean }): Retryable | undefined {
  const afterMs = rateLimitMs(error);
  if (afterMs !== undefined) return { reason: 'rate_limited', afterMs, free: true };
  if (!idempotent) return undefined;
  if (error instanceof HTTPError) return { reason: 'discord_down' };
  if (error instanceof DiscordAPIError) return undefined;
  if (error instanceof DeadlineError) return { reason: 'timeout' };
  return isNetworkError(error) ? { reason: 'network' } : undefined;
}

/** True when Discord failed rather than refused: server errors, silence, a broken network. */
export function isDiscordIll(error: unknown): boolean {
  return rateLimitMs(error) === undefined && retryable(error, { idempotent: true }) !== undefined;
}

const NETWORK_CODES = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR)/;

/** True when the request may or may not have reached Discord. */
function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'AbortError') return true;
  const code =
    (error as NodeJS.ErrnoException).code ?? (error.cause as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' && NETWORK_CODES.test(code);
}
