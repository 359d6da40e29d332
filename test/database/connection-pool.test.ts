import { describe, expect, it } from 'vitest';
import { BookingConnection, ConnectionPool, type PoolSettings } from '../../src/database/index.js';
import { Kernel } from '../../src/kernel/index.js';
import { FIRST, pause, settingOf, watched } from '../kernel/kernel-under-test.js';
import { type LifeWorld, living, READ } from './life-under-test.js';

const SECOND_US = 1_000_000;

const poolOf = (words: Partial<PoolSettings> = {}): PoolSettings => ({
  connectionsCount: 1,
  leakedCount: 0,
  checkoutTimeoutUs: 10 * SECOND_US,
  usersMax: 9,
  ...words,
});

const reads = async ({ storeOf }: LifeWorld, task: Parameters<LifeWorld['storeOf']>[0]) => {
  await storeOf(task).execute(READ);
};

describe('a pool of connections', () => {
  it('lets a call wait until one is given back, first come, first served, and counts the request leg from then', async () => {
    const { told, kernel } = await living(
      { pool: poolOf({ connectionsCount: 2 }) },
      { a: reads, b: reads, c: reads, d: reads },
    );
    expect(told).toEqual([
      'a acquire a database connection at 0',
      'b acquire a database connection at 0',
      'c wait a database connection at 0',
      'd wait a database connection at 0',
      'a release a database connection at 4',
      'c acquire a database connection at 4',
      'b release a database connection at 4',
      'd acquire a database connection at 4',
      'c release a database connection at 8',
      'd release a database connection at 8',
    ]);
    // The time-outs that were not needed come at 10 s; the run ended before.
    expect(kernel.nowUs).toBe(8);
  });

  it('lets nobody pass those who wait', async () => {
    const order: string[] = [];
    const twice = async (world: LifeWorld, task: Parameters<LifeWorld['storeOf']>[0]) => {
      for (const nth of [1, 2]) {
        await world.storeOf(task).execute(READ);
        order.push(`${task.name}${nth}`);
      }
    };
    await living({ pool: poolOf() }, { a: twice, b: twice, c: twice });
    expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
  });

  it('throws to whoever has waited for exactly the time-out, and serves the others', async () => {
    const heard: string[] = [];
    const { told } = await living(
      { pool: poolOf({ checkoutTimeoutUs: 3 }) },
      {
        a: reads,
        b: async (world, task) => {
          await world
            .storeOf(task)
            .execute(READ)
            .catch((error: Error) => heard.push(`${error.message} at ${world.kernel.nowUs}`));
        },
        c: async (world, task) => {
          await pause(world.kernel, task, 2);
          await reads(world, task);
        },
      },
    );
    expect(heard).toEqual(['no database connection within 3 µs: all 1 are in use at 3']);
    expect(told.slice(2)).toEqual([
      'c wait a database connection at 2',
      'b gives up a database connection after 3, not stuck',
      'b give-up a database connection at 3',
      'a release a database connection at 4',
      'c acquire a database connection at 4',
      'c release a database connection at 8',
    ]);
  });

  it('waits for ever without a time-out: the run ends with who waits for whom', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const pool = new ConnectionPool(
      kernel,
      poolOf({ connectionsCount: 3, leakedCount: 3, checkoutTimeoutUs: null }),
    );
    void kernel.spawn(
      'a',
      (task) =>
        new Promise<void>((resolve, reject) =>
          pool.checkout({
            task,
            timeoutKey: 0,
            listener: undefined,
            granted: resolve,
            refused: reject,
          }),
        ),
    );
    await kernel.run();
    expect(kernel.blocked()).toEqual([
      { task: 'a', waitsFor: 'a database connection', heldBy: '3 leaked' },
    ]);
  });

  it('tells whom a time-out freed from a deadlock, and whom from a delay', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const stuck: string[] = [];
    const pool = new ConnectionPool(kernel, poolOf({ connectionsCount: 2, checkoutTimeoutUs: 9 }));
    const checkout = (task: Parameters<Parameters<Kernel['spawn']>[1]>[0], timeoutKey: number) =>
      new Promise<void>((granted) =>
        pool.checkout({
          task,
          timeoutKey,
          granted,
          refused: () => granted(),
          listener: {
            noted: () => undefined,
            gaveUp: () => stuck.push(`${task.name} ${kernel.isStuck(task)}`),
          },
        }),
      );
    // Each holds one and wants another; c only works, for longer than the time-out at first.
    void kernel.spawn('a', async (task) => {
      await checkout(task, 1);
      await pause(kernel, task, 20);
      await checkout(task, 2);
    });
    void kernel.spawn('b', async (task) => {
      await checkout(task, 3);
      await pause(kernel, task, 5);
      await checkout(task, 4);
      await pause(kernel, task, 10);
      await checkout(task, 5);
    });
    await kernel.run();
    expect(stuck).toEqual(['b false', 'a true', 'b true']);
  });

  it('leaves no footprint where it cannot run dry, and holds its promise to that', async () => {
    const { kernel, watching } = watched();
    const pool = new ConnectionPool(kernel, poolOf({ connectionsCount: 2, usersMax: 2 }));
    const ask = (task: Parameters<Parameters<Kernel['spawn']>[1]>[0]) =>
      pool.checkout({
        task,
        timeoutKey: 0,
        listener: undefined,
        granted: () => undefined,
        refused: () => undefined,
      });
    void kernel.spawn('a', async (task) => {
      await pause(kernel, task, 1);
      ask(task);
      ask(task);
      await pause(kernel, task, 1);
      pool.giveBack(task);
      await pause(kernel, task, 1);
      ask(task);
      ask(task);
    });
    await expect(kernel.run()).rejects.toThrow('the pool was promised 2 users, and a is one more');
    expect(watching.steps).toEqual([[], [], []]);
  });

  it('leaves one at checkout, hand-over and time-out where it can', async () => {
    const { kernel, watching } = watched();
    const pool = new ConnectionPool(kernel, poolOf({ checkoutTimeoutUs: 5 }));
    const call = (name: string, timeoutKey: number) =>
      kernel.spawn(name, async (task) => {
        await pause(kernel, task, 1);
        await new Promise<void>((granted) =>
          pool.checkout({
            task,
            timeoutKey,
            listener: undefined,
            granted,
            refused: () => granted(),
          }),
        );
        await pause(kernel, task, 1);
        if (pool.holders().includes(name)) pool.giveBack(task);
      });
    void call('a', 7);
    void call('b', 8);
    await kernel.run();
    const POOL = 'write lock:database pool';
    const own = (mode: string) => `${mode} database pool waits {"key":"8"}`;
    // a asks, b asks and waits, a's pause (gives back: b has it), b's time-out is late, b gives back.
    expect(watching.steps).toEqual([[POOL], [POOL], [POOL, own('write')], [own('read')], [POOL]]);
  });
});

describe('a connection kept for a booking', () => {
  it('is checked out once, kept over the statements that follow, and given back at the end', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const pool = new ConnectionPool(kernel, poolOf());
    const held: string[] = [];
    await kernel.spawn('a', async (task) => {
      const booking = new BookingConnection(pool, task);
      booking.end();
      const words = { task, timeoutKey: 0, listener: undefined, refused: () => undefined };
      for (const nth of [1, 2]) {
        booking.checkout({ ...words, granted: () => held.push(`${nth}: ${pool.holders()}`) });
        booking.giveBack();
      }
      held.push(`before the end: ${pool.holders()}`);
      booking.end();
      booking.end();
      held.push(`after: ${pool.holders()}`);
      await Promise.resolve();
    });
    expect(held).toEqual(['1: a', '2: a', 'before the end: a', 'after: ']);
  });
});
