import { createHash } from 'node:crypto';
import { type APIGatewayBotInfo, type REST, Routes } from 'discord.js';
import { deadline } from '../resilience/deadline.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ShopStore } from '../shop/store/shop-store.ts';

const DAY_MS = 86_400_000;
/** What Discord allows a day until it says otherwise; the one after the last resets the token. */
const USUAL_TOTAL = 1000;
/** Below this part of the day's number, what is left is spread over the rest of the day. */
const LOW_SHARE = 0.25;
/** This part is never spent before the reset: whoever counts besides us may be a little ahead. */
const RESERVED_SHARE = 0.02;
/** A shard may begin this many sessions in ten minutes without a wait; READY that never comes must not eat the budget. */
const FREE_IN_A_ROW = 4;
const ROW_MS = 600_000;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;
/** While it waits, Discord is asked again this often: its day may end earlier than ours. */
const LOOK_AGAIN_MS = 60_000;
const ASK_MS = 5000;
/** Between two sessions of the same `max_concurrency` key: 5 s, and a little for the way. */
const SPACING_MS = 5250;

/** `session_start_limit` of `GET /gateway/bot`. */
export interface SessionLimit {
  total: number;
  remaining: number;
  resetAtMs: number;
  maxConcurrency: number;
  /** How many shards Discord recommends. */
  shards: number;
}

/** Asks Discord how many sessions may still be begun. @throws what Discord or the network says; DeadlineError after 5 s */
export async function sessionLimit(rest: REST, clock: Clock, signal: AbortSignal): Promise<SessionLimit> {
  const ask = (inTime: AbortSignal) => rest.get(Routes.gatewayBot(), { signal: inTime });
  const { session_start_limit: limit, shards } = (await deadline('login', ASK_MS, ask, {
    clock,
    signal,
  })) as APIGatewayBotInfo;
  const { total, remaining, reset_after: resetMs, max_concurrency: maxConcurrency } = limit;
  return { total, remaining, resetAtMs: clock.now() + resetMs, maxConcurrency, shards };
}

/** What is kept in the store, so that a bot that starts over and over counts on. Times: Unix milliseconds. */
interface Count {
  untilMs: number;
  spent: number;
  lastAtMs: number;
}

/** How many sessions may still be begun, and when the number is whole again (Unix milliseconds). */
export interface IdentifyAllowance {
  total: number;
  remaining: number;
  resetAtMs: number;
}

export interface IdentifyBudgetDeps {
  store: Pick<ShopStore, 'fact' | 'setFact'>;
  /** Names the count; another token has another. */
  token: string;
  clock: Clock;
  /** Asks Discord; may throw. */
  fetchLimit: (signal: AbortSignal) => Promise<SessionLimit>;
  /** The budget is low or (remaining 0) used up; told each time that a session has to wait for it. */
  onWait: (allowance: IdentifyAllowance, waitMs: number) => void;
  onError: (error: unknown) => void;
}

/**
 * How long the next session has to wait for the day's budget, in milliseconds. Nothing while there is plenty; then the rest,
 * but for a small reserve, is spread evenly until the reset; then it waits for the reset.
 */
export function identifyWaitMs(
  { total, remaining, resetAtMs }: IdentifyAllowance,
  lastAtMs: number,
  nowMs: number,
) {
  const leftMs = Math.max(0, resetAtMs - nowMs);
  const spendable = remaining - Math.floor(total * RESERVED_SHARE);
  if (spendable <= 0) return leftMs;
  if (remaining > total * LOW_SHARE) return 0;
  return Math.max(0, lastAtMs + leftMs / spendable - nowMs);
}

/** How long a shard pauses that has begun this many sessions within ten minutes. */
export function identifyPauseMs(inARow: number): number {
  const over = inARow - FREE_IN_A_ROW;
  return over < 0 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** over);
}

/**
 * Spends the IDENTIFYs that Discord allows a day. After the last one Discord ends all sessions and resets the token, so they
 * are counted in the store, over restarts, and compared with what Discord says.
 *
 * Source: Discord's "Identifying" (docs, events/gateway): 1,000 in 24 hours for the application, RESUME not included.
 */
export class IdentifyBudget {
  readonly #deps: IdentifyBudgetDeps;
  readonly #key: string;
  readonly #recent = new Map<number, number[]>();
  readonly #waiting = new Map<number, number>();
  /** Discord's word, and how many were spent since. */
  #limit: (SessionLimit & { spentSince: number }) | undefined;
  #count: Count | undefined;
  /** When the last session of a key was begun (monotonic), once its turn has come. */
  readonly #lastOfKey = new Map<number, Promise<number>>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: IdentifyBudgetDeps) {
    this.#deps = deps;
    this.#key = `identifies:${createHash('sha256').update(deps.token).digest('hex').slice(0, 12)}`;
  }

  /** Until when a shard waits to begin its session, on the monotonic clock; undefined when it doesn't. */
  waitsUntilMs(shard: number): number | undefined {
    return this.#waiting.get(shard);
  }

  /** Takes down what Discord said of the limit. */
  learn(limit: SessionLimit): void {
    this.#limit = { ...limit, spentSince: 0 };
  }

  /**
   * Waits until a shard may begin a session, and counts it.
   * @throws the reason of `signal`, and nothing else: discord.js would send its IDENTIFY all the same
   */
  async pass(shard: number, signal: AbortSignal): Promise<void> {
    const mine = this.#turn.then(() => this.#spend(shard, signal));
    this.#turn = mine.catch(() => undefined);
    try {
      await mine;
      await this.#spaced(shard, signal);
      this.#recent.set(shard, [...(this.#recent.get(shard) ?? []), this.#deps.clock.monotonicMs()]);
    } finally {
      this.#waiting.delete(shard);
    }
  }

  /** Waits until `sessions` can be begun without using the budget up. @throws the reason of `signal` */
  async whenLeft(sessions: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { clock, onWait } = this.#deps;
      const allowance = allowanceOf(await this.#load(), this.#limit, clock.now());
      if (allowance.remaining >= sessions) return;
      const waitMs = Math.max(0, allowance.resetAtMs - clock.now());
      onWait(allowance, waitMs);
      await this.#wait([0], waitMs, signal);
      await this.#ask(signal);
    }
  }

  async #spend(shard: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const { clock, onWait } = this.#deps;
      await this.#ask(signal);
      const count = await this.#load();
      const nowMs = clock.now();
      const allowance = allowanceOf(count, this.#limit, nowMs);
      const budgetMs = identifyWaitMs(allowance, count.lastAtMs, nowMs);
      if (budgetMs > 0) onWait(allowance, budgetMs);
      const waitMs = Math.max(budgetMs, this.#pauseMs(shard));
      if (waitMs <= 0) return await this.#note(count);
      await this.#wait([shard], waitMs, signal);
    }
  }

  async #wait(shards: readonly number[], waitMs: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    for (const shard of shards) this.#waiting.set(shard, clock.monotonicMs() + waitMs);
    await clock.sleep(Math.min(waitMs, LOOK_AGAIN_MS), signal);
    for (const shard of shards) this.#waiting.delete(shard);
  }

  #pauseMs(shard: number): number {
    const nowMs = this.#deps.clock.monotonicMs();
    const recent = (this.#recent.get(shard) ?? []).filter((atMs) => atMs > nowMs - ROW_MS);
    this.#recent.set(shard, recent);
    return Math.max(0, (recent.at(-1) ?? nowMs) + identifyPauseMs(recent.length) - nowMs);
  }

  /** Noted before it is sent: one that is counted and not sent does no harm. */
  async #note(count: Count): Promise<void> {
    const { clock, store, onError } = this.#deps;
    if (this.#limit) this.#limit.spentSince += 1;
    this.#count = { ...count, spent: count.spent + 1, lastAtMs: clock.now() };
    try {
      await store.setFact(this.#key, JSON.stringify(this.#count));
    } catch (error) {
      onError(error);
    }
  }

  /** What the store says, or what this process knows itself when that is more. */
  async #load(): Promise<Count> {
    const { clock, store, onError } = this.#deps;
    const nowMs = clock.now();
    let kept: Count | undefined;
    try {
      kept = parseCount(await store.fact(this.#key));
    } catch (error) {
      onError(error);
    }
    const counts = [kept, this.#count].filter((count) => count !== undefined && isOfToday(count, nowMs));
    const [most] = counts.sort((a, b) => (b?.spent ?? 0) - (a?.spent ?? 0));
    return most ?? { untilMs: nowMs + DAY_MS, spent: 0, lastAtMs: 0 };
  }

  async #ask(signal: AbortSignal): Promise<void> {
    try {
      this.learn(await this.#deps.fetchLimit(signal));
    } catch (error) {
      if (!signal.aborted) this.#deps.onError(error);
    }
  }

  /** `max_concurrency` sessions every five seconds. */
  async #spaced(shard: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    const key = shard % (this.#limit?.maxConcurrency ?? 1);
    const before = this.#lastOfKey.get(key) ?? Promise.resolve(Number.NEGATIVE_INFINITY);
    const mine = before.then(async (lastMs) => {
      const waitMs = lastMs + SPACING_MS - clock.monotonicMs();
      this.#waiting.set(shard, clock.monotonicMs() + waitMs);
      if (waitMs > 0) await clock.sleep(waitMs, signal);
      return clock.monotonicMs();
    });
    this.#lastOfKey.set(
      key,
      mine.catch(() => before),
    );
    await mine;
  }
}

function allowanceOf(
  count: Count,
  limit: (SessionLimit & { spentSince: number }) | undefined,
  nowMs: number,
) {
  const total = limit?.total ?? USUAL_TOTAL;
  const own = { total, remaining: total - count.spent, resetAtMs: count.untilMs };
  if (!limit || limit.resetAtMs <= nowMs) return own;
  const told = { total, remaining: limit.remaining - limit.spentSince, resetAtMs: limit.resetAtMs };
  return told.remaining < own.remaining ? told : own;
}

/** A clock that was set back by days must not keep an old day alive. */
function isOfToday({ untilMs }: Count, nowMs: number): boolean {
  return untilMs > nowMs && untilMs <= nowMs + DAY_MS;
}

function parseCount(text: string | undefined): Count | undefined {
  if (text === undefined) return undefined;
  const { untilMs, spent, lastAtMs } = JSON.parse(text) as Partial<Count>;
  const isWhole = [untilMs, spent, lastAtMs].every((value) => Number.isFinite(value));
  return isWhole ? ({ untilMs, spent, lastAtMs } as Count) : undefined;
}
