import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyModel, latencyOf } from '../../src/database/index.js';
import type { LatencyProfile as AnyProfile } from '../../src/domain/index.js';
import { Streams } from '../../src/kernel/index.js';

type LatencyProfile = Exclude<AnyProfile, { kind: 'spikes' }>;

/** 10,000 delays of a profile, sorted: the draws are those of seed 1. */
function sample(profile: LatencyProfile): number[] {
  const stream = new Streams(1).open('latency/test');
  const latency = latencyOf(profile);
  const delays = Array.from({ length: 10_000 }, () => latency(stream.next()).us);
  return delays.sort((a, b) => a - b);
}

const wide: LatencyProfile = {
  kind: 'lognormal',
  p50Us: 8_000,
  p99Us: 40_000,
  minUs: 1,
  maxUs: 10_000_000,
};

describe('latency of one leg', () => {
  it('is the constant, whatever the draw', () => {
    const latency = latencyOf({ kind: 'constant', us: 5_000 });
    expect([0, 0.5, 0.999_999].map((draw) => latency(draw))).toEqual(
      Array(3).fill({ us: 5_000, minUs: 5_000, maxUs: 5_000 }),
    );
  });

  it('is uniform over whole microseconds, both ends included: counted for three values', () => {
    const latency = latencyOf({ kind: 'uniform', minUs: 2, maxUs: 4 });
    const counts = new Map<number, number>();
    for (let index = 0; index < 300; index++) {
      const { us } = latency(index / 300);
      counts.set(us, (counts.get(us) ?? 0) + 1);
    }
    expect([...counts]).toEqual([
      [2, 100],
      [3, 100],
      [4, 100],
    ]);
    expect(latency(0.999_999_999_999).us).toBe(4);
  });

  it('meets median and 99th percentile of a lognormal profile: 10,000 draws of seed 1 within 3 %', () => {
    const delays = sample(wide);
    expect(Math.abs(delays[4_999]! / 8_000 - 1)).toBeLessThan(0.03);
    // Standard error of the 99th percentile of 10,000 draws: about 2.6 % of it here.
    expect(Math.abs(delays[9_899]! / 40_000 - 1)).toBeLessThan(0.08);
  });

  it('is cut at both ends, not piled up there: the truncated profile keeps its shape', () => {
    const cut = sample({ ...wide, minUs: 4_000, maxUs: 16_000 });
    expect(cut[0]).toBeGreaterThanOrEqual(4_000);
    expect(cut.at(-1)).toBeLessThanOrEqual(16_000);
    // 4,000 and 16,000 lie one factor of two around the median: symmetric in the logarithm.
    expect(Math.abs(cut[4_999]! / 8_000 - 1)).toBeLessThan(0.03);
    expect(cut.filter((us) => us === 4_000).length).toBeLessThan(20);
  });

  it('stays inside its window for every draw and profile, and says the window, seed 9', () => {
    const ends = fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }));
    const profile = ends.chain(([minUs, more]) =>
      fc.oneof(
        fc.constant<LatencyProfile>({ kind: 'uniform', minUs, maxUs: minUs + more }),
        fc.record({
          kind: fc.constant('lognormal' as const),
          p50Us: fc.integer({ min: minUs, max: minUs + more }),
          p99Us: fc.constant(minUs + more + 1),
          minUs: fc.constant(minUs),
          maxUs: fc.constant(minUs + more),
        }),
      ),
    );
    const draw = fc.double({ min: 0, max: 1 - 2 ** -32, noNaN: true });
    fc.assert(
      fc.property(profile, draw, (words, at) => {
        const { us, minUs, maxUs } = latencyOf(words)(at);
        expect(Number.isInteger(us)).toBe(true);
        expect([minUs, maxUs]).toEqual([
          (words as { minUs: number }).minUs,
          (words as { maxUs: number }).maxUs,
        ]);
        expect(us).toBeGreaterThanOrEqual(minUs);
        expect(us).toBeLessThanOrEqual(maxUs);
      }),
      { seed: 9, numRuns: 500 },
    );
  });
});

describe('latency of a call', () => {
  it('is the round trip cut in two halves that add up, request rounded down and response up', () => {
    for (const us of [0, 1, 7, 8, 9_999]) {
      const model = new LatencyModel({ 'db.read': { kind: 'constant', us } });
      const request = model.delay('db.read', 'request', 0.3, 0);
      const response = model.delay('db.read', 'response', 0.8, 0);
      expect([request.us, response.us]).toEqual([Math.floor(us / 2), Math.ceil(us / 2)]);
      expect(request.us + response.us).toBe(us);
    }
  });

  it('halves the window as well: both legs of uniform(1 µs, 9 µs) stay in 0–4 and 1–5', () => {
    const model = new LatencyModel({ broker: { kind: 'uniform', minUs: 1, maxUs: 9 } });
    for (let draw = 0; draw < 1; draw += 0.01) {
      const request = model.delay('broker', 'request', draw, 0);
      const response = model.delay('broker', 'response', draw, 0);
      expect([request.minUs, request.maxUs]).toEqual([0, 4]);
      expect([response.minUs, response.maxUs]).toEqual([1, 5]);
      expect(request.us).toBeLessThanOrEqual(4);
      expect(response.us).toBeLessThanOrEqual(5);
    }
  });

  it('lets a profile of one leg go before that of the round trip, for that leg alone', () => {
    const model = new LatencyModel({
      'db.write': { kind: 'constant', us: 10 },
      'db.write.response': { kind: 'constant', us: 99 },
    });
    expect(model.delay('db.write', 'request', 0, 0).us).toBe(5);
    expect(model.delay('db.write', 'response', 0, 0).us).toBe(99);
  });

  it('is nothing where no profile says otherwise', () => {
    const model = new LatencyModel({});
    for (const operation of ['db.read', 'db.write', 'broker'] as const) {
      for (const leg of ['request', 'response'] as const) {
        expect(model.delay(operation, leg, 0.5, 0)).toEqual({ us: 0, minUs: 0, maxUs: 0 });
      }
    }
  });
});
