import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatPrice, split } from '../../src/shop/money.ts';

it.each([
  [0, '0 WL'],
  [5, '5 WL'],
  [99, '99 WL'],
  [100, '1 DL'],
  [101, '1 DL 1 WL'],
  [10_000, '1 BGL'],
  [12_005, '1 BGL 20 DL 5 WL'],
  [10_005, '1 BGL 5 WL'],
  [1_000_000_000, '100000 BGL'],
  [-250, '-2 DL 50 WL'],
])('shows %d WL as "%s"', (amountWl, shown) => {
  expect(formatPrice(amountWl)).toBe(shown);
});

it('breaks every amount exactly, into the fewest locks', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (amountWl) => {
      const { bgl, dl, wl } = split(amountWl);
      expect(BigInt(bgl) * 10_000n + BigInt(dl) * 100n + BigInt(wl)).toBe(BigInt(amountWl));
      expect(Math.max(dl, wl)).toBeLessThan(100);
      expect(Math.min(bgl, dl, wl)).toBeGreaterThanOrEqual(0);
    }),
  );
});
