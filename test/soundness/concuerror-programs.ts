import type { Body, SharedMemory } from './shared-memory.js';

export interface ConcuerrorProgram {
  readonly name: string;
  /** Interleavings that Concuerror explores, up to happens-before. */
  readonly classes: number;
  /** Where Concuerror lets two writes of one value commute: classes if they do not. */
  readonly byPlace?: number;
  readonly threads: readonly Body[];
}

const writes =
  (...cells: readonly [string, number][]): Body =>
  async (thread) => {
    for (const [cell, value] of cells) await thread.write(cell, value);
  };

const reads =
  (...cells: readonly string[]): Body =>
  async (thread) => {
    for (const cell of cells) await thread.read(cell);
  };

/** Reads the second cell only if the first holds something. */
const readsIfSet =
  (first: string, second: string): Body =>
  async (thread) => {
    if ((await thread.read(first)) !== 0) await thread.read(second);
  };

const repeated = (count: number, body: Body): Body[] => Array.from({ length: count }, () => body);

/** Asks `y`, and if nobody has set it, `x`; then sets it. */
const setsAfterReading: Body = async (thread) => {
  if ((await thread.read('y')) !== 0) return;
  await thread.read('x');
  await thread.write('y', 1);
};

const setsIfSeen: Body = async (thread) => {
  if ((await thread.read('y')) !== 0) return;
  if ((await thread.read('x')) === 1) await thread.write('y', 1);
};

/**
 * Programs of Concuerror's suite `dpor_tests` (parapluu/Concuerror at 0cbd2fc),
 * written anew: a table's key is a cell, a process a thread. Rows that a process
 * keeps for itself conflict with nothing and are left out.
 */
export const CONCUERROR_PROGRAMS: readonly ConcuerrorProgram[] = [
  {
    name: 'ets_dependencies',
    classes: 4,
    threads: [
      writes(['x', 1]),
      async (thread) => {
        await thread.write('y', 2);
        await thread.read('x');
      },
      async (thread) => {
        await thread.write('z', 3);
        await thread.read('x');
      },
    ],
  },
  {
    name: 'manywrite',
    classes: 4,
    threads: [writes(['x', 1]), writes(['x', 2]), writes(['y', 1]), writes(['y', 2])],
  },
  {
    name: 'manywrite_2',
    classes: 16,
    threads: ['w', 'x', 'y', 'z'].flatMap((cell) => [writes([cell, 1]), writes([cell, 2])]),
  },
  {
    name: 'two_writers_readers_1',
    classes: 9,
    threads: [writes(['x', 1], ['x', 2]), ...repeated(2, reads('y', 'x'))],
  },
  {
    name: 'two_writers_readers_2',
    classes: 18,
    threads: [writes(['x', 1]), writes(['x', 2]), ...repeated(2, reads('y', 'x'))],
  },
  {
    name: 'conditional_readers_3',
    classes: 6,
    threads: [
      writes(['x', 1]),
      async (thread) => {
        if ((await thread.read('y')) === 0) await thread.read('x');
      },
      async (thread) => {
        await thread.read('x');
        await thread.write('y', 1);
      },
    ],
  },
  {
    name: 'difficult_readers',
    classes: 18,
    threads: [writes(['x', 1]), writes(['x', 2]), ...repeated(2, reads('x'))],
  },
  {
    name: 'sleeping_races_1',
    classes: 3,
    threads: [writes(['y', 1]), writes(['x', 1]), readsIfSet('x', 'y')],
  },
  {
    name: 'sleeping_races_2',
    classes: 5,
    threads: [
      writes(['y', 1]),
      writes(['x', 1]),
      async (thread) => {
        await thread.write('y', 2);
        if ((await thread.read('x')) !== 0) await thread.read('y');
      },
    ],
  },
  {
    name: 'sleeping_races_3_read',
    classes: 6,
    threads: [writes(['y', 1]), writes(['x', 1]), reads('x'), readsIfSet('x', 'y')],
  },
  {
    name: 'sleeping_races_3_write',
    classes: 10,
    threads: [writes(['y', 1]), writes(['x', 1]), writes(['x', 2]), readsIfSet('x', 'y')],
  },
  {
    name: 'sleeping_races_4',
    classes: 12,
    threads: [writes(['y', 1]), writes(['x', 1]), reads('x'), readsIfSet('x', 'y'), reads('y')],
  },
  {
    name: 'sleeping_races_5',
    classes: 24,
    threads: [
      writes(['y', 1]),
      writes(['x', 1]),
      reads('x', 'y'),
      readsIfSet('x', 'y'),
      reads('y'),
    ],
  },
  {
    name: 'sleeping_races_6',
    classes: 10,
    threads: [
      writes(['w', 1]),
      writes(['x', 1]),
      writes(['y', 1]),
      async (thread) => {
        await thread.read('y');
        await thread.write('z', 1);
      },
      async (thread) => {
        for (const cell of ['y', 'z', 'x']) if ((await thread.read(cell)) === 0) return;
        await thread.read('w');
      },
    ],
  },
  {
    name: 'many_initials',
    classes: 5,
    threads: [
      writes(['x', 1]),
      writes(['y', 1]),
      writes(['z', 1]),
      async (thread) => {
        const y = await thread.read('y');
        const z = await thread.read('z');
        if (y === 1 && z === 1) await thread.read('x');
      },
    ],
  },
  {
    name: 'readers(6)',
    classes: 64,
    threads: [
      writes(['x', 42]),
      ...Array.from({ length: 6 }, (_, index) => reads(`own ${index}`, 'x')),
    ],
  },
  {
    name: 'last_zero(5)',
    classes: 64,
    threads: [
      async (thread) => {
        for (let place = 5; place > 0; place -= 1) {
          if ((await thread.read(`a${place}`)) === 0) return;
        }
      },
      ...Array.from(
        { length: 5 },
        (_, index): Body =>
          async (thread) => {
            await thread.write(`a${index + 1}`, (await thread.read(`a${index}`)) + 1);
          },
      ),
    ],
  },
  {
    name: 'ets_writing_same',
    classes: 5,
    byPlace: 7,
    threads: [
      writes(['x', 42]),
      async (thread) => {
        if ((await thread.read('x')) === 42) await thread.read('y');
      },
      writes(['y', 1], ['x', 42]),
    ],
  },
  {
    name: 'writeread',
    classes: 18,
    byPlace: 22,
    threads: [
      writes(['x', 1]),
      async (thread) => {
        await thread.write('x', 1);
        await thread.read('x');
      },
      async (thread) => {
        await thread.write('x', 0);
        await thread.read('x');
      },
    ],
  },
  {
    name: 'conditional_readers',
    classes: 8,
    byPlace: 12,
    threads: [writes(['x', 1]), ...repeated(2, setsAfterReading)],
  },
  {
    name: 'conditional_readers_2',
    classes: 6,
    byPlace: 7,
    threads: [writes(['x', 1]), ...repeated(2, setsIfSeen)],
  },
];

export function memoryOf(
  { threads }: ConcuerrorProgram,
  writing: NonNullable<SharedMemory['writes']>,
): SharedMemory {
  return { threads, writes: writing };
}
