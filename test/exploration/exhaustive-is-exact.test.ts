import { describe, expect, it } from 'vitest';
import { Exhaustive, explore } from '../../src/exploration/index.js';
import { bruteForce } from './brute-force.js';
import { dice } from './dice.js';
import { randomProgram } from './random-program.js';
import { programOf } from './small-machine.js';
import { outcomesByStateSpace } from './state-space.js';

describe('exhaustive exploration equals unreduced search', () => {
  it('on 2,000 random programs of at most 4 tasks and 8 steps, seeds 1–2000, untimed', {
    timeout: 60_000,
  }, async () => {
    let abandoned = 0;
    for (let seed = 1; seed <= 2000; seed += 1) {
      const small = randomProgram(dice(seed), {
        tasks: 4,
        stepsMin: 3,
        stepsMax: 8,
        compareUsMax: -1,
        schedulesMax: 600,
      });
      const brute = bruteForce(small, 'none');
      const found = await explore(programOf(small), new Exhaustive());
      expect([...found.outcomes.keys()].sort(), `seed ${seed}`).toEqual([...brute.outcomes].sort());
      expect(found, `seed ${seed}`).toMatchObject({ classes: brute.classes.size, redundant: 0 });
      abandoned += found.abandoned;
    }
    // Footprints here depend on data, so a prediction may err: about one run in ten thousand.
    expect(abandoned).toBeLessThan(10);
  });

  it.each([
    { timing: 'timed', clock: 'windows', programs: 2000, stepsMax: 5, compareUsMax: 3 },
    { timing: 'untimed', clock: 'free', programs: 300, stepsMax: 4, compareUsMax: 2 },
  ] as const)(
    'on $programs random programs that compare the clock, $timing',
    {
      timeout: 60_000,
    },
    async ({ timing, clock, programs, stepsMax, compareUsMax }) => {
      for (let seed = 1; seed <= programs; seed += 1) {
        const small = randomProgram(dice(seed), {
          tasks: 3,
          stepsMin: 2,
          stepsMax,
          compareUsMax,
          schedulesMax: 60,
        });
        // Gaps wider than the largest window, 2 µs, plus its granule, 2 µs, tell nothing new.
        const brute = bruteForce(small, clock, 4);
        const found = await explore(programOf(small), new Exhaustive(), { timing });
        expect([...found.outcomes.keys()].sort(), `seed ${seed}`).toEqual(
          [...brute.outcomes].sort(),
        );
        expect(found, `seed ${seed}`).toMatchObject({ classes: brute.classes.size, redundant: 0 });
      }
    },
  );

  it('finds the outcomes that a memoised state-space search finds, on 500 programs of 9–12 steps', {
    timeout: 60_000,
  }, async () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const small = randomProgram(dice(seed + 50_000), {
        tasks: 4,
        stepsMin: 9,
        stepsMax: 12,
        compareUsMax: -1,
        schedulesMax: 12_000,
      });
      const found = await explore(programOf(small), new Exhaustive());
      expect([...found.outcomes.keys()].sort(), `seed ${seed}`).toEqual(
        [...outcomesByStateSpace(small)].sort(),
      );
      expect(found.redundant, `seed ${seed}`).toBe(0);
    }
  });
});
