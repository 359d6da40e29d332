import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DURATION_US_MAX,
  formatProfile,
  type LatencyProfile,
  parseProfile,
} from '../../../src/scenario/index.js';

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
    ['weibull(5ms)', /one of: constant, uniform, normal, lognormal, exponential, pareto/],
    ['normal(mean=10ms)', /normal\(mean=10ms,sd=2ms\)/],
    ['normal(mean=10ms,sd=0s)', /constant/],
    ['normal(mean=10ms,sd=2ms,min=9ms,max=8ms)', /exchange min= and max=/],
    ['normal(mean=10ms,sd=2ms,max=9ms)', /leave min= and max= out/],
    ['exponential(5ms)', /one of: mean, min, max/],
    ['exponential(mean=0s)', /exponential\(mean=5ms\)/],
    ['exponential(mean=5)', /"5": name the unit/],
    ['exponential(mean=5ms,min=6ms)', /leave min= and max= out/],
    ['pareto(p50=8ms)', /pareto\(p50=8ms,p99=40ms\)/],
    ['pareto(p50=40ms,p99=8ms)', /constant/],
    ['pareto(p50=8ms,p99=8784h)', /bring p99 nearer/],
    ['spikes(calm=5ms,spike=80ms,every=2s)', /spikes\(calm=5ms,spike=80ms,every=2s,for=200ms\)/],
    ['spikes(calm=5ms,spike=4ms,every=2s,for=1s)', /exchange them/],
    ['spikes(calm=5ms..2ms,spike=8ms,every=2s,for=1s)', /write it like 2ms..5ms/],
    ['spikes(calm=5,spike=8ms,every=2s,for=1s)', /"5": name the unit/],
    ['spikes(calm=5ms,spike=8ms..9,every=2s,for=1s)', /"9": name the unit/],
    ['spikes(calm=5ms,spike=8ms,every=2us,for=1s)', /how long the state lasts/],
    ['spikes(calm=5ms,spike=8ms,every=2,for=1s)', /"2": name the unit/],
    ['spikes(calm=5ms,spyke=8ms,every=2s,for=1s)', /did you mean spike\?/],
    ['quantiles(p50=8ms)', /p0=1ms,p50=8ms/],
    ['quantiles(p0=1ms,p90=8ms,p50=9ms,p100=10ms)', /sort them/],
    ['quantiles(p0=1ms,p50=9ms,p90=8ms,p100=10ms)', /p50 is above p90/],
    ['quantiles(p0=1ms,p101=9ms)', /did you mean p100/],
    ['quantiles(p0=1ms,p50=9,p100=10ms)', /"9": name the unit/],
    ['quantiles(p0=1ms,p0=2ms,p100=10ms)', /remove one of the p0=/],
    ['empirical(latency.csv)', /name a file/],
    ['empirical(file=latency.csv)', /write its quantiles/],
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

describe('windows of profiles with a tail', () => {
  const windowOf = (text: string) => {
    const { minUs, maxUs } = read(text) as { minUs: number; maxUs: number };
    return [minUs, maxUs];
  };

  it('ends a normal 3.090232 standard deviations from its mean, and never below 0', () => {
    // 10 ms ∓ 3.090232 × 2 ms = 3.820 and 16.180 ms; 5 − 3.09 × 2 is below 0.
    expect(windowOf('normal(mean=10ms,sd=2ms)')).toEqual([3_820, 16_180]);
    expect(windowOf('normal(mean=5ms,sd=2ms)')).toEqual([0, 11_180]);
  });

  it('ends an exponential at 0.0010005 and 6.907755 times its mean', () => {
    // −ln 0.999 = 0.0010005; ln 1000 = 6.907755.
    expect(windowOf('exponential(mean=5ms)')).toEqual([5, 34_539]);
  });

  it('ends a pareto at its 0.1 and 99.9 percentiles', () => {
    // 1/shape = ln 5 / ln 50 = 0.411409; scale = 8 ms × 2^−0.411409 = 6.01515 ms;
    // × 0.999^−0.411409 = 6.01763 ms, × 1000^0.411409 = 103.15 ms.
    const [minUs, maxUs] = windowOf('pareto(p50=8ms,p99=40ms)');
    expect(minUs).toBe(6_018);
    expect(Math.abs(maxUs! / 103_150 - 1)).toBeLessThan(0.001);
  });

  it('takes min= and max= for every one of them', () => {
    for (const text of [
      'normal(mean=10ms,sd=2ms,min=9ms,max=12ms)',
      'lognormal(p50=10ms,p99=20ms,min=9ms,max=12ms)',
      'exponential(mean=10ms,min=9ms,max=12ms)',
      'pareto(p50=10ms,p99=20ms,min=9ms,max=12ms)',
    ]) {
      expect(windowOf(text)).toEqual([9_000, 12_000]);
    }
  });

  it('takes the window of spikes and quantiles from what is written', () => {
    expect(windowOf('spikes(calm=2ms..5ms,spike=80ms,every=2s,for=200ms)')).toEqual([2e3, 8e4]);
    expect(windowOf('quantiles(p0=1ms,p50=8ms,p99.9=20ms,p100=80ms)')).toEqual([1e3, 8e4]);
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

  it.each([
    'normal(mean=10ms,sd=2ms)',
    'exponential(mean=5ms)',
    'pareto(p50=8ms,p99=40ms)',
    'spikes(calm=2ms..5ms,spike=80ms,every=2s,for=200ms)',
    'quantiles(p0=1ms,p50=8ms,p99.95=20ms,p100=80ms)',
  ])('prints %s so that it reads back as the same', (text) => {
    const given = read(text) as LatencyProfile;
    expect(given).toHaveProperty('kind');
    expect(read(formatProfile(given))).toEqual(given);
  });

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
