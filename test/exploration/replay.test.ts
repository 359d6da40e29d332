import { describe, expect, it } from 'vitest';
import {
  choicesGuide,
  classGuide,
  DeviationBounded,
  defaultGuide,
  Exhaustive,
  explore,
  parseToken,
  preferenceGuide,
  printToken,
  RandomWalk,
  Replay,
  replaySchedule,
  type Schedule,
  SelfCheck,
  scheduleGuide,
} from '../../src/exploration/index.js';
import type { Program } from '../../src/kernel/index.js';
import { bruteForce } from './brute-force.js';
import { chains } from './chains.js';
import { dice } from './dice.js';
import { randomProgram, type Shape } from './random-program.js';
import { programOf } from './small-machine.js';

const SHAPE: Shape = { tasks: 4, stepsMin: 3, stepsMax: 8, compareUsMax: 2, schedulesMax: 400 };
const ORDER = chains([3, 3, 3], (order) => order);

async function randomSchedules(
  program: Program<string>,
  runs: number,
  seed: number,
): Promise<{ schedule: Schedule; name: string }[]> {
  const kept: { schedule: Schedule; name: string }[] = [];
  await explore(program, new RandomWalk({ runs, random: dice(seed) }), {
    onOutcome: (_outcome, name, take) => kept.push({ schedule: take(), name }),
  });
  return kept;
}

describe('replay', { timeout: 30_000 }, () => {
  it('sees every run of 200 random programs again, from its schedule, its token and its class', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const program = programOf(randomProgram(dice(seed), SHAPE));
      for (const { schedule, name } of await randomSchedules(program, 3, seed)) {
        const again = await replaySchedule(program, scheduleGuide(schedule));
        expect(again, `seed ${seed}`).toMatchObject({
          name,
          drift: null,
          ended: 'complete',
          schedule,
        });
        const parsed = parseToken(printToken({ belongsTo: 1, seed, choices: again.choices }));
        if (parsed.kind !== 'ok') throw new Error(parsed.kind);
        const fromToken = await replaySchedule(program, choicesGuide(parsed.token.choices));
        expect(fromToken, `seed ${seed}`).toMatchObject({
          name,
          drift: null,
          schedule,
          choices: again.choices,
        });
        const sameClass = await replaySchedule(program, classGuide(again.run, again.relation));
        expect(sameClass, `seed ${seed}`).toMatchObject({ name, drift: null });
      }
    }
  });

  it('has no deviations in the default order', async () => {
    const found = await replaySchedule(ORDER, defaultGuide);
    expect(found).toMatchObject({
      name: 'a0 b0 c0 a1 b1 c1 a2 b2 c2',
      choices: { deviations: [], flips: [] },
    });
  });

  it.each([
    {
      what: 'a rank that is too high',
      choices: { deviations: [{ step: 2, rank: 7, check: 0 }], flips: [], runCheck: 0 },
      drift: {
        step: 2,
        expected: 'at least 8 pending completions',
        seen: '3 pending completions',
        possible: [2000, 1, 1001],
      },
    },
    {
      what: 'another completion at that rank',
      choices: { deviations: [{ step: 0, rank: 1, check: 16 }], flips: [], runCheck: 0 },
      drift: {
        step: 0,
        expected: 'the completion of rank 1 has check 16',
        seen: expect.stringContaining('completion 1000, one of 3'),
        possible: [0, 1000, 2000],
      },
    },
    {
      what: 'a run that ends too early',
      choices: { deviations: [{ step: 40, rank: 1, check: 0 }], flips: [], runCheck: 0 },
      drift: {
        step: 9,
        expected: 'a choice at step 40',
        seen: 'the run ended after 9',
        possible: [],
      },
    },
    {
      what: 'other default picks',
      choices: { deviations: [], flips: [], runCheck: 4096 },
      drift: {
        step: 9,
        expected: 'a run with check 4096',
        seen: expect.stringContaining('a run with check'),
        possible: [],
      },
    },
  ])('locates drift: $what', async ({ choices, drift }) => {
    expect((await replaySchedule(ORDER, choicesGuide(choices))).drift).toEqual(drift);
  });

  it('stops at drift if strict and goes on by default order if not', async () => {
    const guide = scheduleGuide({ keys: [0, 77], answers: [] });
    const strict = await replaySchedule(ORDER, guide);
    expect(strict).toMatchObject({
      ended: 'abandoned',
      name: null,
      outcome: undefined,
      feasible: false,
    });
    expect(strict.drift).toEqual({
      step: 1,
      expected: 'completion 77 is pending',
      seen: 'it is not',
      possible: [1000, 2000, 1],
    });
    const lenient = await replaySchedule(ORDER, guide, { onDrift: 'go on by default order' });
    expect(lenient).toMatchObject({ ended: 'complete', name: 'a0 b0 c0 a1 b1 c1 a2 b2 c2' });
    expect(lenient.drift).toEqual(strict.drift);
  });

  it('says when the run is longer or shorter than its schedule', async () => {
    const short = await replaySchedule(ORDER, scheduleGuide({ keys: [0], answers: [] }));
    expect(short.drift).toMatchObject({ step: 1, expected: 'the run has ended' });
    const keys = [0, 1, 2, 1000, 1001, 1002, 2000, 2001, 2002, 5];
    const long = await replaySchedule(ORDER, scheduleGuide({ keys, answers: [] }));
    expect(long.drift).toMatchObject({
      step: 9,
      expected: 'completion 5 is pending',
      seen: 'the run has ended',
    });
  });

  it('answers comparisons by default after drift', async () => {
    const compare = { do: 'compare', windowUs: 1, granularityUs: 1, phaseUs: 0 } as const;
    const program = programOf({
      tasks: [[{ minUs: 0, maxUs: 1, dueUs: 0, ops: [compare] }]],
      roots: [0],
    });
    const found = await replaySchedule(program, scheduleGuide({ keys: [9], answers: [[false]] }), {
      onDrift: 'go on by default order',
    });
    expect(found).toMatchObject({ schedule: { answers: [[true]] }, choices: { flips: [] } });
  });

  it('prefers keys in the order of a list, and the default order after it', async () => {
    const found = await replaySchedule(ORDER, preferenceGuide([2000, 99, 1000], new Map()));
    expect(found.name).toBe('c0 b0 a0 a1 b1 c1 a2 b2 c2');
  });

  it('reports drift when the class is not there any more', async () => {
    const { run, relation } = await replaySchedule(
      chains([1], () => 'x'),
      defaultGuide,
    );
    const other = chains([0, 1], () => 'x');
    expect((await replaySchedule(other, classGuide(run, relation))).drift).toMatchObject({
      step: 0,
      seen: 'none is',
    });
  });

  it('is a strategy like any other: one run', async () => {
    const found = await explore(ORDER, new Replay(defaultGuide));
    expect(found).toMatchObject({
      schedules: 1,
      strategy: 'replay',
      coverage: { kind: 'sampled', runs: 1 },
    });
    const drifted = await explore(ORDER, new Replay(scheduleGuide({ keys: [5], answers: [] })));
    expect(drifted).toMatchObject({
      schedules: 0,
      abandoned: 1,
      coverage: { kind: 'unsteady', drift: { step: 0 } },
    });
  });
});

describe('deviation-bounded', { timeout: 30_000 }, () => {
  it('without a bound is unreduced search: every schedule of 100 random programs once', async () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const small = randomProgram(dice(seed), { ...SHAPE, compareUsMax: -1, stepsMax: 6 });
      const brute = bruteForce(small, 'none');
      const found = await explore(
        programOf(small),
        new DeviationBounded({ bound: Number.POSITIVE_INFINITY }),
      );
      expect(found, `seed ${seed}`).toMatchObject({
        schedules: brute.schedules,
        classes: brute.classes.size,
        coverage: { kind: 'complete' },
      });
    }
  });

  it('with bound k runs exactly the schedules of at most k deviations, with every answer', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const program = programOf(randomProgram(dice(seed), { ...SHAPE, stepsMax: 6 }));
      const byDeviations = new Map<number, number>();
      const schedules: Schedule[] = [];
      await explore(program, new DeviationBounded({ bound: Number.POSITIVE_INFINITY }), {
        onOutcome: (_outcome, _name, take) => schedules.push(take()),
      });
      for (const schedule of schedules) {
        const { length } = (await replaySchedule(program, scheduleGuide(schedule))).choices
          .deviations;
        byDeviations.set(length, (byDeviations.get(length) ?? 0) + 1);
      }
      let within = 0;
      for (let bound = 0; bound <= 2; bound += 1) {
        within += byDeviations.get(bound) ?? 0;
        let counted = 0;
        const found = await explore(program, new DeviationBounded({ bound }), {
          onRun: () => {
            counted += 1;
          },
        });
        expect(counted, `seed ${seed}, bound ${bound}`).toBe(within);
        expect(found.coverage).toEqual({ kind: 'bounded', bound });
      }
    }
  });

  it('claims nothing before its end', async () => {
    let asked = 0;
    const found = await explore(ORDER, new DeviationBounded({ bound: 2 }), {
      shouldStop: () => {
        asked += 1;
        return asked > 3;
      },
    });
    expect(found).toMatchObject({ schedules: 3, coverage: { kind: 'unfinished' } });
  });
});

describe('self-check', { timeout: 30_000 }, () => {
  it('runs every schedule twice and finds nothing in 50 steady programs', async () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const program = programOf(randomProgram(dice(seed), SHAPE));
      const alone = await explore(program, new Exhaustive());
      const twice = await explore(program, new SelfCheck(new Exhaustive()));
      expect(twice).toMatchObject({
        strategy: 'self-check of exhaustive',
        schedules: alone.schedules * 2,
        classes: alone.classes,
        coverage: { kind: 'complete' },
      });
    }
  });

  /** A program whose second run differs in the way that is named. */
  function unsteady(
    way: 'pending' | 'footprint' | 'outcome' | 'shorter' | 'longer' | 'comparison',
  ): Program<string> {
    let runs = 0;
    const steady = chains([2, 2], (order) => order);
    const other = chains(
      way === 'shorter' ? [2, 1] : way === 'longer' ? [2, 3] : [2, 2, 1],
      (order) => order,
    );
    return {
      ...steady,
      runOnce(chooser) {
        runs += 1;
        const odd = runs % 2 === 0;
        if (odd && (way === 'pending' || way === 'shorter' || way === 'longer'))
          return other.runOnce(chooser);
        const outcome = steady.runOnce({
          sees: 'all',
          choose: (enabled, step) => chooser.choose(enabled, step),
          stepped(completion, footprint, step) {
            if (way === 'comparison' && odd && step === 1)
              chooser.compare?.(
                { since: -1, windowUs: 1, granularityUs: 1, phaseUs: 0, byDefault: true },
                step,
              );
            chooser.stepped?.(
              completion,
              way === 'footprint' && odd && step === 2
                ? [steady.accesses.intern('ambient', 'write')]
                : footprint,
              step,
            );
          },
        });
        return way === 'outcome' && odd ? 'other' : outcome;
      },
    };
  }

  it.each([
    {
      way: 'pending',
      drift: { step: 0, expected: 'pending: 0,1000', seen: 'pending: 0,1000,2000' },
    },
    {
      way: 'footprint',
      drift: { step: 2, expected: 'touches nothing', seen: 'touches write ambient' },
    },
    { way: 'comparison', drift: { step: 1, expected: '0 comparisons of the clock', seen: '1' } },
    { way: 'outcome', drift: { step: 4, expected: 'outcome a0 b0 a1 b1', seen: 'outcome other' } },
    { way: 'shorter', drift: { step: 2, expected: 'pending: 1,1001', seen: 'pending: 1' } },
    { way: 'longer', drift: { step: 4, expected: 'the run has ended', seen: 'pending: 1002' } },
  ] as const)('names the step where a program is unsteady: $way', async ({ way, drift }) => {
    const found = await explore(unsteady(way), new SelfCheck(new Exhaustive()));
    expect(found.coverage).toMatchObject({ kind: 'unsteady', drift });
  });

  it('notices a run that ends early', async () => {
    let runs = 0;
    const program: Program<string> = {
      ...ORDER,
      runOnce(chooser) {
        runs += 1;
        return runs === 2 ? 'nothing at all' : ORDER.runOnce(chooser);
      },
    };
    const found = await explore(program, new SelfCheck(new Exhaustive()));
    expect(found.coverage).toMatchObject({
      kind: 'unsteady',
      drift: { step: 0, seen: 'the run has ended' },
    });
  });
});

describe('the driver', () => {
  it('awaits a program that answers with a promise, and finds the same', async () => {
    const patient: Program<string> = {
      ...ORDER,
      runOnce: async (chooser) => await ORDER.runOnce(chooser),
    };
    const found = await explore(patient, new DeviationBounded({ bound: 1 }));
    expect(found.schedules).toBe(
      (await explore(ORDER, new DeviationBounded({ bound: 1 }))).schedules,
    );
    expect((await replaySchedule(patient, defaultGuide)).name).toBe('a0 b0 c0 a1 b1 c1 a2 b2 c2');
  });

  it('reports progress after each schedule, and starts none when there is no budget', async () => {
    const seen: number[] = [];
    await explore(ORDER, new RandomWalk({ runs: 3, random: dice(1) }), {
      onProgress: ({ schedules }) => seen.push(schedules),
    });
    expect(seen).toEqual([1, 2, 3]);
    const none = await explore(ORDER, new Exhaustive(), { shouldStop: () => true });
    expect(none).toMatchObject({ schedules: 0, coverage: { kind: 'unfinished' } });
  });

  it('throws on what the program throws', async () => {
    const broken: Program<string> = {
      ...ORDER,
      runOnce: () => {
        throw new Error('broken');
      },
    };
    await expect(explore(broken, new Exhaustive())).rejects.toThrow('broken');
  });
});

describe('exhaustive exploration of an unsteady program', () => {
  it('claims nothing when a completion is missing on the way back', async () => {
    let runs = 0;
    const racing = chains(
      [2, 2],
      (order) => order,
      () => 'x',
    );
    const shifted = chains(
      [0, 2, 2],
      (order) => order,
      () => 'x',
    );
    const program: Program<string> = {
      ...racing,
      runOnce: (chooser) => {
        runs += 1;
        return (runs === 1 ? racing : shifted).runOnce(chooser);
      },
    };
    const found = await explore(program, new Exhaustive());
    expect(found.coverage).toMatchObject({ kind: 'unsteady', drift: { possible: [1000, 2000] } });
  });

  it('claims nothing when a step touches something else in the same past', async () => {
    let runs = 0;
    const racing = chains(
      [3, 3],
      (order) => order,
      (task, step) => (step === (task === 0 ? 0 : 2) ? 'x' : `own ${task}`),
    );
    const program: Program<string> = {
      ...racing,
      runOnce(chooser) {
        runs += 1;
        return racing.runOnce({
          sees: 'all',
          choose: (enabled, step) => chooser.choose(enabled, step),
          stepped: (completion, footprint, step) =>
            chooser.stepped?.(
              completion,
              runs > 1 && completion.key === 1001
                ? [racing.accesses.intern('ambient', 'write')]
                : footprint,
              step,
            ),
        });
      },
    };
    const found = await explore(program, new Exhaustive());
    expect(found.coverage.kind).toBe('unsteady');
  });
});
