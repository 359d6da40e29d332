import { type Affinity, affinityOf } from './sql-key.js';
import type { SqliteDatabase } from './sqlite-door.js';

interface SqlColumn {
  readonly affinity: Affinity;
  readonly isNotNull: boolean;
  readonly hasDefault: boolean;
}

/** What footprints need to know of a table. Names are in lower case. */
export interface SqlTable {
  readonly name: string;
  readonly columns: ReadonlyMap<string, SqlColumn>;
  /** The INTEGER PRIMARY KEY, which SQLite fills where nobody gives it; null: ids are hidden. */
  readonly idColumn: string | null;
  readonly isAutoincrement: boolean;
  /** Columns of each UNIQUE or PRIMARY KEY constraint, the id included. */
  readonly uniqueKeys: readonly (readonly string[])[];
}

const ROWID = /^(rowid|oid|_rowid_)$/i;

/**
 * The tables of a database that are plain enough for fine footprints. Left out,
 * because there a statement may do more than it says, or compare otherwise:
 * views, virtual, STRICT and WITHOUT ROWID tables; tables with
 * triggers, generated columns, COLLATE, CHECK, REFERENCES or ON CONFLICT
 * anywhere in their text, or a column called like the row's hidden id; tables with a unique index that is partial, on an
 * expression or collated.
 */
export function plainTablesOf(database: SqliteDatabase): Map<string, SqlTable> {
  const ask = (sql: string, ...parameters: string[]) => {
    const statement = database.prepare(sql);
    const rows = statement.all(parameters);
    statement.free();
    return rows;
  };
  const tables = new Map<string, SqlTable>();
  const candidates = ask(`
    SELECT l.name, m.sql FROM pragma_table_list l JOIN sqlite_master m ON m.name = l.name
    WHERE l.schema = 'main' AND l.type = 'table' AND l.wr = 0 AND l.strict = 0
      AND l.name NOT LIKE 'sqlite%'
      AND NOT EXISTS (SELECT 1 FROM sqlite_master t WHERE t.type = 'trigger' AND t.tbl_name = l.name)`);
  for (const [original, text] of candidates as [string, string][]) {
    const name = original.toLowerCase();
    if (/\b(collate|check|references|conflict)\b/i.test(text)) continue;
    const rows = ask(
      'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)',
      original,
    );
    if (rows.some(([column, , , , , hidden]) => hidden !== 0 || ROWID.test(column as string)))
      continue;
    const indexes = ask(
      'SELECT name, origin, partial FROM pragma_index_list(?) WHERE "unique"',
      original,
    );
    const uniqueKeys: string[][] = [];
    let isPlain = true;
    for (const [index, , partial] of indexes) {
      const parts = ask(
        'SELECT cid, name, coll FROM pragma_index_xinfo(?) WHERE "key"',
        index as string,
      );
      if (
        partial !== 0 ||
        parts.some(([cid, , coll]) => (cid as number) < 0 || coll !== 'BINARY')
      ) {
        isPlain = false;
      } else uniqueKeys.push(parts.map(([, column]) => (column as string).toLowerCase()));
    }
    if (!isPlain) continue;
    // The one primary key without an index of its own is the table's own order.
    const primary = rows.filter(([, , , , pk]) => pk !== 0);
    const isId = primary.length === 1 && !indexes.some(([, origin]) => origin === 'pk');
    const idColumn = isId ? (primary[0]![0] as string).toLowerCase() : null;
    if (idColumn !== null) uniqueKeys.unshift([idColumn]);
    const columns = new Map<string, SqlColumn>();
    for (const [column, type, notNull, standard] of rows) {
      columns.set((column as string).toLowerCase(), {
        affinity: affinityOf(type as string),
        isNotNull: notNull !== 0,
        hasDefault: standard !== null,
      });
    }
    tables.set(name, {
      name,
      columns,
      idColumn,
      isAutoincrement: /\bautoincrement\b/i.test(text),
      uniqueKeys,
    });
  }
  return tables;
}
