import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DURATION_US_MAX,
  formatProfile,
  type LatencyProfile,
  parseProfile,
} from '../../src/scenario/index.js';

const read = (text: string) => {
  const parsed = parseProfile(text);
  return parsed.ok ? parsed.value : parsed.refusal;
};

describe('parseProfile', () => {
  it('reads a constant', () => {
    expect(read('constant(5ms)')).toEqual({ kind: 'constant', us: 5_000 });
  });

  it('reads a uniform, spaces or not', () => {
    const expected = { kind: 'uniform', minUs: 2_000, maxUs: 9_000 };
    expect(read('uniform(2ms,9ms)')).toEqual(expected);
    expect(read(' uniform( 2ms , 9ms ) ')).toEqual(expected);
  });

  it('truncates a lognormal at its 0.1 and 99.9 percentiles', () => {
    // sigma = ln(40/8) / 2.326348 = 0.691830; e^(3.090232 × 0.691830) = 8.48169;
    // 8 ms / 8.48169 = 0.943 ms and 8 ms × 8.48169 = 67.854 ms.
    const profile = read('lognormal(p50=8ms,p99=40ms)') as { minUs: number; maxUs: number };
    expect(profile).toMatchObject({ kind: 'lognormal', p50Us: 8_000, p99Us: 40_000 });
    expect(profile.minUs).toBe(943);
    expect(profile.maxUs).toBe(67_854);
  });

  it('lets min= and max= say otherwise', () => {
    expect(read('lognormal(p50=8ms, p99=40ms, min=1ms, max=50ms)')).toEqual({
      kind: 'lognormal',
      p50Us: 8_000,
      p99Us: 40_000,
      minUs: 1_000,
      maxUs: 50_000,
    });
  });

  it.each([
    ['5ms', /constant\(5ms\)/],
    ['fast', /round brackets/],
    ['lognormal(p50=8ms', /put the profile in quotes/],
    ['constant(5)', /name the unit/],
    ['constant(-5ms)', /times count forward/],
    ['konstant(5ms)', /did you mean constant\?/],
    ['pareto(5ms)', /one of: constant, uniform, lognormal/],
    ['uniform(5ms)', /smallest and the largest/],
    ['uniform(1ms,2ms,3ms)', /smallest and the largest/],
    ['uniform(9ms,2ms)', /uniform\(2ms,9ms\)/],
    ['uniform(x,2ms)', /"x": write it like/],
    ['uniform(1ms,y)', /"y": write it like/],
    ['lognormal(p50=8ms)', /lognormal\(p50=8ms,p99=40ms\)/],
    ['lognormal(8ms,40ms)', /one of: p50, p99, min, max/],
    ['lognormal(p50=8ms,p95=40ms)', /did you mean p99\?/],
    ['lognormal(p50=8ms,p50=9ms)', /remove one of the p50=/],
    ['lognormal(p50=8ms,p99=40)', /"40": name the unit/],
    ['lognormal(p50=8ms,p99=8ms)', /constant/],
    ['lognormal(p50=0s,p99=8ms)', /constant/],
    ['lognormal(p50=8ms,p99=40ms,min=9ms)', /leave min= and max= out/],
    ['lognormal(p50=8ms,p99=40ms,max=7ms)', /leave min= and max= out/],
    ['lognormal(p50=1us,p99=8784h)', /bring p99 nearer/],
  ])('refuses %s', (text, hint) => {
    expect(read(text)).toMatchObject({ hint: expect.stringMatching(hint) });
  });
});

describe('formatProfile', () => {
  const duration = fc.integer({ min: 1, max: DURATION_US_MAX });
  const profile: fc.Arbitrary<LatencyProfile> = fc.oneof(
    duration.map((us) => ({ kind: 'constant' as const, us })),
    fc.tuple(duration, duration).map(([a, b]) => ({
      kind: 'uniform' as const,
      minUs: Math.min(a, b),
      maxUs: Math.max(a, b),
    })),
    fc
      .uniqueArray(duration, { minLength: 4, maxLength: 4 })
      .map((four) => four.sort((a, b) => a - b))
      .map(([minUs = 0, p50Us = 0, p99Us = 0, maxUs = 0]) => ({
        kind: 'lognormal' as const,
        p50Us,
        p99Us,
        minUs,
        maxUs,
      })),
  );

  it('is read back as the same profile, whatever the profile', () => {
    fc.assert(
      fc.property(profile, (given) => {
        expect(read(formatProfile(given))).toEqual(given);
      }),
    );
  });

  it('prints the default truncation of a lognormal, so that nothing depends on it any more', () => {
    const given = read('lognormal(p50=8ms,p99=40ms)') as LatencyProfile;
    expect(formatProfile(given)).toBe('lognormal(p50=8ms,p99=40ms,min=943us,max=67854us)');
  });
});
