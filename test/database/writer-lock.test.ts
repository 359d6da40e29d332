import { describe, expect, it } from 'vitest';
import { untilNextPollUs } from '../../src/database/busy-polls.js';
import { exactly, pause } from '../kernel/kernel-under-test.js';
import { INSERT, type LifeWorld, living, READ, WRITE } from './life-under-test.js';

type Body = Parameters<typeof living>[1][string];

const MS = 1000;

/** Writes after `us`; tells its result or its error. */
const writes =
  (heard: string[], us = 0, sql = WRITE, parameters: number[] = [1]): Body =>
  async (world, task) => {
    if (us > 0) await pause(world.kernel, task, us);
    await world
      .storeOf(task)
      .execute(sql, parameters)
      .then(
        () => heard.push(`${task.name} wrote at ${world.kernel.nowUs}`),
        (error: Error) => heard.push(`${task.name}: ${error.message} at ${world.kernel.nowUs}`),
      );
  };

const reads =
  (heard: string[], us: number): Body =>
  async (world: LifeWorld, task) => {
    await pause(world.kernel, task, us);
    const rows = await world.storeOf(task).execute(READ);
    heard.push(`${task.name} read ${rows[0]?.[0]}`);
  };

describe('the one writer', () => {
  it('keeps its lock for its hold; readers meanwhile see the last commit', async () => {
    const heard: string[] = [];
    // Asks at 5, commits at 25: a read takes effect 2 after it is asked.
    await living(
      { hold: () => exactly(20) },
      { a: writes(heard), r: reads(heard, 22), s: reads(heard, 24) },
    );
    expect(heard).toEqual(['r read 10', 's read 11', 'a wrote at 30']);
  });

  it('makes a second writer try again when SQLite would: 1, 3, 8, 18 ms after its first attempt', async () => {
    const heard: string[] = [];
    const { told } = await living(
      { hold: () => exactly(4 * MS) },
      { a: writes(heard), b: writes(heard, 100) },
    );
    // b asks at 105 µs; a commits at 4.005 ms; b's polls: 1.105, 3.105, 8.105 ms.
    expect(told).toEqual([
      "a acquire the writer's lock at 5",
      "b wait the writer's lock at 105",
      "a release the writer's lock at 4005",
      "b acquire the writer's lock at 8105",
      "b release the writer's lock at 12105",
    ]);
    expect(heard).toEqual(['a wrote at 4010', 'b wrote at 12110']);
  });

  it('may be overtaken by a newcomer while it sleeps: there is no queue', async () => {
    const heard: string[] = [];
    await living(
      { hold: () => exactly(4 * MS) },
      { a: writes(heard), b: writes(heard, 100), c: writes(heard, 5 * MS) },
    );
    // c asks at 5.005 ms, when a is through and b sleeps until 8.105; b then waits for 18.105.
    expect(heard).toEqual(['a wrote at 4010', 'c wrote at 9010', 'b wrote at 22110']);
  });

  it('throws SQLITE_BUSY at exactly the busy time-out, after a last attempt', async () => {
    const heard: string[] = [];
    const { told } = await living(
      { hold: () => exactly(50 * MS), busyTimeoutUs: 20 * MS },
      { a: writes(heard), b: writes(heard, 100) },
    );
    expect(heard).toEqual([`b: database is locked at ${20 * MS + 110}`, 'a wrote at 50010']);
    expect(told).toContain(`b give-up the writer's lock at ${20 * MS + 105}`);
    const soon: string[] = [];
    await living(
      { hold: () => exactly(20 * MS), busyTimeoutUs: 20 * MS },
      { a: writes(soon), b: writes(soon) },
    );
    // Released at the very moment of the last attempt, and before it: it gets the lock.
    expect(soon).toEqual(['a wrote at 20010', 'b wrote at 40010']);
  });

  it('throws at once where the busy time-out is nothing', async () => {
    const heard: string[] = [];
    await living(
      { hold: () => exactly(9), busyTimeoutUs: 0 },
      { a: writes(heard), b: writes(heard, 1) },
    );
    expect(heard).toEqual(['b: database is locked at 11', 'a wrote at 19']);
  });

  it('stamps a row with the time of its execution, not of its commit', async () => {
    const stamps: unknown[] = [];
    await living(
      { hold: () => exactly(3_000 * MS) },
      {
        a: async (world, task) => {
          await pause(world.kernel, task, 1_000 * MS);
          await world.storeOf(task).execute(INSERT, [7, 7]);
          stamps.push(...world.session.peek('SELECT at FROM items WHERE k = 7'));
        },
      },
    );
    expect(stamps).toEqual([['1970-01-01 00:00:01']]);
  });

  it('lets go of the lock where the statement fails, and hands over SQLite’s own error', async () => {
    const heard: string[] = [];
    await living(
      { hold: () => exactly(9) },
      { a: writes(heard, 0, INSERT, [1, 1]), b: writes(heard, 100) },
    );
    expect(heard).toEqual(['a: UNIQUE constraint failed: items.k at 19', 'b wrote at 119']);
  });
});

describe('the pauses of SQLite’s busy handler', () => {
  it('are those of its table, then 100 ms each', () => {
    const waitedMs = [0, 1, 2, 3, 9, 128, 129, 178, 179, 229, 328, 329];
    const nextMs = [1, 1, 3, 3, 18, 128, 178, 178, 228, 328, 328, 428];
    expect(waitedMs.map((ms) => ms + untilNextPollUs(ms * MS) / MS)).toEqual(nextMs);
  });
});
