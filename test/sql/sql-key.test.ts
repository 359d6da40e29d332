import { describe, expect, it } from 'vitest';
import { SqlSession } from '../../src/database/index.js';
import { formOf } from '../../src/sql/sql-form.js';
import { affinityOf, keyOfGiven, keyOfStored } from '../../src/sql/sql-key.js';

const VALUES = [
  null,
  -1e300,
  -(2 ** 60),
  -2.5,
  -2,
  -1.5,
  -1,
  -0.5,
  0,
  0.25,
  0.5,
  1,
  1.5,
  2,
  10,
  99,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 60,
  1e300,
  Number.POSITIVE_INFINITY,
  '',
  ' ',
  '1',
  '10',
  '2',
  'A',
  'a',
  'a\u0001',
  'aa',
  'b',
  'é',
  '\ud7ff',
  '\ue000',
  '\uffee',
  '\u{1f600}',
  'a\u{1f600}',
  'a\uffee',
];

describe('keys', () => {
  it('never go against the order in which SQLite sorts the values, and keep most apart', async () => {
    const session = await SqlSession.open('CREATE TABLE t(v)');
    const [insert] = [session.plans('any').planOf('INSERT INTO t(v) VALUES (?)')];
    const { SqlFootprint } = await import('../../src/sql/sql-footprint.js');
    for (const value of VALUES) insert!.run([value], new SqlFootprint());
    insert!.run([null], new SqlFootprint());
    const sorted = session.peek('SELECT v FROM t ORDER BY v').map(([value]) => value!);
    session.close();
    const keys = sorted.map((value) => keyOfStored(value));
    for (let i = 1; i < keys.length; i += 1) {
      expect(keys[i - 1]!.key <= keys[i]!.key, `${sorted[i - 1]} before ${sorted[i]}`).toBe(true);
      const isShared = keys[i - 1]!.key === keys[i]!.key;
      if (isShared && sorted[i] !== sorted[i - 1]) expect(keys[i]!.exact).toBe(false);
    }
    expect(new Set(keys.map(({ key }) => key)).size).toBeGreaterThan(VALUES.length * 0.7);
  });

  it('are not guessed where the column would convert the value', () => {
    expect(keyOfGiven('1', 'integer')).toBeNull();
    expect(keyOfGiven('1', 'numeric')).toBeNull();
    expect(keyOfGiven(1, 'text')).toBeNull();
    expect(keyOfGiven(Number.NaN, 'integer')).toBeNull();
    expect(keyOfGiven('1', 'blob')).not.toEqual(keyOfGiven(1, 'blob'));
  });

  it.each([
    ['INTEGER', 'integer'],
    ['FLOATING POINT', 'integer'],
    ['VARCHAR(10)', 'text'],
    ['', 'blob'],
    ['DOUBLE', 'real'],
    ['DATETIME', 'numeric'],
  ])('take the affinity of a column declared %s to be %s, as SQLite does', (declared, affinity) => {
    expect(affinityOf(declared)).toBe(affinity);
  });
});

describe('forms', () => {
  it.each([
    'SELECT DISTINCT a FROM t',
    'SELECT a, (SELECT 1) FROM t',
    'SELECT a FROM t, u',
    'SELECT a FROM t JOIN u',
    'SELECT a FROM main.t',
    'SELECT a FROM t WHERE b = c',
    'SELECT a FROM t WHERE b = ?1',
    'SELECT a FROM t WHERE b = -c',
    'SELECT a FROM t WHERE NOT b = 1',
    'SELECT a FROM t WHERE b = 1 OR b = 2',
    'SELECT a FROM t WHERE b = 0x10',
    'SELECT a FROM t WHERE b = 1e3',
    'SELECT a FROM t GROUP BY a',
    'SELECT a FROM t UNION SELECT a FROM u',
    'SELECT a FROM t LIMIT ?',
    'SELECT a FROM t; DELETE FROM t',
    'INSERT INTO t VALUES (1)',
    'INSERT INTO t(a) VALUES (1), (2)',
    'INSERT INTO t(a) VALUES (random())',
    'INSERT OR REPLACE INTO t(a) VALUES (1)',
    'INSERT INTO t(a) VALUES (1) ON CONFLICT(a) DO UPDATE SET a = 2',
    'UPDATE t SET a = abs(b)',
    'UPDATE OR IGNORE t SET a = 1',
    'UPDATE t SET a = 1 RETURNING a',
    'UPDATE t SET a = 1 FROM u',
    'DELETE FROM t WHERE a IN (1)',
    'DELETE FROM t WHERE a = 1 LIMIT 1',
    'WITH x AS (SELECT 1) SELECT * FROM x',
  ])('leave alone what is none of them: %s', (sql) => {
    expect(formOf(sql)).toBeNull();
  });

  it('know the place of each parameter', () => {
    expect(formOf("UPDATE t SET a = ? + b, c = 'it''s' WHERE d = ? AND e >= -1.5;")).toEqual({
      kind: 'update',
      table: 't',
      sets: ['a', 'c'],
      uses: ['b'],
      where: {
        conditions: [
          { column: 'd', comparing: '=', value: { parameter: 1 } },
          { column: 'e', comparing: '>=', value: { literal: -1.5 } },
        ],
        sql: 'where d = ? and e >= - 1.5',
        firstParameter: 1,
      },
    });
  });
});
