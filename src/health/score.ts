import { type Cap } from './caps.ts';
import { HEALTH_COMPONENTS, type HealthComponent, type HealthValues } from './components.ts';

/** What each component counts; only the proportions matter, so that one weight can be changed alone. */
export type HealthWeights = Readonly<Record<HealthComponent, number>>;

/** The score with its reasons: the points of `lost` and `cappedPoints` add up to 100 − `score` exactly. */
export interface Evaluation {
  /** 0 to 100, in quarters of a point. */
  score: number;
  /** Every component, well or not, with the points it takes away (0 when well). */
  components: readonly ComponentScore[];
  /** Those that lost points, the greatest loss first. */
  lost: readonly { component: HealthComponent; points: number }[];
  /** The faults that limit the score, the strictest first; also those that take nothing away. */
  caps: readonly Cap[];
  /** What the caps take away beyond the lost points. */
  cappedPoints: number;
  /** The strictest limit; 100 without a cap. */
  capLimit: number;
}
export interface ComponentScore {
  component: HealthComponent;
  /** 0 to 1. */
  value: number;
  /** Points lost. */
  points: number;
}

/** Quarters are exact in binary and in decimals: what is listed adds up for a program and for a person with a pencil. */
const PARTS_OF_A_POINT = 4;

/** Score = min(Σ weight × value, caps). */
export function evaluate(values: HealthValues, caps: readonly Cap[], weights: HealthWeights): Evaluation {
  const components = lostPoints(values, weights);
  const total = components.reduce((sum, { points }) => sum + points, 0);
  const lost = components
    .filter(({ points }) => points > 0)
    .map(({ component, points }) => ({ component, points }))
    .sort((a, b) => b.points - a.points);
  return capped({ score: 100 - total, components, lost, caps: [], cappedPoints: 0, capLimit: 100 }, caps);
}

/** The same evaluation under more caps, as a single board has them. */
export function capped(evaluation: Evaluation, more: readonly Cap[]): Evaluation {
  if (more.length === 0) return evaluation;
  const caps = [...evaluation.caps, ...more].sort((a, b) => a.limit - b.limit);
  const capLimit = caps[0]?.limit ?? 100;
  const score = Math.min(evaluation.score, capLimit);
  const cappedPoints = evaluation.cappedPoints + evaluation.score - score;
  return { ...evaluation, score, caps, cappedPoints, capLimit };
}

/** Rounds the running total, not each part: no part is off by more than a quarter, and the whole by an eighth at most. */
function lostPoints(values: HealthValues, weights: HealthWeights): ComponentScore[] {
  const total = HEALTH_COMPONENTS.reduce((sum, component) => sum + weights[component], 0);
  let exact = 0;
  let rounded = 0;
  return HEALTH_COMPONENTS.map((component) => {
    const value = values[component];
    exact += (100 * weights[component] * (1 - value)) / total;
    const next = Math.round(exact * PARTS_OF_A_POINT) / PARTS_OF_A_POINT;
    const points = next - rounded;
    rounded = next;
    return { component, value, points };
  });
}
