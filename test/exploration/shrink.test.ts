import { describe, expect, it } from 'vitest';
import {
  type Axis,
  choicesGuide,
  DeviationBounded,
  explore,
  nearestPassingTwin,
  RandomWalk,
  replaySchedule,
  type Schedule,
  scheduleGuide,
  shrink,
  shrinkSchedule,
} from '../../src/exploration/index.js';
import type { Program } from '../../src/kernel/index.js';
import { chains } from './chains.js';
import { dice } from './dice.js';
import { randomProgram } from './random-program.js';
import { programOf, type SmallProgram } from './small-machine.js';

const numbers: Axis<number[]> = {
  name: 'numbers',
  count: (story) => story.length,
  without: (story, indices) => story.filter((_, index) => !indices.includes(index)),
};

describe('shrink', () => {
  it('ends with what cannot be left out, on several axes', async () => {
    type Story = { signals: number[]; latencies: number[] };
    const axis = (name: keyof Story): Axis<Story> => ({
      name,
      count: (story) => story[name].length,
      without: (story, indices) => ({ ...story, [name]: numbers.without(story[name], indices) }),
    });
    const all = Array.from({ length: 20 }, (_, i) => i);
    const shrunk = await shrink(
      { signals: all, latencies: all },
      [axis('signals'), axis('latencies')],
      ({ signals, latencies }) =>
        signals.includes(3) && signals.includes(17) && latencies.includes(9),
    );
    expect(shrunk).toMatchObject({ story: { signals: [3, 17], latencies: [9] }, isMinimal: true });
    expect([...shrunk.removed]).toEqual([
      ['signals', 18],
      ['latencies', 19],
    ]);
  });

  it('is 1-minimal for failures that are not monotone, seeds 1–100', async () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = dice(seed);
      const verdicts = new Map<string, boolean>();
      const all = Array.from({ length: 9 }, (_, i) => i);
      const fails = (story: readonly number[]): boolean => {
        const name = story.join();
        if (!verdicts.has(name)) verdicts.set(name, story.length === 9 || random() < 0.4);
        return verdicts.get(name)!;
      };
      const { story } = await shrink(all, [numbers], async (candidate) => fails(candidate));
      expect(fails(story)).toBe(true);
      for (let i = 0; i < story.length; i += 1)
        expect(fails(numbers.without(story, [i])), `seed ${seed}`).toBe(false);
    }
  });

  it('says that it is not minimal when it was stopped', async () => {
    const shrunk = await shrink(
      [1, 2, 3, 4],
      [numbers],
      () => true,
      () => true,
    );
    expect(shrunk).toMatchObject({ story: [1, 2, 3, 4], tries: 0, isMinimal: false });
  });
});

/** Two tasks check and then act, each step a step of its own; both act if both check first. */
const checkThenAct: Program<string> = programOf({
  roots: [0, 1, 2],
  tasks: [0, 1, 2].map((task) => [
    {
      minUs: 1,
      maxUs: 9,
      dueUs: task * 10,
      ops: [{ do: 'read', object: 0, key: 0 }, { do: 'stopIfOdd' }],
    },
    {
      minUs: 1,
      maxUs: 9,
      dueUs: task * 10 + 1,
      ops: [
        { do: 'write', object: 0, key: 0, plus: 1 },
        { do: 'add', object: 1, key: 0, plus: 1 },
      ],
    },
  ]),
});
const bought = (name: string): number => Number(name.split(',')[3]);

async function someFailures(
  program: Program<string>,
  fails: (name: string) => boolean,
  seed: number,
): Promise<Schedule[]> {
  const found: Schedule[] = [];
  await explore(program, new RandomWalk({ runs: 20, random: dice(seed) }), {
    onOutcome: (_outcome, name, take) => {
      if (fails(name)) found.push(take());
    },
  });
  return found;
}

describe('shrinking a schedule', { timeout: 30_000 }, () => {
  it('leaves one deviation of a check-then-act race, whichever failing schedule it starts from', async () => {
    const failures = await someFailures(checkThenAct, (name) => bought(name) > 1, 3);
    expect(failures.length).toBeGreaterThan(5);
    for (const schedule of failures) {
      const shrunk = await shrinkSchedule(checkThenAct, schedule, {
        fails: (_outcome, name) => bought(name) > 1,
      });
      expect(shrunk).toMatchObject({ isMinimal: true, replayed: { drift: null, feasible: true } });
      expect(shrunk!.replayed.choices.deviations).toHaveLength(1);
      expect(bought(shrunk!.replayed.name!)).toBeGreaterThan(1);
    }
  });

  it('is never larger than the fewest deviations that a bounded search finds, and replays, for 60 random programs', async () => {
    let shrunkCount = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const program = programOf(
        randomProgram(dice(seed), {
          tasks: 3,
          stepsMin: 4,
          stepsMax: 7,
          compareUsMax: 3,
          schedulesMax: 200,
        }),
      );
      const usual = (await explore(program, new DeviationBounded({ bound: 0 }))).outcomes;
      const fails = (name: string): boolean => !usual.has(name);
      for (const schedule of (await someFailures(program, fails, seed)).slice(0, 2)) {
        const shrunk = await shrinkSchedule(program, schedule, {
          fails: (_outcome, name) => fails(name),
        });
        const { choices, name } = shrunk!.replayed;
        for (let bound = 0; bound < choices.deviations.length; bound += 1) {
          const fewer = await explore(program, new DeviationBounded({ bound }));
          expect([...fewer.outcomes.keys()].some(fails), `seed ${seed}, bound ${bound}`).toBe(
            false,
          );
        }
        expect(await replaySchedule(program, choicesGuide(choices))).toMatchObject({
          name,
          drift: null,
        });
        expect(fails(name!)).toBe(true);
        shrunkCount += 1;
      }
    }
    expect(shrunkCount).toBeGreaterThan(40);
  });

  it('leaves out answers of the clock that do not matter', async () => {
    const compare = { do: 'compare', windowUs: 1, granularityUs: 1, phaseUs: 0 } as const;
    const small: SmallProgram = {
      roots: [0, 1],
      tasks: [0, 1].map((task) => [
        {
          minUs: 0,
          maxUs: 2,
          dueUs: task,
          ops: [compare, { do: 'write', object: task, key: 0, plus: 1 }],
        },
      ]),
    };
    const schedule = { keys: [100, 0], answers: [[false], [false]] };
    // The first task failed if it wrote 1 and not 2: its comparison was answered by false.
    const shrunk = await shrinkSchedule(programOf(small), schedule, {
      fails: (_outcome, name) => name.startsWith('1,'),
      searchMax: 0,
    });
    expect(shrunk!.replayed.choices).toMatchObject({
      deviations: [],
      flips: [{ step: 0, nth: 0 }],
    });
  });

  it('is null for a schedule that does not fail', async () => {
    const { schedule } = await replaySchedule(
      checkThenAct,
      scheduleGuide({ keys: [0, 1, 100, 200], answers: [] }),
    );
    expect(
      await shrinkSchedule(checkThenAct, schedule, { fails: (_outcome, name) => bought(name) > 1 }),
    ).toBeNull();
  });
});

describe('nearest passing twin', () => {
  it('differs in one reversed race: the write before the second read', async () => {
    const failing = await replaySchedule(
      checkThenAct,
      scheduleGuide({ keys: [0, 100, 1, 101, 200], answers: [] }),
    );
    expect(bought(failing.name!)).toBe(2);
    const twin = await nearestPassingTwin(checkThenAct, failing, {
      passes: (_outcome, name) => bought(name) === 1,
    });
    expect(twin).toMatchObject({ nowFirst: 1, nowSecond: 100 });
    expect(twin!.replayed.schedule.keys).toEqual([0, 1, 100, 200]);
  });

  it('is feasible when timed: no twin where no latencies inside the windows produce one', async () => {
    const tight: SmallProgram = {
      roots: [0, 1],
      tasks: [
        [
          {
            minUs: 1,
            maxUs: 1,
            dueUs: 1,
            ops: [
              { do: 'read', object: 0, key: 0 },
              { do: 'add', object: 1, key: 0, plus: 1 },
            ],
          },
        ],
        [{ minUs: 2, maxUs: 2, dueUs: 2, ops: [{ do: 'write', object: 0, key: 0, plus: 1 }] }],
      ],
    };
    const failing = await replaySchedule(
      programOf(tight),
      scheduleGuide({ keys: [0, 100], answers: [] }),
    );
    const passes = (_outcome: string, name: string): boolean => name !== failing.name;
    expect(await nearestPassingTwin(programOf(tight), failing, { passes })).toMatchObject({
      nowFirst: 100,
      nowSecond: 0,
      tries: 1,
    });
    expect(
      await nearestPassingTwin(programOf(tight), failing, { passes, timing: 'timed' }),
    ).toBeNull();
  });

  it('gives up when told to, and when no race makes the difference', async () => {
    const failing = await replaySchedule(
      checkThenAct,
      scheduleGuide({ keys: [0, 100, 1, 101, 200], answers: [] }),
    );
    expect(
      await nearestPassingTwin(checkThenAct, failing, {
        passes: () => true,
        shouldStop: () => true,
      }),
    ).toBeNull();
    const single = chains(
      [2],
      () => 'x',
      () => 'o',
    );
    const only = await replaySchedule(single, scheduleGuide({ keys: [0, 1], answers: [] }));
    expect(await nearestPassingTwin(single, only, { passes: () => true })).toBeNull();
  });
});
