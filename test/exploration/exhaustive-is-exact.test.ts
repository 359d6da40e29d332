import { describe, expect, it } from 'vitest';
import { Exhaustive, explore } from '../../src/exploration/index.js';
import { counted } from '../soundness/counted.js';
import { sized } from '../soundness/sizes.js';
import { bruteForce } from './brute-force.js';
import { dice } from './dice.js';
import { randomProgram } from './random-program.js';
import { programOf } from './small-machine.js';
import { outcomesByStateSpace } from './state-space.js';

/** Ten times as many programs in the full run. */
const TIMES = sized({ suite: 1, full: 10 });
const PROGRAMS = 2000 * TIMES;
const LONG_PROGRAMS = 500 * TIMES;

const seedsTo = (last: number): string => `1–${last.toLocaleString('en-US')}`;

describe('exhaustive exploration equals unreduced search', () => {
  it(`on random programs of at most 4 tasks and 8 steps, seeds ${seedsTo(PROGRAMS)}, untimed`, async () => {
    let abandoned = 0;
    let classes = 0;
    for (let seed = 1; seed <= PROGRAMS; seed += 1) {
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
      classes += found.classes;
    }
    // Footprints here depend on data, so a prediction may err: about one run in ten thousand.
    expect(abandoned).toBeLessThan(10 * TIMES);
    counted('random programs, untimed', {
      seeds: seedsTo(PROGRAMS),
      counts: { programs: PROGRAMS, classes, abandoned },
    });
  });

  it.each([
    { timing: 'timed', clock: 'windows', programs: PROGRAMS, stepsMax: 5, compareUsMax: 3 },
    { timing: 'untimed', clock: 'free', programs: 300 * TIMES, stepsMax: 4, compareUsMax: 2 },
  ] as const)(
    'on $programs random programs that compare the clock, $timing',
    async ({ timing, clock, programs, stepsMax, compareUsMax }) => {
      let classes = 0;
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
        classes += found.classes;
      }
      counted(`random programs that compare the clock, ${timing}`, {
        seeds: seedsTo(programs),
        counts: { programs, classes },
      });
    },
  );

  it(`finds the outcomes that a memoised state-space search finds, on ${LONG_PROGRAMS} programs of 9–12 steps`, async () => {
    let outcomes = 0;
    for (let seed = 1; seed <= LONG_PROGRAMS; seed += 1) {
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
      outcomes += found.outcomes.size;
    }
    counted('long random programs against a state-space search', {
      seeds: `50,001–${(50_000 + LONG_PROGRAMS).toLocaleString('en-US')}`,
      counts: { programs: LONG_PROGRAMS, outcomes },
    });
  });
});
