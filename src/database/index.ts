export * from './latency-model.js';
export * from './schema.js';
export * from './simulated-store.js';
export {
  openSqlite,
  SqliteDatabase,
  SqliteStatement,
  type SqlParameter,
  type SqlRow,
} from './sqlite-door.js';
export * from './trading-tables.js';
export * from './two-leg-call.js';
