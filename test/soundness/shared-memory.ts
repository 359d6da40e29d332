import {
  AccessTable,
  Kernel,
  LockKnowledge,
  NameTable,
  type Program,
  Streams,
  type SymmetricTask,
} from '../../src/index.js';

/** What a thread can do. Every access of a shared cell is one step; a cell is 0 at the start. */
export interface Thread {
  read(cell: string): Promise<number>;
  write(cell: string, value: number): Promise<void>;
  /** Reads and writes in one step; answers what was there. */
  update(cell: string, change: (value: number) => number): Promise<number>;
  /** Reads, and writes too if the cell held `expected`; answers whether it did. */
  compareAndSwap(cell: string, expected: number, value: number): Promise<boolean>;
  /** Goes no further unless it holds: the run is then blocked, and does not count. */
  assume(condition: boolean): Promise<void>;
  /** A run in which the mutex is taken at this step is blocked: it counts as the run in which the step comes later. */
  lock(mutex: string): Promise<void>;
  unlock(mutex: string): Promise<void>;
}

export type Body = (thread: Thread) => Promise<void>;

export interface SharedMemory {
  readonly threads: readonly Body[];
  readonly initially?: Readonly<Record<string, number>>;
  /** Groups of threads, by index, that are the same program. */
  readonly alike?: readonly (readonly number[])[];
  /** `by value`: two writes of one value commute. */
  readonly writes?: 'by place' | 'by value';
}

const ANY_TIME = { us: 1, minUs: 0, maxUs: Number.POSITIVE_INFINITY };

/** Threads over shared cells under sequential consistency, on the kernel as a stranger would use it. */
export function sharedMemory(program: SharedMemory): Program<'ended' | 'blocked'> {
  const setting = {
    names: new NameTable(),
    accesses: new AccessTable(),
    streams: new Streams(1),
    locks: new LockKnowledge(),
  };
  const labels = new Map<number, string>();
  const owners = new Map<number, { readonly thread: number; readonly nth: number }>();
  return {
    accesses: setting.accesses,
    labelOf: (key) => labels.get(key) ?? `completion ${key}`,
    nameOf: (outcome) => outcome,
    symmetry: (program.alike ?? []).map((group) => group.map((thread) => symmetricTask(thread))),
    async runOnce(chooser) {
      const kernel = new Kernel(setting, chooser);
      const cells = new Map(Object.entries(program.initially ?? {}));
      for (const [index, body] of program.threads.entries()) {
        void kernel.spawn(`t${index}`, (task) => {
          let nth = 0;
          const step = <Value>(label: string, access: () => Value): Promise<Value> => {
            const key = task.nextKey();
            labels.set(key, label);
            owners.set(key, { thread: index, nth });
            nth += 1;
            return new Promise((resolve) => {
              kernel.schedule(task, 'effect', ANY_TIME, () => resolve(access()), key);
            });
          };
          return body(threadOf({ kernel, cells, step, writes: program.writes ?? 'by place' }));
        });
      }
      await kernel.run();
      return kernel.blocked().length === 0 ? 'ended' : 'blocked';
    },
  };

  function symmetricTask(thread: number): SymmetricTask {
    return {
      name: `t${thread}`,
      ordinal(key) {
        const owner = owners.get(key);
        return owner?.thread === thread ? owner.nth : null;
      },
    };
  }
}

interface World {
  readonly kernel: Kernel;
  readonly cells: Map<string, number>;
  step<Value>(label: string, access: () => Value): Promise<Value>;
  readonly writes: 'by place' | 'by value';
}

function threadOf({ kernel, cells, step, writes }: World): Thread {
  const look = (cell: string): number => {
    if (writes === 'by place') kernel.touchKey('cells', 'read', cell);
    else kernel.touchRange(`values of ${cell}`, 'read');
    return cells.get(cell) ?? 0;
  };
  const put = (cell: string, value: number): void => {
    if (writes === 'by place') kernel.touchKey('cells', 'write', cell);
    else touchValue(kernel, cell, value);
    cells.set(cell, value);
  };
  const thread: Thread = {
    read: (cell) => step(`read ${cell}`, () => look(cell)),
    write: (cell, value) => step(`write ${cell}`, () => put(cell, value)),
    update: (cell, change) =>
      step(`update ${cell}`, () => {
        const before = look(cell);
        put(cell, change(before));
        return before;
      }),
    compareAndSwap: (cell, expected, value) =>
      step(`compare and swap ${cell}`, () => {
        const isEqual = look(cell) === expected;
        if (isEqual) put(cell, value);
        return isEqual;
      }),
    assume: (condition) => (condition ? Promise.resolve() : new Promise(() => undefined)),
    async lock(mutex) {
      await thread.assume(await thread.compareAndSwap(mutex, 0, 1));
    },
    unlock: (mutex) => thread.write(mutex, 0),
  };
  return thread;
}

/**
 * Adds at its own value and reads at every other: adds of one value commute, two
 * different values conflict, and a read of all values conflicts with each.
 */
function touchValue(kernel: Kernel, cell: string, value: number): void {
  const object = `values of ${cell}`;
  const key = String(value);
  kernel.touchRange(object, 'add', { key });
  kernel.touchRange(object, 'read', { from: null, below: key });
  kernel.touchRange(object, 'read', { from: `${key}\0`, below: null });
}
