import type { KeyRange } from '../kernel/index.js';
import type { SqlFootprint } from './sql-footprint.js';
import type { Condition, GivenValue, Where } from './sql-form.js';
import { bothOf, keyOfGiven, keyOfStored, rangeOf } from './sql-key.js';
import type { SqlTable } from './sql-table.js';
import type { SqlParameter, SqlRow } from './sqlite-door.js';

/** Columns by which a table's rows are looked for: an object of footprints, keyed by their values. */
interface SqlIndex {
  readonly object: string;
  readonly columns: readonly string[];
  readonly isUnique: boolean;
}

/** The object that every write of a table touches, and that scans read. */
export const rowsOf = (table: string): string => `table:${table}`;

/**
 * The objects of one plain table. A row that is inserted, updated or deleted
 * touches each of them: the whole of `rows`, and in every index the keys that
 * it had and has. So whoever reads a range of any one of them conflicts with
 * every change that could concern him, rows that are not there included.
 *
 * Changes of different rows commute, so all of them `add`. Two changes of one row
 * do not: each has read a range in which it found the row, to which the other
 * adds. Neither do two inserts of one unique key: each has read whether it is free.
 */
export class SqlObjects {
  readonly table: SqlTable;
  readonly indexes: readonly SqlIndex[];
  /** Does anybody learn a generated id, or the order of rows that follows from it? */
  readonly idsMatter: boolean;
  /** Columns of all indexes, in the order in which rows are asked for them. */
  readonly columns: readonly string[];
  readonly #rows: string;

  constructor(
    table: SqlTable,
    lookedFor: Iterable<readonly string[]>,
    options: { idsMatter: boolean },
  ) {
    this.table = table;
    this.idsMatter = options.idsMatter;
    this.#rows = rowsOf(table.name);
    const indexes = new Map<string, SqlIndex>();
    const add = (columns: readonly string[], isUnique: boolean): void => {
      const object = `column:${table.name}.${columns.join('+')}`;
      if (!indexes.has(object)) indexes.set(object, { object, columns, isUnique });
    };
    for (const columns of table.uniqueKeys) {
      if (this.idsMatter || columns[0] !== table.idColumn) add(columns, true);
    }
    for (const columns of lookedFor) add(columns, false);
    this.indexes = [...indexes.values()];
    this.columns = [...new Set(this.indexes.flatMap(({ columns }) => columns))];
  }

  /** A scan, or a search by the keys that `where` leaves. */
  readWhere(where: Where, parameters: readonly SqlParameter[], footprint: SqlFootprint): void {
    const columns = narrowingOf(this.table, where);
    if (columns === null) footprint.read(this.#rows);
    else {
      const range = this.#rangeOf(columns, where, parameters);
      footprint.read(this.#objectOf(columns), range);
    }
  }

  /** The unique keys of a row that is to be inserted are looked up, whether they are free or not. */
  readKeysOf(
    given: ReadonlyMap<string, GivenValue>,
    parameters: readonly SqlParameter[],
    footprint: SqlFootprint,
  ): void {
    for (const { object, columns, isUnique } of this.indexes) {
      if (!isUnique) continue;
      const keys = columns.map((column) => {
        const value = given.get(column);
        const { affinity, hasDefault } = this.table.columns.get(column)!;
        if (value === undefined) return hasDefault ? null : keyOfStored(null).key;
        return keyOfGiven(givenValue(value, parameters), affinity)?.key ?? null;
      });
      footprint.read(object, tupleOf(keys));
    }
  }

  /** A row has come, changed or gone: to be told with what it held (`columns`) before, and what it holds now. */
  changedRow(row: SqlRow, footprint: SqlFootprint): void {
    footprint.write(this.#rows, 'add');
    for (const { object, columns } of this.indexes) {
      const keys = columns.map((column) => keyOfStored(row[this.columns.indexOf(column)]!).key);
      footprint.write(object, 'add', tupleOf(keys));
    }
  }

  /** Anything may have changed. */
  writeAll(footprint: SqlFootprint): void {
    footprint.read(this.#rows);
    footprint.write(this.#rows, 'write');
    for (const { object } of this.indexes) footprint.write(object, 'write');
  }

  #objectOf(columns: readonly string[]): string {
    return `column:${this.table.name}.${columns.join('+')}`;
  }

  #rangeOf(
    columns: readonly string[],
    where: Where,
    parameters: readonly SqlParameter[],
  ): KeyRange {
    const rangeOfOne = (condition: Condition): KeyRange => {
      const { affinity } = this.table.columns.get(condition.column)!;
      const key = keyOfGiven(givenValue(condition.value, parameters), affinity);
      return key === null ? 'whole' : rangeOf(condition.comparing, key);
    };
    if (columns.length === 1) {
      let range: KeyRange = 'whole';
      for (const condition of where.conditions) {
        if (condition.column === columns[0]) range = bothOf(range, rangeOfOne(condition));
      }
      return range;
    }
    const keys = columns.map((column) => {
      const equal = where.conditions.find((one) => one.column === column && one.comparing === '=');
      const range = rangeOfOne(equal!);
      return range !== 'whole' && 'key' in range ? range.key : null;
    });
    return tupleOf(keys);
  }
}

export function givenValue(value: GivenValue, parameters: readonly SqlParameter[]): SqlParameter {
  return 'literal' in value ? value.literal : (parameters[value.parameter] ?? null);
}

/** By which columns the rows of `where` are looked for: a unique key, else one column; null: a scan. */
export function narrowingOf(table: SqlTable, where: Where): readonly string[] | null {
  const equal = new Set<string>();
  for (const { column, comparing } of where.conditions) if (comparing === '=') equal.add(column);
  for (const key of table.uniqueKeys) if (key.every((column) => equal.has(column))) return key;
  const best =
    where.conditions.find(({ comparing }) => comparing === '=') ??
    where.conditions.find(({ comparing }) => comparing !== '<>');
  return best === undefined ? null : [best.column];
}

function tupleOf(keys: readonly (string | null)[]): KeyRange {
  return keys.includes(null) ? 'whole' : { key: keys.join('\0') };
}
