import { type Tier, worse } from './degradation.ts';

/** The buttons of a board, by what they do. */
export const BOARD_ACTIONS = ['register', 'balance', 'world', 'buy', 'history'] as const;
export type BoardAction = (typeof BOARD_ACTIONS)[number];

/** Staff closed the shop: what they say about it, and when it ends by itself (Unix milliseconds). */
export interface Closure {
  text?: string | undefined;
  untilMs?: number | undefined;
}

/**
 * What a board shows. The kinds with `enabled` show the list with all buttons, of which those named can be used; the others
 * show neither. `stale_list` is the last good list, dated and marked.
 */
export type Surface =
  | { kind: 'full' | 'browse' | 'stale_list'; enabled: readonly BoardAction[] }
  | { kind: 'simplified' | 'text' }
  | { kind: 'maintenance'; closure?: Closure };

export interface SurfaceInput {
  tier: Tier;
  /** Can the stock be read and the list be drawn? */
  isLivestockHealthy: boolean;
  /** Can the buttons be built and clicks be answered? */
  areButtonsHealthy: boolean;
  /** The operator closed every shop. */
  isMaintenance: boolean;
  /** The shop's own staff closed it. */
  closure?: Closure | undefined;
}

const FULL: Surface = { kind: 'full', enabled: BOARD_ACTIONS };
const BROWSE: Surface = { kind: 'browse', enabled: ['balance', 'world', 'history'] };
const STALE_LIST: Surface = { kind: 'stale_list', enabled: [] };

/** The one place that decides what a board shows, so that the list and its buttons cannot disagree. */
export function surface(input: SurfaceInput): Surface {
  const { isLivestockHealthy, areButtonsHealthy } = input;
  if (input.isMaintenance || !(isLivestockHealthy || areButtonsHealthy)) return { kind: 'maintenance' };
  if (input.closure) return { kind: 'maintenance', closure: input.closure };
  switch (areButtonsHealthy ? input.tier : worse(input.tier, 'commands')) {
    case 'full':
      return isLivestockHealthy ? FULL : STALE_LIST;
    case 'browse':
      return isLivestockHealthy ? BROWSE : STALE_LIST;
    case 'commands':
      return { kind: 'simplified' };
    case 'text':
      return { kind: 'text' };
    case 'maintenance':
      return { kind: 'maintenance' };
  }
}

/** Are slash commands served, or answered with a fixed text that says why not? */
export function commandsAreServed({
  tier,
  isMaintenance,
}: Pick<SurfaceInput, 'tier' | 'isMaintenance'>): boolean {
  return !isMaintenance && tier !== 'text' && tier !== 'maintenance';
}

/**
 * May a purchase start? The surface is a matter of comfort, this one of safety: without a ledger that can be written and
 * agrees with itself nothing is charged, by button or by command, whatever the tier is.
 */
export function mayBuy(
  input: Pick<SurfaceInput, 'tier' | 'isMaintenance'> & {
    ledgerCanWrite: boolean;
    isInvariantBroken: boolean;
  },
): boolean {
  return input.ledgerCanWrite && !input.isInvariantBroken && commandsAreServed(input);
}
