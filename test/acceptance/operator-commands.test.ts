import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import initSqlJs from 'sql.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runRacetape, temporaryFolder } from './run-racetape.js';

/** The commands to the letter, as they are run on the real files. */
const TRADES =
  "SELECT datetime(timestamp, 'localtime'), side, symbol, quantity FROM trades ORDER BY timestamp DESC LIMIT 20";
const DUPLICATES = `SELECT t1.id, t2.id, t1.symbol, t1.timestamp, t2.timestamp FROM trades t1 JOIN trades t2
  ON t1.symbol = t2.symbol AND t1.side = t2.side AND t1.id < t2.id
 AND abs(strftime('%s', t1.timestamp) - strftime('%s', t2.timestamp)) < 300 WHERE t1.side = 'BUY';`;
const BLOCKED = ['-E', 'DUPLICATE BUY BLOCKED|Marked.*BUY', 'robo_trader.log'];

const folder = temporaryFolder();
const at = (set: string) => join(folder.path, 'reports/app-4x-buy', set);

beforeAll(() => {
  const sets = ['--guards', 'none', '--guards', 'three-layer'];
  expect(runRacetape(folder.path, 'replay', 'scenarios/app-4x-buy.yaml', ...sets).code).toBe(0);
});
afterAll(() => folder.remove());

/** The stock sqlite3 where it is installed, and always sql.js: rows as `a|b|c`. Both must agree. */
async function query(set: string, sql: string): Promise<string[]> {
  const SQL = await initSqlJs();
  const database = new SQL.Database(readFileSync(join(at(set), 'trading_data.db')));
  const rows = (database.exec(sql)[0]?.values ?? []).map((row) => row.join('|'));
  database.close();
  const stock = runCommand(at(set), 'sqlite3', ['trading_data.db', sql]);
  if (stock !== null) expect(stock.split('\n').filter((line) => line !== '')).toEqual(rows);
  return rows;
}

describe('the trades an operator lists', () => {
  it('are the recorded ones without guards', async () => {
    const rows = await query('none', TRADES);
    expect(rows.map((row) => row.split('|').slice(1).join(' ')).sort()).toEqual([
      'BUY APP 1',
      'BUY APP 7',
      'BUY APP 7',
      'BUY APP 7',
    ]);
    for (const row of rows) expect(row).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\|/);
  });

  it('are one with the three layers', async () => {
    expect(await query('three-layer', TRADES)).toHaveLength(1);
  });

  it('carry UTC stamps to the second', async () => {
    const [first] = await query('none', 'SELECT min(timestamp) FROM trades');
    expect(first).toMatch(/^2026-01-26 15:42:0\d$/);
  });
});

describe('the duplicate query', () => {
  it('finds every pair of the burst: 4 rows make 6', async () => {
    expect(await query('none', DUPLICATES)).toHaveLength(6);
  });

  it('finds none with the three layers', async () => {
    expect(await query('three-layer', DUPLICATES)).toEqual([]);
  });
});

describe('the log an operator greps', () => {
  it('has the mark of the first attempt and a block for each other one', () => {
    const text = readFileSync(join(at('three-layer'), 'robo_trader.log'), 'utf8');
    const lines = text.split('\n').filter((line) => /DUPLICATE BUY BLOCKED|Marked.*BUY/.test(line));
    expect(lines).toHaveLength(4);
    expect(JSON.parse(lines[0]!).event).toBe('Marked APP for BUY processing this cycle');
    for (const line of lines.slice(1))
      expect(JSON.parse(line).event).toMatch(
        /^DUPLICATE BUY BLOCKED: APP already had BUY attempted this cycle$/,
      );
    const stock = runCommand(at('three-layer'), 'grep', BLOCKED);
    if (stock !== null) expect(stock.trimEnd().split('\n')).toEqual(lines);
  });

  it('is in local time of the scenario, and has the recorded fields', () => {
    const text = readFileSync(join(at('none'), 'robo_trader.log'), 'utf8');
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const entry of entries)
      expect(Object.keys(entry).sort()).toEqual(['event', 'level', 'logger', 'timestamp']);
    expect(entries[0].timestamp).toMatch(/^2026-01-26T10:42:0\d/);
    const trades = entries.filter(({ event }) => /^Recorded trade: BUY \d+ APP @ 540/.test(event));
    expect(trades).toHaveLength(4);
  });
});

describe('the database', () => {
  it('has the recorded schema', async () => {
    const tables =
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    expect(await query('none', tables)).toEqual(
      expect.arrayContaining(['account', 'equity_history', 'positions', 'signals', 'trades']),
    );
    const columns = (table: string) =>
      query('none', `SELECT name FROM pragma_table_info('${table}')`);
    expect(await columns('trades')).toEqual([
      'id',
      'symbol',
      'side',
      'quantity',
      'price',
      'slippage',
      'commission',
      'pnl',
      'timestamp',
    ]);
    expect(await columns('positions')).toEqual([
      'id',
      'symbol',
      'quantity',
      'avg_cost',
      'market_price',
      'timestamp',
    ]);
  });

  it('passes the check of SQLite itself', async () => {
    expect(await query('none', 'PRAGMA integrity_check')).toEqual(['ok']);
  });
});
