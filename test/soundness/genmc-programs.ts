import type { Body, SharedMemory } from './shared-memory.js';

/** The programs of GenMC's regression suite that are compared, by its names, written anew from what they do. */
export const GENMC_PROGRAMS: Readonly<Record<string, (size: number) => SharedMemory>> = {
  readers: (size) => ({ threads: [writes('x', 1), ...times(size, () => reads('x'))] }),

  lastzero: (size) => ({
    threads: [
      async (thread) => {
        let place = size;
        while ((await thread.read(`a${place}`)) !== 0) place -= 1;
      },
      ...times(size, (index) => async (thread: Parameters<Body>[0]) => {
        await thread.write(`a${index + 1}`, (await thread.read(`a${index}`)) + 1);
      }),
    ],
  }),

  /** Flanagan and Godefroid (POPL 2005): four messages a thread, put by CAS into the next free of 128 places. */
  indexer: (size) => ({
    threads: times(size, (thread) => async ({ compareAndSwap }) => {
      for (let message = 1; message <= 4; message += 1) {
        const value = message * 11 + thread;
        let place = (value * 7) % 128;
        while (!(await compareAndSwap(`place ${place}`, 0, value))) place = (place + 1) % 128;
      }
    }),
  }),

  ainc: (size) => ({ threads: times(size, () => increments('x')) }),
  binc: (size) => ({ threads: times(size, () => increments('x', 'y')) }),
  cinc: (size) => ({ threads: times(size, () => increments('x', 'y', 'z')) }),
  rw: (size) => ({ threads: times(size, readsAndWrites) }),
  wainc: (size) => ({ threads: [writes('x', 1), ...times(size, () => increments('x'))] }),

  casw: (size) => ({
    threads: times(size, (index) => async (thread) => {
      await thread.compareAndSwap('x', 0, 1);
      await thread.write('x', index + 3);
    }),
  }),

  wcas: (size) => ({ threads: [writes('x', 2), ...times(size, () => swaps('x', 2, 3))] }),
  casrot: (size) => ({ threads: times(size, (index) => swaps('x', index, index + 1)) }),
  wrw: (size) => ({ threads: [writes('x', 42), ...times(size, readsAndWrites)] }),

  CoA: (size) => ({
    threads: [
      async (thread) => {
        await thread.write('x', 1);
        await thread.read('y');
        await thread.read('x');
      },
      async (thread) => {
        await thread.write('x', 2);
        await thread.read('z');
        await thread.read('x');
      },
      ...times(size - 1, (index) => async (thread: Parameters<Body>[0]) => {
        await thread.write('y', index);
        await thread.write('z', index);
      }),
    ],
  }),

  CoRR1: () => ({ threads: [writes('x', 1), writes('x', 2), reads('x', 'x'), reads('x')] }),
  CoRR2: () => ({ threads: [writes('x', 1), writes('x', 2), reads('x', 'x'), reads('x', 'x')] }),
  IRIW: () => ({ threads: [writes('x', 1), writes('y', 1), reads('x', 'y'), reads('y', 'x')] }),
  IRIWish: () => ({
    threads: [
      writes('x', 1),
      async (thread) => thread.write('y', await thread.read('x')),
      reads('x', 'y'),
      reads('y', 'x'),
    ],
  }),
  'inc+inc+RR+W+RR': () => ({
    threads: [increments('x'), increments('x'), reads('x', 'x'), writes('x', 42), reads('x', 'x')],
  }),
  'fr+w+w+w+reads': () => ({
    threads: [writes('x', 1), writes('x', 2), writes('x', 3), reads('x', 'x', 'x', 'x')],
  }),
  'viktor-relseq': () => ({
    threads: [increments('x', 'x'), increments('x', 'x'), increments('x'), increments('x')],
  }),

  szymanski: () => ({ threads: [szymanski('flag1', 'flag2', 0), szymanski('flag2', 'flag1', 1)] }),
  peterson: () => ({ threads: [peterson('flag1', 'flag2', 1), peterson('flag2', 'flag1', 0)] }),
  dekker_f: () => ({ threads: [dekker('y', 'x', 1), dekker('x', 'y', 0)] }),

  eratosthenes: (size) => ({ threads: times(2, () => sieve(size)) }),

  fib_bench: (size) => ({
    initially: { x: 1, y: 1 },
    threads: [fibonacci('x', size), fibonacci('y', size), looksAtBoth],
  }),

  big0: () => ({
    threads: [
      reads('x', 'y', 'z', 'w', 'x', 'y', 'z'),
      reads('x', 'y', 'z'),
      countsIn('x', 'y'),
      countsIn('z', 'w'),
    ],
  }),
  big1: () => ({
    threads: [
      reads('x', 'y', 'z', 'w', 'x', 'y', 'z', 'w'),
      reads('x', 'y', 'z', 'w', 'x', 'y'),
      countsIn('x', 'y'),
      countsIn('z', 'w'),
    ],
  }),

  'sr/ainc': (size) => ({ ...GENMC_PROGRAMS.ainc!(size), alike: [times(size, (index) => index)] }),
  'sr/conf-loop-small': () => ({
    threads: [resets, confirms, confirms, confirms, resetsWhatItSaw],
    alike: [[1, 2, 3]],
  }),
  'sr/conf-loop': () => ({
    threads: [resetsWhatItSaw, resets, confirms, confirms, confirms, resetsWhatItSaw, resets],
    alike: [
      [0, 5],
      [1, 6],
      [2, 3, 4],
    ],
  }),
  'ipr/lock-nested': () => ({
    threads: [
      races,
      races,
      async (thread) => {
        await thread.lock('second');
        await thread.assume((await thread.update('c', plusOne)) === 3);
        await thread.write('a', 1);
        await thread.lock('first');
        await thread.unlock('first');
        await thread.unlock('second');
      },
      async (thread) => {
        await thread.lock('first');
        await thread.assume((await thread.update('c', plusOne)) === 2);
        await thread.assume((await thread.read('a')) === 1);
        await thread.unlock('first');
      },
    ],
    alike: [[0, 1]],
  }),
};

const plusOne = (value: number): number => value + 1;

function times<Value>(count: number, make: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

const writes =
  (cell: string, value: number): Body =>
  (thread) =>
    thread.write(cell, value);

const swaps =
  (cell: string, expected: number, value: number): Body =>
  async (thread) => {
    await thread.compareAndSwap(cell, expected, value);
  };

const reads =
  (...cells: readonly string[]): Body =>
  async (thread) => {
    for (const cell of cells) await thread.read(cell);
  };

const increments =
  (...cells: readonly string[]): Body =>
  async (thread) => {
    for (const cell of cells) await thread.update(cell, plusOne);
  };

function readsAndWrites(index: number): Body {
  return async (thread) => {
    await thread.read('x');
    await thread.write('x', index);
  };
}

/** 1, 2 and 3 into two cells in turn. */
const countsIn =
  (first: string, second: string): Body =>
  async (thread) => {
    for (const value of [1, 2, 3]) {
      await thread.write(first, value);
      await thread.write(second, value);
    }
  };

const fibonacci =
  (own: string, rounds: number): Body =>
  async (thread) => {
    for (let round = 0; round < rounds; round += 1) {
      const x = await thread.read('x');
      const y = await thread.read('y');
      await thread.write(own, x + y);
    }
  };

const looksAtBoth: Body = async (thread) => {
  if ((await thread.read('x')) <= 144) await thread.read('y');
};

const sieve =
  (size: number): Body =>
  async (thread) => {
    for (let index = 0; index < size; index += 1) {
      if ((await thread.read(`n${index}`)) !== 0) continue;
      await thread.write(`n${index}`, 1);
      for (let other = 2 * index + 2; other < size; other += index + 2) {
        await thread.write(`n${other}`, 2);
      }
    }
  };

/** A critical section between Szymanski's doors; waiting is assuming. */
const szymanski =
  (own: string, other: string, value: number): Body =>
  async (thread) => {
    await thread.write(own, 1);
    await thread.assume((await thread.read(other)) < 3);
    await thread.write(own, 3);
    if ((await thread.read(other)) === 1) {
      await thread.write(own, 2);
      await thread.assume((await thread.read(other)) === 4);
    }
    await thread.write(own, 4);
    await thread.assume((await thread.read(other)) < 2);
    await thread.write('x', value);
    await thread.read('x');
    await thread.read('x');
    await thread.assume((await thread.read(other)) < 2 || (await thread.read(other)) > 3);
    await thread.write(own, 0);
  };

const peterson =
  (own: string, other: string, turn: number): Body =>
  async (thread) => {
    await thread.write(own, 1);
    await thread.write('turn', turn);
    await thread.assume((await thread.read(other)) !== 1 || (await thread.read('turn')) !== turn);
    await thread.write('x', 1 - turn);
    await thread.read('x');
    await thread.write(own, 0);
  };

const dekker =
  (own: string, other: string, value: number): Body =>
  async (thread) => {
    await thread.write(own, 1);
    if ((await thread.read(other)) !== 0) return;
    await thread.write('c', value);
    await thread.read('c');
  };

/** A loop that swaps 42 for what it read: GenMC takes a round that fails for a wait. */
const confirms: Body = async (thread) => {
  await thread.assume(await thread.compareAndSwap('x', await thread.read('x'), 42));
};

const resetsWhatItSaw: Body = async (thread) => {
  await thread.assume(await thread.compareAndSwap('x', await thread.read('x'), 0));
};

const resets = swaps('x', 42, 0);

const races: Body = async (thread) => {
  await thread.assume((await thread.update('c', plusOne)) < 2);
  await thread.lock('second');
  await thread.write('shared', 1);
  await thread.unlock('second');
};
