/*
 * Which tier the shop (or a board) is in. Down: at once when a cap or the ceiling asks for it, over several tiers if need
 * be; else one tier after four evaluations in a row below the tier's bound. Up: one tier after `waitMs` of continuous
 * health. The wait doubles when a demotion follows a promotion within ten minutes, and is back at its base when a
 * promotion has held for longer.
 *
 * Doubling bounds how often one tier flaps, but a fault that comes and goes over all five tiers could still make 14 changes
 * in ten minutes. So a promotion also waits while it, and the worst that could follow it, would make more than 12.
 *
 * A worse input never gives a higher tier from the same state. Between two whole histories that can't hold as well as the
 * doubling: the one that was well for a while and relapsed waits longer than the one that was ill throughout.
 */
export const TIERS = ['maintenance', 'text', 'commands', 'browse', 'full'] as const;
/** What the board offers, from `full` down to `maintenance`. */
export type Tier = (typeof TIERS)[number];
export type Bound = Exclude<Tier, 'maintenance'>;

/** A tier is left below one score and entered again at a higher one; the gap keeps it from flapping. */
export type TierBounds = Readonly<Record<Bound, { demoteBelow: number; promoteAt: number }>>;

export interface DegradationState {
  readonly tier: Tier;
  /** Evaluations in a row below the tier's bound. */
  readonly belowCount: number;
  /** Since when the score has been enough for the next tier, on the monotonic clock. */
  readonly healthySinceMs: number | undefined;
  /** Health that the next promotion takes. */
  readonly waitMs: number;
  readonly lastMove: { direction: 'up' | 'down'; cause: MoveCause; atMs: number } | undefined;
  /** Moves of the last ten minutes, oldest first. */
  readonly movesMs: readonly number[];
  readonly evaluatedMs: number;
}
export type MoveCause = 'score' | 'cap' | 'ceiling' | 'recovery';

export interface DegradationInput {
  score: number;
  /** The strictest cap, which acts at once; 100 without one. */
  capLimit: number;
  /** The tier can't be above this. */
  ceiling?: Tier;
  /** Monotonic. */
  nowMs: number;
}

const EVALUATIONS_TO_DEMOTE = 4;
const BASE_WAIT_MS = 60_000;
const MAX_WAIT_MS = 480_000;
const RELAPSE_MS = 600_000;
const MOVES_WINDOW_MS = 600_000;
const MAX_MOVES = 12;
/** After a longer pause between two evaluations nobody knows whether health was continuous. */
const CONTINUITY_MS = 15_000;

/** @param nowMs monotonic */
export function startDegradation(nowMs: number, tier: Tier = 'full'): DegradationState {
  return {
    tier,
    belowCount: 0,
    healthySinceMs: undefined,
    waitMs: BASE_WAIT_MS,
    lastMove: undefined,
    movesMs: [],
    evaluatedMs: nowMs,
  };
}

/** One evaluation further. The tier changes at most once, by one tier up, one down, or as far down as a cap asks. */
export function step(state: DegradationState, input: DegradationInput, bounds: TierBounds): DegradationState {
  const forced = worse(tierUnder(input.capLimit, bounds), input.ceiling ?? 'full');
  if (isWorse(forced, state.tier)) {
    return moved(state, forced, forced === input.ceiling ? 'ceiling' : 'cap', input, bounds);
  }
  const belowCount =
    state.tier !== 'maintenance' && input.score < bounds[state.tier].demoteBelow ? state.belowCount + 1 : 0;
  if (belowCount >= EVALUATIONS_TO_DEMOTE)
    return moved(state, beside(state.tier, -1), 'score', input, bounds);

  const isContinuous = input.nowMs - state.evaluatedMs <= CONTINUITY_MS;
  const healthySinceMs = healthySince(
    state.tier,
    isContinuous ? state.healthySinceMs : undefined,
    input,
    bounds,
  );
  const waited = { ...state, belowCount, healthySinceMs, evaluatedMs: input.nowMs };
  return mayRise(waited, input) ? moved(waited, beside(state.tier, 1), 'recovery', input, bounds) : waited;
}

/** The worse of two tiers. */
export function worse(a: Tier, b: Tier): Tier {
  return isWorse(a, b) ? a : b;
}

/** Is `a` a lower tier than `b`? */
export function isWorse(a: Tier, b: Tier): boolean {
  return levelOf(a) < levelOf(b);
}

function levelOf(tier: Tier): number {
  return TIERS.indexOf(tier);
}

function beside(tier: Tier, by: 1 | -1): Tier {
  return TIERS[levelOf(tier) + by] ?? tier;
}

/** The tier in which a score held at this limit ends. */
function tierUnder(limit: number, bounds: TierBounds): Tier {
  let tier: Tier = 'full';
  while (tier !== 'maintenance' && limit < bounds[tier].demoteBelow) tier = beside(tier, -1);
  return tier;
}

function healthySince(
  tier: Tier,
  sinceMs: number | undefined,
  { score, nowMs }: DegradationInput,
  bounds: TierBounds,
): number | undefined {
  const next = beside(tier, 1);
  if (next === tier || next === 'maintenance' || score < bounds[next].promoteAt) return undefined;
  return sinceMs ?? nowMs;
}

function mayRise(state: DegradationState, { nowMs, ceiling = 'full' }: DegradationInput): boolean {
  if (state.healthySinceMs === undefined || nowMs - state.healthySinceMs < state.waitMs) return false;
  const next = beside(state.tier, 1);
  return !isWorse(ceiling, next) && recent(state.movesMs, nowMs).length + 1 + levelOf(next) <= MAX_MOVES;
}

function moved(
  state: DegradationState,
  tier: Tier,
  cause: MoveCause,
  input: DegradationInput,
  bounds: TierBounds,
): DegradationState {
  const { nowMs } = input;
  const direction = cause === 'recovery' ? 'up' : 'down';
  return {
    tier,
    belowCount: 0,
    healthySinceMs: healthySince(tier, undefined, input, bounds),
    waitMs: direction === 'down' ? waitAfterDemotion(state, nowMs) : state.waitMs,
    lastMove: { direction, cause, atMs: nowMs },
    movesMs: [...recent(state.movesMs, nowMs), nowMs],
    evaluatedMs: nowMs,
  };
}

/** Falling on through further tiers is the same relapse, so it doubles once. */
function waitAfterDemotion({ waitMs, lastMove }: DegradationState, nowMs: number): number {
  if (lastMove?.direction !== 'up') return waitMs;
  return nowMs - lastMove.atMs <= RELAPSE_MS ? Math.min(2 * waitMs, MAX_WAIT_MS) : BASE_WAIT_MS;
}

function recent(movesMs: readonly number[], nowMs: number): readonly number[] {
  return movesMs.filter((atMs) => nowMs - atMs <= MOVES_WINDOW_MS);
}
