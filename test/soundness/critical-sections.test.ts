import { describe, expect, it } from 'vitest';
import { engine } from '../../src/index.js';
import { dice } from '../exploration/dice.js';
import { counted } from './counted.js';
import { depthOf, isDeadlock, isNested, randomCriticalSections } from './critical-sections.js';
import { everyOrder } from './critical-sections-brute-force.js';
import { criticalSections } from './critical-sections-program.js';
import { sized } from './sizes.js';

const PROGRAMS = sized({ suite: 200, full: 5_000 });

describe('exhaustive exploration of programs with locks, semaphores and nested critical sections', () => {
  it(`has the outcomes, the deadlocks and the classes of every order, for ${PROGRAMS} random programs, seeds 1–${PROGRAMS}, at the first call`, async () => {
    const sums = { programs: 0, schedules: 0, classes: 0, redundant: 0, begunAgain: 0 };
    /** What the programs were like: a generator that stops making some kind of them proves less. */
    const kinds = {
      contention: 0,
      deadlock: 0,
      manyOutcomes: 0,
      severalPermits: 0,
      takenTwice: 0,
      nested: 0,
      lazy: 0,
    };
    for (let seed = 1; seed <= PROGRAMS; seed += 1) {
      const small = randomCriticalSections(dice(seed));
      const brute = everyOrder(small);
      let voids = 0;
      const found = await engine.exploreExhaustively(criticalSections(small), {
        onVoid: () => {
          voids += 1;
        },
      });
      const words = `seed ${seed}`;
      const outcomes = [...found.components[0]!.outcomes.keys()];
      expect(outcomes.sort(), words).toEqual([...brute.outcomes].sort());
      expect(found, words).toMatchObject({
        coverage: { kind: 'complete' },
        classes: brute.classes.size,
        redundant: 0,
      });

      sums.programs += 1;
      sums.schedules += brute.schedules;
      sums.classes += found.classes;
      sums.redundant += found.redundant;
      if (voids > 0) sums.begunAgain += 1;
      const { semaphores, tasks } = small;
      if (brute.hasContention) kinds.contention += 1;
      if (outcomes.some(isDeadlock)) kinds.deadlock += 1;
      if (outcomes.length > 1) kinds.manyOutcomes += 1;
      if (semaphores.some(({ permits }) => permits > 1)) kinds.severalPermits += 1;
      const isTakenTwice = tasks.some((ops) => semaphores.some((_, one) => depthOf(ops, one) > 1));
      if (isTakenTwice) kinds.takenTwice += 1;
      if (tasks.some(isNested)) kinds.nested += 1;
      if (brute.lazy > 0) kinds.lazy += 1;
    }
    counted('locks and semaphores', { seeds: `1–${PROGRAMS}`, counts: { ...sums, ...kinds } });
    const least = {
      contention: 0.5,
      deadlock: 0.25,
      manyOutcomes: 0.6,
      severalPermits: 0.5,
      takenTwice: 0.4,
      nested: 0.6,
      lazy: 0.2,
    };
    for (const [kind, share] of Object.entries(least)) {
      expect(kinds[kind as keyof typeof kinds] / PROGRAMS, kind).toBeGreaterThan(share);
    }
    expect(sums.begunAgain / PROGRAMS).toBeGreaterThan(0.4);
  });
});
