import type { Delay, Kernel } from '../kernel/index.js';
import { ConnectionPool, type PoolSettings } from './connection-pool.js';
import { WriterLock } from './writer-lock.js';
import { type SqlClock, Writing } from './writing.js';

/** SQLite's `busy_timeout` as recorded. */
export const BUSY_TIMEOUT_US = 5_000_000;

export interface LifeSettings {
  /** Null: there is a connection for every call. */
  readonly pool: PoolSettings | null;
  readonly busyTimeoutUs: number;
  /** How long a write keeps the writer's lock, from a draw in [0, 1); null: no time, and the lock with it. */
  readonly hold: ((draw: number, nowUs: number) => Delay) | null;
}

/** What calls can wait for in the database of one run: a connection, and the writer's lock. */
export class DatabaseLife {
  readonly pool: ConnectionPool | null;
  readonly writing: Writing | null;

  constructor(kernel: Kernel, clock: SqlClock, { pool, busyTimeoutUs, hold }: LifeSettings) {
    this.pool = pool === null ? null : new ConnectionPool(kernel, pool);
    this.writing =
      hold === null
        ? null
        : new Writing(kernel, { lock: new WriterLock(kernel, { busyTimeoutUs }), hold, clock });
  }
}
