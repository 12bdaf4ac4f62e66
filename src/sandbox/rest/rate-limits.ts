import { createHash } from 'node:crypto';
import type { Limits } from '../options.ts';

/** An answer of 429. */
export class RateLimited extends Error {
  readonly retryAfterMs: number;
  readonly scope: 'user' | 'global' | 'shared';
  readonly code: number;

  constructor(spec: {
    retryAfterMs: number;
    scope?: 'user' | 'global' | 'shared';
    code?: number;
    message?: string;
  }) {
    super(spec.message ?? 'You are being rate limited.');
    this.name = 'RateLimited';
    this.retryAfterMs = spec.retryAfterMs;
    this.scope = spec.scope ?? 'user';
    this.code = spec.code ?? 0;
  }
}

interface Window {
  untilMs: number;
  used: number;
}

const DEFAULT_BUCKET = { limit: 10, windowMs: 2_000 };
/** Sizes seen in the wild for the busy routes; clients read them from the headers and must not rely on them. */
const BUCKETS: Record<string, { limit: number; windowMs: number }> = {
  'POST /channels/:id/messages': { limit: 5, windowMs: 5_000 },
  'PATCH /channels/:id/messages/:id': { limit: 5, windowMs: 5_000 },
  'DELETE /channels/:id/messages/:id': { limit: 5, windowMs: 1_000 },
  'POST /users/@me/channels': { limit: 20, windowMs: 10_000 },
  'PUT /channels/:id/messages/pins/:id': { limit: 5, windowMs: 4_000 },
  'PUT /channels/:id/pins/:id': { limit: 5, windowMs: 4_000 },
  'PUT /guilds/:id/members/:id/roles/:id': { limit: 10, windowMs: 10_000 },
  'DELETE /guilds/:id/members/:id/roles/:id': { limit: 10, windowMs: 10_000 },
  'POST /webhooks/:id/:token': { limit: 5, windowMs: 2_000 },
  'PATCH /webhooks/:id/:token/messages/@original': { limit: 5, windowMs: 2_000 },
};

/** Discord's limits on requests: buckets, 50 a second in all, edits of old messages, and the ban for invalid ones. */
export class RateLimits {
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Window>();
  readonly #edits = new Map<string, number[]>();
  #second: Window = { untilMs: 0, used: 0 };
  #invalid: Window = { untilMs: 0, used: 0 };
  #bannedUntilMs = 0;

  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Milliseconds that the ban for invalid requests goes on, 0 without one. */
  banMs(): number {
    return Math.max(0, this.#bannedUntilMs - this.#now());
  }

  /** Counts one request against the bot's total; @throws RateLimited with scope `global`. */
  takeGlobal(): void {
    this.#second = current(this.#second, this.#now(), 1_000);
    this.#second.used += 1;
    if (this.#second.used <= this.#limits.globalPerSecond) return;
    throw new RateLimited({ retryAfterMs: this.#second.untilMs - this.#now(), scope: 'global' });
  }

  /**
   * Counts one request against its bucket: the route with the ids that have a limit of their own.
   * @returns the headers for the answer and whether the bucket was already empty.
   */
  take(route: string, major: string): { headers: Record<string, string>; retryAfterMs: number | undefined } {
    const size = this.#limits.buckets[route] ?? BUCKETS[route] ?? DEFAULT_BUCKET;
    const now = this.#now();
    this.#forgetOld(now);
    const key = `${route} ${major}`;
    const window = current(this.#buckets.get(key) ?? { untilMs: 0, used: 0 }, now, size.windowMs);
    this.#buckets.set(key, window);
    const full = window.used >= size.limit;
    if (!full) window.used += 1;
    const leftMs = window.untilMs - now;
    const headers = {
      'X-RateLimit-Limit': String(size.limit),
      'X-RateLimit-Remaining': String(size.limit - window.used),
      'X-RateLimit-Reset': (window.untilMs / 1_000).toFixed(3),
      'X-RateLimit-Reset-After': (leftMs / 1_000).toFixed(3),
      'X-RateLimit-Bucket': createHash('md5').update(route).digest('hex'),
    };
    return { headers, retryAfterMs: full ? leftMs : undefined };
  }

  /**
   * Counts an edit of a message older than an hour; any span of the window's length holds only so many per channel.
   * @throws RateLimited with code 30046
   */
  takeOldEdit(channelId: string): void {
    const now = this.#now();
    const since = now - this.#limits.oldEditWindowMs;
    const recent = (this.#edits.get(channelId) ?? []).filter((atMs) => atMs > since);
    this.#edits.set(channelId, recent);
    const oldest = recent[0];
    if (oldest !== undefined && recent.length >= this.#limits.oldEdits) {
      throw new RateLimited({
        retryAfterMs: oldest - since,
        code: 30046,
        message: 'Maximum number of edits to messages older than 1 hour reached. Try again later',
      });
    }
    recent.push(now);
  }

  /** Counts answers that Discord calls invalid; too many bring the ban. */
  noteStatus(status: number, shared: boolean): void {
    if (![401, 403, 429].includes(status) || shared || this.banMs() > 0) return;
    this.#invalid = current(this.#invalid, this.#now(), this.#limits.invalidWindowMs);
    this.#invalid.used += 1;
    if (this.#invalid.used < this.#limits.invalidRequests) return;
    this.#bannedUntilMs = this.#now() + this.#limits.banMs;
    this.#invalid = { untilMs: 0, used: 0 };
  }

  #forgetOld(now: number): void {
    if (this.#buckets.size < 1_000) return;
    for (const [key, window] of this.#buckets) if (window.untilMs <= now) this.#buckets.delete(key);
  }
}

/** The window that is running, or a new one that begins now. */
function current(window: Window, now: number, lengthMs: number): Window {
  return window.untilMs > now ? window : { untilMs: now + lengthMs, used: 0 };
}
