/** What SQL statements touch: forms, keys, ranges and plans, read from SQLite itself; and the one door to SQLite. */
export { NotSimulated, SqlFootprint } from './sql-footprint.js';
export { SqlPlans, type SqlStatements } from './sql-plans.js';
export {
  openSqlite,
  openSqliteCopy,
  SqliteDatabase,
  SqliteStatement,
  type SqlParameter,
  type SqlRow,
  type SqlValue,
} from './sqlite-door.js';
