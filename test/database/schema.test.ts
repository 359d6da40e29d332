import { describe, expect, it } from 'vitest';
import { ask, openTables } from './trading-tables-under-test.js';

/** Table → columns as facts §4 has them: name, type, NOT NULL, default, place in the primary key. */
const RECORDED: Record<string, (readonly [string, string, 0 | 1, string | null, 0 | 1])[]> = {
  positions: [
    ['id', 'INTEGER', 0, null, 1],
    ['symbol', 'TEXT', 1, null, 0],
    ['quantity', 'INTEGER', 1, null, 0],
    ['avg_cost', 'REAL', 1, null, 0],
    ['market_price', 'REAL', 0, null, 0],
    ['timestamp', 'DATETIME', 0, 'CURRENT_TIMESTAMP', 0],
  ],
  trades: [
    ['id', 'INTEGER', 0, null, 1],
    ['symbol', 'TEXT', 1, null, 0],
    ['side', 'TEXT', 1, null, 0],
    ['quantity', 'INTEGER', 1, null, 0],
    ['price', 'REAL', 1, null, 0],
    ['slippage', 'REAL', 0, '0', 0],
    ['commission', 'REAL', 0, '0', 0],
    ['pnl', 'REAL', 0, null, 0],
    ['timestamp', 'DATETIME', 0, 'CURRENT_TIMESTAMP', 0],
  ],
  account: [
    ['id', 'INTEGER', 0, null, 1],
    ['cash', 'REAL', 1, null, 0],
    ['equity', 'REAL', 1, null, 0],
    ['daily_pnl', 'REAL', 0, '0', 0],
    ['realized_pnl', 'REAL', 0, '0', 0],
    ['unrealized_pnl', 'REAL', 0, '0', 0],
    ['timestamp', 'DATETIME', 0, 'CURRENT_TIMESTAMP', 0],
  ],
  signals: [
    ['id', 'INTEGER', 0, null, 1],
    ['symbol', 'TEXT', 1, null, 0],
    ['strategy', 'TEXT', 1, null, 0],
    ['signal_type', 'TEXT', 1, null, 0],
    ['strength', 'REAL', 0, null, 0],
    ['metadata', 'TEXT', 0, null, 0],
    ['timestamp', 'DATETIME', 0, 'CURRENT_TIMESTAMP', 0],
  ],
  equity_history: [
    ['id', 'INTEGER', 0, null, 1],
    ['date', 'TEXT', 1, null, 0],
    ['equity', 'REAL', 0, null, 0],
    ['cash', 'REAL', 0, null, 0],
    ['positions_value', 'REAL', 0, null, 0],
    ['realized_pnl', 'REAL', 0, null, 0],
    ['unrealized_pnl', 'REAL', 0, null, 0],
    ['timestamp', 'DATETIME', 0, 'CURRENT_TIMESTAMP', 0],
  ],
};

/** Columns with a unique index of their own. */
const UNIQUE: Record<string, string[]> = { positions: ['symbol'], equity_history: ['date'] };

describe('the recorded schema', () => {
  it('has the recorded tables and no others, unless the guard that was never built is put in place', async () => {
    const tables =
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'";
    const bare = await ask((await openTables({ intents: false })).finish(), tables);
    expect(bare.flat().sort()).toEqual(Object.keys(RECORDED).sort());
    const guarded = await ask((await openTables()).finish(), tables);
    expect(guarded.flat().sort()).toEqual(
      [...Object.keys(RECORDED), 'flat_epochs', 'intents'].sort(),
    );
  });

  it('has every column to the letter: name, type, NOT NULL, default, primary key', async () => {
    const file = (await openTables()).finish();
    for (const [table, columns] of Object.entries(RECORDED)) {
      const found = await ask(file, `PRAGMA table_info(${table})`);
      expect([table, found.map(([, ...words]) => words)]).toEqual([table, columns]);
    }
  });

  it('numbers rows by AUTOINCREMENT everywhere but in account, and is unique where recorded', async () => {
    const file = (await openTables()).finish();
    for (const table of Object.keys(RECORDED)) {
      const [[sql]] = (await ask(
        file,
        `SELECT sql FROM sqlite_master WHERE name = '${table}'`,
      )) as [[string]];
      expect([table, sql.includes('AUTOINCREMENT')]).toEqual([table, table !== 'account']);
      const unique = await ask(
        file,
        `SELECT i.name FROM pragma_index_list('${table}') l, pragma_index_info(l.name) i WHERE l."unique" = 1`,
      );
      expect([table, unique.flat()]).toEqual([table, UNIQUE[table] ?? []]);
    }
  });
});
