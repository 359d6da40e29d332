import { NotSimulated } from './sql-footprint.js';
import { formOf, type SqlForm } from './sql-form.js';
import { narrowingOf } from './sql-objects.js';
import type { SqlTable } from './sql-table.js';
import { tokensOf } from './sql-tokens.js';
import type { SqliteDatabase } from './sqlite-door.js';

/** What is known of a statement before it is run. */
export interface SqlAnalysis {
  readonly sql: string;
  /** Its form, if it is a known one, on one plain table, and touches nothing else. */
  readonly form: SqlForm | null;
  /** Every table that SQLite's plan opens, in lower case. */
  readonly opens: ReadonlyMap<string, 'read' | 'write'>;
  readonly isWrite: boolean;
  /** It opens a virtual table: what that one opens is not known. */
  readonly isOpaque: boolean;
  readonly drawsRandom: boolean;
}

const ALLOWED = /^\s*(select|values|with|insert|replace|update|delete)\b/i;
/** Functions that answer from what some other task did last. */
const CONNECTION_STATE = /^(last_insert_rowid|changes|total_changes)\(/;
const VIRTUAL = /^V(Open|Update|Filter|Begin|Create|Destroy)$/;

/**
 * Throws where a statement cannot be simulated soundly: it changes the schema,
 * controls transactions, or asks for the state of the connection, which outlives
 * a rollback and belongs to whoever came last.
 */
export function analyse(
  sql: string,
  database: SqliteDatabase,
  tables: ReadonlyMap<string, SqlTable>,
): SqlAnalysis {
  if (!ALLOWED.test(sql) || /\bor\s+rollback\b/i.test(sql)) {
    throw new NotSimulated(
      `Only SELECT, VALUES, WITH, INSERT, REPLACE, UPDATE and DELETE are simulated, without OR ROLLBACK; seen: ${sql}. Several statements in one transaction: store.transaction.`,
    );
  }
  if (tokensOf(sql)?.some(({ kind, text }) => kind === 'sign' && text === ';')) {
    throw new NotSimulated(
      `One statement at a time; several in one transaction: store.transaction; seen: ${sql}`,
    );
  }
  const opens = new Map<string, 'read' | 'write'>();
  for (const { name, mode } of database.tablesOf(sql)) opens.set(name.toLowerCase(), mode);
  let isOpaque = false;
  let drawsRandom = false;
  const plan = database.prepare(`EXPLAIN ${sql}`);
  for (const [, opcode, , , , p4] of plan.all()) {
    if (VIRTUAL.test(opcode as string)) isOpaque = true;
    const called = /Func$|^Function/.test(opcode as string) ? String(p4) : '';
    if (CONNECTION_STATE.test(called)) {
      plan.free();
      throw new NotSimulated(
        `${called} tells what another task did last; use RETURNING; seen: ${sql}`,
      );
    }
    if (/^random/.test(called)) drawsRandom = true;
  }
  plan.free();
  return {
    sql,
    form: isOpaque || drawsRandom ? null : knownForm(sql, tables, opens),
    opens,
    isWrite: isOpaque || [...opens.values()].includes('write'),
    isOpaque,
    drawsRandom,
  };
}

function knownForm(
  sql: string,
  tables: ReadonlyMap<string, SqlTable>,
  opens: ReadonlyMap<string, unknown>,
): SqlForm | null {
  const form = formOf(sql);
  const table = form === null ? undefined : tables.get(form.table);
  if (form === null || table === undefined) return null;
  for (const name of opens.keys()) {
    if (name !== table.name && name !== 'sqlite_sequence') return null;
  }
  const isColumn = (name: string): boolean => table.columns.has(name);
  if (!columnsOf(form, table).every(isColumn)) return null;
  if (form.kind !== 'update') return form;
  // Another key means that other rows are in the way: not simple any more.
  const isKey = (name: string): boolean => table.uniqueKeys.some((key) => key.includes(name));
  return form.sets.some(isKey) ? null : form;
}

/** Every column that a form names. */
function columnsOf(form: SqlForm, table: SqlTable): string[] {
  const named = form.kind === 'insert' ? [] : form.where.conditions.map(({ column }) => column);
  switch (form.kind) {
    case 'select':
      return [...named, ...shownBy(form.shows, table), ...form.orderBy];
    case 'insert':
      return [...form.columns, ...shownBy(form.returning, table)];
    case 'update':
      return [...named, ...form.sets, ...form.uses];
    case 'delete':
      return named;
  }
}

function shownBy(shows: readonly string[] | string, table: SqlTable): readonly string[] {
  if (shows === 'everything') return [...table.columns.keys()];
  return typeof shows === 'string' ? [] : shows;
}

/**
 * May this statement be the same whatever ids SQLite generates in this table?
 * Then it neither names nor shows one, and its result does not depend on the
 * order of the rows, which follows from the ids: it counts, finds one row at
 * most, or sorts by everything that it shows.
 */
export function isBlindToIds({ form }: SqlAnalysis, table: SqlTable): boolean {
  if (form === null) return false;
  if (form.kind === 'insert') {
    const shown = shownBy(form.returning, table);
    if (table.idColumn === null) return true;
    if (shown.includes(table.idColumn)) return false;
    const at = form.columns.indexOf(table.idColumn);
    if (at < 0) return true;
    const value = form.values[at]!;
    return 'literal' in value && value.literal === null;
  }
  if (table.idColumn !== null && columnsOf(form, table).includes(table.idColumn)) return false;
  if (form.kind === 'delete') return true;
  if (form.kind === 'update') {
    // Where two columns could be refused, the first row to fail decides which.
    return form.sets.filter((column) => table.columns.get(column)!.isNotNull).length <= 1;
  }
  if (form.shows === 'count') return true;
  if (form.shows === 'aggregate') return false;
  const equal = form.where.conditions.filter(({ comparing }) => comparing === '=');
  const isOne = table.uniqueKeys.some((key) =>
    key.every((name) => equal.some(({ column }) => column === name)),
  );
  return isOne || shownBy(form.shows, table).every((column) => form.orderBy.includes(column));
}

/** The columns by which a statement looks for rows, where it does. */
export function lookedForBy({ form }: SqlAnalysis, table: SqlTable): readonly string[] | null {
  return form === null || form.kind === 'insert' ? null : narrowingOf(table, form.where);
}
