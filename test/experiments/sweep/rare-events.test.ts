import { describe, expect, it } from 'vitest';
import { clopperPearson } from '../../../src/experiments/index.js';
import {
  failingBoxes,
  type RareResult,
  runRare,
  sampleBoxes,
} from '../../../src/experiments/sweep/rare-events.js';
import { runTrials } from '../../../src/experiments/sweep/trials.js';
import { Streams } from '../../../src/kernel/index.js';
import { twoRunners } from './two-runners.js';

/**
 * Only the request of a write takes time: a whole number of µs from 0 to 999,
 * all alike. r1 has written its position after three writes, x₁ + x₂ + x₃; r2
 * checks at D + y, after one. Put a = 999 − x: a duplicate needs
 * a₁ + a₂ + a₃ + y ≤ s with s = 2,997 − D. There are C(s + 3, 4) ways to stay
 * below s and C(s + 3, 3) to meet it, of 1000⁴. Where it is met, r2 has three
 * steps to make in the same microsecond (signal stored, its answer, the check)
 * before r1's one: a tie that it wins three times, 1 in 8.
 */
function rareProbability(s: number): number {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  return (choose(s + 3, 4) + choose(s + 3, 3) / 8) / 1e12;
}

const rareSetting = (s: number, seed = 1) =>
  twoRunners({ 'db.write.request': 'uniform(0us,999us)' }, { r2Start: `${2_997 - s}us`, seed });

async function rare(s: number, runs: number, seed = 1): Promise<RareResult> {
  const result = await runRare({ setting: rareSetting(s, seed), runs }, () => false);
  if (result === null) throw new Error('not done');
  return result;
}

describe('an event of probability 1e-5', { timeout: 60_000 }, () => {
  const truth = rareProbability(124);

  it('has a probability that can be worked out', () => {
    // C(127, 4) = 10,334,625 and C(127, 3) = 333,375: (10,334,625 + 41,672) / 10¹².
    expect(truth).toBeCloseTo(1.0376e-5, 8);
  });

  it.each([1, 2, 3, 4, 5])(
    'is estimated within 30 % with 1,500 runs, seed %i; its interval holds it',
    async (seed) => {
      const { probability, low, high } = await rare(124, 1_500, seed * 100_000);
      expect(Math.abs(probability / truth - 1)).toBeLessThan(0.3);
      expect(low).toBeLessThan(truth);
      expect(high).toBeGreaterThan(truth);
    },
  );

  it('is not seen at all by as many replays', async () => {
    const setting = rareSetting(124);
    const trials = await runTrials({ setting, count: 1_500, probes: 0 }, () => false);
    expect(trials.duplicates).toBe(0);
  });
});

describe('the estimate of a rare event', { timeout: 60_000 }, () => {
  it('agrees with plain replays where these see it too', async () => {
    // s = 900: C(903, 4)/10¹² = 0.0275.
    const truth = rareProbability(900);
    const plain = await runTrials(
      { setting: rareSetting(900, 7), count: 2_000, probes: 0 },
      () => false,
    );
    const interval = clopperPearson(plain.duplicates, plain.done);
    expect(interval.low).toBeLessThan(truth);
    expect(interval.high).toBeGreaterThan(truth);
    const { probability, low, high, hits } = await rare(900, 600, 7);
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(Math.abs(probability / truth - 1)).toBeLessThan(0.3);
    // Six runs in a hundred would have been hits of plain replays; here far more are.
    expect(hits / 600).toBeGreaterThan(0.2);
  });

  it('covers the truth in at least 93 of 100 trials, each of 60 runs', async () => {
    const truth = rareProbability(124);
    // Exploring draws nothing that matters here: the boxes are those of every seed.
    const boxes = (await failingBoxes(rareSetting(124), () => false))!;
    let covered = 0;
    for (let nth = 0; nth < 100; nth++) {
      const request = { setting: rareSetting(124, 1_000 * (nth + 1)), runs: 60 };
      const { low, high } = (await sampleBoxes(request, boxes, () => false))!;
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(93);
  });

  it('is nothing, and certain, where no order with a duplicate is possible', async () => {
    const setting = twoRunners({ 'db.write': 'uniform(1ms,2ms)' }, { r2Start: '30ms' });
    expect(await runRare({ setting, runs: 10 }, () => false)).toMatchObject({
      runs: 0,
      probability: 0,
      high: 0,
    });
  });

  it('is not made where exploring is cut short, or where faults are drawn', async () => {
    expect(await runRare({ setting: rareSetting(124), runs: 10 }, () => true)).toBeNull();
  });
});

describe('the interval of plain replays', () => {
  it.each([0.002, 0.05, 0.3])(
    'covers a known probability of %f in at least 93 of 100 synthetic trials of 200',
    (truth) => {
      let covered = 0;
      for (let nth = 0; nth < 100; nth++) {
        const stream = new Streams(nth).open('synthetic');
        let hits = 0;
        for (let draw = 0; draw < 200; draw++) if (stream.next() < truth) hits++;
        const { low, high } = clopperPearson(hits, 200);
        if (low <= truth && truth <= high) covered++;
      }
      expect(covered).toBeGreaterThanOrEqual(93);
    },
  );
});
