import { DatabaseLife, SqlSession, SqlStore } from '../../src/database/index.js';
import {
  AccessTable,
  type Chooser,
  type Delay,
  Kernel,
  LockKnowledge,
  NameTable,
  type Program,
  Streams,
  type Task,
} from '../../src/kernel/index.js';
import type { SqlPlans } from '../../src/sql/index.js';

const READ = 'SELECT v FROM items WHERE k = 1';
const ADD = 'UPDATE items SET v = v * 3 + ? WHERE k = 1';

/** A small world whose calls wait for a connection and for the writer's lock. */
export interface LivingProgram {
  /** What each task does, call after call, each after a pause. */
  readonly tasks: readonly (readonly ('read' | 'write')[])[];
  readonly connectionsCount: number;
  readonly checkoutTimeoutUs: number | null;
  /** Null: writes keep the lock for no time. */
  readonly hold: Delay | null;
  readonly busyTimeoutUs: number;
  readonly pause: Delay;
  readonly leg: Delay;
}

/** Opens the database that all living programs share. */
export const openItems = (): Promise<SqlSession> =>
  SqlSession.open(
    'CREATE TABLE items(k INTEGER PRIMARY KEY, v INTEGER); INSERT INTO items VALUES (1, 1)',
  );

/** What a program learned, task by task, and what it left. */
export interface LivingOutcome {
  readonly name: string;
  readonly busy: number;
  readonly refused: number;
  readonly blocked: number;
}

export class RunningLivingProgram implements Program<LivingOutcome> {
  readonly accesses = new AccessTable();
  readonly locks = new LockKnowledge();
  readonly #program: LivingProgram;
  readonly #session: SqlSession;
  readonly #plans: SqlPlans;
  readonly #names = new NameTable();
  readonly #streams = new Streams(7, 'remembered');

  constructor(program: LivingProgram, session: SqlSession) {
    this.#program = program;
    this.#session = session;
    session.reset();
    this.#plans = session.plans([READ, ADD]);
  }

  labelOf(key: number): string {
    return String(key);
  }

  nameOf({ name }: LivingOutcome): string {
    return name;
  }

  async runOnce(chooser: Chooser): Promise<LivingOutcome> {
    const { tasks, connectionsCount, checkoutTimeoutUs, hold, busyTimeoutUs } = this.#program;
    const session = this.#session;
    session.reset();
    const kernel = new Kernel(
      { names: this.#names, accesses: this.accesses, streams: this.#streams, locks: this.locks },
      chooser,
    );
    const pool = { connectionsCount, leakedCount: 0, checkoutTimeoutUs, usersMax: tasks.length };
    const life = new DatabaseLife(kernel, session.clock, {
      pool,
      busyTimeoutUs,
      hold: hold === null ? null : () => hold,
    });
    const logs: string[][] = tasks.map(() => []);
    for (const [index, asks] of tasks.entries()) {
      void kernel.spawn(`task ${index}`, (task) =>
        this.#runTask(kernel, life, task, asks, logs[index]!),
      );
    }
    await kernel.run();
    const all = logs.flat();
    const blocked = kernel.blocked().map(({ task, waitsFor }) => `${task} waits for ${waitsFor}`);
    return {
      name: JSON.stringify([session.peek('SELECT v FROM items'), logs, blocked.sort()]),
      busy: all.filter((line) => line === 'database is locked').length,
      refused: all.filter((line) => line.startsWith('no database connection')).length,
      blocked: blocked.length,
    };
  }

  close(): void {
    this.#plans.close();
  }

  async #runTask(
    kernel: Kernel,
    life: DatabaseLife,
    task: Task,
    asks: readonly ('read' | 'write')[],
    log: string[],
  ): Promise<void> {
    const { pause, leg } = this.#program;
    const run = { kernel, session: this.#session, plans: this.#plans, latency: () => leg, life };
    const store = new SqlStore(run, task);
    for (const [nth, ask] of asks.entries()) {
      await new Promise<void>((resolve) => kernel.schedule(task, 'timer', pause, resolve));
      const asked = ask === 'read' ? store.execute(READ) : store.execute(ADD, [task.number + nth]);
      log.push(
        await asked.then(
          (rows) => JSON.stringify(rows),
          (error: Error) => error.message,
        ),
      );
    }
  }
}
