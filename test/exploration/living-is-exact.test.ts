import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlSession } from '../../src/database/index.js';
import { Exhaustive, explore } from '../../src/exploration/index.js';
import { type Delay, type RandomStream, Streams } from '../../src/kernel/index.js';
import { counted } from '../soundness/counted.js';
import { sized } from '../soundness/sizes.js';
import {
  type LivingOutcome,
  type LivingProgram,
  openItems,
  RunningLivingProgram,
} from './living-program.js';
import { everyInterleaving, type SqlBruteForce } from './sql-brute-force.js';

/** Ten times as many programs in the full run. */
const TIMES = sized({ suite: 1, full: 10 });
const PROGRAMS = 100 * TIMES;
const SCHEDULES_MAX = 600;

let session: SqlSession;
beforeAll(async () => {
  session = await openItems();
});
afterAll(() => session.close());

function randomLivingProgram(draws: RandomStream): LivingProgram {
  const pick = <T>(...from: readonly T[]): T => from[draws.below(from.length)]!;
  const window = (most: number): Delay => {
    const minUs = draws.below(most);
    const maxUs = minUs + draws.below(most);
    return { us: minUs, minUs, maxUs };
  };
  const ask = (): 'read' | 'write' => pick('read', 'write', 'write');
  const tasksCount = pick(2, 2, 3);
  return {
    tasks: Array.from({ length: tasksCount }, (_, index) =>
      tasksCount === 2 && index === 0 && draws.below(3) === 0 ? [ask(), ask()] : [ask()],
    ),
    connectionsCount: pick(1, 2, 3),
    checkoutTimeoutUs: pick(null, 0, 2, 5),
    hold: pick(null, window(4), window(6)),
    busyTimeoutUs: pick(0, 2, 6),
    pause: window(5),
    leg: window(3),
  };
}

/** Null where there are too many interleavings to count them one by one. */
async function bruteForce(program: RunningLivingProgram): Promise<SqlBruteForce | null> {
  try {
    return await everyInterleaving(program, SCHEDULES_MAX);
  } catch (error) {
    if (/^more than/.test((error as Error).message)) return null;
    throw error;
  }
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

describe('exhaustive exploration of programs that wait for connections and for the one writer', () => {
  it(`equals unreduced search on small random programs, seeds 1–${PROGRAMS}, timed and untimed`, async () => {
    const seen = {
      compared: 0,
      classes: 0,
      timedClasses: 0,
      busy: 0,
      refused: 0,
      many: 0,
      blocked: 0,
    };
    for (let seed = 1; seed <= PROGRAMS; seed++) {
      const words = `seed ${seed}`;
      const small = randomLivingProgram(new Streams(seed).open('living'));
      const program = new RunningLivingProgram(small, session);
      const brute = await bruteForce(program);
      if (brute === null) {
        program.close();
        continue;
      }
      const untimed = await explore(program, new Exhaustive(), { timing: 'untimed' });
      const timed = await explore(program, new Exhaustive(), { timing: 'timed' });
      program.close();
      const classes = [...brute.classes.values()];
      for (const { outcomes } of classes) expect(outcomes.size, words).toBe(1);
      const possible = classes.filter(({ isFeasible }) => isFeasible);
      expect(sorted(untimed.outcomes.keys()), words).toEqual(
        sorted(classes.flatMap(({ outcomes }) => [...outcomes])),
      );
      expect(untimed, words).toMatchObject({
        coverage: { kind: 'complete' },
        classes: classes.length,
      });
      expect(sorted(timed.outcomes.keys()), words).toEqual(
        sorted(possible.flatMap(({ outcomes }) => [...outcomes])),
      );
      expect(timed, words).toMatchObject({
        coverage: { kind: 'complete' },
        classes: possible.length,
        infeasible: classes.length - possible.length,
      });
      seen.compared++;
      seen.classes += classes.length;
      seen.timedClasses += possible.length;
      const outcomes: LivingOutcome[] = [...timed.outcomes.values()].map(({ outcome }) => outcome);
      seen.busy += outcomes.some(({ busy }) => busy > 0) ? 1 : 0;
      seen.refused += outcomes.some(({ refused }) => refused > 0) ? 1 : 0;
      seen.many += outcomes.length > 1 ? 1 : 0;
    }
    // What the programs were like: a generator that stops making some kind of them proves less.
    expect(seen.compared).toBeGreaterThan(60 * TIMES);
    expect(seen.classes).toBeGreaterThan(350 * TIMES);
    expect(seen.timedClasses).toBeGreaterThan(250 * TIMES);
    expect(seen.many).toBeGreaterThan(55 * TIMES);
    expect(seen.busy).toBeGreaterThan(8 * TIMES);
    expect(seen.refused).toBeGreaterThan(10 * TIMES);
    counted('programs that wait for connections and the writer', {
      seeds: `1–${PROGRAMS.toLocaleString('en-US')}`,
      counts: {
        programs: seen.compared,
        classes: seen.classes,
        'timed classes': seen.timedClasses,
      },
    });
  });
});
