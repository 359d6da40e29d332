import { describe, expect, it } from 'vitest';
import {
  type ComposedProgram,
  Exhaustive,
  explore,
  exploreExhaustively,
  Symmetry,
} from '../../src/exploration/index.js';
import { bruteForce } from './brute-force.js';
import { dice } from './dice.js';
import { randomProgram } from './random-program.js';
import { type Op, programOf, type SmallProgram } from './small-machine.js';
import { fourEffects, straightLineProgram } from './straight-line-tasks.js';

function tasks(count: number, options: Parameters<typeof fourEffects>[0] = {}) {
  return Array.from({ length: count }, () => fourEffects(options));
}

describe('symmetry', { timeout: 30_000 }, () => {
  it.each([
    { count: 2, classes: 5 },
    { count: 3, classes: 63 },
    { count: 4, classes: 1_553 },
  ])('$count identical tasks have $classes orbits, each run once', async ({ count, classes }) => {
    const everyone = Array.from({ length: count }, (_, task) => task);
    const found = await exploreExhaustively(straightLineProgram(tasks(count), [everyone]));
    expect(found).toMatchObject({
      classes,
      schedules: classes,
      redundant: 0,
      abandoned: 0,
      refused: [],
    });
    expect(found.coverage).toEqual({ kind: 'complete' });
  });

  it.each(['untimed', 'timed'] as const)(
    'counts the orbits of 100 random programs of 2–4 identical tasks as brute force does, %s',
    {
      timeout: 60_000,
    },
    async (timing) => {
      let renamed = 0;
      for (let seed = 1; seed <= 100; seed += 1) {
        const small = identicalTasks(dice(seed), timing);
        const brute = bruteForce(small, timing === 'timed' ? 'windows' : 'none');
        const orbits = new Set(
          [...brute.classes].map((text) => smallestRenaming(text, small.tasks.length)),
        );
        const outcomes = new Set([...brute.outcomes].map(nameless));
        const found = await exploreExhaustively(symmetricProgramOf(small), { timing });
        expect(found, `seed ${seed}`).toMatchObject({ classes: orbits.size, refused: [] });
        expect([...found.components[0]!.outcomes.keys()].sort(), `seed ${seed}`).toEqual(
          [...outcomes].sort(),
        );
        renamed += brute.classes.size - orbits.size;
      }
      expect(renamed).toBeGreaterThan(100);
    },
  );

  it('finds the same orbits whichever operation puts the tasks in order; the trial picks a cheap one', async () => {
    const program = symmetricProgramOf(checkCheckAct(4));
    const runs: number[] = [];
    for (let ordinal = 0; ordinal < 4; ordinal += 1) {
      const symmetry = new Symmetry([{ tasks: program.symmetry![0]!, ordinal }]);
      const found = await explore(program, new Exhaustive({ rule: symmetry }), { namer: symmetry });
      expect(found, `ordinal ${ordinal}`).toMatchObject({
        classes: 84,
        coverage: { kind: 'complete' },
      });
      runs.push(found.schedules + found.abandoned);
    }
    expect(await exploreExhaustively(program, { symmetry: 'ignore' })).toMatchObject({
      classes: 1856,
    });
    const chosen = await exploreExhaustively(program);
    expect(chosen.classes).toBe(84);
    expect(chosen.schedules + chosen.abandoned).toBe(Math.min(...runs));
  });

  it('puts two groups in order at once', async () => {
    const four = [...tasks(2, { group: 'a' }), ...tasks(2, { group: 'b' })];
    const found = await exploreExhaustively(
      straightLineProgram(four, [
        [0, 1],
        [2, 3],
      ]),
    );
    // Two independent pairs of 5 orbits each, explored as one program: 5 · 5.
    expect(found).toMatchObject({ classes: 25, schedules: 25, redundant: 0, abandoned: 0 });
  });

  it('refuses tasks that are declared to be alike but are not', async () => {
    const [first, second] = tasks(2);
    const found = await exploreExhaustively(
      straightLineProgram([first!, second!.slice(1)], [[0, 1]]),
    );
    expect(found).toMatchObject({
      coverage: { kind: 'complete' },
      refused: [expect.stringContaining('task 0 and task 1')],
    });
  });
});

/** Tasks that check two rows and then write both: the winners write, the others stop. */
function checkCheckAct(count: number): SmallProgram {
  const step = (...ops: Op[]) => ({ minUs: 1, maxUs: 9, dueUs: 0, ops });
  const steps = [
    step({ do: 'read', object: 0, key: 0 }, { do: 'stopIfOdd' }),
    step({ do: 'read', object: 0, key: 1 }, { do: 'stopIfOdd' }),
    step({ do: 'write', object: 0, key: 1, plus: 1 }),
    step({ do: 'write', object: 0, key: 0, plus: 1 }),
  ];
  return {
    tasks: new Array(count).fill(steps),
    roots: Array.from({ length: count }, (_, task) => task),
  };
}

/** One random task, two to four times. */
function identicalTasks(random: () => number, timing: 'timed' | 'untimed'): SmallProgram {
  const count = timing === 'timed' ? 2 : 2 + Math.floor(random() * 3);
  for (;;) {
    const model = randomProgram(random, {
      tasks: 2,
      stepsMin: 2,
      stepsMax: 5,
      compareUsMax: timing === 'timed' ? 3 : -1,
      schedulesMax: 60,
    });
    const steps = model.tasks[0]!;
    if (steps.length * count > 8) continue;
    return {
      tasks: new Array(count).fill(steps),
      roots: Array.from({ length: count }, (_, task) => task),
    };
  }
}

/** The outcome without the tasks' names: registers sorted, lines by their length. */
function nameless(outcome: string): string {
  const [store, registers, lines] = outcome.split('|');
  return [
    store,
    registers!.split(',').sort(),
    lines!.split('/').map((line) => line.split('.').filter(Boolean).length),
  ].join('|');
}

function symmetricProgramOf(small: SmallProgram): ComposedProgram<string> {
  return {
    ...programOf(small),
    nameOf: nameless,
    symmetry: [
      small.tasks.map((_, task) => ({
        name: `task ${task}`,
        ordinal: (key: number) => (Math.floor(key / 100) === task ? key % 100 : null),
      })),
    ],
  };
}

/** The class as text, with its tasks renamed in every way: the first in dictionary order. */
function smallestRenaming(text: string, tasks: number): string {
  const words = text.split(' ');
  const renamings = permutations(Array.from({ length: tasks }, (_, task) => task)).map((names) =>
    words
      .map((word) =>
        word.replace(/\d+/g, (key) =>
          String(names[Math.floor(Number(key) / 100)]! * 100 + (Number(key) % 100)),
        ),
      )
      .sort()
      .join(' '),
  );
  return renamings.sort()[0]!;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

describe('decomposition', { timeout: 30_000 }, () => {
  function bothGroups(): ComposedProgram<string> {
    const three = tasks(3, { group: 'a' });
    const four = tasks(4, { group: 'b' });
    return {
      ...straightLineProgram(
        [...three, ...four],
        [
          [0, 1, 2],
          [3, 4, 5, 6],
        ],
      ),
      components: () => [
        straightLineProgram(three, [[0, 1, 2]]),
        straightLineProgram(four, [[0, 1, 2, 3]]),
      ],
    };
  }

  it.each([
    { symmetry: 'ignore', classes: 37_650 },
    { symmetry: 'use', classes: 1_616 },
  ] as const)(
    'both groups apart have $classes classes (symmetry: $symmetry)',
    async ({ symmetry, classes }) => {
      const found = await exploreExhaustively(bothGroups(), { symmetry });
      expect(found).toMatchObject({
        classes,
        schedules: classes,
        redundant: 0,
        abandoned: 0,
        refused: [],
      });
      expect(found.components).toHaveLength(2);
      expect(found.coverage).toEqual({ kind: 'complete' });
    },
  );

  it('explores the whole when components turn out to share an object', async () => {
    const left = [...tasks(1, { group: 'a' }), [{ object: 'row:shared', mode: 'write' as const }]];
    const right = [[{ object: 'row:shared', mode: 'read' as const }]];
    const program: ComposedProgram<string> = {
      ...straightLineProgram([...left, ...right]),
      components: () => [straightLineProgram(left), straightLineProgram(right)],
    };
    const found = await exploreExhaustively(program);
    expect(found).toMatchObject({
      classes: 2,
      schedules: 2,
      refused: [expect.stringContaining('row:shared')],
    });
    expect(found.components).toHaveLength(1);
  });

  it('claims nothing when it was stopped before the end', async () => {
    let runs = 0;
    const found = await exploreExhaustively(bothGroups(), {
      shouldStop: () => {
        runs += 1;
        return runs > 100;
      },
    });
    expect(found.coverage).toEqual({ kind: 'unfinished' });
  });
});
