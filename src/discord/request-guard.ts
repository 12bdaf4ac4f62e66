import type { ResponseLike } from 'discord.js';
import type { Clock } from '../runtime/clock.ts';

/** Discord bans an address for an hour after 10,000 answers of 401, 403 or 429 in ten minutes; we stay under 1 % of that. */
const WINDOW_MS = 600_000;
const STOP_AT = 90;
/** A channel that refused is asked again after this, doubled with every further refusal. */
const FIRST_SILENCE_MS = 60_000;
const LONGEST_SILENCE_MS = 3_600_000;
const MAX_REFUSALS = 1000;

/** Discord does not know the token (any more): nothing is sent until somebody changes it and starts the bot again. */
export class TokenRefusedError extends Error {
  override readonly name = 'TokenRefusedError';
  readonly code = 'TOKEN_REFUSED';
  readonly status = 401;

  constructor() {
    super('Discord refuses the token; nothing is sent any more');
  }
}

/** Discord refused so much lately that calls in the background wait, before it bans the address. */
export class TooManyRefusalsError extends Error {
  override readonly name = 'TooManyRefusalsError';
  readonly code = 'TOO_MANY_REFUSALS';
  /** From now until the window has room again. */
  readonly afterMs: number;

  constructor(afterMs: number) {
    super(`Discord refused ${STOP_AT} requests within ten minutes; the next one waits`);
    this.afterMs = afterMs;
  }
}

/** A request as the guard sees it: no body. */
export interface OutgoingRequest {
  method: string;
  url: string;
  /** Sent with the bot's token; interactions and webhooks carry one of their own in the path. */
  isAuthorized: boolean;
}

interface Refusal {
  body: string;
  count: number;
  untilMs: number;
}

/**
 * Stands before every request to Discord and keeps the ones back that can only do harm.
 *
 * - A 401 to the bot's token is final: from `accepted` to `refused`, and every later request fails unsent.
 * - A channel that answered 403 gives that same answer again, unsent, for a while that grows from one minute to an hour;
 *   `forget` ends that early, when permissions change.
 * - With 90 refusals (401, 403, 429 other than `shared`) in ten minutes, requests about channels fail unsent until the
 *   window has room. Answers to people go on: they are not many, and each was asked for.
 *
 * Source: Discord's "Invalid Request Limit" (docs, topics/rate-limits).
 */
export class RequestGuard {
  readonly #clock: Clock;
  readonly #onTokenRefused: () => void;
  readonly #refusals = new Map<string, Refusal>();
  /** When each invalid request of the window was answered, oldest first. */
  #invalidAtMs: number[] = [];
  #isTokenRefused = false;

  constructor({ clock, onTokenRefused }: { clock: Clock; onTokenRefused: () => void }) {
    this.#clock = clock;
    this.#onTokenRefused = onTokenRefused;
  }

  get isTokenRefused(): boolean {
    return this.#isTokenRefused;
  }

  /** Invalid requests, as Discord counts them, in the last ten minutes. */
  get invalidRequests(): number {
    const fromMs = this.#clock.monotonicMs() - WINDOW_MS;
    this.#invalidAtMs = this.#invalidAtMs.filter((atMs) => atMs > fromMs);
    return this.#invalidAtMs.length;
  }

  /**
   * To be asked before a request is sent.
   * @returns the answer that Discord gave to its like a short while ago, to be used instead of sending it
   * @throws TokenRefusedError or TooManyRefusalsError when it must not be sent
   */
  before(request: OutgoingRequest): ResponseLike | undefined {
    this.checkToken();
    const key = channelKey(request);
    if (key === undefined) return undefined;
    const refusal = this.#refusals.get(key);
    if (refusal && refusal.untilMs > this.#clock.monotonicMs())
      return refusalWith(refusal.body, [['content-type', 'application/json']]);
    if (this.invalidRequests < STOP_AT) return undefined;
    const oldestMs = this.#invalidAtMs[this.#invalidAtMs.length - STOP_AT] ?? 0;
    throw new TooManyRefusalsError(Math.max(1, oldestMs + WINDOW_MS - this.#clock.monotonicMs()));
  }

  /** To be told of every answer; gives back the one to hand on. */
  async after(request: OutgoingRequest, response: ResponseLike): Promise<ResponseLike> {
    const { status } = response;
    if (isInvalid(response)) this.#invalidAtMs.push(this.#clock.monotonicMs());
    if (status === 401 && request.isAuthorized) this.refuseToken();
    const key = channelKey(request);
    if (key !== undefined && response.ok) this.#refusals.delete(key);
    if (key === undefined || status !== 403) return response;
    const body = await response.text();
    this.#remember(key, body);
    return refusalWith(body, [...response.headers]);
  }

  /** @throws TokenRefusedError once Discord has refused the token */
  checkToken(): void {
    if (this.#isTokenRefused) throw new TokenRefusedError();
  }

  /** The gateway may hear first that the token is refused. */
  refuseToken(): void {
    if (this.#isTokenRefused) return;
    this.#isTokenRefused = true;
    this.#onTokenRefused();
  }

  /** Permissions changed or events were missed: everything may be tried again. */
  forget(): void {
    this.#refusals.clear();
  }

  #remember(key: string, body: string): void {
    const count = (this.#refusals.get(key)?.count ?? 0) + 1;
    const silenceMs = Math.min(LONGEST_SILENCE_MS, FIRST_SILENCE_MS * 2 ** (count - 1));
    // Set anew, so that the first in the map is the one longest unchanged.
    this.#refusals.delete(key);
    this.#refusals.set(key, { body, count, untilMs: this.#clock.monotonicMs() + silenceMs });
    const [oldest] = this.#refusals.keys();
    if (this.#refusals.size > MAX_REFUSALS && oldest !== undefined) this.#refusals.delete(oldest);
  }
}

/** What one refusal speaks for: a permission is of a channel and of a kind of act. Undefined: not about a channel. */
function channelKey({ method, url, isAuthorized }: OutgoingRequest): string | undefined {
  const channel = isAuthorized && /\/channels\/(\d+)/.exec(url)?.[1];
  return channel ? `${method} ${channel}` : undefined;
}

function isInvalid({ status, headers }: ResponseLike): boolean {
  const isLimited = status === 429 && headers.get('x-ratelimit-scope') !== 'shared';
  return status === 401 || status === 403 || isLimited;
}

function refusalWith(body: string, headers: [string, string][]): Response {
  return new Response(body, { status: 403, headers });
}
