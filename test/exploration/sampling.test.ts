import { describe, expect, it } from 'vitest';
import {
  ClassEstimate,
  countLinearExtensions,
  explore,
  Pct,
  Pos,
  RandomWalk,
  type Strategy,
} from '../../src/exploration/index.js';
import type { Program } from '../../src/kernel/index.js';
import { bruteForce } from './brute-force.js';
import { chains } from './chains.js';
import { dice } from './dice.js';
import { randomProgram } from './random-program.js';
import { programOf } from './small-machine.js';
import { fourEffects, straightLineProgram } from './straight-line-tasks.js';

async function hits(program: Program<string>, strategy: Strategy): Promise<number> {
  const found = await explore(program, strategy);
  return found.outcomes.get('bug')?.schedules ?? 0;
}

function bugIf(order: RegExp): (text: string) => string {
  return (text) => (order.test(text) ? 'bug' : 'fine');
}

describe('random walk', { timeout: 30_000 }, () => {
  it('is uniform over what is enabled: χ² of 40,000 first and second picks, seed 7', async () => {
    const counts = new Map<string, number>();
    await explore(
      chains([2, 2, 2, 2], (order) => order.slice(0, 5)),
      new RandomWalk({ runs: 40_000, random: dice(7) }),
      {
        onRun: (_run, _relation, outcome) => counts.set(outcome, (counts.get(outcome) ?? 0) + 1),
      },
    );
    // 4 × 4 pairs, each 2,500 times; 15 degrees of freedom: χ² < 37.7 with probability 0.999.
    const chiSquare = [...counts.values()].reduce(
      (sum, seen) => sum + (seen - 2500) ** 2 / 2500,
      0,
    );
    expect(counts.size).toBe(16);
    expect(chiSquare).toBeLessThan(37.7);
  });

  it('says how many runs it drew', async () => {
    const found = await explore(
      chains([1, 1], () => 'x'),
      new RandomWalk({ runs: 3, random: dice(1) }),
    );
    expect(found).toMatchObject({
      strategy: 'random walk',
      schedules: 3,
      coverage: { kind: 'sampled', runs: 3 },
    });
  });
});

describe('pct meets its bound 1/(n·k^(d−1)) where the random walk misses', {
  timeout: 30_000,
}, () => {
  // Depth 1: all 20 steps of a before the first of b. Random: 2^-20. PCT: a above b, 1/2.
  const depth1 = chains([20, 1], bugIf(/a19 b0/));
  // Depth 2: all 15 steps of b between a4 and a5. Random: 5 + 15 picks right, 2^-20. PCT: a above b, change at step 5: 1/(2·25).
  const depth2 = chains([10, 15], bugIf(/a4 b0 .*b14 a5/));
  // Depth 3: a0–a6, b0–b6, a7–a13, b7–b13. Random: 7 + 7 + 7 picks right, 2^-21. PCT: changes at 7 and 14: 1/(2·28²).
  const depth3 = chains([14, 14], bugIf(/a6 b0 .*b6 a7 .*a13 b7/));

  it.each([
    { depth: 1, program: depth1, steps: 21, runs: 400 },
    { depth: 2, program: depth2, steps: 25, runs: 5_000 },
    { depth: 3, program: depth3, steps: 28, runs: 40_000 },
  ])('depth $depth in $runs runs, seed 11', async ({ depth, program, steps, runs }) => {
    const expected = runs / (2 * steps ** (depth - 1));
    const found = await hits(program, new Pct({ runs, random: dice(11), depth, steps }));
    // The number of hits is binomial: three standard deviations below the bound's mean are allowed.
    expect(found).toBeGreaterThanOrEqual(expected - 3 * Math.sqrt(expected));
    expect(found).toBeGreaterThan(0);
    // Random expects at most 40,000 · 2^-20 = 0.04 hits.
    expect(await hits(program, new RandomWalk({ runs, random: dice(11) }))).toBe(0);
  });

  it('learns the number of steps when it is not given, and takes tasks from the caller', async () => {
    const found = await hits(
      depth2,
      new Pct({ runs: 5_000, random: dice(3), depth: 2, taskOf: (key) => Math.floor(key / 1000) }),
    );
    expect(found).toBeGreaterThan(50);
  });
});

describe('pos', () => {
  it('hits an order of one late race that the random walk misses, seed 5', async () => {
    // The race on x: b first or a last. Random: b waits 15 times, 2^-15. POS: b draws the lowest of 16: 1/16.
    const program = chains([16, 1], bugIf(/a15 b0/), (task, step) =>
      task === 1 || step === 15 ? 'x' : null,
    );
    expect(await hits(program, new Pos({ runs: 2_000, random: dice(5) }))).toBeGreaterThan(
      2_000 / 20,
    );
    expect(await hits(program, new RandomWalk({ runs: 2_000, random: dice(5) }))).toBe(0);
  });

  it('draws anew for what races with the last step', async () => {
    const found = await explore(
      straightLineProgram([fourEffects(), fourEffects()]),
      new Pos({ runs: 400, random: dice(2) }),
    );
    expect(found.classes).toBe(10);
  });
});

describe('estimate of the number of classes', { timeout: 30_000 }, () => {
  it.each([
    { tasks: 2, classes: 10, runs: 2_000 },
    { tasks: 3, classes: 378, runs: 4_000 },
    { tasks: 4, classes: 37_272, runs: 2_000 },
  ])('is within four standard errors of $classes, seed 1', async ({ tasks, classes, runs }) => {
    const estimate = new ClassEstimate();
    const program = straightLineProgram(Array.from({ length: tasks }, () => fourEffects()));
    await explore(program, new RandomWalk({ runs, random: dice(1) }, estimate));
    expect(Math.abs(estimate.classes! - classes)).toBeLessThan(4 * estimate.standardError!);
    expect(estimate.standardError! / classes).toBeLessThan(0.1);
  });

  it('counts only classes that are feasible, with fair coins for comparisons', async () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const small = randomProgram(dice(seed), {
        tasks: 2,
        stepsMin: 3,
        stepsMax: 4,
        compareUsMax: 3,
        schedulesMax: 20,
      });
      const { size } = bruteForce(small, 'windows').classes;
      const estimate = new ClassEstimate();
      await explore(
        programOf(small),
        new RandomWalk({ runs: 2_000, random: dice(seed) }, estimate),
        { timing: 'timed' },
      );
      expect(Math.abs(estimate.classes! - size), `seed ${seed}`).toBeLessThanOrEqual(
        4 * estimate.standardError! + 1e-9,
      );
    }
  });

  it('is null without runs, and where the orders of a class are too many to count', async () => {
    const estimate = new ClassEstimate();
    expect([estimate.classes, estimate.standardError]).toEqual([null, null]);
    await explore(
      chains([20, 20], () => 'x'),
      new RandomWalk({ runs: 2, random: dice(1) }, estimate),
    );
    expect([estimate.classes, estimate.standardError]).toEqual([null, null]);
  });

  it('counts the orders of a class: two free chains of 3 and 2 steps have 10', async () => {
    let orders: number | null = 0;
    let capped: number | null = 0;
    await explore(
      chains([3, 2], () => 'x'),
      new RandomWalk({ runs: 1, random: dice(1) }),
      {
        onRun: (_run, relation) => {
          orders = countLinearExtensions(relation);
          capped = countLinearExtensions(relation, 5);
        },
      },
    );
    expect([orders, capped]).toEqual([10, null]);
  });

  it.each(['pct', 'pos'])('%s answers comparisons by fair coins', async (name) => {
    const small = {
      tasks: [
        [
          {
            minUs: 0,
            maxUs: 1,
            dueUs: 0,
            ops: [{ do: 'compare', windowUs: 1, granularityUs: 1, phaseUs: 0 } as const],
          },
        ],
      ],
      roots: [0],
    };
    const sampling = { runs: 20, random: dice(1) };
    const strategy = name === 'pct' ? new Pct({ ...sampling, depth: 2 }) : new Pos(sampling);
    expect((await explore(programOf(small), strategy)).classes).toBe(2);
  });
});
