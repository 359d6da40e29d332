export * from './call-faults.js';
export * from './latency-model.js';
export * from './profile-shapes.js';
export { RowHistory } from './row-history.js';
export * from './schema.js';
export * from './simulated-store.js';
export * from './spike-clock.js';
export { NotSimulated } from './sql-footprint.js';
export { SqlPlans, type SqlStatements } from './sql-plans.js';
export { SqlSession } from './sql-session.js';
export { type Execute, type SqlLatency, type SqlRun, SqlStore } from './sql-store.js';
export {
  openSqlite,
  SqliteDatabase,
  SqliteStatement,
  type SqlParameter,
  type SqlRow,
} from './sqlite-door.js';
export * from './trading-tables.js';
export * from './two-leg-call.js';
