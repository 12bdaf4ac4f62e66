import type { Client } from 'discord.js';
import type { BoardStatus } from '../board/live-board.ts';
import type { Tier } from '../health/degradation.ts';
import type { Clock } from '../runtime/clock.ts';
import type { GatewayStatus } from './gateway.ts';
import type { IdentifyAllowance } from './identify-budget.ts';
import { BOARD_PERMISSIONS, missingPermissions } from './permissions.ts';
import type { StaffNotices } from './staff-notices.ts';

/** A paid order that waits this long for its delivery is stuck. */
export const STUCK_MS = 600_000;

interface StuckShop {
  shopId: string;
  /** Since when its oldest paid order waits, Unix milliseconds. */
  oldestCreatedAtMs: number;
}

export interface StaffWatchDeps {
  client: Client;
  notices: Pick<StaffNotices, 'raise' | 'resolve'>;
  boards: () => readonly Pick<BoardStatus, 'shopId' | 'channelId' | 'problem' | 'pinProblem'>[];
  gateway: () => Pick<GatewayStatus, 'state'>;
  clock: Clock;
}

/** Looks at what staff must hear of, and knows when it is over. */
export class StaffWatch {
  readonly #deps: StaffWatchDeps;
  #identifyUntilMs: number | undefined;
  #stuckShops: readonly string[] = [];

  constructor(deps: StaffWatchDeps) {
    this.#deps = deps;
  }

  /** To be called every few seconds. @param stuck shops with paid orders that are not delivered in time */
  look(stuck: readonly StuckShop[]): void {
    const { boards, notices, gateway, clock } = this.#deps;
    for (const { shopId, channelId, problem, pinProblem } of boards()) {
      this.board(channelId, problem, shopId);
      this.#pin(channelId, pinProblem, shopId);
    }
    this.#deliveries(stuck);
    if (gateway().state === 'ready') notices.resolve('gateway');
    if (clock.now() >= (this.#identifyUntilMs ?? 0)) notices.resolve('identify');
  }

  /** How a board does; what passes by itself is nobody's business. */
  board(channelId: string, problem: BoardStatus['problem'], shopId?: string): void {
    const { notices, client } = this.#deps;
    const key = `board:${channelId}`;
    if (!isHopeless(problem)) return notices.resolve(key);
    const missing = problem === 'forbidden' ? missingPermissions(client, channelId, BOARD_PERMISSIONS) : [];
    notices.raise(key, { kind: 'board', data: { channelId, reason: problem, missing } }, shopId);
  }

  #deliveries(stuck: readonly StuckShop[]): void {
    const { notices } = this.#deps;
    for (const shopId of this.#stuckShops) {
      if (!stuck.some((shop) => shop.shopId === shopId)) notices.resolve(`delivery:${shopId}`);
    }
    this.#stuckShops = stuck.map(({ shopId }) => shopId);
    for (const { shopId, oldestCreatedAtMs } of stuck) {
      const data = { since: seconds(oldestCreatedAtMs) };
      notices.raise(`delivery:${shopId}`, { kind: 'delivery', data }, shopId);
    }
  }

  /** A channel has no board any more. */
  boardForgotten(channelId: string): void {
    this.#deps.notices.resolve(`board:${channelId}`);
    this.#deps.notices.resolve(`pin:${channelId}`);
  }

  #pin(channelId: string, reason: BoardStatus['pinProblem'], shopId: string): void {
    const { notices } = this.#deps;
    if (!isHopeless(reason)) return notices.resolve(`pin:${channelId}`);
    notices.raise(`pin:${channelId}`, { kind: 'pin', data: { channelId, reason } }, shopId);
  }

  /** A new session has to wait, because few or none are left. */
  identifyWaits({ remaining, total, resetAtMs }: IdentifyAllowance): void {
    this.#identifyUntilMs = resetAtMs;
    const data = { remaining: Math.max(0, remaining), total, until: seconds(resetAtMs) };
    this.#deps.notices.raise('identify', { kind: 'identify', data });
  }

  /** The shop offers another tier. @param lost components that lost points, the worst first */
  tier(tier: Tier, lost: readonly string[]): void {
    if (tier === 'full') return this.#deps.notices.resolve('tier');
    this.#deps.notices.raise('tier', {
      kind: 'tier',
      data: { tier, why: lost.slice(0, 3).join(', ') || 'maintenance' },
    });
  }

  /** Calls of a kind are held back, tried, or let through again. */
  breaker(breaker: string, state: string): void {
    const key = `breaker:${breaker}`;
    if (state === 'open') this.#deps.notices.raise(key, { kind: 'breaker', data: { breaker } });
    if (state === 'closed') this.#deps.notices.resolve(key);
  }

  /** A backup was made, or could not be. */
  backup(failure: 'damaged' | 'other' | undefined): void {
    if (failure === undefined) return this.#deps.notices.resolve('backup');
    this.#deps.notices.raise('backup', { kind: 'backup', data: { reason: failure } });
  }

  /** The connection does not come back. */
  gatewayHopeless(): void {
    this.#deps.notices.raise('gateway', { kind: 'gateway', data: {} });
  }
}

function isHopeless(problem: BoardStatus['problem']): problem is 'forbidden' | 'channel_gone' | 'refused' {
  return problem === 'forbidden' || problem === 'channel_gone' || problem === 'refused';
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
