import type { SqlFootprint, SqlParameter, SqlRow } from '../sql/index.js';
import {
  openSqlite,
  type SqliteDatabase,
  type SqliteStatement,
  SqlPlans,
  type SqlStatements,
} from '../sql/index.js';
import type { SqlClock } from './writing.js';

/**
 * One real SQLite database that any number of runs start from: one outer
 * savepoint is open all the time, and `reset` rolls back to it.
 */
export class SqlSession {
  readonly #database: SqliteDatabase;
  readonly #rollback: SqliteStatement;

  private constructor(database: SqliteDatabase) {
    this.#database = database;
    database.run('SAVEPOINT start');
    this.#rollback = database.prepare('ROLLBACK TO start');
  }

  /**
   * @param setup the schema and the rows that are there from the start
   * Throws where triggers or constraints could end the outer savepoint, or
   * temporary tables could be taken for others.
   */
  static async open(setup: string): Promise<SqlSession> {
    const database = await openSqlite();
    database.run(setup);
    const refused = database.prepare(
      `SELECT name FROM sqlite_temp_master
       UNION ALL SELECT name FROM sqlite_master WHERE sql LIKE '%rollback%'
       UNION ALL SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp')`,
    );
    const [name] = refused.first() ?? [];
    refused.free();
    if (name !== undefined) {
      database.close();
      throw new Error(
        `${String(name)} is temporary, attached, or says ROLLBACK: such a schema is not simulated.`,
      );
    }
    return new SqlSession(database);
  }

  /** Back to the start. The functions answer SQL's clock (ms since the epoch) and randomness from then on. */
  reset(nowMs: () => number = () => 0, draw: () => number = () => 0.5): void {
    this.#rollback.all();
    this.#database.nowMs = nowMs;
    this.#database.draw = draw;
  }

  /** SQL's clock. */
  get clock(): SqlClock {
    return this.#database;
  }

  /** The statements of one program, with their footprints. `close` them in the end. */
  plans(statements: SqlStatements): SqlPlans {
    return new SqlPlans(this.#database, statements);
  }

  /** Asks from outside the program: leaves no footprint. */
  peek(sql: string, parameters: readonly SqlParameter[] = []): SqlRow[] {
    const statement = this.#database.prepare(sql);
    try {
      return statement.all(parameters);
    } finally {
      statement.free();
    }
  }

  /** All of `body` or nothing. */
  atomically<T>(footprint: SqlFootprint, body: () => T): T {
    this.#database.run('SAVEPOINT call');
    try {
      const result = body();
      if (result instanceof Promise)
        throw new Error('The body of a transaction runs at one instant: it must not be async.');
      this.#database.run('RELEASE call');
      return result;
    } catch (error) {
      this.#database.run('ROLLBACK TO call; RELEASE call');
      footprint.forgetWrites();
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}
