import { describe, expect, it } from 'vitest';
import { Kernel } from '../../src/kernel/index.js';
import { FIRST, pause, settingOf } from './kernel-under-test.js';

/** `depth` async functions, each awaiting the one inside it, built without recursion. */
function nested(depth: number): Promise<void> {
  const around = async (inner: Promise<void>): Promise<void> => {
    await inner;
  };
  let outermost = Promise.resolve();
  for (let level = 0; level < depth; level++) outermost = around(outermost);
  return outermost;
}

/** A chain that never nests: `count` awaits in a row. */
async function inARow(count: number): Promise<void> {
  for (let index = 0; index < count; index++) await Promise.resolve();
}

describe('settling', () => {
  for (const settling of ['exact', 'strict'] as const) {
    for (const [shape, chain] of [
      ['nested in each other', nested],
      ['one after the other', inARow],
    ] as const) {
      it(`is over only when 10,000 promises ${shape} have settled (${settling})`, async () => {
        const kernel = new Kernel({ ...settingOf(), settling }, FIRST);
        const seen: string[] = [];
        void kernel.spawn('deep', async (task) => {
          await chain(10_000);
          seen.push(`first end in step ${kernel.step}`);
          await pause(kernel, task, 5);
          await chain(10_000);
          seen.push(`second end in step ${kernel.step}`);
        });
        void kernel.spawn('other', async (task) => {
          await pause(kernel, task, 6);
          seen.push(`other in step ${kernel.step}`);
        });
        await kernel.run();
        expect(seen).toEqual(['first end in step -1', 'second end in step 0', 'other in step 1']);
      });
    }
  }

  it('waits for a chain of the host’s own ticks in the strict mode, which the exact one does not promise', async () => {
    const kernel = new Kernel({ ...settingOf(), settling: 'strict' }, FIRST);
    const seen: number[] = [];
    void kernel.spawn('foreign', async (task) => {
      await pause(kernel, task, 1);
      for (let tick = 0; tick < 100; tick++) {
        await new Promise<void>((resolve) => process.nextTick(resolve));
      }
      seen.push(kernel.step);
    });
    void kernel.spawn('other', (task) => pause(kernel, task, 2));
    await kernel.run();
    expect(seen).toEqual([0]);
  });
});
