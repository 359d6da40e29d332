import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlSession } from '../../src/database/index.js';
import {
  Exhaustive,
  type Exploration,
  explore,
  type TimingMode,
} from '../../src/exploration/index.js';
import { everyInterleaving } from './sql-brute-force.js';
import { type Outcome, RunningSqlProgram, SETUP } from './sql-program.js';
import { randomSqlProgram } from './sql-random-program.js';

const PROGRAMS = 2000;
const SCHEDULES_MAX = 5000;

let session: SqlSession;
beforeAll(async () => {
  session = await SqlSession.open(SETUP);
});
afterAll(() => session.close());

/** Explores until no lock turns out to matter that was taken for free. */
async function exploreAll(
  program: RunningSqlProgram,
  timing: TimingMode,
): Promise<{ found: Exploration<Outcome>; restarts: number }> {
  for (let restarts = 0; ; restarts += 1) {
    program.locks.changed = false;
    const found = await explore(program, new Exhaustive(), { timing });
    if (!program.locks.changed) return { found, restarts };
  }
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

describe('exhaustive exploration of programs over maps, locks and SQL', () => {
  it(`equals unreduced search on ${PROGRAMS} random programs, seeds 1–${PROGRAMS}, timed and untimed`, {
    timeout: 600_000,
  }, async () => {
    const seen = { skipped: 0, schedules: 0, classes: 0, timedClasses: 0, abandoned: 0 };
    const kinds = { restarted: 0, lockFree: 0, failing: 0, blocking: 0, branching: 0 };
    for (let seed = 1; seed <= PROGRAMS; seed += 1) {
      const small = randomSqlProgram(seed, seed % 20 === 0 ? 2520 : 300);
      const program = new RunningSqlProgram(small, session);
      const untimed = await exploreAll(program, 'untimed');
      const timed = await exploreAll(program, 'timed');
      const brute = await everyInterleaving(program, SCHEDULES_MAX);
      const words = `seed ${seed}`;
      expect(program.locks.changed, words).toBe(false);
      program.close();
      if (brute === null) {
        seen.skipped += 1;
        continue;
      }
      const classes = [...brute.classes.values()];
      // Footprints are sound only if equivalent orders cannot be told apart.
      for (const { outcomes } of classes) expect(outcomes.size, words).toBe(1);
      const possible = classes.filter(({ isFeasible }) => isFeasible);
      expect(sorted(untimed.found.outcomes.keys()), words).toEqual(
        sorted(classes.flatMap(({ outcomes }) => [...outcomes])),
      );
      expect(untimed.found, words).toMatchObject({
        coverage: { kind: 'complete' },
        classes: classes.length,
        redundant: 0,
      });
      expect(sorted(timed.found.outcomes.keys()), words).toEqual(
        sorted(possible.flatMap(({ outcomes }) => [...outcomes])),
      );
      expect(timed.found, words).toMatchObject({
        coverage: { kind: 'complete' },
        classes: possible.length,
        infeasible: classes.length - possible.length,
      });
      seen.schedules += brute.schedules;
      seen.classes += classes.length;
      seen.timedClasses += possible.length;
      seen.abandoned += untimed.found.abandoned;
      const outcomes = [...untimed.found.outcomes.values()].map(({ outcome }) => outcome);
      if (untimed.restarts > 0) kinds.restarted += 1;
      else if (small.tasks.flat().some((op) => op.do === 'acquire')) kinds.lockFree += 1;
      if (outcomes.some(({ errors }) => errors > 0)) kinds.failing += 1;
      if (outcomes.some(({ blocked }) => blocked > 0)) kinds.blocking += 1;
      if (outcomes.length > 1) kinds.branching += 1;
    }
    console.log(seen, kinds);
  });
});
