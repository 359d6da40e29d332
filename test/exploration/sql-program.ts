import { type SqlSession, SqlStore } from '../../src/database/index.js';
import {
  AccessTable,
  type Chooser,
  type Delay,
  Kernel,
  KernelSemaphore,
  LockKnowledge,
  NameTable,
  type Program,
  Streams,
  type Task,
} from '../../src/kernel/index.js';
import { TrackedMap } from '../../src/simulation/tracked-map.js';
import type { SqlParameter, SqlPlans, SqlRow, SqlStatements } from '../../src/sql/index.js';

export type Parameter = SqlParameter | { readonly register: readonly SqlParameter[] };

export interface Statement {
  readonly sql: string;
  /** Those that hang on the register are picked by it. */
  readonly parameters: readonly Parameter[];
}

/** What a task can do. Each task has a register, and a log of all that it ever learned. */
export type SqlOp =
  /** One step: a timer. */
  | { readonly do: 'pause'; readonly window: Delay }
  /** Two steps: the effect and the response. Several statements are one transaction. */
  | { readonly do: 'sql'; readonly statements: readonly Statement[] }
  | { readonly do: 'get'; readonly key: string }
  | { readonly do: 'put'; readonly key: string; readonly plus: number }
  | { readonly do: 'drop'; readonly key: string }
  | { readonly do: 'entries' }
  /** Nothing if it holds it already. */
  | { readonly do: 'acquire'; readonly lock: number }
  /** Nothing if it does not hold it. */
  | { readonly do: 'release'; readonly lock: number }
  | { readonly do: 'skipIfOdd'; readonly ops: number }
  | { readonly do: 'stopIfOdd' };

export interface SqlProgram {
  readonly tasks: readonly (readonly SqlOp[])[];
  readonly statements: SqlStatements;
  /** Permits of each lock. */
  readonly permits: readonly number[];
  /** Latency windows: request and response of reads and writes. */
  readonly windows: Readonly<Record<`db.${'read' | 'write'} ${'request' | 'response'}`, Delay>>;
}

export const SETUP = `
  CREATE TABLE items(k INTEGER PRIMARY KEY, v INTEGER NOT NULL);
  CREATE TABLE names(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, v INTEGER);
  CREATE TABLE log(id INTEGER PRIMARY KEY, who TEXT, n INTEGER);
  CREATE TABLE pairs(a INTEGER, b TEXT, v REAL, UNIQUE(a, b));
  INSERT INTO items VALUES (1, 10), (5, 50);
  INSERT INTO names(name, v) VALUES ('b', 2);
  INSERT INTO pairs VALUES (1, 'x', 1.5)`;

export interface Outcome {
  readonly name: string;
  readonly errors: number;
  readonly blocked: number;
}

/** The program behind the real kernel, on the real SQLite of `session`. `close` it in the end. */
export class RunningSqlProgram implements Program<Outcome> {
  readonly accesses = new AccessTable();
  readonly locks = new LockKnowledge();
  readonly #program: SqlProgram;
  readonly #session: SqlSession;
  readonly #plans: SqlPlans;
  readonly #names = new NameTable();
  readonly #streams = new Streams(7, 'remembered');

  constructor(program: SqlProgram, session: SqlSession) {
    this.#program = program;
    this.#session = session;
    session.reset();
    this.#plans = session.plans(program.statements);
  }

  labelOf(key: number): string {
    return String(key);
  }

  nameOf(outcome: Outcome): string {
    return outcome.name;
  }

  async runOnce(chooser: Chooser): Promise<Outcome> {
    const { tasks, permits, windows } = this.#program;
    const session = this.#session;
    session.reset();
    const kernel = new Kernel(
      { names: this.#names, accesses: this.accesses, streams: this.#streams, locks: this.locks },
      chooser,
    );
    const world: World = {
      kernel,
      map: new TrackedMap<number>(kernel, 'map'),
      locks: permits.map(
        (count, lock) =>
          new KernelSemaphore(kernel, {
            name: `lock ${lock}`,
            permits: count,
            usersMax: tasks.length,
            listener: null,
          }),
      ),
      storeOf: (task) =>
        new SqlStore(
          {
            kernel,
            session,
            plans: this.#plans,
            latency: (operation, leg, draw) => drawn(windows[`${operation} ${leg}`], draw),
          },
          task,
        ),
      logs: tasks.map(() => []),
    };
    for (const [index, ops] of tasks.entries()) {
      void kernel.spawn(`task ${index}`, (task) => runTask(world, task, index, ops));
    }
    await kernel.run();
    return kernel.abandoned ? GIVEN_UP : this.#outcome(world);
  }

  close(): void {
    this.#plans.close();
  }

  #outcome({ kernel, map, logs }: World): Outcome {
    // Ids are part of the outcome only where the program may have looked at them.
    const id = this.#program.statements === 'any' ? 'id' : 'NULL';
    const tables = [
      'SELECT k, v FROM items ORDER BY 1',
      `SELECT ${id}, name, v FROM names ORDER BY 2`,
      `SELECT ${id}, who, n FROM log ORDER BY 1, 2, 3`,
      'SELECT a, b, v FROM pairs ORDER BY 1, 2, 3',
    ].map((sql) => this.#session.peek(sql));
    const blocked = kernel.blocked().map(({ task, waitsFor }) => `${task} waits for ${waitsFor}`);
    return {
      name: JSON.stringify([tables, map.peek(), logs, blocked.sort()]),
      errors: logs.flat().filter((line) => line.startsWith('error')).length,
      blocked: blocked.length,
    };
  }
}

const GIVEN_UP: Outcome = { name: 'given up', errors: 0, blocked: 0 };

interface World {
  readonly kernel: Kernel;
  readonly map: TrackedMap<number>;
  readonly locks: readonly KernelSemaphore[];
  readonly logs: string[][];
  storeOf(task: Task): SqlStore;
}

async function runTask(world: World, task: Task, index: number, ops: readonly SqlOp[]) {
  const { kernel, map, locks } = world;
  const log = world.logs[index]!;
  const store = world.storeOf(task);
  const holds = new Set<number>();
  let register = 0;
  const learn = (value: unknown): void => {
    const words = JSON.stringify(value);
    log.push(words);
    register = 0;
    for (const character of words) register += character.charCodeAt(0) - 48;
  };
  for (let at = 0; at < ops.length; at += 1) {
    const op = ops[at]!;
    switch (op.do) {
      case 'pause':
        await new Promise<void>((resolve) => kernel.schedule(task, 'timer', op.window, resolve));
        break;
      case 'sql':
        try {
          learn(await execute(store, op.statements, register));
        } catch (error) {
          register = 1;
          log.push(`error ${(error as Error).message}`);
        }
        break;
      case 'get':
        learn(map.get(op.key) ?? 0);
        break;
      case 'put':
        map.set(op.key, (register % 5) + op.plus);
        break;
      case 'drop':
        map.delete(op.key);
        break;
      case 'entries':
        learn(map.entries());
        break;
      case 'acquire':
        if (holds.has(op.lock)) break;
        holds.add(op.lock);
        await locks[op.lock]!.acquire(task);
        break;
      case 'release':
        if (holds.delete(op.lock)) locks[op.lock]!.release(task);
        break;
      case 'skipIfOdd':
        if (register % 2 !== 0) at += op.ops;
        break;
      case 'stopIfOdd':
        if (register % 2 !== 0) return;
        break;
    }
  }
}

function execute(
  store: SqlStore,
  statements: readonly Statement[],
  register: number,
): Promise<SqlRow[]> {
  const given = (parameters: readonly Parameter[]): SqlParameter[] =>
    parameters.map((parameter) =>
      parameter === null || typeof parameter !== 'object'
        ? parameter
        : parameter.register[Math.abs(register) % parameter.register.length]!,
    );
  const [first, ...more] = statements;
  if (more.length === 0) return store.execute(first!.sql, given(first!.parameters));
  return store.transaction((run) =>
    statements.flatMap(({ sql, parameters }) => run(sql, given(parameters))),
  );
}

function drawn({ minUs, maxUs }: Delay, draw: number): Delay {
  return { us: minUs + Math.floor(draw * (maxUs - minUs + 1)), minUs, maxUs };
}
