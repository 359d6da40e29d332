import { describe, expect, it } from 'vitest';
import { audit, Exhaustive, explore, exploreExhaustively } from '../../src/exploration/index.js';
import type { Program } from '../../src/kernel/index.js';
import { chains } from './chains.js';
import { dice } from './dice.js';
import { randomProgram } from './random-program.js';
import { programOf } from './small-machine.js';
import { fourEffects, straightLineProgram } from './straight-line-tasks.js';

describe('audit of a complete exploration', { timeout: 30_000 }, () => {
  it('doubts none of 100 random programs, timed or not', async () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const timing = seed % 2 === 0 ? 'timed' : 'untimed';
      const program = programOf(
        randomProgram(dice(seed), {
          tasks: 4,
          stepsMin: 3,
          stepsMax: 6,
          compareUsMax: 3,
          schedulesMax: 100,
        }),
      );
      const found = await exploreExhaustively(program, {
        timing,
        audit: { runs: 50, random: dice(seed) },
      });
      expect(found.coverage, `seed ${seed}`).toEqual({ kind: 'complete' });
    }
  });

  it('names classes up to symmetry as the exploration did', async () => {
    // The outcome of a straight-line program names the last task; here no name may count.
    const program = {
      ...straightLineProgram(
        Array.from({ length: 3 }, () => fourEffects()),
        [[0, 1, 2]],
      ),
      nameOf: () => 'done',
    };
    const found = await exploreExhaustively(program, { audit: { runs: 500, random: dice(1) } });
    expect(found).toMatchObject({ classes: 63, coverage: { kind: 'complete' } });
  });

  /** Two tasks meet at an object that their footprints leave out. */
  const forgetful = chains([1, 1], (order) => order);

  it('doubts a footprint that leaves something out: an outcome that was not explored', async () => {
    const found = await exploreExhaustively(forgetful, { audit: { runs: 20, random: dice(1) } });
    expect(found.coverage).toMatchObject({
      kind: 'unsteady',
      drift: { expected: 'an outcome that was explored', seen: 'outcome b0 a0' },
    });
  });

  it('doubts one class with two outcomes', async () => {
    const lucky: Program<string> = { ...forgetful, nameOf: (outcome) => outcome };
    const found = await explore(lucky, new Exhaustive());
    const all = new Map([...found.outcomes, ['b0 a0', found.outcomes.get('a0 b0')!]]);
    const doubt = await audit(lucky, { ...found, outcomes: all }, { runs: 20, random: dice(1) });
    expect(doubt).toMatchObject({ kind: 'one class, two outcomes' });
    expect([doubt?.schedule.keys, doubt?.other?.keys].sort()).toEqual([
      [0, 1000],
      [1000, 0],
    ]);
  });

  it('runs each walk once more in another order of its class, so that one walk is enough', async () => {
    const found = await explore(forgetful, new Exhaustive());
    const all = new Map([...found.outcomes, ['b0 a0', found.outcomes.get('a0 b0')!]]);
    const doubts = [];
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = dice(seed);
      doubts.push(await audit(forgetful, { ...found, outcomes: all }, { runs: 1, random }));
    }
    const seen = doubts.filter((doubt) => doubt !== null);
    expect(seen.length).toBeGreaterThan(5);
    for (const { kind, schedule, other } of seen) {
      expect(kind).toBe('one class, two outcomes');
      expect(schedule.keys).toEqual([...other!.keys].reverse());
    }
  });

  it('doubts a class that was not explored', async () => {
    const program = chains(
      [1, 1],
      () => 'same',
      () => 'x',
    );
    const first = await explore(program, new Exhaustive());
    const none = await explore(program, new Exhaustive(), { shouldStop: () => true });
    const doubt = await audit(program, { ...first, seen: none.seen }, { runs: 5, random: dice(1) });
    expect(doubt?.drift.expected).toBe('a class that was explored');
  });
});
