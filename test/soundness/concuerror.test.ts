import { describe, expect, it } from 'vitest';
import { CONCUERROR_PROGRAMS, memoryOf } from './concuerror-programs.js';
import { explored } from './explored.js';
import { sharedMemory } from './shared-memory.js';

describe("the counts of Concuerror's suite", () => {
  it.each(CONCUERROR_PROGRAMS)(
    '$name has $classes classes, none of them run twice',
    async (program) => {
      const writing = program.byPlace === undefined ? 'by place' : 'by value';
      const found = await explored(program.name, sharedMemory(memoryOf(program, writing)));
      expect(found).toMatchObject({ ended: program.classes, redundant: 0 });
    },
  );

  it.each(CONCUERROR_PROGRAMS.filter(({ byPlace }) => byPlace !== undefined))(
    '$name has $byPlace classes if two writes of one value are kept in order',
    async (program) => {
      const title = `${program.name}, every write in order`;
      const found = await explored(title, sharedMemory(memoryOf(program, 'by place')));
      expect(found).toMatchObject({ ended: program.byPlace, redundant: 0 });
    },
  );
});
