import { describe, expect, it } from 'vitest';
import { explore, RandomWalk, RememberedProgram } from '../../src/exploration/index.js';
import type { Chooser, Completion, Footprint } from '../../src/kernel/index.js';
import { dice as diceOf } from './dice.js';
import { fourEffects, straightLineProgram } from './straight-line-tasks.js';

/** Tasks of four effects on one guard and one row. */
const straightLine = (tasks: number) =>
  straightLineProgram(Array.from({ length: tasks }, () => fourEffects()));

/** Everything a chooser is told, in words. */
function listening(pick: (enabled: readonly Completion[], step: number) => number) {
  const heard: string[] = [];
  const chooser: Chooser = {
    sees: 'all',
    choose(enabled, step) {
      heard.push(`${step}: ${JSON.stringify(enabled.map(({ dueUs: _, ...rest }) => rest))}`);
      return pick(enabled, step);
    },
    stepped(completion: Completion, footprint: Footprint, step: number) {
      heard.push(`${step} did ${completion.key} touching ${footprint.join(' ')}`);
    },
  };
  return { heard, chooser };
}

describe('a remembered program', () => {
  it('tells a chooser the same, remembered or made', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const told = async (program: RememberedProgram<string>): Promise<string[]> => {
        const dice = diceOf(seed);
        const { heard, chooser } = listening((enabled) => Math.floor(dice() * enabled.length));
        heard.push(await program.runOnce(chooser));
        return heard;
      };
      const fresh = await told(new RememberedProgram(straightLine(3)));
      const warm = new RememberedProgram(straightLine(3));
      const dice = diceOf(99);
      await explore(warm, new RandomWalk({ runs: 500, random: dice }));
      expect(await told(warm)).toEqual(fresh);
    }
  });

  it('reaches all 378 classes of three tasks of four effects, and makes few of the runs', async () => {
    const program = new RememberedProgram(straightLine(3));
    const found = await explore(program, new RandomWalk({ runs: 100_000, random: diceOf(7) }));
    expect(found.classes).toBe(378);
    expect(program.made + program.remembered).toBe(100_000);
    expect(program.made).toBeLessThan(2_000);
  });

  it('gives its memory up where hardly a schedule comes again', async () => {
    const program = new RememberedProgram(straightLine(6));
    const found = await explore(program, new RandomWalk({ runs: 3_000, random: diceOf(3) }));
    expect(found.schedules).toBe(3_000);
    expect(program.remembered).toBeLessThan(1_024);
  });

  it('lets a chooser give a remembered run up, and a made one', async () => {
    const program = new RememberedProgram(straightLine(2));
    const never: Chooser = { sees: 'all', choose: () => -1 };
    await program.runOnce(never);
    await explore(program, new RandomWalk({ runs: 50, random: diceOf(1) }));
    const made = program.made;
    await program.runOnce(never);
    expect(program.made).toBe(made);
  });

  it('passes names and labels on', () => {
    const inner = straightLine(2);
    const program = new RememberedProgram(inner);
    expect(program.labelOf(1)).toBe(inner.labelOf(1));
    expect(program.nameOf('x')).toBe('x');
  });
});
