import { describe, expect, it } from 'vitest';
import {
  type Completion,
  InvariantError,
  Kernel,
  KernelSemaphore,
  keyOf,
  ORDINALS_PER_TASK,
  ordinalOf,
  taskNumberOf,
} from '../../src/kernel/index.js';
import { exactly, FIRST, pause, settingOf, watched } from './kernel-under-test.js';

const lockOf = (kernel: Kernel, name: string) =>
  new KernelSemaphore(kernel, {
    name,
    permits: 1,
    usersMax: Number.POSITIVE_INFINITY,
    listener: null,
  });

describe('the loop', () => {
  it('jumps from completion to completion: a year takes three steps', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const year = 365 * 86_400 * 1_000_000;
    const times: number[] = [];
    void kernel.spawn('a', async (task) => {
      for (let third = 0; third < 3; third++) {
        await pause(kernel, task, year / 3);
        times.push(kernel.nowUs);
      }
    });
    await kernel.run();
    expect(times).toEqual([year / 3, (2 * year) / 3, year]);
    expect(kernel.step).toBe(2);
  });

  it('never lets the clock run back, even where a chooser takes the later one first', async () => {
    const { kernel } = watched((enabled) => enabled.length - 1);
    const times: number[] = [];
    for (const us of [5, 50]) {
      void kernel.spawn(`after ${us}`, async (task) => {
        await pause(kernel, task, us);
        times.push(kernel.nowUs);
      });
    }
    await kernel.run();
    expect(times).toEqual([50, 50]);
  });

  it('shows the time that the chooser names as a witness', async () => {
    const kernel = new Kernel(settingOf(), { ...FIRST, timeOf: (_, step) => 7 * (step + 1) });
    const times: number[] = [];
    void kernel.spawn('a', async (task) => {
      await pause(kernel, task, 1);
      await pause(kernel, task, 1);
      times.push(kernel.nowUs);
    });
    await kernel.run();
    expect(times).toEqual([14]);
  });

  it('surfaces what a task threw and nobody caught', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    let later = false;
    void kernel.spawn('a', async (task) => {
      await pause(kernel, task, 1);
      throw new Error('broken on the way');
    });
    void kernel.spawn('b', async (task) => {
      await pause(kernel, task, 2);
      later = true;
    });
    await expect(kernel.run()).rejects.toThrow('broken on the way');
    expect(later).toBe(false);
  });

  it('hands the failure of a child to its parent, who may catch it', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const caught: string[] = [];
    void kernel.spawn('parent', async (parent) => {
      const child = kernel.spawn(
        'child',
        async (task) => {
          await pause(kernel, task, 1);
          throw new Error('broken below');
        },
        parent,
      );
      await child.catch((error: Error) => caught.push(error.message));
    });
    await kernel.run();
    expect(caught).toEqual(['broken below']);
  });

  it('gives a run up where the chooser says so, and leaves what is pending alone', async () => {
    const reached: number[] = [];
    const kernel = new Kernel(settingOf(), {
      sees: 'all',
      choose: (_, step) => (step < 2 ? 0 : -1),
    });
    void kernel.spawn('a', async (task) => {
      for (let step = 0; step < 5; step++) {
        await pause(kernel, task, 1);
        reached.push(step);
      }
    });
    await kernel.run();
    expect(kernel.abandoned).toBe(true);
    expect(reached).toEqual([0, 1]);
  });

  it('refuses a due time that is no whole number of microseconds, or lies before the start', async () => {
    for (const us of [0.5, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const kernel = new Kernel(settingOf(), FIRST);
      void kernel.spawn('a', (task) => pause(kernel, task, us));
      await expect(kernel.run()).rejects.toThrow(InvariantError);
    }
  });
});

describe('a blocked world', () => {
  it('is reported as a wait-for graph where two tasks hold what the other wants', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const [left, right] = [lockOf(kernel, 'left'), lockOf(kernel, 'right')];
    for (const [name, one, two] of [
      ['a', left, right],
      ['b', right, left],
    ] as const) {
      void kernel.spawn(name, async (task) => {
        await one.acquire(task);
        await pause(kernel, task, 1);
        await two.acquire(task);
      });
    }
    await kernel.run();
    expect(kernel.blocked()).toEqual([
      { task: 'a', waitsFor: 'right', heldBy: 'b' },
      { task: 'b', waitsFor: 'left', heldBy: 'a' },
    ]);
  });

  it('names every holder of a semaphore that is full', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const options = { name: 'S', permits: 2, usersMax: 3, listener: null };
    const semaphore = new KernelSemaphore(kernel, options);
    for (const name of ['a', 'b', 'c']) {
      void kernel.spawn(name, async (task) => {
        await semaphore.acquire(task);
      });
    }
    await kernel.run();
    expect(kernel.blocked()).toEqual([{ task: 'c', waitsFor: 'S', heldBy: 'a, b' }]);
  });

  it('tells a lost wake-up apart: somebody waits for a promise that nobody settles', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    void kernel.spawn('a', () => new Promise(() => undefined));
    await kernel.run();
    expect(kernel.blocked()).toEqual([
      { task: 'a', waitsFor: 'a promise that nobody settles', heldBy: null },
    ]);
  });

  it('is not reported where every task has ended', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const lock = lockOf(kernel, 'L');
    for (const name of ['a', 'b']) {
      void kernel.spawn(name, async (task) => {
        await lock.acquire(task);
        await pause(kernel, task, 1);
        lock.release(task);
      });
    }
    await kernel.run();
    expect(kernel.blocked()).toEqual([]);
  });
});

describe('the key of a completion', () => {
  /** The keys of a small program by task, where the choice points are answered by `pick`. */
  async function keysOf(
    setting: ReturnType<typeof settingOf>,
    pick: (enabled: readonly Completion[]) => number,
  ) {
    const taken: string[] = [];
    const { kernel } = watched((enabled) => {
      const index = pick(enabled);
      const { key } = enabled[index]!;
      taken.push(`${setting.names.nameOf(taskNumberOf(key))}#${ordinalOf(key)}`);
      return index;
    }, setting);
    void kernel.spawn('root', async (root) => {
      await pause(kernel, root, 1);
      const children = ['x', 'y'].map((name) =>
        kernel.spawn(
          name,
          async (task) => {
            await pause(kernel, task, 1);
            await pause(kernel, task, 1);
          },
          root,
        ),
      );
      await Promise.all(children);
      await pause(kernel, root, 1);
    });
    await kernel.run();
    return taken;
  }

  it('is the same in every order of one program: its task, and its how-many-eth operation', async () => {
    const setting = settingOf();
    const first = await keysOf(setting, () => 0);
    const last = await keysOf(setting, (enabled) => enabled.length - 1);
    expect(first).toEqual(['root#0', 'x#0', 'y#0', 'x#1', 'y#1', 'root#1', 'root#2']);
    expect(last).toEqual(['root#0', 'y#0', 'y#1', 'x#0', 'x#1', 'root#1', 'root#2']);
  });

  it('splits into task and ordinal again', () => {
    for (const [task, ordinal] of [
      [0, 0],
      [3, 17],
      [1_000, ORDINALS_PER_TASK - 1],
    ] as const) {
      const key = keyOf(task, ordinal);
      expect([taskNumberOf(key), ordinalOf(key)]).toEqual([task, ordinal]);
    }
  });

  it('has a name even where nobody gave one', () => {
    expect(settingOf().names.nameOf(5)).toBe('task 5');
  });

  it('can be reserved before the completion is issued', async () => {
    const { kernel } = watched();
    const keys: number[] = [];
    void kernel.spawn('a', (task) => {
      const [first, second] = [task.nextKey(), task.nextKey()];
      return new Promise((resolve) => {
        kernel.schedule(task, 'timer', exactly(1), () => void keys.push(second), second);
        kernel.schedule(task, 'timer', exactly(2), () => resolve(void keys.push(first)), first);
      });
    });
    await kernel.run();
    expect(keys).toEqual([1, 0]);
  });
});

describe('what a step touched', () => {
  it('holds each access once, and nothing from before the first step', async () => {
    const { kernel, watching } = watched();
    void kernel.spawn('a', async (task) => {
      kernel.touchKey('map', 'write', 'before');
      await pause(kernel, task, 1);
      kernel.touchKey('map', 'read', 'x');
      kernel.touchKey('map', 'read', 'x');
      kernel.touchRange('map', 'write');
      await pause(kernel, task, 1);
      kernel.touchRange('map', 'read', { key: 'x' });
    });
    await kernel.run();
    expect(watching.steps).toEqual([
      ['read map {"key":"x"}', 'write map'],
      ['read map {"key":"x"}'],
    ]);
  });

  it('is none of the ends of tasks: their parent goes on in a step of its own, after them all', async () => {
    const { kernel, watching } = watched();
    const joins: (readonly number[] | undefined)[] = [];
    const choose = watching.choose.bind(watching);
    watching.choose = (enabled, step) => {
      const index = choose(enabled, step);
      const { kind, parent, alsoAfter } = enabled[index]!;
      if (kind === 'join') joins.push([parent, ...(alsoAfter ?? [])]);
      return index;
    };
    const log: string[] = [];
    void kernel.spawn('parent', async (parent) => {
      const child = (name: string, us: number) =>
        kernel.spawn(
          name,
          (task) => pause(kernel, task, us).then(() => void log.push(name)),
          parent,
        );
      await Promise.all([child('x', 1), child('y', 2), child('z', 2)]);
      log.push(`parent at step ${kernel.step}, ${kernel.nowUs} µs`);
    });
    await kernel.run();
    const end = ['add children:parent'];
    expect(watching.steps).toEqual([end, end, end, []]);
    expect(joins).toEqual([[2, 0, 1]]);
    expect([...log.slice(0, 3)].sort()).toEqual(['x', 'y', 'z']);
    expect(log[3]).toBe('parent at step 3, 2 µs');
  });

  it('joins what ends while a join is on its way after it, never before', async () => {
    // Everything else first: x ends, y is started by an arrival and ends, and only then the joins come.
    const lastJoin = (enabled: readonly Completion[]): number =>
      Math.max(
        0,
        enabled.findIndex(({ kind }) => kind !== 'join'),
      );
    const { kernel, watching } = watched(lastJoin);
    const pendingJoins: number[] = [];
    const choose = watching.choose.bind(watching);
    watching.choose = (enabled, step) => {
      pendingJoins.push(enabled.filter(({ kind }) => kind === 'join').length);
      return choose(enabled, step);
    };
    const log: string[] = [];
    let startLate: (() => void) | undefined;
    void kernel.spawn('parent', async (parent) => {
      const child = (name: string) =>
        kernel
          .spawn(name, (task) => pause(kernel, task, 1), parent)
          .then(() => void log.push(name));
      startLate = () => void child('y');
      await child('x');
    });
    void kernel.spawn('outside', async (task) => {
      await pause(kernel, task, 1);
      startLate!();
    });
    await kernel.run();
    expect(log).toEqual(['x', 'y']);
    expect(Math.max(...pendingJoins)).toBe(1);
  });

  it('orders starting a task later, or from elsewhere, against the ends of the others', async () => {
    const { kernel, watching } = watched();
    let starter: (() => void) | undefined;
    void kernel.spawn('parent', async (parent) => {
      const start = (name: string) => kernel.spawn(name, (task) => pause(kernel, task, 5), parent);
      starter = () => void start('b');
      await start('a');
    });
    void kernel.spawn('elsewhere', async (task) => {
      await pause(kernel, task, 1);
      starter?.();
    });
    await kernel.run();
    expect(watching.steps).toContainEqual(['read children:parent']);
    expect(watching.steps).toContainEqual(['add children:parent']);
  });

  it('joins what a task started at different times once all of it has ended', async () => {
    const { kernel } = watched();
    const log: string[] = [];
    void kernel.spawn('parent', async (parent) => {
      const first = kernel.spawn('a', (task) => pause(kernel, task, 1), parent);
      const second = kernel.spawn('b', (task) => pause(kernel, task, 5), parent);
      await first;
      log.push(`a joined at ${kernel.nowUs}`);
      await second;
      await kernel.spawn('c', async () => undefined, parent);
      log.push(`c joined at ${kernel.nowUs}`);
    });
    await kernel.run();
    expect(log).toEqual(['a joined at 5', 'c joined at 5']);
  });

  it('is not collected where nobody wants it', async () => {
    const setting = settingOf();
    const kernel = new Kernel(setting, FIRST);
    void kernel.spawn('a', async (task) => {
      await pause(kernel, task, 1);
      kernel.touchRange('map', 'write');
      kernel.touchKey('map', 'write', 'x');
    });
    await kernel.run();
    expect(setting.accesses.size).toBe(0);
  });
});
