import { describe, expect, it } from 'vitest';
import {
  criticalBound,
  Exhaustive,
  explore,
  type HappensBefore,
  type Recording,
  witnessTiming,
} from '../../src/exploration/index.js';
import { bruteForce } from './brute-force.js';
import { dice } from './dice.js';
import { randomProgram } from './random-program.js';
import { programOf, type SmallProgram } from './small-machine.js';

/** Every condition of a timing, checked one by one. */
function breaksNothing(run: Recording, relation: HappensBefore, times: readonly number[]): boolean {
  for (let step = 0; step < run.length; step += 1) {
    const { since, parent, minUs, maxUs } = run.completions[step]!;
    const latency = times[step]! - (times[since] ?? 0);
    if (latency < minUs || latency > maxUs || times[step]! < (times[parent] ?? 0)) return false;
    for (let earlier = 0; earlier < step; earlier += 1) {
      if (relation.isBefore(earlier, step) && times[earlier]! > times[step]!) return false;
    }
    for (const [nth, { since: moment, windowUs, granularityUs, phaseUs }] of run.comparisons[
      step
    ]!.entries()) {
      const seen =
        Math.floor(((times[moment] ?? 0) + phaseUs) / granularityUs) * granularityUs - phaseUs;
      if (times[step]! - seen >= windowUs !== run.answers[step]![nth]) return false;
    }
  }
  return true;
}

const SHAPE = { tasks: 3, stepsMin: 2, stepsMax: 5, compareUsMax: 3, schedulesMax: 60 };

describe('timed feasibility', { timeout: 30_000 }, () => {
  it('gives a witness that breaks nothing, for every feasible class of 300 random programs', async () => {
    let witnesses = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      await explore(programOf(randomProgram(dice(seed), SHAPE)), new Exhaustive(), {
        timing: 'timed',
        onRun(run, relation) {
          const times = witnessTiming(run, relation);
          witnesses += 1;
          expect(times !== null && breaksNothing(run, relation, times), `seed ${seed}`).toBe(true);
        },
      });
    }
    expect(witnesses).toBeGreaterThan(500);
  });

  it('decides comparisons of clock seconds of several granularities at once', async () => {
    const compare = (windowUs: number, granularityUs: number, phaseUs: number) =>
      ({ do: 'compare', windowUs, granularityUs, phaseUs }) as const;
    for (let phaseUs = 0; phaseUs < 6; phaseUs += 1) {
      const small: SmallProgram = {
        roots: [0],
        tasks: [
          [
            { minUs: 0, maxUs: 7, dueUs: 0, ops: [] },
            {
              minUs: 0,
              maxUs: 5,
              dueUs: 0,
              ops: [compare(3, 2, phaseUs % 2), compare(4, 3, phaseUs % 3), compare(6, 6, phaseUs)],
            },
            { minUs: 0, maxUs: 4, dueUs: 0, ops: [compare(2, 3, phaseUs % 3)] },
          ],
        ],
      };
      const brute = bruteForce(small, 'windows');
      const found = await explore(programOf(small), new Exhaustive(), { timing: 'timed' });
      expect(found).toMatchObject({ classes: brute.classes.size, redundant: 0 });
      const free = await explore(programOf(small), new Exhaustive());
      expect(free).toMatchObject({ classes: bruteForce(small, 'free', 12).classes.size });
    }
  });
});

describe('critical bound', { timeout: 30_000 }, () => {
  /** The question answered by trying every value up to a limit. */
  function byTrying(
    run: Recording,
    relation: HappensBefore,
    concerns: (key: number) => boolean,
    bound: 'max' | 'min',
  ): number | null {
    const possible: number[] = [];
    for (let us = 0; us <= 40; us += 1) {
      const override = (key: number, { minUs, maxUs }: { minUs: number; maxUs: number }) =>
        concerns(key) ? (bound === 'max' ? { minUs, maxUs: us } : { minUs: us, maxUs }) : undefined;
      if (witnessTiming(run, relation, 'timed', override) !== null) possible.push(us);
    }
    const found = bound === 'max' ? possible[0] : possible.at(-1);
    return found === undefined ? null : found === 40 ? Number.POSITIVE_INFINITY : found;
  }

  it.each(['max', 'min'] as const)(
    'is what trying every value finds, for every class of 150 random programs (%s)',
    async (bound) => {
      let positive = 0;
      for (let seed = 1; seed <= 150; seed += 1) {
        const concerns = (key: number): boolean => key % 2 === seed % 2;
        await explore(programOf(randomProgram(dice(seed), SHAPE)), new Exhaustive(), {
          onRun(run, relation) {
            const value = criticalBound(run, relation, { concerns, bound });
            expect(value, `seed ${seed}`).toBe(byTrying(run, relation, concerns, bound));
            if (value !== null && value > 0 && value < 40) positive += 1;
          },
        });
      }
      expect(positive).toBeGreaterThan(100);
    },
  );

  it('is the sum that can be worked out by hand: a write that must outlast a read and a decision', async () => {
    // The reader reads at 2,000 … 3,000 and decides 5,000 … 6,000 later; the writer, from the start, must come after that: 7,000.
    const step = (minUs: number, maxUs: number, op: { do: 'read' | 'write'; plus?: number }) => ({
      minUs,
      maxUs,
      dueUs: 0,
      ops: [{ object: 0, key: 0, plus: 1, ...op } as never],
    });
    const small: SmallProgram = {
      roots: [0, 1],
      tasks: [
        [step(2_000, 3_000, { do: 'read' }), step(5_000, 6_000, { do: 'read' })],
        [step(0, 100, { do: 'write' })],
      ],
    };
    const bounds: (number | null)[] = [];
    await explore(programOf(small), new Exhaustive(), {
      onRun: (run, relation) =>
        bounds.push(criticalBound(run, relation, { concerns: (key) => key === 100, bound: 'max' })),
    });
    expect(bounds.sort((a, b) => a! - b!)).toEqual([0, 2_000, 7_000]);
  });
});
