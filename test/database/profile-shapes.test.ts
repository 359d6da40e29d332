import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../src/database/index.js';
import type { LatencyProfile } from '../../src/domain/index.js';
import { Streams } from '../../src/kernel/index.js';
import { parseProfile } from '../../src/scenario/index.js';

type Shaped = Exclude<LatencyProfile, { kind: 'spikes' }>;

const DRAWS = 20_000;

function profileOf(text: string): Shaped {
  const parsed = parseProfile(text);
  if (!parsed.ok || parsed.value.kind === 'spikes') throw new Error(text);
  return parsed.value;
}

function draws(text: string, seed: number): number[] {
  const stream = new Streams(seed).open('latency/test');
  const shape = shapeOf(profileOf(text));
  return Array.from({ length: DRAWS }, () => shape(stream.next())).sort((a, b) => a - b);
}

/** Largest distance between the drawn and the true distribution, times the root of the count. */
function kolmogorovSmirnov(sorted: readonly number[], below: (us: number) => number): number {
  let distance = 0;
  for (const [index, us] of sorted.entries()) {
    // A whole microsecond stands for all that was rounded to it.
    const share = below(us);
    const low = index / sorted.length;
    const high = (index + 1) / sorted.length;
    distance = Math.max(distance, Math.abs(share - low), Math.abs(share - high));
  }
  return distance * Math.sqrt(sorted.length);
}

/** Φ by the series of its integral: exact to 10^-12 for the arguments here. */
function normalBelow(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; n < 120; n++) {
    term *= (-z * z * (2 * n - 1)) / (2 * n * (2 * n + 1));
    sum += term;
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}

/** The distribution of each profile before truncation, in closed form. */
const CLOSED: readonly { readonly text: string; readonly below: (us: number) => number }[] = [
  { text: 'uniform(20ms,90ms)', below: (us) => (us - 20_000) / 70_000 },
  { text: 'normal(mean=100ms,sd=20ms)', below: (us) => normalBelow((us - 100_000) / 20_000) },
  {
    text: 'lognormal(p50=80ms,p99=400ms)',
    below: (us) => normalBelow(Math.log(us / 80_000) / (Math.log(5) / 2.3263478740408408)),
  },
  { text: 'exponential(mean=50ms)', below: (us) => 1 - Math.exp(-us / 50_000) },
  {
    text: 'exponential(mean=50ms,min=20ms,max=90ms)',
    below: (us) => 1 - Math.exp(-us / 50_000),
  },
  {
    text: 'pareto(p50=80ms,p99=400ms)',
    // 1 − F = (scale/us)^shape, shape = ln 50 / ln 5, scale = 80 ms × 2^(−1/shape).
    below: (us) => {
      const shape = Math.log(50) / Math.log(5);
      return 1 - Math.exp(-shape * Math.log(us / 80_000) - Math.log(2));
    },
  },
  {
    text: 'quantiles(p0=10ms,p50=80ms,p90=200ms,p100=800ms)',
    below: (us) =>
      us <= 80_000
        ? (us - 10_000) / 140_000
        : us <= 200_000
          ? 0.5 + (0.4 * (us - 80_000)) / 120_000
          : 0.9 + (0.1 * (us - 200_000)) / 600_000,
  },
];

describe.each(CLOSED)('$text', ({ text, below }) => {
  const profile = profileOf(text) as Shaped & { minUs: number; maxUs: number };
  /** Truncated: what lies between the ends, over all that lies between them. */
  const share = (us: number): number =>
    (below(us) - below(profile.minUs)) / (below(profile.maxUs) - below(profile.minUs));

  it.each([1, 2, 3])('follows its closed form: Kolmogorov–Smirnov, seed %i', (seed) => {
    // 1.63 is exceeded by one true sample in a hundred.
    expect(kolmogorovSmirnov(draws(text, seed), share)).toBeLessThan(1.63);
  });

  it('puts its quantiles where the closed form has them, draw by draw', () => {
    const shape = shapeOf(profile);
    for (const draw of [0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999]) {
      expect(Math.abs(share(shape(draw)) - draw)).toBeLessThan(2e-4);
    }
  });

  it('never leaves its window and is whole', () => {
    const shape = shapeOf(profile);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1 - 2 ** -32, noNaN: true }), (draw) => {
        const us = shape(draw);
        expect(Number.isInteger(us)).toBe(true);
        expect(us).toBeGreaterThanOrEqual(profile.minUs);
        expect(us).toBeLessThanOrEqual(profile.maxUs);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('a constant', () => {
  it('is the same whatever the draw, and still takes one', () => {
    const shape = shapeOf({ kind: 'constant', us: 7 });
    expect([0, 0.5, 0.99].map(shape)).toEqual([7, 7, 7]);
  });
});
