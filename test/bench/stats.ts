import type { Line } from './row.ts';

/** One round: what was measured of ours and of the reference, one right after the other. */
export interface Round {
  ours: number;
  reference: number;
}

/** The target of a ratio of ours to the reference. */
export type Bound = { atMost: number } | { atLeast: number };

/**
 * The nearest-rank percentile.
 * @param share 0.99 for p99
 * @returns NaN for no values
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The middle value, or the mean of the two middle ones. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** The line of a comparison: medians of both sides, and the spread of the rounds' own ratios. */
export function ratioLine(
  what: string,
  rounds: readonly Round[],
  { unit, bound }: { unit: string; bound?: Bound },
): Line {
  const ratios = rounds.map(({ ours, reference }) => ours / reference);
  const middle = median(ratios);
  const spread = `(${shortNumber(Math.min(...ratios))}–${shortNumber(Math.max(...ratios))})`;
  return {
    what,
    ours: `${shortNumber(median(rounds.map(({ ours }) => ours)))} ${unit}`,
    reference: `${shortNumber(median(rounds.map(({ reference }) => reference)))} ${unit}`,
    ratio: `${shortNumber(middle)} ${spread}`,
    ...(bound && verdict(middle, bound)),
  };
}

/** The line of a count that must be 0. */
export function zeroLine(what: string, count: number): Line {
  return { what, ours: String(count), target: '0', verdict: count === 0 ? 'ok' : 'over' };
}

/** The line of values that are only shown. */
export function plainLine(what: string, values: readonly number[], unit: string): Line {
  const spread = `(${shortNumber(Math.min(...values))}–${shortNumber(Math.max(...values))})`;
  return { what, ours: `${shortNumber(median(values))} ${unit} ${values.length > 1 ? spread : ''}`.trim() };
}

function verdict(ratio: number, bound: Bound): Pick<Line, 'target' | 'verdict'> {
  if ('atMost' in bound) {
    return { target: `≤ ${bound.atMost}`, verdict: ratio <= bound.atMost ? 'ok' : 'over' };
  }
  return { target: `≥ ${bound.atLeast}`, verdict: ratio >= bound.atLeast ? 'ok' : 'over' };
}

/** Two digits after the point for small numbers, none for large ones. */
function shortNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
