import { describe, expect, it } from 'vitest';
import { type ComposedProgram, exploreExhaustively } from '../../src/exploration/index.js';
import { below, dice } from './dice.js';
import { type Op, programOf, type SmallProgram, type SmallStep } from './small-machine.js';
import { outcomesByStateSpace } from './state-space.js';

/** The program with its components: those tasks alone, under the same keys. */
function composed(
  small: SmallProgram,
  parts: readonly (readonly number[])[],
): ComposedProgram<string> {
  return {
    ...programOf(small),
    components: () => parts.map((roots) => programOf({ ...small, roots })),
  };
}

/** Outcomes of components that touch different objects, put together: sums of stores and registers. */
function together(a: string, b: string): string {
  const [left, right] = [a.split('|'), b.split('|')];
  const sum = (part: number): string => {
    const other = right[part]!.split(',');
    return left[part]!.split(',')
      .map((value, i) => Number(value) + Number(other[i]))
      .join(',');
  };
  return [sum(0), sum(1), left[2]].join('|');
}

function step(...ops: Op[]): SmallStep {
  return { minUs: 0, maxUs: 9, dueUs: 0, ops };
}

/** Two tasks for each of two objects, all under one lock that is taken first and given back in a step of its own. */
function underOneLock(random: () => number): SmallProgram {
  const tasks = [0, 0, 1, 1].map((object) => {
    const body = Array.from({ length: 1 + below(random, 2) }, (): SmallStep => {
      const key = below(random, 2);
      const plus = 1 + below(random, 3);
      return step(
        { do: 'read', object, key: below(random, 2) },
        { do: 'skipIfOdd', ops: below(random, 2) },
        { do: 'write', object, key, plus },
      );
    });
    const [first, ...rest] = body;
    return [
      step({ do: 'lock', lock: 0 }, ...first!.ops),
      ...rest,
      step({ do: 'unlock', lock: 0 }, { do: 'add', object, key: 0, plus: 1 }),
    ];
  });
  return { tasks, roots: [0, 1, 2, 3] };
}

describe('components that share only a lock', { timeout: 30_000 }, () => {
  const mayShare = (object: string): boolean => object === 'lock0';

  it('have the outcomes of the whole, for 100 random programs whose steps take the lock first', async () => {
    let apart = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const small = underOneLock(dice(seed));
      const found = await exploreExhaustively(
        composed(small, [
          [0, 1],
          [2, 3],
        ]),
        { mayShare },
      );
      const [left, right] = found.components.map(({ outcomes }) => [...outcomes.keys()]);
      const product = new Set(left!.flatMap((a) => right!.map((b) => together(a, b))));
      expect([...product].sort(), `seed ${seed}`).toEqual([...outcomesByStateSpace(small)].sort());
      apart += found.classes;
    }
    // Together the first ten alone have more classes than all hundred apart.
    let whole = 0;
    for (let seed = 1; seed <= 10; seed += 1) {
      whole += (
        await exploreExhaustively(
          composed(underOneLock(dice(seed)), [
            [0, 1],
            [2, 3],
          ]),
        )
      ).classes;
    }
    expect(whole).toBeGreaterThan(apart);
  });

  it('lose outcomes where a step reads before it takes the lock: the condition is needed', async () => {
    const small: SmallProgram = {
      roots: [0, 1, 2],
      tasks: [
        [
          step(
            { do: 'read', object: 0, key: 0 },
            { do: 'lock', lock: 0 },
            { do: 'write', object: 0, key: 1, plus: 1 },
          ),
          step({ do: 'unlock', lock: 0 }),
        ],
        [step({ do: 'write', object: 0, key: 0, plus: 1 }, { do: 'read', object: 0, key: 1 })],
        [step({ do: 'lock', lock: 0 }), step({ do: 'unlock', lock: 0 })],
      ],
    };
    const apart = await exploreExhaustively(composed(small, [[0, 1], [2]]), { mayShare });
    const whole = await exploreExhaustively(composed(small, [[0, 1], [2]]));
    expect(whole.refused).toEqual([expect.stringContaining('lock0')]);
    expect(whole.components[0]!.outcomes.size).toBe(3);
    expect(apart.components[0]!.outcomes.size).toBe(2);
  });

  it('are explored together when timed, whatever the caller allows', async () => {
    const small = underOneLock(dice(1));
    const parts = [[0], [2]];
    const found = await exploreExhaustively(composed({ ...small, roots: [0, 2] }, parts), {
      mayShare,
      timing: 'timed',
    });
    expect(found.components).toHaveLength(1);
  });
});
