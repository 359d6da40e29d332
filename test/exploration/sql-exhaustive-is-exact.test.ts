import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlSession } from '../../src/database/index.js';
import {
  Exhaustive,
  type Exploration,
  explore,
  type TimingMode,
} from '../../src/exploration/index.js';
import { counted } from '../soundness/counted.js';
import { sized } from '../soundness/sizes.js';
import { everyInterleaving } from './sql-brute-force.js';
import { type Outcome, RunningSqlProgram, SETUP } from './sql-program.js';
import { randomSqlProgram } from './sql-random-program.js';

/** Five times as many programs in the full run. */
const TIMES = sized({ suite: 1, full: 5 });
const PROGRAMS = 2000 * TIMES;
/** 4 tasks of 2 steps each: no program of 8 steps has more interleavings, so none is left out. */
const SCHEDULES_MAX = 2520;

let session: SqlSession;
beforeAll(async () => {
  session = await SqlSession.open(SETUP);
});
afterAll(() => session.close());

/** With how often it began again, a lock having turned out to matter. */
async function exploreAll(
  program: RunningSqlProgram,
  timing: TimingMode,
): Promise<{ found: Exploration<Outcome>; restarts: number }> {
  let restarts = 0;
  const found = await explore(program, () => new Exhaustive(), {
    timing,
    onVoid: () => {
      restarts += 1;
    },
  });
  return { found, restarts };
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

describe('exhaustive exploration of programs over maps, locks and SQL', () => {
  it(`equals unreduced search on ${PROGRAMS} random programs of 2–4 tasks and 5–8 steps, seeds 1–${PROGRAMS}, timed and untimed`, async () => {
    /** What the programs were like: a generator that stops making some kind of them proves less. */
    const seen = { schedules: 0, classes: 0, timedClasses: 0, abandoned: 0, infeasible: 0 };
    const kinds = { lockSpans: 0, lockFree: 0, fails: 0, blocks: 0, hasManyOutcomes: 0 };
    for (let seed = 1; seed <= PROGRAMS; seed += 1) {
      const words = `seed ${seed}`;
      const small = randomSqlProgram(seed, seed % 20 === 0 ? SCHEDULES_MAX : 300);
      const program = new RunningSqlProgram(small, session);
      // What the one learns of locks the other starts with: each is the first one in turn.
      const order =
        seed % 2 === 0 ? (['timed', 'untimed'] as const) : (['untimed', 'timed'] as const);
      const first = await exploreAll(program, order[0]);
      const second = await exploreAll(program, order[1]);
      const [untimed, timed] =
        order[0] === 'untimed' ? [first.found, second.found] : [second.found, first.found];
      // The first one has learned all that any order can teach.
      expect(second.restarts, words).toBe(0);
      const { count } = program.locks;
      const brute = await everyInterleaving(program, SCHEDULES_MAX);
      expect(program.locks.count, words).toBe(count);
      program.close();

      const classes = [...brute.classes.values()];
      // Footprints are sound only if equivalent orders cannot be told apart.
      for (const { outcomes } of classes) expect(outcomes.size, words).toBe(1);
      const possible = classes.filter(({ isFeasible }) => isFeasible);
      expect(sorted(untimed.outcomes.keys()), words).toEqual(
        sorted(classes.flatMap(({ outcomes }) => [...outcomes])),
      );
      expect(untimed, words).toMatchObject({
        coverage: { kind: 'complete' },
        classes: classes.length,
        redundant: 0,
      });
      expect(sorted(timed.outcomes.keys()), words).toEqual(
        sorted(possible.flatMap(({ outcomes }) => [...outcomes])),
      );
      expect(timed, words).toMatchObject({
        coverage: { kind: 'complete' },
        classes: possible.length,
        infeasible: classes.length - possible.length,
      });

      seen.schedules += brute.schedules;
      seen.classes += classes.length;
      seen.timedClasses += possible.length;
      seen.infeasible += timed.infeasible;
      seen.abandoned += untimed.abandoned;
      if (first.restarts > 0) kinds.lockSpans += 1;
      else if (small.tasks.flat().some((op) => op.do === 'acquire')) kinds.lockFree += 1;
      const outcomes = [...untimed.outcomes.values()].map(({ outcome }) => outcome);
      if (outcomes.some(({ errors }) => errors > 0)) kinds.fails += 1;
      if (outcomes.some(({ blocked }) => blocked > 0)) kinds.blocks += 1;
      if (outcomes.length > 1) kinds.hasManyOutcomes += 1;
    }
    expect(seen.schedules).toBeGreaterThan(100_000 * TIMES);
    expect(seen.classes).toBeGreaterThan(10_000 * TIMES);
    expect(seen.timedClasses).toBeGreaterThan(7_000 * TIMES);
    expect(seen.infeasible).toBeGreaterThan(2_500 * TIMES);
    // Predictions may err where footprints depend on data: a few runs in ten thousand.
    expect(seen.abandoned).toBeLessThan(10 * TIMES);
    expect(kinds.lockSpans).toBeGreaterThan(500 * TIMES);
    expect(kinds.lockFree).toBeGreaterThan(300 * TIMES);
    expect(kinds.fails).toBeGreaterThan(250 * TIMES);
    expect(kinds.blocks).toBeGreaterThan(100 * TIMES);
    expect(kinds.hasManyOutcomes).toBeGreaterThan(1_000 * TIMES);
    counted('programs over maps, locks and SQL', {
      seeds: `1–${PROGRAMS.toLocaleString('en-US')}`,
      counts: {
        programs: PROGRAMS,
        classes: seen.classes,
        'timed classes': seen.timedClasses,
        'interleavings run one by one': seen.schedules,
        abandoned: seen.abandoned,
      },
    });
  });
});
