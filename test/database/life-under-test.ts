import { DatabaseLife, type LifeSettings, SqlSession, SqlStore } from '../../src/database/index.js';
import { type Chooser, Kernel, type KernelSetting, type Task } from '../../src/kernel/index.js';
import { exactly, FIRST, settingOf } from '../kernel/kernel-under-test.js';

export const SETUP = `
  CREATE TABLE items(k INTEGER PRIMARY KEY, v INTEGER NOT NULL, at DATETIME DEFAULT CURRENT_TIMESTAMP);
  INSERT INTO items(k, v) VALUES (1, 10)`;
export const READ = 'SELECT v FROM items WHERE k = 1';
export const WRITE = 'UPDATE items SET v = v + ? WHERE k = 1';
export const INSERT = 'INSERT INTO items(k, v) VALUES (?, ?)';

export interface LifeWorld {
  readonly kernel: Kernel;
  readonly session: SqlSession;
  /** What happened, with its time: `a acquire a database connection at 0`. */
  readonly told: string[];
  /** A store for a task whose waits are told. */
  storeOf(task: Task): SqlStore;
}

/** Tasks with stores on one database as it is in life. Reads take 2 µs a leg, writes 5. Returns what was told. */
export async function living(
  life: Partial<LifeSettings>,
  tasks: Readonly<Record<string, (world: LifeWorld, task: Task) => Promise<void>>>,
  more: { chooser?: Chooser; setting?: KernelSetting } = {},
): Promise<{ told: string[]; kernel: Kernel }> {
  const session = await SqlSession.open(SETUP);
  const kernel = new Kernel(more.setting ?? settingOf(), more.chooser ?? FIRST);
  session.reset(() => Math.floor(kernel.nowUs / 1000));
  const plans = session.plans([READ, WRITE, INSERT]);
  const whole = { pool: null, busyTimeoutUs: 5_000_000, hold: null, ...life };
  const shared = new DatabaseLife(kernel, session.clock, whole);
  const told: string[] = [];
  const world: LifeWorld = {
    kernel,
    session,
    told,
    storeOf: (task) =>
      new SqlStore(
        {
          kernel,
          session,
          plans,
          latency: (operation) => exactly(operation === 'db.read' ? 2 : 5),
          life: shared,
          listener: {
            legs: false,
            nextCall: () => 0,
            call: () => undefined,
            waits: {
              noted: (name, action) =>
                told.push(`${task.name} ${action} ${name} at ${kernel.nowUs}`),
              gaveUp: ({ waitsFor, afterUs }) =>
                told.push(
                  `${task.name} gives up ${waitsFor} after ${afterUs}, ${kernel.isStuck(task) ? 'stuck' : 'not stuck'}`,
                ),
            },
          },
        },
        task,
      ),
  };
  for (const [name, body] of Object.entries(tasks)) {
    void kernel.spawn(name, (task) => body(world, task));
  }
  await kernel.run();
  plans.close();
  session.close();
  return { told, kernel };
}
