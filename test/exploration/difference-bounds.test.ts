import { describe, expect, it } from 'vitest';
import {
  DifferenceBounds,
  Exhaustive,
  explore,
  isFeasible,
  witnessTiming,
} from '../../src/exploration/index.js';
import { dice } from './dice.js';
import { randomProgram } from './random-program.js';
import { programOf } from './small-machine.js';

const SHAPE = { tasks: 3, stepsMin: 2, stepsMax: 5, compareUsMax: 0, schedulesMax: 60 };

describe('DifferenceBounds', { timeout: 60_000 }, () => {
  it('exists for what is possible, holds every witness, and each end of a leg is reached: 60 random programs', async () => {
    let legs = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      await explore(programOf(randomProgram(dice(seed), SHAPE)), new Exhaustive(), {
        onRun(run, relation) {
          const bounds = DifferenceBounds.ofClass(run, relation);
          const isPossible = isFeasible(run, relation, 'timed');
          if (bounds === null) {
            expect(isPossible, `seed ${seed}`).toBe(false);
            return;
          }
          if (!isPossible) return;
          for (let step = 0; step < run.length; step += 1) {
            const { key, since, alsoAfter, ...window } = run.completions[step]!;
            if (alsoAfter !== undefined) continue;
            const { minUs, maxUs } = bounds.between(since, step);
            const timing = (us: number) =>
              witnessTiming(run, relation, 'timed', (other) =>
                other === key ? { minUs: us, maxUs: us } : undefined,
              );
            // Exact where nothing is left out: both ends are possible, what is beyond is not.
            expect(timing(minUs), `seed ${seed}`).not.toBeNull();
            expect(timing(maxUs), `seed ${seed}`).not.toBeNull();
            if (maxUs < window.maxUs) expect(timing(maxUs + 1), `seed ${seed}`).toBeNull();
            if (minUs > window.minUs) expect(timing(minUs - 1), `seed ${seed}`).toBeNull();
            legs += 1;
          }
        },
      });
    }
    expect(legs).toBeGreaterThan(200);
  });

  it('takes a further constraint as if it had been there from the start', async () => {
    let narrowed = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      await explore(programOf(randomProgram(dice(seed), SHAPE)), new Exhaustive(), {
        onRun(run, relation) {
          if (!isFeasible(run, relation, 'timed')) return;
          const bounds = DifferenceBounds.ofClass(run, relation)!;
          const step = run.length - 1;
          const { key, since, alsoAfter } = run.completions[step]!;
          if (alsoAfter !== undefined) return;
          const { minUs, maxUs } = bounds.between(since, step);
          const middle = minUs + Math.ceil((maxUs - minUs) / 2);
          const above = bounds.with(step, since, middle)!;
          expect(bounds.with(step, since, maxUs + 1)).toBeNull();
          for (let other = 0; other < step; other += 1) {
            const leg = run.completions[other]!;
            if (leg.alsoAfter !== undefined || leg.key === key) continue;
            const ends = above.between(leg.since, other);
            for (const us of [ends.minUs, ends.maxUs]) {
              const timing = witnessTiming(run, relation, 'timed', (each) =>
                each === leg.key
                  ? { minUs: us, maxUs: us }
                  : each === key
                    ? { minUs: middle, maxUs }
                    : undefined,
              );
              expect(timing, `seed ${seed}`).not.toBeNull();
            }
            narrowed += 1;
          }
        },
      });
    }
    expect(narrowed).toBeGreaterThan(100);
  });
});
