import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/database/normal-quantile.js';

/** Values of the standard normal distribution to ten digits, from tables; tails on both sides of both branches. */
const KNOWN: readonly (readonly [number, number])[] = [
  [0.5, 0],
  [0.75, 0.67448975],
  [0.9, 1.2815515655],
  [0.95, 1.6448536269],
  [0.975, 1.9599639845],
  [0.99, 2.326347874],
  [0.999, 3.0902323062],
  [0.9999, 3.7190164855],
  [0.025, -1.9599639845],
  [0.0745, -1.4430726744],
  [0.0755, -1.4360082279],
  [1e-3, -3.0902323062],
  [1e-9, -5.997807015],
  [1e-12, -7.0344838253],
];

describe('the quantile function of the normal distribution', () => {
  it('meets the known values to one in a million', () => {
    for (const [p, z] of KNOWN) expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(2e-6);
  });

  it('mirrors around the middle and rises without a step back', () => {
    let last = Number.NEGATIVE_INFINITY;
    for (let index = 1; index < 2_000; index++) {
      const p = index / 2_000;
      const z = normalQuantile(p);
      expect(z).toBeGreaterThan(last);
      expect(normalQuantile(1 - p)).toBeCloseTo(-z, 6);
      last = z;
    }
  });
});
