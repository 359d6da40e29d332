import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/sql/index.js';

describe('the door to SQLite', () => {
  it('answers every way of asking for the time from the simulation', async () => {
    const database = await openSqlite();
    database.nowMs = () => Date.UTC(2026, 0, 26, 15, 42, 7, 250);
    const asked = database.prepare(
      "SELECT CURRENT_TIMESTAMP, CURRENT_DATE, CURRENT_TIME, datetime('now'), strftime('%s', 'now'), strftime('%f', 'now'), unixepoch()",
    );
    expect(asked.first()).toEqual([
      '2026-01-26 15:42:07',
      '2026-01-26',
      '15:42:07',
      '2026-01-26 15:42:07',
      '1769442127',
      '07.250',
      1_769_442_127,
    ]);
    database.close();
  });

  it('gives the host its clock back, also where a statement fails', async () => {
    const database = await openSqlite();
    const hostNow = Date.now;
    database.run('CREATE TABLE t(x INTEGER UNIQUE)');
    const insert = database.prepare('INSERT INTO t VALUES (1)');
    insert.all();
    expect(() => insert.all()).toThrow('UNIQUE constraint failed: t.x');
    expect(() => database.run('nonsense')).toThrow('syntax error');
    expect(Date.now).toBe(hostNow);
    database.close();
  });

  it('answers random() and randomblob() from the simulation, draw by draw', async () => {
    const database = await openSqlite();
    const draws = [0, 0.5, 0.25, 0.999];
    database.draw = () => draws.shift() ?? 0.5;
    expect(database.prepare('SELECT random(), random()').first()).toEqual([
      -Number.MAX_SAFE_INTEGER,
      0,
    ]);
    expect(database.prepare('SELECT hex(randomblob(2))').first()).toEqual(['40FF']);
    expect(database.prepare('SELECT length(randomblob(0)), length(randomblob(5))').first()).toEqual(
      [1, 5],
    );
    database.close();
  });

  it('names the tables that a statement opens, from SQLite’s own plan', async () => {
    const database = await openSqlite();
    database.run(
      'CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT UNIQUE); CREATE TABLE b(x TEXT); CREATE TABLE log(x TEXT);' +
        'CREATE TRIGGER t AFTER DELETE ON a BEGIN INSERT INTO log VALUES (old.x); END',
    );
    const byName = (sql: string) =>
      database.tablesOf(sql).sort((one, two) => (one.name < two.name ? -1 : 1));
    expect(byName('SELECT x FROM a')).toEqual([{ name: 'a', mode: 'read' }]);
    expect(byName('SELECT a.x FROM a JOIN b ON a.x = b.x')).toEqual([
      { name: 'a', mode: 'read' },
      { name: 'b', mode: 'read' },
    ]);
    expect(byName('INSERT INTO b SELECT x FROM a')).toEqual([
      { name: 'a', mode: 'read' },
      { name: 'b', mode: 'write' },
    ]);
    expect(byName('UPDATE a SET x = upper(x)')).toEqual([{ name: 'a', mode: 'write' }]);
    expect(byName('SELECT name FROM sqlite_master')).toEqual([
      { name: 'sqlite_master', mode: 'read' },
    ]);
    database.close();
  });

  it('names the tables that a trigger writes and that DELETE without a condition clears', async () => {
    const database = await openSqlite();
    database.run(
      'CREATE TABLE a(x TEXT); CREATE TABLE log(x TEXT);' +
        'CREATE TRIGGER t AFTER DELETE ON a BEGIN INSERT INTO log VALUES (old.x); END;' +
        'CREATE TABLE plain(x TEXT)',
    );
    const names = (sql: string) =>
      database.tablesOf(sql).map(({ name, mode }) => `${mode} ${name}`);
    expect(names('DELETE FROM a WHERE x = 1').sort()).toEqual(['write a', 'write log']);
    expect(names('DELETE FROM plain')).toEqual(['write plain']);
    database.close();
  });

  it('leaves no statement open: rows half read do not hold up a release', async () => {
    const database = await openSqlite();
    database.run('CREATE TABLE t(x); INSERT INTO t VALUES (1), (2), (3)');
    const all = database.prepare('SELECT x FROM t');
    database.run('SAVEPOINT s');
    expect(all.first()).toEqual([1]);
    expect(all.all()).toEqual([[1], [2], [3]]);
    database.run('RELEASE s');
    all.free();
    expect(database.export().length % 512).toBe(0);
    database.close();
  });
});
