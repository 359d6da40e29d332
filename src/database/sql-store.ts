import type { Delay, Kernel, Task } from '../kernel/index.js';
import type { SqlParameter, SqlPlans, SqlRow } from '../sql/index.js';
import { NotSimulated, SqlFootprint } from '../sql/index.js';
import type { DatabaseLife } from './database-life.js';
import type { SqlSession } from './sql-session.js';
import { type CallListener, callInTwoLegs } from './two-leg-call.js';

/** Runs one statement of a transaction. Throws SQLite's error. */
type Execute = (sql: string, parameters?: readonly SqlParameter[]) => SqlRow[];

/** A leg's latency from a draw in [0, 1); `LatencyModel.delay` is one. */
type SqlLatency = (
  operation: 'db.read' | 'db.write',
  leg: 'request' | 'response',
  draw: number,
  nowUs: number,
) => Delay;

/** What all tasks of one run share. */
interface SqlRun {
  readonly kernel: Kernel;
  readonly session: SqlSession;
  readonly plans: SqlPlans;
  readonly latency: SqlLatency;
  /** A pool and one writer; left out: nobody waits for either. */
  readonly life?: DatabaseLife;
  /** Hears of calls and waits. */
  readonly listener?: CallListener;
}

const UNHEARD: CallListener = { legs: false, nextCall: () => 0, call: () => undefined };

/**
 * Any SQL on real SQLite as one task sees it: for programs other than the
 * trading system. A call has two legs, request and response; the statement, or
 * the whole transaction, takes effect between them, at one instant. Errors
 * (a unique key that is taken) reject the promise, at the response. What a
 * statement touches is known from the statement: see `SqlPlans`. A statement
 * that cannot be simulated, or was not declared, ends the run (`NotSimulated`).
 *
 * Draws two numbers a call from the task's own latency stream. SQL's clock is
 * the session's: a statement that reads it is no comparison of the `Clock`
 * port, so such a program forfeits `complete`.
 */
export class SqlStore {
  readonly #run: SqlRun;
  readonly #task: Task;

  constructor(run: SqlRun, task: Task) {
    this.#run = run;
    this.#task = task;
  }

  /** One statement. Resolves with its rows. */
  execute(sql: string, parameters: readonly SqlParameter[] = []): Promise<SqlRow[]> {
    const given = [...parameters];
    const isWrite = !/^\s*(select|values)\b/i.test(sql);
    return this.#call(sql, isWrite, (footprint) => this.#statement(sql, given, footprint));
  }

  /**
   * Several statements, all or nothing. `body` is synchronous, runs at the
   * effect and must touch nothing but the database; what it throws rolls
   * everything back and rejects the promise.
   */
  transaction<T>(body: (execute: Execute) => T): Promise<T> {
    return this.#call('a transaction', true, (footprint) =>
      this.#run.session.atomically(footprint, () =>
        body((sql, parameters = []) => this.#statement(sql, parameters, footprint)),
      ),
    );
  }

  #statement(sql: string, parameters: readonly SqlParameter[], footprint: SqlFootprint): SqlRow[] {
    try {
      return this.#run.plans.planOf(sql).run(parameters, footprint);
    } catch (error) {
      if (error instanceof NotSimulated) footprint.refusal = error;
      throw error;
    }
  }

  #call<T>(words: string, isWrite: boolean, effect: (footprint: SqlFootprint) => T): Promise<T> {
    const { kernel, latency, life, listener = UNHEARD } = this.#run;
    return callInTwoLegs({ kernel, latency: { delay: latency } }, this.#task, listener, {
      operation: isWrite ? 'db.write' : 'db.read',
      statement: () => words,
      asked: () => ({ kind: 'sql', sql: words }),
      connections: life?.pool ?? null,
      writing: isWrite ? (life?.writing ?? null) : null,
      effect: () => this.#touching(effect),
    });
  }

  /**
   * Leaves the footprint of what was done, whether or not it threw. A statement that cannot be
   * simulated ends the run, even where the code under test swallows what it throws.
   */
  #touching<T>(effect: (footprint: SqlFootprint) => T): T {
    const { kernel } = this.#run;
    const footprint = new SqlFootprint();
    let failure: { readonly error: unknown } | null = null;
    let result: T | undefined;
    try {
      result = effect(footprint);
    } catch (error) {
      failure = { error };
    }
    if (footprint.refusal !== null) throw footprint.refusal;
    for (const { object, mode, range } of footprint.reads) kernel.touchRange(object, mode, range);
    for (const { object, mode, range } of footprint.writes())
      kernel.touchRange(object, mode, range);
    if (failure !== null) throw failure.error;
    return result as T;
  }
}
