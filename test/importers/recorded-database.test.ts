import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/sql/index.js';
import { type FakeHost, fakeHost } from '../cli/fake-host.js';

const TABLES = `
CREATE TABLE positions(id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL UNIQUE, quantity INTEGER NOT NULL, avg_cost REAL NOT NULL, market_price REAL, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE trades(id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL, side TEXT NOT NULL, quantity INTEGER NOT NULL, price REAL NOT NULL, slippage REAL DEFAULT 0, commission REAL DEFAULT 0, pnl REAL, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE account(id INTEGER PRIMARY KEY, cash REAL NOT NULL, equity REAL NOT NULL);`;

/** The query that an operator runs, to the letter. */
const OPERATOR_QUERY = `SELECT t1.id, t2.id, t1.symbol, t1.timestamp, t2.timestamp FROM trades t1 JOIN trades t2
  ON t1.symbol = t2.symbol AND t1.side = t2.side AND t1.id < t2.id
 AND abs(strftime('%s', t1.timestamp) - strftime('%s', t2.timestamp)) < 300 WHERE t1.side = 'BUY'`;

interface Row {
  readonly symbol: string;
  readonly side: string;
  readonly quantity: number;
  readonly atSeconds: number;
}

const anyRow: fc.Arbitrary<Row> = fc.record({
  symbol: fc.constantFrom('APP', 'GME', 'BRK.B'),
  side: fc.constantFrom('BUY', 'BUY', 'SELL'),
  quantity: fc.integer({ min: 1, max: 4 }),
  atSeconds: fc.integer({ min: 0, max: 1_500 }),
});

async function databaseOf(
  rows: readonly Row[],
  more = '',
): Promise<{ readonly bytes: Uint8Array; readonly named: readonly number[] }> {
  const database = await openSqlite();
  database.run(TABLES);
  const insert = database.prepare(
    "INSERT INTO trades(symbol, side, quantity, price, timestamp) VALUES (?, ?, ?, 600.5, datetime('2026-01-26 15:42:07', ?))",
  );
  for (const { symbol, side, quantity, atSeconds } of rows)
    insert.run([symbol, side, quantity, `+${atSeconds} seconds`]);
  insert.free();
  if (more !== '') database.run(more);
  const pairs = database.prepare(OPERATOR_QUERY);
  const named = new Set(pairs.all().flatMap(([a, b]) => [Number(a), Number(b)]));
  pairs.free();
  const bytes = database.export();
  database.close();
  return { bytes, named: [...named].sort((a, b) => a - b) };
}

interface ScannedBurst {
  readonly symbol: string;
  readonly side: string;
  readonly rows: readonly number[];
  readonly extra: number;
}

async function scanned(host: FakeHost, ...argv: string[]): Promise<readonly ScannedBurst[]> {
  host.said.stdout = '';
  expect(await host.run('scan', ...argv, '--json'), host.said.stderr).toBe(0);
  return JSON.parse(host.said.stdout).bursts;
}

const buyRowsOf = (bursts: readonly ScannedBurst[]): readonly number[] =>
  bursts
    .filter(({ side }) => side === 'BUY')
    .flatMap(({ rows }) => rows)
    .sort((a, b) => a - b);

describe('racetape scan of the recorded database', () => {
  it('says what went twice in what a replay has left behind', async () => {
    const host = fakeHost();
    await host.run('replay', 'scenarios/app-4x-buy.yaml', '--guards', 'none', '--quiet');
    const path = 'reports/app-4x-buy/none/trading_data.db';
    const [burst, ...others] = await scanned(host, path);
    expect(others).toEqual([]);
    expect(burst).toEqual({
      symbol: 'APP',
      side: 'BUY',
      rows: [1, 2, 3, 4],
      spanUs: 1_000_000,
      extra: 3,
      money: 11_340,
      by: 'holding',
      from: 'flat',
      untold: 0,
      gapsUs: [0, 1_000_000, 0],
    });
    host.said.stdout = '';
    expect(await host.run('scan', path)).toBe(0);
    expect(host.said.stdout).toContain(
      'APP BUY: 4 orders in 1 s, 3 too many, $11340.00 at stake, nothing held before',
    );
    expect(host.said.stdout).toContain('its trades come to 22, positions says 7');
  });

  it('finds nothing where nothing went twice', async () => {
    const host = fakeHost();
    await host.run('replay', 'scenarios/app-4x-buy.yaml', '--guards', 'all', '--quiet');
    expect(await scanned(host, 'reports/app-4x-buy/all/trading_data.db')).toEqual([]);
  });

  it('names by window the rows of the operator’s query, and by holding none but these', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 25 }), async (rows) => {
        const { bytes, named } = await databaseOf(rows);
        const host = fakeHost();
        host.put('t.db', bytes);
        const byWindow = buyRowsOf(await scanned(host, 't.db', '--by', 'window'));
        expect(byWindow).toEqual(named);
        for (const row of buyRowsOf(await scanned(host, 't.db'))) expect(byWindow).toContain(row);
      }),
      { numRuns: 60 },
    );
  });

  it('counts an addition hours later as none, and a second exit as one', async () => {
    const rows = [
      { symbol: 'APP', side: 'BUY', quantity: 2, atSeconds: 0 },
      { symbol: 'APP', side: 'BUY', quantity: 2, atSeconds: 600 },
      { symbol: 'APP', side: 'SELL', quantity: 4, atSeconds: 1_000 },
      { symbol: 'APP', side: 'SELL', quantity: 4, atSeconds: 1_001 },
    ];
    const host = fakeHost();
    const short = "INSERT INTO positions(symbol, quantity, avg_cost) VALUES ('APP', -4, 600)";
    host.put('t.db', (await databaseOf(rows, short)).bytes);
    const bursts = await scanned(host, 't.db');
    expect(bursts).toMatchObject([{ symbol: 'APP', side: 'SELL', rows: [3, 4], extra: 1 }]);
  });

  it('refuses a database whose newest rows lie in a file beside it, with the line that brings them in', async () => {
    const { bytes } = await databaseOf([]);
    const host = fakeHost();
    host.put('t.db', bytes);
    host.put('t.db-wal', '');
    expect(await host.run('scan', 't.db')).toBe(0);
    host.put('t.db-wal', 'frames');
    expect(await host.run('scan', 't.db')).toBe(2);
    expect(host.said.stderr).toContain('sqlite3 t.db "PRAGMA wal_checkpoint(TRUNCATE)"');
    expect(await host.run('import', 't.db')).toBe(2);
    expect(host.files()).toEqual(['t.db', 't.db-wal']);
  });

  it('says of a damaged or foreign database what is wrong with it', async () => {
    const { bytes } = await databaseOf([
      { symbol: 'APP', side: 'BOUNCE', quantity: 2, atSeconds: 0 },
    ]);
    const host = fakeHost();
    const foreign = await openSqlite();
    foreign.run('CREATE TABLE trades(id INTEGER PRIMARY KEY, pair TEXT, side TEXT)');
    host.put('side.db', bytes);
    host.put('cut.db', bytes.subarray(0, bytes.length - 100));
    host.put(
      'torn.db',
      bytes.map((byte, index) => (index > 100 && index < 4_096 ? 0xff : byte)),
    );
    host.put('foreign.db', foreign.export());
    foreign.close();
    for (const [name, words] of [
      ['side.db', /table trades, id 1, column side: expected a side.*found "BOUNCE"/],
      ['cut.db', /cut\.db: expected \d+ bytes, as its header says, found \d+ bytes/],
      ['torn.db', /torn\.db: expected a database that SQLite can read/],
      [
        'foreign.db',
        /table trades: expected the columns .*found no symbol, quantity, price, timestamp/,
      ],
    ] as const) {
      host.said.stderr = '';
      expect(await host.run('scan', name), name).toBe(2);
      expect(host.said.stderr).toMatch(words);
    }
  });
});

describe('racetape import of the recorded database', () => {
  it.each(['app-4x-buy', 'gme-3x-buy', 'app-second-path', 'app-cross-cycle'])(
    'makes of what %s left behind a scenario that reproduces it',
    async (id) => {
      const host = fakeHost();
      await host.run('replay', `scenarios/${id}.yaml`, '--guards', 'none', '--json', '--quiet');
      const original = JSON.parse(host.said.stdout).runs[0];
      host.said.stdout = '';
      const database = `reports/${id}/none/trading_data.db`;
      expect(await host.run('import', database, '--json')).toBe(0);
      const { scenarios, left } = JSON.parse(host.said.stdout);
      expect(left).toEqual([]);
      expect(scenarios).toHaveLength(1);
      host.said.stdout = '';
      const replay = ['replay', scenarios[0].path, '--json', '--quiet', '--out', 'again'];
      for (const guards of ['none', 'recorded']) {
        host.said.stdout = '';
        expect(await host.run(...replay, '--guards', guards)).toBe(0);
        const [run] = JSON.parse(host.said.stdout).runs;
        expect(run.matchesRecord).toBe(true);
        expect(rowsOf(run.trades)).toEqual(rowsOf(original.trades));
        expect(run.duplicates[0].count).toBe(original.duplicates[0].count);
      }
    },
  );

  it('makes of any burst a scenario that reproduces it, on both sides', async () => {
    const account = 'INSERT INTO account(id, cash, equity) VALUES (1, 100000, 100000)';
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 2, maxLength: 14 }), async (rows) => {
        const host = fakeHost();
        host.put('t.db', (await databaseOf(rows, account)).bytes);
        const code = await host.run('import', 't.db', '--json', '--window', '600s');
        const { scenarios, left } = JSON.parse(host.said.stdout);
        expect(left).toEqual([]);
        expect(code).toBe(scenarios.length === 0 ? 3 : 0);
        if (scenarios.length === 0) return;
        host.said.stdout = '';
        const paths = scenarios.map(({ path }: { path: string }) => path);
        await host.run('replay', ...paths, '--guards', 'none', '--json', '--quiet');
        for (const run of JSON.parse(host.said.stdout).runs)
          expect(run.matchesRecord, run.scenario).toBe(true);
      }),
      { numRuns: 12 },
    );
  });

  it('takes a bad hour whole: 712 BUY rows over 12 symbols, positions that disagree', async () => {
    const rows = Array.from({ length: 712 }, (_, index) => ({
      symbol: `S${'ABCDEFGHIJKL'[index % 12]}`,
      side: 'BUY',
      quantity: 1 + (index % 3),
      atSeconds: Math.floor((index * 3_600) / 712),
    }));
    const more = `INSERT INTO account(id, cash, equity) VALUES (1, 5000, 5000);
      INSERT INTO positions(symbol, quantity, avg_cost) VALUES ('SA', 3, 600.5), ('SB', 1, 600.5)`;
    const host = fakeHost();
    const { bytes, named } = await databaseOf(rows, more);
    host.put('t.db', bytes);
    expect(named).toHaveLength(712);
    expect(buyRowsOf(await scanned(host, 't.db', '--by', 'window'))).toEqual(named);
    const bursts = await scanned(host, 't.db');
    expect(bursts).toHaveLength(12);
    expect(bursts.reduce((sum, { extra }) => sum + extra, 0)).toBe(700);
    host.said.stdout = '';
    expect(await host.run('import', 't.db', '--json')).toBe(0);
    const { scenarios, left } = JSON.parse(host.said.stdout);
    expect(left).toEqual([]);
    expect(scenarios).toHaveLength(12);
    host.said.stdout = '';
    await host.run('replay', scenarios[0].path, '--guards', 'none', '--json', '--quiet');
    expect(JSON.parse(host.said.stdout).runs[0].matchesRecord).toBe(true);
  });

  it('writes the same file again, and overwrites no other', async () => {
    const host = fakeHost();
    await host.run('replay', 'scenarios/app-4x-buy.yaml', '--guards', 'none', '--quiet');
    const database = 'reports/app-4x-buy/none/trading_data.db';
    const argv = ['import', database, '--out', 'mine'];
    expect(await host.run(...argv)).toBe(0);
    const path = 'mine/app-2026-01-26-154207-4x-buy.yaml';
    const text = readFileSync(join(host.cwd, path), 'utf8');
    expect(text).toContain('recorded:');
    expect(text).toContain('inferred:');
    expect(text).toContain('cash: 144420.92');
    expect(await host.run(...argv)).toBe(0);
    host.put(path, `${text}# mine\n`);
    expect(await host.run(...argv)).toBe(2);
    expect(host.said.stderr).toContain('there already with other content');
    expect(readFileSync(join(host.cwd, path), 'utf8')).toBe(`${text}# mine\n`);
  });
});

function rowsOf(trades: readonly { symbol: string; side: string; quantity: number }[]): string[] {
  return trades.map(({ symbol, side, quantity }) => `${side} ${quantity} ${symbol}`).sort();
}
