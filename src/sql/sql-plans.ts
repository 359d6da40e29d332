import { analyse, isBlindToIds, lookedForBy, type SqlAnalysis } from './sql-analysis.js';
import { NotSimulated, type SqlFootprint } from './sql-footprint.js';
import type { SqlForm } from './sql-form.js';
import { givenValue, rowsOf, SqlObjects } from './sql-objects.js';
import { plainTablesOf, type SqlTable } from './sql-table.js';
import type { SqliteDatabase, SqliteStatement, SqlParameter, SqlRow } from './sqlite-door.js';

/** A statement with its footprint. */
interface SqlPlan {
  readonly isWrite: boolean;
  /** Runs it at once. Throws SQLite's error; what was touched up to then is in `footprint`. */
  run(parameters: readonly SqlParameter[], footprint: SqlFootprint): SqlRow[];
}

/** Every statement that the program can ever run, or `any`: not known beforehand. */
export type SqlStatements = readonly string[] | 'any';

const SEQUENCE = 'sqlite_sequence';

/**
 * What each statement touches, known from the statement itself.
 *
 * Known forms, on one plain table (see `plainTablesOf`), values being `?` or
 * literals, conditions joined by AND (`column = < <= > >= <> value`, BETWEEN):
 *
 * - `SELECT columns | * | count(*) | count, sum, min, max of a column FROM t
 *   [WHERE …] [ORDER BY columns] [LIMIT number]` reads the rows of a unique key
 *   if all of it is given, else the range of one column (an equality before an
 *   inequality), else the whole table; in each case also where nothing is found;
 * - `INSERT [OR IGNORE] INTO t(columns) VALUES (one row) [ON CONFLICT DO
 *   NOTHING] [RETURNING columns]` reads its unique keys, and has written only if
 *   it inserted;
 * - `UPDATE t SET column = sum of columns and values … [WHERE …]` of columns
 *   that are in no unique key, and `DELETE FROM t [WHERE …]`, read like a SELECT
 *   and write the keys that the rows that they found had and have.
 *
 * Everything else touches the whole of every table that SQLite's own plan
 * opens; a virtual table, the whole of all tables. Where a parameter's type is
 * not the column's (SQLite would convert one of them), the range is the whole
 * column.
 *
 * Generated ids: if the list of statements is given and none of them learns an
 * id, or the order of rows that follows from it, inserts commute; then the ids
 * in the tables are accidents and outcomes must not be told apart by them. In
 * any other case an insert that generates an id touches the whole table.
 */
export class SqlPlans {
  readonly #database: SqliteDatabase;
  readonly #tables: ReadonlyMap<string, SqlTable>;
  readonly #declared: ReadonlyMap<string, SqlAnalysis> | null;
  readonly #objects = new Map<string, SqlObjects>();
  readonly #plans = new Map<string, SqlPlan>();
  readonly #prepared: SqliteStatement[] = [];
  readonly #inserted: SqliteStatement;

  constructor(database: SqliteDatabase, statements: SqlStatements) {
    this.#database = database;
    this.#tables = plainTablesOf(database);
    this.#declared =
      statements === 'any'
        ? null
        : new Map(statements.map((sql) => [sql, analyse(sql, database, this.#tables)]));
    this.#inserted = this.#prepare('SELECT changes(), last_insert_rowid()');
  }

  /** Throws where the statement cannot be simulated, or was to be declared and was not. */
  planOf(sql: string): SqlPlan {
    let plan = this.#plans.get(sql);
    if (plan === undefined) {
      plan = this.#plan(sql);
      this.#plans.set(sql, plan);
    }
    return plan;
  }

  /** Frees the prepared statements. */
  close(): void {
    for (const statement of this.#prepared.splice(0)) statement.free();
    this.#plans.clear();
  }

  #plan(sql: string): SqlPlan {
    const analysis =
      this.#declared === null
        ? analyse(sql, this.#database, this.#tables)
        : this.#declared.get(sql);
    if (analysis === undefined) {
      throw new NotSimulated(`This statement is not among those that the program declared: ${sql}`);
    }
    const { form } = analysis;
    if (form === null) return this.#unknown(analysis);
    if (form.kind === 'select') return this.#select(sql, form);
    if (form.kind === 'insert') return this.#insert(sql, form);
    return this.#change(sql, form);
  }

  #select(sql: string, form: SqlForm & { kind: 'select' }): SqlPlan {
    const objects = this.#objectsOf(form.table)!;
    const statement = this.#prepare(sql);
    return {
      isWrite: false,
      run: (parameters, footprint) => {
        objects.readWhere(form.where, parameters, footprint);
        return statement.all(parameters);
      },
    };
  }

  #insert(sql: string, form: SqlForm & { kind: 'insert' }): SqlPlan {
    const objects = this.#objectsOf(form.table)!;
    const { table, idsMatter } = objects;
    const statement = this.#prepare(sql);
    const given = new Map(form.columns.map((column, index) => [column, form.values[index]!]));
    const found = this.#prepare(
      `SELECT ${listOf(objects.columns)} FROM ${table.name} WHERE ${table.idColumn ?? 'rowid'} = ?`,
    );
    return {
      isWrite: true,
      run: (parameters, footprint) => {
        const id = table.idColumn === null ? undefined : given.get(table.idColumn);
        const isGenerated = id === undefined || givenValue(id, parameters) === null;
        objects.readKeysOf(given, parameters, footprint);
        if (idsMatter && isGenerated) footprint.read(rowsOf(table.name));
        const rows = statement.all(parameters);
        if (idsMatter && table.isAutoincrement) {
          // Whoever is ignored may have used up an id all the same.
          footprint.write(rowsOf(SEQUENCE), isGenerated ? 'write' : 'add');
          if (isGenerated) objects.writeAll(footprint);
        }
        const [changes, rowid] = this.#inserted.first()!;
        if (changes === 0) return rows;
        if (idsMatter && isGenerated) objects.writeAll(footprint);
        else objects.changedRow(found.first([rowid as number])!, footprint);
        return rows;
      },
    };
  }

  #change(sql: string, form: SqlForm & { kind: 'update' | 'delete' }): SqlPlan {
    const objects = this.#objectsOf(form.table)!;
    const { name } = objects.table;
    const statement = this.#prepare(sql);
    const columns = listOf(objects.columns);
    const before = this.#prepare(`SELECT ${columns}, rowid FROM ${name} ${form.where.sql}`);
    const movesKeys =
      form.kind === 'update' && form.sets.some((column) => objects.columns.includes(column));
    const after = movesKeys
      ? this.#prepare(`SELECT ${columns} FROM ${name} WHERE rowid = ?`)
      : null;
    return {
      isWrite: true,
      run: (parameters, footprint) => {
        objects.readWhere(form.where, parameters, footprint);
        const rows = before.all(parameters.slice(form.where.firstParameter));
        const result = statement.all(parameters);
        for (const row of rows) {
          objects.changedRow(row, footprint);
          if (after !== null) objects.changedRow(after.first([row.at(-1) as number])!, footprint);
        }
        return result;
      },
    };
  }

  #unknown({ sql, opens, isWrite, isOpaque, drawsRandom }: SqlAnalysis): SqlPlan {
    const statement = this.#prepare(sql);
    const touched = new Map(opens);
    if (isOpaque) for (const table of this.#allTables()) touched.set(table, 'write');
    return {
      isWrite,
      run: (parameters, footprint) => {
        for (const [table, mode] of touched) {
          if (mode === 'read') footprint.read(rowsOf(table));
          else this.#writeAll(table, footprint);
        }
        // Draws come in the order of the statements: they are read and moved on.
        if (drawsRandom) footprint.write('sql:random', 'write');
        return statement.all(parameters);
      },
    };
  }

  #writeAll(table: string, footprint: SqlFootprint): void {
    const objects = this.#objectsOf(table);
    if (objects !== null) objects.writeAll(footprint);
    else {
      footprint.read(rowsOf(table));
      footprint.write(rowsOf(table), 'write');
    }
  }

  #objectsOf(name: string): SqlObjects | null {
    const table = this.#tables.get(name);
    if (table === undefined) return null;
    let objects = this.#objects.get(name);
    if (objects === undefined) {
      objects = this.#newObjects(table);
      this.#objects.set(name, objects);
    }
    return objects;
  }

  #newObjects(table: SqlTable): SqlObjects {
    if (this.#declared === null) {
      const columns = [...table.columns.keys()].map((column) => [column]);
      return new SqlObjects(table, columns, { idsMatter: true });
    }
    const lookedFor: (readonly string[])[] = [];
    let idsMatter = false;
    for (const analysis of this.#declared.values()) {
      if (analysis.isOpaque || (analysis.form === null && analysis.opens.has(SEQUENCE)))
        idsMatter = true;
      if (!analysis.opens.has(table.name)) continue;
      if (!isBlindToIds(analysis, table)) idsMatter = true;
      const columns = analysis.form === null ? null : lookedForBy(analysis, table);
      if (columns !== null) lookedFor.push(columns);
    }
    return new SqlObjects(table, lookedFor, { idsMatter });
  }

  #allTables(): string[] {
    const statement = this.#database.prepare(
      "SELECT lower(name) FROM sqlite_master WHERE type = 'table'",
    );
    const names = statement.all().map(([name]) => name as string);
    statement.free();
    return names;
  }

  #prepare(sql: string): SqliteStatement {
    const statement = this.#database.prepare(sql);
    this.#prepared.push(statement);
    return statement;
  }
}

/** No columns: something that can stand in their place. */
function listOf(columns: readonly string[]): string {
  return columns.length === 0 ? 'NULL' : columns.join(', ');
}
