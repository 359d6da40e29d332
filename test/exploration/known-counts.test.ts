import { describe, expect, it } from 'vitest';
import { Exhaustive, explore } from '../../src/exploration/index.js';
import { fourEffects, straightLineProgram } from './straight-line-tasks.js';

describe('the known counts of design §6', { timeout: 30_000 }, () => {
  it.each([
    { tasks: 1, options: {}, classes: 1 },
    { tasks: 2, options: {}, classes: 10 },
    { tasks: 3, options: {}, classes: 378 },
    { tasks: 4, options: {}, classes: 37_272 },
    { tasks: 3, options: { row: 'add' }, classes: 228 },
    { tasks: 4, options: { row: 'add' }, classes: 16_512 },
    { tasks: 3, options: { row: 'add', guard: 'add' }, classes: 79 },
    { tasks: 4, options: { row: 'add', guard: 'add' }, classes: 2_945 },
  ] as const)(
    '$tasks tasks $options have $classes classes, each run once',
    async ({ tasks, options, classes }) => {
      const program = straightLineProgram(
        Array.from({ length: tasks }, () => fourEffects(options)),
      );
      const found = await explore(program, new Exhaustive());
      expect(found).toMatchObject({
        classes,
        schedules: classes,
        redundant: 0,
        abandoned: 0,
        infeasible: 0,
      });
      expect(found.coverage).toEqual({ kind: 'complete' });
    },
  );
});
