import { RandomWalk, type Strategy } from '../../src/exploration/index.js';
import {
  AccessTable,
  Kernel,
  KernelClock,
  type KernelSetting,
  LockKnowledge,
  NameTable,
  ordinalOf,
  type Program,
  Streams,
  type Task,
  taskNumberOf,
} from '../../src/kernel/index.js';

/** The ports of a tiny bot: a clock and a table of positions, both the kernel's. */
export interface Ports {
  read(symbol: string): Promise<number>;
  write(symbol: string, quantity: number): Promise<void>;
  readonly clock: KernelClock;
}

export type Body = (ports: Ports) => Promise<void>;

/**
 * Two tasks through the real kernel: `runner` does `body`, `other` reads TAPE
 * once. The outcome is the table at the end.
 */
export function tinyProgram(
  body: Body,
  settling: NonNullable<KernelSetting['settling']> = 'exact',
): Program<string> {
  const names = new NameTable();
  for (const name of ['runner', 'other']) names.numberOf(name);
  const accesses = new AccessTable();
  const setting = {
    names,
    accesses,
    streams: new Streams(1, 'remembered'),
    locks: new LockKnowledge(),
    settling,
  };
  return {
    accesses,
    labelOf: (key) => `${names.nameOf(taskNumberOf(key))}, act ${ordinalOf(key)}`,
    nameOf: (outcome) => outcome,
    async runOnce(chooser) {
      const kernel = new Kernel(setting, chooser);
      const table = new Map<string, number>();
      void kernel.spawn('runner', (task) => body(portsOf(kernel, task, table)));
      void kernel.spawn('other', async (task) => {
        await portsOf(kernel, task, table).read('TAPE');
      });
      await kernel.run();
      return JSON.stringify([...table].sort());
    },
  };
}

function portsOf(kernel: Kernel, task: Task, table: Map<string, number>): Ports {
  const effect = <T>(act: () => T): Promise<T> =>
    new Promise((resolve) => {
      const delay = { us: 10, minUs: 1, maxUs: 100 };
      kernel.schedule(task, 'effect', delay, () => resolve(act()));
    });
  return {
    clock: new KernelClock(kernel, task),
    read: (symbol) =>
      effect(() => {
        kernel.touchKey('positions', 'read', symbol);
        return table.get(symbol) ?? 0;
      }),
    write: (symbol, quantity) =>
      effect(() => {
        kernel.touchKey('positions', 'write', symbol);
        table.set(symbol, quantity);
      }),
  };
}

/**
 * Always the completion that was issued first. With `tinyProgram` that is:
 * step 0 `runner, act 0`, step 1 `other, act 0`, step 2 `runner, act 1`, and so on.
 */
export const inOrderOfIssue = (runs = 1): Strategy => new RandomWalk({ runs, random: () => 0 });
