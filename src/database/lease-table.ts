import type { SqliteDatabase, SqliteStatement } from '../sql/index.js';
import type { Touch } from './trading-tables.js';

/** What the `lease` guard adds when it is put in place: one row for each symbol that was ever leased. */
export const LEASE_SCHEMA = `
CREATE TABLE leases(account INTEGER NOT NULL, symbol TEXT NOT NULL, holder TEXT, token INTEGER NOT NULL, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY(account, symbol));
`;

/** Leases on (account, symbol). Every method is one transaction at one instant. */
export class LeaseTable {
  readonly #find: SqliteStatement;
  readonly #take: SqliteStatement;
  readonly #giveBack: SqliteStatement;

  constructor(database: SqliteDatabase) {
    this.#find = database.prepare(
      'SELECT holder, token FROM leases WHERE account = 1 AND symbol = ?',
    );
    this.#take = database.prepare(
      'INSERT OR REPLACE INTO leases(account, symbol, holder, token) VALUES (1, ?, ?, ?)',
    );
    this.#giveBack = database.prepare(
      'UPDATE leases SET holder = NULL WHERE account = 1 AND symbol = ? AND token = ? RETURNING token',
    );
  }

  /**
   * The fencing token, one more than the last; null where somebody holds the
   * lease. `hasExpired` is asked only then: it is a comparison of the clock.
   */
  acquire(
    { symbol, holder }: { symbol: string; holder: string },
    hasExpired: () => boolean,
    touch: Touch,
  ): number | null {
    touch('row:leases', 'read', symbol);
    const row = this.#find.first([symbol]);
    const held = row !== null && row[0] !== null;
    // Whoever finds it taken has only read it.
    if (held && !hasExpired()) return null;
    touch('row:leases', 'write', symbol);
    const token = ((row?.[1] as number | undefined) ?? 0) + 1;
    this.#take.all([symbol, holder, token]);
    return token;
  }

  /** A token that is not the newest gives nothing back: somebody else holds the lease by now. */
  release(symbol: string, token: number, touch: Touch): void {
    touch('row:leases', 'read', symbol);
    const released = this.#giveBack.first([symbol, token]) !== null;
    if (released) touch('row:leases', 'write', symbol);
  }
}
