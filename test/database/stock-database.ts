import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { SqlParameter } from '../../src/sql/index.js';

export type Rows = readonly (readonly unknown[])[];

/** What a statement came to: its rows, or the message of its error. */
export type Came = { readonly rows: Rows } | { readonly error: string };

/** One connection of stock SQLite to the file. */
export class StockConnection {
  readonly #database: InstanceType<typeof DatabaseSync>;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    // It blocks the thread, so it is short: whoever finds the lock taken hears SQLITE_BUSY.
    this.#database.exec('PRAGMA busy_timeout = 1; PRAGMA synchronous = OFF');
  }

  run(sql: string, parameters: readonly SqlParameter[] = []): Came {
    try {
      const statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      return { rows: statement.all(...parameters) as unknown as Rows };
    } catch (error) {
      return { error: (error as Error).message };
    }
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  close(): void {
    this.#database.close();
  }
}

/** A database file in WAL mode, and real connections to it. */
export class StockDatabase {
  readonly connections: readonly StockConnection[];
  /** Looks on from outside: sees what is committed. */
  readonly observer: StockConnection;
  readonly #folder = mkdtempSync(join(tmpdir(), 'racetape-stock-'));

  constructor(schema: string, connectionsCount: number) {
    const file = join(this.#folder, 'trading_data.db');
    this.observer = new StockConnection(file);
    this.observer.exec(`PRAGMA journal_mode = WAL; ${schema}`);
    this.connections = Array.from({ length: connectionsCount }, () => new StockConnection(file));
  }

  close(): void {
    for (const connection of [...this.connections, this.observer]) connection.close();
    rmSync(this.#folder, { recursive: true });
  }
}
