import { type BoardFault, type Cap, cap } from './caps.ts';
import { type DegradationState, type MoveCause, step, type Tier, type TierBounds } from './degradation.ts';
import { capped, type Evaluation } from './score.ts';

/** A board that was as the shop for this long needs no state of its own any more: no relapse of its would be found. */
const FORGET_MS = 600_000;

interface OwnState {
  caps: Cap[];
  degradation: DegradationState;
}

/** A change of one board's tier that was not the shop's change. */
export interface BoardMove {
  boardId: string;
  from: Tier;
  to: Tier;
  cause: MoveCause | 'setting';
}

/**
 * The tiers of boards that have, or had, a fault of their own; any other board is where the shop is. Such a board has its
 * own state, with the shop's tier as its ceiling: so it is never better than the shop, and its changes are counted together.
 */
export class BoardTiers {
  readonly #boards = new Map<string, OwnState>();
  readonly #faults = new Map<string, Set<BoardFault>>();

  /** Tells that a board has a fault or is rid of it; acts at the next evaluation. */
  set(boardId: string, fault: BoardFault, isPresent: boolean): void {
    const faults = this.#faults.get(boardId) ?? new Set();
    if (isPresent) faults.add(fault);
    else faults.delete(fault);
    if (faults.size > 0) this.#faults.set(boardId, faults);
    else this.#faults.delete(boardId);
  }

  /** Forgets a board that is gone. */
  forget(boardId: string): void {
    this.#faults.delete(boardId);
    this.#boards.delete(boardId);
  }

  tier(boardId: string, shop: Tier): Tier {
    return this.#boards.get(boardId)?.degradation.tier ?? shop;
  }

  /** The shop's evaluation with what limits this board besides. */
  evaluation(boardId: string, shop: Evaluation): Evaluation {
    return capped(shop, this.#boards.get(boardId)?.caps ?? []);
  }

  /** Lets every board be where the shop is, whatever its faults. @returns the boards whose tier changed by that */
  follow(shop: Tier): BoardMove[] {
    const moves = [...this.#boards]
      .map(
        ([boardId, { degradation }]): BoardMove => ({
          boardId,
          from: degradation.tier,
          to: shop,
          cause: 'setting',
        }),
      )
      .filter(({ from, to }) => from !== to);
    this.#boards.clear();
    return moves;
  }

  /** Boards with a state of their own. */
  ids(): string[] {
    return [...this.#boards.keys()];
  }

  /**
   * One evaluation, after the shop's own.
   * @param before the shop's state before this evaluation
   * @param common a fault that all of `boardIds` have
   * @returns the boards whose tier changed otherwise than the shop's did
   */
  step(
    before: DegradationState,
    shop: DegradationState,
    bounds: TierBounds,
    common?: { fault: BoardFault; boardIds: readonly string[] },
  ): BoardMove[] {
    const moves: BoardMove[] = [];
    for (const boardId of new Set([
      ...this.#boards.keys(),
      ...this.#faults.keys(),
      ...(common?.boardIds ?? []),
    ])) {
      const faults = new Set(this.#faults.get(boardId));
      if (common?.boardIds.includes(boardId)) faults.add(common.fault);
      const caps = [...faults].map(cap);
      const own = this.#boards.get(boardId)?.degradation ?? before;
      const degradation = step(
        own,
        { ...ownInput(caps), ceiling: shop.tier, nowMs: shop.evaluatedMs },
        bounds,
      );
      const from = own.tier;
      const to = degradation.tier;
      if (from !== to && !(from === before.tier && to === shop.tier)) {
        moves.push({ boardId, from, to, cause: degradation.lastMove?.cause ?? 'score' });
      }
      if (isSettled(degradation, caps, shop)) this.#boards.delete(boardId);
      else this.#boards.set(boardId, { caps, degradation });
    }
    return moves;
  }
}

/** What a board's own faults come to; what the shop suffers from reaches it through the ceiling. */
function ownInput(caps: readonly Cap[]): { score: number; capLimit: number } {
  const limit = Math.min(100, ...caps.map((one) => one.limit));
  return { score: limit, capLimit: limit };
}

function isSettled(own: DegradationState, caps: readonly Cap[], shop: DegradationState): boolean {
  if (caps.length > 0 || own.tier !== shop.tier) return false;
  return own.lastMove === undefined || shop.evaluatedMs - own.lastMove.atMs > FORGET_MS;
}
