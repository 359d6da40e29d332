import { describe, expect, it } from 'vitest';
import {
  Exhaustive,
  explore,
  type HappensBefore,
  leastFeasible,
  type MovingWindow,
  type Recording,
  witnessTiming,
} from '../../src/exploration/index.js';
import type { Completion } from '../../src/kernel/index.js';
import { dice } from './dice.js';
import { randomProgram } from './random-program.js';
import { programOf, type SmallProgram } from './small-machine.js';

const TO = 24;

type Moves = (recorded: Pick<Completion, 'minUs' | 'maxUs'>) => MovingWindow;

/** The ways in which windows move: a point, a point of two, an upper end, a lower end, both at different paces. */
const MOVES: readonly { readonly what: string; readonly moves: Moves }[] = [
  { what: 'a point', moves: () => ({ minUs: 0, minSlope: 1, maxUs: 0, maxSlope: 1 }) },
  { what: 'a point and one', moves: () => ({ minUs: 1, minSlope: 1, maxUs: 1, maxSlope: 1 }) },
  {
    what: 'an upper end',
    moves: ({ minUs }) => ({ minUs, minSlope: 0, maxUs: minUs, maxSlope: 1 }),
  },
  {
    what: 'a lower end',
    moves: ({ maxUs }) => ({ minUs: 0, minSlope: 1, maxUs: maxUs + TO, maxSlope: 0 }),
  },
  { what: 'two paces', moves: () => ({ minUs: 2, minSlope: 1, maxUs: 2, maxSlope: 2 }) },
];

function byTrying(
  run: Recording,
  relation: HappensBefore,
  windowOf: (completion: Completion) => MovingWindow | null,
  from: number,
): number | null {
  const byKey = new Map(run.completions.slice(0, run.length).map((each) => [each.key, each]));
  for (let k = from; k <= TO; k += 1) {
    const timing = witnessTiming(run, relation, 'timed', (key) => {
      const moving = windowOf(byKey.get(key)!);
      if (moving === null) return undefined;
      const { minUs, minSlope, maxUs, maxSlope } = moving;
      return { minUs: minUs + minSlope * k, maxUs: maxUs + maxSlope * k };
    });
    if (timing !== null) return k;
  }
  return null;
}

describe('leastFeasible', { timeout: 60_000 }, () => {
  const shape = { tasks: 3, stepsMin: 2, stepsMax: 5, compareUsMax: 3, schedulesMax: 60 };

  it.each(MOVES)(
    'is what trying every value finds, for every class of 60 random programs: $what',
    async ({ moves }) => {
      let later = 0;
      let never = 0;
      let above = 0;
      for (let seed = 1; seed <= 60; seed += 1) {
        const windowOf = (completion: Completion): MovingWindow | null =>
          completion.key % 2 === seed % 2 ? moves(completion) : null;
        await explore(programOf(randomProgram(dice(seed), shape)), new Exhaustive(), {
          onRun(run, relation) {
            const tried = byTrying(run, relation, windowOf, 0);
            const least = leastFeasible(run, relation, { windowOf, from: 0, to: TO });
            expect(least, `seed ${seed}`).toBe(tried);
            if (least === null) never += 1;
            else if (least > 0) later += 1;
            if (least === null) return;
            // Asked from beyond the least: what is found is the next, or nothing, never what is below.
            const next = leastFeasible(run, relation, { windowOf, from: least + 1, to: TO });
            expect(next, `seed ${seed}`).toBe(byTrying(run, relation, windowOf, least + 1));
            if (next === null) above += 1;
          },
        });
      }
      // The cases are there: feasible from a value above 0 on, never, and not for ever after.
      expect(later + never + above).toBeGreaterThan(15);
    },
  );

  it('branches over clock seconds as the decision for one value does', async () => {
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
              ops: [compare(3, 2, phaseUs % 2), compare(6, 6, phaseUs)],
            },
            { minUs: 0, maxUs: 4, dueUs: 0, ops: [compare(2, 3, phaseUs % 3)] },
          ],
        ],
      };
      const windowOf = ({ key }: Completion): MovingWindow | null =>
        key % 3 === phaseUs % 3 ? { minUs: 0, minSlope: 1, maxUs: 0, maxSlope: 1 } : null;
      await explore(programOf(small), new Exhaustive(), {
        onRun(run, relation) {
          expect(leastFeasible(run, relation, { windowOf, from: 0, to: TO })).toBe(
            byTrying(run, relation, windowOf, 0),
          );
        },
      });
    }
  });

  it('is the sum that can be worked out by hand: a write that must come between two reads', async () => {
    // The reader reads at 2,000 … 3,000 and again 5,000 … 6,000 later: the writer, at exactly k,
    // comes after the first read from 2,000 on, and after the second from 7,000 on; before the
    // first up to 3,000, which is from 0 on; between them up to 9,000.
    const step = (minUs: number, maxUs: number, op: { do: 'read' | 'write' }) => ({
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
    const windowOf = ({ key }: Completion): MovingWindow | null =>
      key === 100 ? { minUs: 0, minSlope: 1, maxUs: 0, maxSlope: 1 } : null;
    const least: (number | null)[] = [];
    const askedFrom = (from: number): ((run: Recording, relation: HappensBefore) => void) => {
      return (run, relation) => {
        least.push(leastFeasible(run, relation, { windowOf, from, to: 1_000_000 }));
      };
    };
    await explore(programOf(small), new Exhaustive(), { onRun: askedFrom(0) });
    expect(least.splice(0).sort((a, b) => a! - b!)).toEqual([0, 2_000, 7_000]);
    // Beyond 9,000 only the order in which the write comes last is left.
    await explore(programOf(small), new Exhaustive(), { onRun: askedFrom(9_001) });
    expect(least.filter((each) => each !== null)).toEqual([9_001]);
  });
});
