import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cap } from '../../src/health/caps.ts';
import { HEALTH_COMPONENTS, type HealthValues } from '../../src/health/components.ts';
import { capped, evaluate } from '../../src/health/score.ts';
import { defaultHealthSettings } from '../../src/health/settings.ts';

const { weights } = defaultHealthSettings;
const all = (value: number) =>
  Object.fromEntries(HEALTH_COMPONENTS.map((component) => [component, value])) as HealthValues;

test('all well is 100, with nothing lost', () => {
  expect(evaluate(all(1), [], weights)).toMatchObject({ score: 100, lost: [], caps: [], cappedPoints: 0 });
});

test('all useless is 0, and every component lost its weight', () => {
  const { score, lost } = evaluate(all(0), [], weights);
  expect(score).toBe(0);
  expect(Object.fromEntries(lost.map(({ component, points }) => [component, points]))).toEqual(weights);
});

test('lists the lost points, the greatest loss first, and what the cap takes beyond them', () => {
  const values = { ...all(1), runtime: 0.5, ledger: 0.9, gateway: 0 };
  const evaluation = evaluate(values, [cap('gateway_not_ready'), cap('ledger_cannot_write')], weights);
  expect(evaluation).toMatchObject({
    score: 30,
    lost: [
      { component: 'gateway', points: 10 },
      { component: 'ledger', points: 3 },
      { component: 'runtime', points: 2.5 },
    ],
    caps: [
      { name: 'gateway_not_ready', limit: 30 },
      { name: 'ledger_cannot_write', limit: 70 },
    ],
    cappedPoints: 54.5,
    capLimit: 30,
  });
});

test('a cap above the score takes nothing away but is named', () => {
  const evaluation = evaluate(all(0.25), [cap('ledger_cannot_write')], weights);
  expect(evaluation).toMatchObject({ score: 25, cappedPoints: 0, capLimit: 70, caps: [{ limit: 70 }] });
});

test("a board's caps come on top of the shop's", () => {
  const shop = evaluate(all(1), [cap('ledger_cannot_write')], weights);
  expect(capped(shop, [cap('board_cannot_be_edited')])).toMatchObject({ score: 50, cappedPoints: 50 });
  expect(shop.score).toBe(70);
});

test('points add up to 100 - score exactly, for any values and any weights', () => {
  const value = fc.double({ min: 0, max: 1, noNaN: true });
  const weight = fc.double({ min: 0, max: 100, noNaN: true });
  const perComponent = <T>(one: fc.Arbitrary<T>) =>
    fc
      .tuple(...HEALTH_COMPONENTS.map(() => one))
      .map((list) =>
        Object.fromEntries(HEALTH_COMPONENTS.map((component, index) => [component, list[index] as T])),
      );
  fc.assert(
    fc.property(
      perComponent(value),
      perComponent(weight),
      fc.subarray(['ledger_cannot_write', 'gateway_not_ready', 'invariant_broken'] as const),
      (values, someWeights, caps) => {
        const ours = { ...someWeights, ledger: Math.max(1, someWeights['ledger'] ?? 0) } as typeof weights;
        const { score, lost, cappedPoints, components } = evaluate(
          values as HealthValues,
          caps.map(cap),
          ours,
        );
        expect(lost.reduce((sum, { points }) => sum + points, cappedPoints)).toBe(100 - score);
        expect(score).toBeGreaterThanOrEqual(0);
        const total = Object.values(ours).reduce((sum, one) => sum + one, 0);
        for (const { component, points, value } of components) {
          expect(Math.abs(points - (100 * ours[component] * (1 - value)) / total)).toBeLessThanOrEqual(
            0.2501,
          );
        }
      },
    ),
    { numRuns: 500 },
  );
});
