export { BookingConnection } from './booking-connection.js';
export * from './call-faults.js';
export {
  type CheckoutRequest,
  ConnectionPool,
  type Connections,
  type PoolSettings,
} from './connection-pool.js';
export { BUSY_TIMEOUT_US, DatabaseLife, type LifeSettings } from './database-life.js';
export * from './latency-model.js';
export * from './profile-shapes.js';
export { RowHistory } from './row-history.js';
export * from './schema.js';
export * from './simulated-store.js';
export * from './spike-clock.js';
export { SqlSession } from './sql-session.js';
export { type Execute, type SqlLatency, type SqlRun, SqlStore } from './sql-store.js';
export * from './trading-tables.js';
export * from './two-leg-call.js';
export type { WaitListener } from './wait-listener.js';
export { type WriteRequest, WriterLock } from './writer-lock.js';
export { type SqlClock, Writing } from './writing.js';
