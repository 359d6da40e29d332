import { describe, expect, it } from 'vitest';
import { type Comparison, Kernel, KernelClock } from '../../src/kernel/index.js';
import { FIRST, pause, settingOf } from './kernel-under-test.js';

describe('the clock of a task', () => {
  it('says when and in which step it was asked', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const moments: object[] = [];
    void kernel.spawn('a', async (task) => {
      const clock = new KernelClock(kernel, task);
      moments.push(clock.now());
      await clock.sleep(7);
      moments.push(clock.now());
    });
    await kernel.run();
    expect(moments).toEqual([
      { us: 0, step: -1, granularityUs: 1, phaseUs: 0 },
      { us: 7, step: 0, granularityUs: 1, phaseUs: 0 },
    ]);
  });

  it('compares exactly: a window has elapsed at its last microsecond and not one before', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const answers: boolean[] = [];
    void kernel.spawn('a', async (task) => {
      const clock = new KernelClock(kernel, task);
      const start = clock.now();
      for (const us of [9, 1, 1]) {
        await pause(kernel, task, us);
        answers.push(clock.hasElapsed(start, 10));
      }
    });
    await kernel.run();
    expect(answers).toEqual([false, true, true]);
  });

  it('puts a comparison to the chooser with its step, window and granularity, and takes its answer', async () => {
    const asked: (Comparison & { step: number })[] = [];
    const kernel = new Kernel(settingOf(), {
      ...FIRST,
      compare: (comparison, step) => {
        asked.push({ ...comparison, step });
        return true;
      },
    });
    let answer = false;
    void kernel.spawn('a', async (task) => {
      const clock = new KernelClock(kernel, task);
      await clock.sleep(3);
      const since = { us: 0, step: 0, granularityUs: 1_000_000, phaseUs: 250_000 };
      await clock.sleep(2);
      answer = clock.hasElapsed(since, 120_000_000);
    });
    await kernel.run();
    expect(answer).toBe(true);
    expect(asked).toEqual([
      {
        since: 0,
        windowUs: 120_000_000,
        granularityUs: 1_000_000,
        phaseUs: 250_000,
        byDefault: false,
        step: 1,
      },
    ]);
  });

  it('sleeps until a moment after another one, and not at all where that has passed', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const woken: number[] = [];
    void kernel.spawn('a', async (task) => {
      const clock = new KernelClock(kernel, task);
      const start = clock.now();
      await clock.sleep(4);
      for (const us of [10, 10, 3]) {
        await clock.sleepUntil(start, us);
        woken.push(kernel.nowUs);
      }
    });
    await kernel.run();
    expect(woken).toEqual([10, 10, 10]);
    expect(kernel.step).toBe(1);
  });
});
