import { describe, expect, it } from 'vitest';
import { InvariantError, Kernel, KernelSemaphore, type Task } from '../../src/kernel/index.js';
import { FIRST, pause, settingOf, watched } from './kernel-under-test.js';

const lockOf = (kernel: Kernel, heard: string[] = []) =>
  new KernelSemaphore(kernel, {
    name: 'L',
    permits: 1,
    usersMax: Number.POSITIVE_INFINITY,
    listener: (action, task) => heard.push(`${task.name} ${action}`),
  });

describe('a lock', () => {
  it('goes to those who wait in the order in which they came', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const lock = lockOf(kernel);
    const entered: string[] = [];
    for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
      void kernel.spawn(name, async (task) => {
        // All wait at 1, 2, 3 µs while `a` holds the lock until 10.
        await pause(kernel, task, index);
        await lock.acquire(task);
        entered.push(`${name} at ${kernel.nowUs}`);
        await pause(kernel, task, 10);
        lock.release(task);
      });
    }
    await kernel.run();
    expect(entered).toEqual(['a at 0', 'b at 10', 'c at 20', 'd at 30']);
    expect(kernel.blocked()).toEqual([]);
  });

  it('lets nobody barge: who lets go and asks again at once comes last', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const lock = lockOf(kernel);
    const entered: string[] = [];
    void kernel.spawn('greedy', async (task) => {
      for (let round = 0; round < 2; round++) {
        await lock.acquire(task);
        entered.push('greedy');
        await pause(kernel, task, 10);
        lock.release(task);
      }
    });
    void kernel.spawn('patient', async (task) => {
      await pause(kernel, task, 1);
      await lock.acquire(task);
      entered.push('patient');
      lock.release(task);
    });
    await kernel.run();
    expect(entered).toEqual(['greedy', 'patient', 'greedy']);
  });

  it('is handed over inside the releasing step: the next holder runs before anything else comes', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const heard: string[] = [];
    const lock = lockOf(kernel, heard);
    const steps: string[] = [];
    void kernel.spawn('a', async (task) => {
      await lock.acquire(task);
      await pause(kernel, task, 10);
      lock.release(task);
      steps.push(`a released in step ${kernel.step}`);
    });
    void kernel.spawn('b', async (task) => {
      await lock.acquire(task);
      steps.push(`b holds in step ${kernel.step}`);
      lock.release(task);
    });
    void kernel.spawn('c', async (task) => {
      await pause(kernel, task, 5);
      await pause(kernel, task, 5);
      steps.push(`c in step ${kernel.step}`);
    });
    await kernel.run();
    // Step 0 is the first half of c's way; at 10 µs both are due, and a was issued first.
    expect(steps).toEqual(['a released in step 1', 'b holds in step 1', 'c in step 2']);
    expect(heard).toEqual(['a acquire', 'b wait', 'a release', 'b acquire', 'b release']);
  });

  it('refuses a release by who does not hold it', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const lock = lockOf(kernel);
    void kernel.spawn('a', async (task) => lock.release(task));
    await expect(kernel.run()).rejects.toThrow('a releases L without holding it');
  });
});

describe('a semaphore', () => {
  /** Runs `tasks` through `permits`; returns how many were inside at most, and the order of entering. */
  async function through(permits: number, tasks: number) {
    const kernel = new Kernel(settingOf(), FIRST);
    const options = { name: 'S', permits, usersMax: tasks, listener: null };
    const semaphore = new KernelSemaphore(kernel, options);
    let inside = 0;
    let insideMax = 0;
    const entered: number[] = [];
    for (let index = 0; index < tasks; index++) {
      void kernel.spawn(`t${index}`, async (task) => {
        await semaphore.acquire(task);
        insideMax = Math.max(insideMax, ++inside);
        entered.push(index);
        await pause(kernel, task, 10 - index);
        inside--;
        semaphore.release(task);
      });
    }
    await kernel.run();
    return { insideMax, entered, left: semaphore.holders() };
  }

  it('lets in as many as it has permits, and all in the order of asking', async () => {
    for (const permits of [1, 2, 3, 4, 5]) {
      expect(await through(permits, 4)).toEqual({
        insideMax: Math.min(permits, 4),
        entered: [0, 1, 2, 3],
        left: [],
      });
    }
  });

  it('leaves no footprint where it cannot fill, and one where it can', async () => {
    for (const [permits, traces] of [
      [2, 0],
      [1, 4],
    ] as const) {
      const { kernel, watching } = watched();
      // Two permits for two users make nobody wait; one permit for two does (and is seen held across steps).
      kernel.locks.acquired({ name: 'S' });
      kernel.locks.learn();
      const semaphore = new KernelSemaphore(kernel, {
        name: 'S',
        permits,
        usersMax: 2,
        listener: null,
      });
      const body = async (task: Task): Promise<void> => {
        await pause(kernel, task, 0);
        await semaphore.acquire(task);
        await pause(kernel, task, 1);
        semaphore.release(task);
      };
      void kernel.spawn('a', body);
      void kernel.spawn('b', body);
      await kernel.run();
      expect(watching.steps.flat().filter((words) => words === 'write lock:S')).toHaveLength(
        traces,
      );
    }
  });

  it('refuses more users than it was promised: the footprints would be wrong', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const options = { name: 'S', permits: 1, usersMax: 1, listener: null };
    const semaphore = new KernelSemaphore(kernel, options);
    for (const name of ['a', 'b']) {
      void kernel.spawn(name, async (task) => {
        await semaphore.acquire(task);
      });
    }
    await expect(kernel.run()).rejects.toThrow(InvariantError);
  });

  it('refuses a second permit to a task where there is one for each: it could fill unseen', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const options = { name: 'S', permits: 2, usersMax: 2, listener: null };
    const semaphore = new KernelSemaphore(kernel, options);
    void kernel.spawn('a', async (task) => {
      await semaphore.acquire(task);
      await semaphore.acquire(task);
    });
    await expect(kernel.run()).rejects.toThrow(InvariantError);
  });
});

describe('what is known of locks', () => {
  /** One run of two tasks that hold the lock for `holdUs`, or only within a step. */
  async function run(setting: ReturnType<typeof settingOf>, holdUs: number | 'one step') {
    const { kernel, watching } = watched(undefined, setting);
    const lock = new KernelSemaphore(kernel, {
      name: 'L',
      permits: 1,
      usersMax: Number.POSITIVE_INFINITY,
      listener: null,
    });
    for (const name of ['a', 'b']) {
      void kernel.spawn(name, async (task) => {
        await pause(kernel, task, 0);
        await lock.acquire(task);
        if (holdUs !== 'one step') await pause(kernel, task, holdUs);
        lock.release(task);
      });
    }
    await kernel.run();
    return watching.steps;
  }

  it('leaves a lock out of the footprints while nobody has held it across steps', async () => {
    const setting = settingOf();
    expect(await run(setting, 'one step')).toEqual([[], []]);
    expect(setting.locks.count).toBe(0);
    expect(setting.locks.matters('L')).toBe(false);
  });

  it('puts it in from the run after the one in which it was seen held across steps', async () => {
    const setting = settingOf();
    await run(setting, 5);
    expect(setting.locks.count).toBe(1);
    expect(setting.locks.matters('L')).toBe(true);
    const steps = await run(setting, 'one step');
    expect(steps).toEqual([['write lock:L'], ['write lock:L']]);
  });

  it('sees a lock that is taken before the first step and let go in it', async () => {
    const setting = settingOf();
    const { kernel } = watched(undefined, setting);
    const options = { name: 'L', permits: 1, usersMax: 2, listener: null };
    const lock = new KernelSemaphore(kernel, options);
    void kernel.spawn('a', async (task) => {
      await lock.acquire(task);
      await pause(kernel, task, 0);
      lock.release(task);
    });
    await kernel.run();
    expect(setting.locks.matters('L')).toBe(true);
  });
});
