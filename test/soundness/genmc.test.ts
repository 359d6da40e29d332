import { describe, expect, it } from 'vitest';
import { explored } from './explored.js';
import { GENMC_COUNTS, GENMC_SYMMETRIC_COUNTS, rowsOf } from './genmc-counts.js';
import { GENMC_PROGRAMS } from './genmc-programs.js';
import { sharedMemory } from './shared-memory.js';
import { sized } from './sizes.js';

const CLASSES_MAX = sized({ suite: 2_500, full: Number.POSITIVE_INFINITY });

function programOf({ program, size }: { readonly program: string; readonly size: number }) {
  return sharedMemory(GENMC_PROGRAMS[program]!(size));
}

describe("the counts of GenMC's regression suite", () => {
  it.each(rowsOf(GENMC_COUNTS).filter(({ classes }) => classes <= CLASSES_MAX))(
    '$title has $classes classes, none of them run twice',
    async ({ classes, ...row }) => {
      const found = await explored(row.title, programOf(row));
      expect(found).toMatchObject({ ended: classes, redundant: 0 });
    },
  );

  it.each(rowsOf(GENMC_SYMMETRIC_COUNTS).filter(({ classes }) => classes <= CLASSES_MAX))(
    '$title has $classes classes, threads that are alike taken for one another',
    async ({ classes, ...row }) => {
      const found = await explored(`${row.title}, by symmetry`, programOf(row), 'use');
      expect(found.ended).toBe(classes);
    },
  );

  it('ipr/lock-nested has twice as many if its two equal threads are told apart', async () => {
    const program = programOf({ program: 'ipr/lock-nested', size: 0 });
    const found = await explored('ipr/lock-nested', program);
    expect(found).toMatchObject({ ended: 12, redundant: 0 });
  });
});
