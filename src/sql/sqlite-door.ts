import initSqlJs from 'sql.js';

/**
 * The one door to SQLite (sql.js: the real C library, compiled to WebAssembly).
 * SQL's own clock and randomness answer from the simulation: the host's
 * `Date.now` is replaced for the length of a call, and `random()` and
 * `randomblob()` are registered functions.
 */
let engine: Promise<Engine> | null = null;

/** What is asked of sql.js, in words of our own: its package has no types that a user of ours would find. */
interface Engine {
  readonly Database: new (bytes?: Uint8Array) => EngineDatabase;
}

interface EngineDatabase {
  run(sql: string): unknown;
  prepare(sql: string): EngineStatement;
  create_function(name: string, answer: (argument: number) => number | Uint8Array): unknown;
  getRowsModified(): number;
  export(): Uint8Array;
  close(): void;
}

interface EngineStatement {
  bind(parameters: SqlParameter[]): boolean;
  step(): boolean;
  get(): SqlValue[];
  reset(): void;
  free(): unknown;
}

export async function openSqlite(): Promise<SqliteDatabase> {
  engine ??= initSqlJs();
  return new SqliteDatabase(new (await engine).Database());
}

/** Opens a copy of a database file, so that nothing reaches the file. Throws SQLite's own error where the bytes are none. */
export async function openSqliteCopy(bytes: Uint8Array): Promise<SqliteDatabase> {
  engine ??= initSqlJs();
  return new SqliteDatabase(new (await engine).Database(bytes));
}

export type SqlValue = number | string | Uint8Array | null;
export type SqlRow = readonly SqlValue[];
export type SqlParameter = string | number | null;

export class SqliteDatabase {
  readonly #database: EngineDatabase;
  /** Answers SQL's `now`: milliseconds since the Unix epoch. */
  nowMs: () => number = () => 0;
  /** Answers `random()`: a draw, uniform over [0, 1). */
  draw: () => number = () => 0.5;

  constructor(database: EngineDatabase) {
    this.#database = database;
    // The fastest settings that keep rollback (SAVEPOINT): nothing here must survive a crash.
    database.run(
      'PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE',
    );
    database.create_function('random', () =>
      Math.floor((this.draw() * 2 - 1) * Number.MAX_SAFE_INTEGER),
    );
    database.create_function('randomblob', (length: number) =>
      Uint8Array.from({ length: Math.max(1, length) }, () => Math.floor(this.draw() * 256)),
    );
  }

  /** Statements without parameters, several at once. Throws SQLite's own error. */
  run(sql: string): void {
    this.atVirtualTime(() => this.#database.run(sql));
  }

  prepare(sql: string): SqliteStatement {
    return new SqliteStatement(this, this.#database.prepare(sql));
  }

  /**
   * Tables (by name) that a statement opens, from SQLite's own plan (EXPLAIN):
   * what its footprint falls back to when nobody has declared a finer one.
   */
  tablesOf(sql: string): { readonly name: string; readonly mode: 'read' | 'write' }[] {
    const roots = new Map<number, string>();
    const master = this.prepare('SELECT rootpage, tbl_name FROM sqlite_master WHERE rootpage > 0');
    for (const [root, name] of master.all()) roots.set(root as number, name as string);
    master.free();
    const modes = new Map<string, 'read' | 'write'>();
    const plan = this.prepare(`EXPLAIN ${sql}`);
    for (const [, opcode, p1, p2] of plan.all()) {
      // DELETE without a condition opens nothing: it clears the pages of the table at once.
      const writes = opcode === 'OpenWrite' || opcode === 'Clear';
      if (!writes && opcode !== 'OpenRead' && opcode !== 'ReopenIdx') continue;
      const root = opcode === 'Clear' ? p1 : p2;
      const name = roots.get(root as number) ?? 'sqlite_master';
      if (writes || !modes.has(name)) modes.set(name, writes ? 'write' : 'read');
    }
    plan.free();
    return [...modes].map(([name, mode]) => ({ name, mode }));
  }

  /** Rows that the latest INSERT, UPDATE or DELETE changed: to be asked at once, since a rollback leaves it standing. */
  get changed(): number {
    return this.#database.getRowsModified();
  }

  /** The bytes of a database file. Refused by SQLite inside an open savepoint: release it first. */
  export(): Uint8Array {
    return this.#database.export();
  }

  close(): void {
    this.#database.close();
  }

  /** Runs `body` while SQL's clock stands at `ms`. */
  heldAt<T>(ms: number, body: () => T): T {
    const { nowMs } = this;
    this.nowMs = () => ms;
    try {
      return body();
    } finally {
      this.nowMs = nowMs;
    }
  }

  /** Runs `body` while the host's clock shows virtual time; for SQLite's `now` only. */
  atVirtualTime<T>(body: () => T): T {
    const hostNow = Date.now;
    Date.now = this.nowMs;
    try {
      return body();
    } finally {
      Date.now = hostNow;
    }
  }
}

/** A prepared statement. Every call resets it first, so none is ever left open. */
export class SqliteStatement {
  readonly #database: SqliteDatabase;
  readonly #statement: EngineStatement;

  constructor(database: SqliteDatabase, statement: EngineStatement) {
    this.#database = database;
    this.#statement = statement;
  }

  /** Runs to the end; for a statement that yields no rows. */
  run(parameters: readonly SqlParameter[] = NO_PARAMETERS): void {
    this.#toItsEnd(parameters, null);
  }

  /** Runs to the end; returns the first row, where the statement yields one. */
  first(parameters: readonly SqlParameter[] = NO_PARAMETERS): SqlRow | null {
    return this.all(parameters)[0] ?? null;
  }

  /** Runs to the end; returns every row. */
  all(parameters: readonly SqlParameter[] = NO_PARAMETERS): SqlRow[] {
    const rows: SqlRow[] = [];
    this.#toItsEnd(parameters, rows);
    return rows;
  }

  free(): void {
    this.#statement.free();
  }

  #toItsEnd(parameters: readonly SqlParameter[], rows: SqlRow[] | null): void {
    const statement = this.#statement;
    const hostNow = Date.now;
    Date.now = this.#database.nowMs;
    try {
      if (parameters.length > 0) statement.bind(parameters as SqlParameter[]);
      while (statement.step()) rows?.push(statement.get());
    } finally {
      Date.now = hostNow;
      statement.reset();
    }
  }
}

const NO_PARAMETERS: readonly SqlParameter[] = [];
