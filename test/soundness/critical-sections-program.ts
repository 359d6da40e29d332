import {
  AccessTable,
  Kernel,
  KernelClock,
  KernelSemaphore,
  LockKnowledge,
  NameTable,
  type Program,
  Streams,
} from '../../src/index.js';
import { type CriticalSections, outcomeOf } from './critical-sections.js';

/** The tasks on the kernel, as a stranger would write them. */
export function criticalSections(small: CriticalSections): Program<string> {
  const setting = {
    names: new NameTable(),
    accesses: new AccessTable(),
    streams: new Streams(1),
    locks: new LockKnowledge(),
  };
  return {
    accesses: setting.accesses,
    locks: setting.locks,
    labelOf: (key) => `completion ${key}`,
    nameOf: (outcome) => outcome,
    async runOnce(chooser) {
      const kernel = new Kernel(setting, chooser);
      const semaphores = small.semaphores.map(
        ({ permits, usersMax }, index) =>
          new KernelSemaphore(kernel, { name: `s${index}`, permits, usersMax, listener: null }),
      );
      const cells: number[] = Array.from({ length: small.cells }, () => 0);
      const seen = small.tasks.map((): number[] => []);
      for (const [index, ops] of small.tasks.entries()) {
        const mine = seen[index]!;
        void kernel.spawn(`t${index}`, async (task) => {
          const clock = new KernelClock(kernel, task);
          for (let at = 0; at < ops.length; at += 1) {
            const op = ops[at]!;
            if (op.do === 'sleep') await clock.sleep(1_000);
            else if (op.do === 'acquire') await semaphores[op.semaphore]!.acquire(task);
            else if (op.do === 'release') semaphores[op.semaphore]!.release(task);
            else if (op.do === 'read') {
              kernel.touchKey('cells', 'read', `c${op.cell}`);
              mine.push(cells[op.cell]!);
            } else if (op.do === 'write') {
              kernel.touchKey('cells', 'write', `c${op.cell}`);
              cells[op.cell] = mine.reduce((sum, value) => sum + value, op.plus);
            } else if ((mine.at(-1) ?? 0) % 2 === 1) at += 1;
          }
        });
      }
      await kernel.run();
      const waiting = kernel.blocked().map(({ task, waitsFor }) => `${task} waits for ${waitsFor}`);
      return outcomeOf({ cells, seen, waiting });
    },
  };
}
