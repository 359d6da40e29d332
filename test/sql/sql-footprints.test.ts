import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlSession } from '../../src/database/index.js';
import { AccessTable } from '../../src/kernel/index.js';
import type { SqlParameter, SqlPlans, SqlStatements } from '../../src/sql/index.js';
import { SqlFootprint } from '../../src/sql/sql-footprint.js';
import { below, dice } from '../exploration/dice.js';

const SETUP = `
  CREATE TABLE t(k INTEGER PRIMARY KEY, s TEXT UNIQUE, n NUMERIC, b, r REAL NOT NULL DEFAULT 2.5);
  CREATE TABLE g(id INTEGER PRIMARY KEY AUTOINCREMENT, s TEXT, b, v INT, UNIQUE(s, b));
  CREATE TABLE h(a INT, s VARCHAR(3));
  CREATE TABLE nocase(s TEXT COLLATE NOCASE UNIQUE);
  CREATE TABLE partial(a INT, b INT);
  CREATE UNIQUE INDEX partly ON partial(a) WHERE b > 0;
  CREATE TABLE watched(a INTEGER PRIMARY KEY);
  CREATE TRIGGER w AFTER INSERT ON watched BEGIN INSERT INTO h(a) VALUES (new.a); END;
  CREATE VIEW v AS SELECT k, s FROM t;
  INSERT INTO t(k, s, n, b, r) VALUES (1, 'a', 1, 1, 1), (2, 'b', 1.5, '1', 2), (7, NULL, 'x', x'00', 3);
  INSERT INTO g(s, b, v) VALUES ('a', 1, 1), ('a', NULL, 2), (NULL, NULL, 3);
  INSERT INTO h VALUES (1, 'a'), (1, 'a'), (NULL, '1');
  INSERT INTO nocase VALUES ('A'); INSERT INTO partial VALUES (1, 1), (1, 0)`;

let session: SqlSession;
beforeAll(async () => {
  session = await SqlSession.open(SETUP);
});
afterAll(() => session.close());

/** Runs one statement and answers what it said, and what it touched. */
function run(plans: SqlPlans, sql: string, parameters: readonly SqlParameter[] = []) {
  const footprint = new SqlFootprint();
  let said: string;
  try {
    said = JSON.stringify(plans.planOf(sql).run(parameters, footprint));
  } catch (error) {
    said = String(error);
  }
  return { said, accesses: [...footprint.reads, ...footprint.writes()] };
}

/** The footprint of one statement, in words. */
function touched(
  sql: string,
  parameters: readonly SqlParameter[] = [],
  statements: SqlStatements = [sql],
): string[] {
  session.reset();
  const plans = session.plans(statements);
  const { accesses } = run(plans, sql, parameters);
  plans.close();
  return accesses.map(({ object, mode, range }) => {
    const words =
      range === 'whole' ? '' : 'key' in range ? ` ${range.key}` : ` [${range.from},${range.below})`;
    return `${mode} ${object}${words}`.replaceAll('\0', '|').replaceAll(/([np])0+(?=\d)/g, '$1');
  });
}

describe('the footprint of a statement', () => {
  it.each<[string, SqlParameter[], string[]]>([
    ['SELECT s FROM t WHERE k = ?', [9], ['read column:t.k p9']],
    ['SELECT s FROM t WHERE n = 3 AND k = ?', [1], ['read column:t.k p1']],
    ['SELECT * FROM t WHERE k > ? AND k <= 4', [3], ['read column:t.k [p3|,p4|)']],
    ['SELECT * FROM t WHERE k > ?', [3.5], ['read column:t.k [p3+,null)']],
    ['SELECT * FROM t WHERE k BETWEEN -1 AND 4', [], ['read column:t.k [n9007199254740990,p4|)']],
    ['SELECT v FROM g WHERE s = ? AND b = ?', ['a', 1], ['read column:g.s+b ta|p1']],
    ['SELECT count(*) FROM g WHERE s = ?', ['a'], ['read column:g.s ta']],
    ['SELECT count(*) FROM t', [], ['read table:t']],
    ['SELECT count(*) FROM t WHERE k <> 5', [], ['read table:t']],
    // Text for a number column and the other way round: SQLite converts, so nobody guesses.
    ['SELECT s FROM t WHERE k = ?', ['1'], ['read column:t.k']],
    ['SELECT k FROM t WHERE s = ?', [1], ['read column:t.s']],
    // A refused insert has read its keys and written nothing.
    ['INSERT INTO t(k, s) VALUES (?, ?)', [1, 'z'], ['read column:t.k p1', 'read column:t.s tz']],
    ['INSERT OR IGNORE INTO t(k) VALUES (?)', [1], ['read column:t.k p1', 'read column:t.s NULL']],
    [
      'INSERT INTO t(k, s) VALUES (?, ?)',
      [3, 'c'],
      [
        'read column:t.k p3',
        'read column:t.s tc',
        'add column:t.k p3',
        'add column:t.s tc',
        'add table:t',
      ],
    ],
    // Nobody learns the generated id.
    [
      'INSERT INTO g(s, b) VALUES (?, ?)',
      ['z', 1],
      ['read column:g.s+b tz|p1', 'add column:g.s+b tz|p1', 'add table:g'],
    ],
    ['INSERT INTO h(a) VALUES (5)', [], ['add table:h']],
    // Found, and not found.
    [
      'DELETE FROM t WHERE k = ?',
      [2],
      ['read column:t.k p2', 'add column:t.k p2', 'add column:t.s tb', 'add table:t'],
    ],
    ['DELETE FROM t WHERE k = ?', [3], ['read column:t.k p3']],
    [
      'UPDATE h SET s = ? WHERE a = ?',
      ['b', 1],
      ['read column:h.a p1', 'add column:h.a p1', 'add table:h'],
    ],
    [
      'UPDATE t SET r = r + ? WHERE r < ?',
      [5, 2],
      [
        'read column:t.r [NULL|,p2)',
        'add column:t.r p1',
        'add column:t.r p6',
        'add column:t.s ta',
        'add table:t',
      ],
    ],
  ])('%s with %j', (sql, parameters, expected) => {
    expect(touched(sql, parameters)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['SELECT sum(a) FROM h WHERE a IN (1, 2)', ['read table:h']],
    ['SELECT k FROM t WHERE k = 1 OR s = 2', ['read table:t']],
    ['SELECT k FROM v WHERE k = 1', ['read table:t']],
    ['SELECT rowid FROM h WHERE a = 1', ['read table:h']],
    ['SELECT k FROM t x WHERE k = 1', ['read table:t']],
    ['SELECT (SELECT count(*) FROM t) FROM t WHERE k = 1', ['read table:t']],
    ['SELECT s FROM nocase WHERE s = 1', ['read table:nocase']],
    ['SELECT "k" FROM t WHERE k = 1 -- all of it', ['read table:t']],
    [
      'UPDATE t SET k = 9 WHERE k = 1',
      ['read table:t', 'write column:t.k', 'write column:t.s', 'write table:t'],
    ],
    ['INSERT OR REPLACE INTO nocase VALUES (1)', ['read table:nocase', 'write table:nocase']],
    ['INSERT INTO partial(a, b) VALUES (1, 0)', ['read table:partial', 'write table:partial']],
    ['INSERT INTO h SELECT k, s FROM t', ['read table:h', 'read table:t', 'write table:h']],
    ['SELECT random()', ['write sql:random']],
  ])('is the whole table where the form is not known: %s', (sql, expected) => {
    expect(touched(sql).sort()).toEqual(expected);
  });

  it('holds what a trigger writes, and all tables where a virtual one is opened', () => {
    expect(touched('INSERT INTO watched VALUES (3)')).toContain('write table:h');
    const everything = touched("SELECT value FROM json_each('[1]')");
    for (const table of ['t', 'g', 'h']) expect(everything).toContain(`write table:${table}`);
  });

  it('of an insert holds the whole table as soon as a statement learns ids or their order', () => {
    const insert = 'INSERT INTO g(s, b) VALUES (?, ?)';
    for (const other of [
      'SELECT s FROM g',
      'SELECT * FROM g WHERE s = 1 AND b = 2',
      'SELECT count(*) FROM g WHERE id > 3',
      'SELECT max(id) FROM g',
      'INSERT INTO g(s) VALUES (1) RETURNING id',
      'INSERT INTO g(id, s) VALUES (1, 2)',
      'SELECT seq FROM sqlite_sequence',
      "SELECT value FROM json_each('[1]')",
    ]) {
      expect(touched(insert, ['z', 1], [insert, other]), other).toContain('write table:g');
    }
    for (const other of [
      'SELECT s, v FROM g ORDER BY v, s LIMIT 2',
      'SELECT v FROM g WHERE s = ? AND b = ?',
      'SELECT count(*) FROM g WHERE v > 3',
      'UPDATE g SET v = v + 1 WHERE v = 2',
      'DELETE FROM g WHERE v = 2',
      'SELECT * FROM t',
    ]) {
      expect(touched(insert, ['z', 1], [insert, other]), other).not.toContain('write table:g');
    }
    expect(touched(insert, ['z', 1], 'any')).toContain('write table:g');
  });

  it('is refused for what cannot be simulated, and for what was to be declared', () => {
    for (const sql of [
      'DROP TABLE t',
      'BEGIN',
      'ROLLBACK',
      'INSERT OR ROLLBACK INTO h VALUES (1, 2)',
      'SELECT last_insert_rowid()',
      'SELECT changes()',
      'SELECT 1; DELETE FROM h',
    ]) {
      expect(() => session.plans([sql]), sql).toThrow();
    }
    expect(run(session.plans([]), 'SELECT 1').said).toMatch(/declared/);
  });
});

const VALUES: readonly SqlParameter[] = [
  1,
  2,
  7,
  0,
  -1,
  1.5,
  -0.5,
  2 ** 53,
  2 ** 53 + 2,
  1e300,
  'a',
  'b',
  'ab',
  '1',
  '1.0',
  ' 1',
  'x',
  '',
  'a\0b',
  '\u{1f600}',
  '\uffee',
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
];
const BLIND = [
  'SELECT n, b FROM t WHERE k = ?',
  'SELECT k FROM t WHERE s = ?',
  'SELECT count(*) FROM t WHERE s > ? AND s < ?',
  'SELECT k, b FROM t WHERE b >= ? ORDER BY k, b',
  'SELECT k, n FROM t WHERE n <= ? AND n > ? ORDER BY k, n',
  'SELECT count(*) FROM t WHERE r BETWEEN ? AND ?',
  'SELECT max(k) FROM t WHERE k < ?',
  'INSERT INTO t(k, s, n, b) VALUES (?, ?, ?, ?)',
  'INSERT OR IGNORE INTO t(s, b, k) VALUES (?, ?, ?)',
  'UPDATE t SET b = ? WHERE k = ?',
  'UPDATE t SET n = ?, b = n WHERE b = ?',
  'UPDATE t SET r = ? WHERE s >= ?',
  'DELETE FROM t WHERE k = ?',
  'DELETE FROM t WHERE b < ?',
  'DELETE FROM t WHERE n = ?',
  'SELECT v FROM g WHERE s = ? AND b = ?',
  'SELECT count(*) FROM g WHERE b = ?',
  'SELECT s, v FROM g WHERE v > ? ORDER BY s, v',
  'INSERT INTO g(s, b, v) VALUES (?, ?, ?)',
  'INSERT INTO g(s, b) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING v, s',
  'UPDATE g SET v = v + 1 WHERE b = ?',
  'UPDATE g SET v = ? WHERE s = ? AND b = ?',
  'DELETE FROM g WHERE v = ?',
  'INSERT INTO h(a, s) VALUES (?, ?)',
  'SELECT count(*) FROM h WHERE s = ?',
  'SELECT a, s FROM h ORDER BY a, s LIMIT 1',
  'UPDATE h SET a = ? WHERE a = ?',
  'DELETE FROM h WHERE s > ?',
];
const SEEING = [
  ...BLIND,
  'SELECT * FROM t WHERE b = ?',
  'SELECT id FROM g WHERE v > ?',
  'INSERT INTO g(id, s) VALUES (?, ?)',
  'INSERT INTO g(s, b) VALUES (?, ?) RETURNING id',
  'SELECT a FROM h WHERE s = ?',
  'SELECT seq FROM sqlite_sequence',
  'INSERT OR REPLACE INTO t(k, s) VALUES (?, ?)',
  'UPDATE t SET s = ? WHERE s = ?',
  'INSERT INTO h SELECT k, s FROM t WHERE n > ?',
];

describe('two statements whose footprints do not conflict', () => {
  it.each([
    { words: 'none of which learns an id', texts: BLIND, mode: 'declared' },
    { words: 'some of which learn ids', texts: SEEING, mode: 'declared' },
    { words: 'that are not declared', texts: SEEING, mode: 'any' },
  ] as const)(
    'say the same in either order and leave the same tables: 4,000 random pairs $words',
    { timeout: 60_000 },
    ({ texts, mode }) => {
      const plans = session.plans(mode === 'any' ? 'any' : texts);
      let apart = 0;
      for (let seed = 1; seed <= 4000; seed += 1) {
        const random = dice(seed);
        const some = (): [string, SqlParameter[]] => {
          const sql = texts[below(random, texts.length)]!;
          const values = below(random, 2) === 0 ? VALUES.length : 3;
          const given = Array.from(
            { length: sql.split('?').length - 1 },
            () => VALUES[below(random, values)]!,
          );
          return [sql, given];
        };
        const before = [some(), some()];
        const one = some();
        const two = some();
        const inOrder = (first: typeof one, second: typeof one) => {
          session.reset();
          for (const [sql, given] of before) run(plans, sql, given);
          const a = run(plans, ...first);
          const b = run(plans, ...second);
          return { a, b, tables: tables(texts === SEEING) };
        };
        const forth = inOrder(one, two);
        const table = new AccessTable();
        const ids = [forth.a, forth.b].map(({ accesses }) =>
          accesses.map(({ object, mode, range }) => table.intern(object, mode, range)),
        );
        if (table.footprintsConflict(ids[0]!, ids[1]!)) continue;
        apart += 1;
        const back = inOrder(two, one);
        const words = `seed ${seed}: ${JSON.stringify([before, one, two])}`;
        expect([back.b.said, back.a.said, back.tables], words).toEqual([
          forth.a.said,
          forth.b.said,
          forth.tables,
        ]);
        // The same footprints as well, or the engine would take them for other events.
        expect([back.b.accesses, back.a.accesses], words).toEqual([
          forth.a.accesses,
          forth.b.accesses,
        ]);
      }
      plans.close();
      expect(apart).toBeGreaterThan(1500);
    },
  );
});

/** All that is in the tables, with ids and their order or without. */
function tables(withIds: boolean): string {
  const [id, rowid] = withIds ? ['id', 'rowid'] : ['NULL', 'NULL'];
  return JSON.stringify([
    session.peek('SELECT k, quote(s), quote(n), quote(b), quote(r) FROM t ORDER BY k'),
    session.peek(`SELECT ${id}, quote(s), quote(b), v FROM g ORDER BY 1, 2, 3, 4`),
    session.peek(`SELECT ${rowid}, quote(a), quote(s) FROM h ORDER BY 1, 2, 3`),
    withIds ? session.peek('SELECT seq FROM sqlite_sequence') : [],
  ]);
}
