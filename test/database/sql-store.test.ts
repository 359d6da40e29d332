import { describe, expect, it } from 'vitest';
import { LatencyModel, SqlSession, SqlStore } from '../../src/database/index.js';
import { Kernel } from '../../src/kernel/index.js';
import { NotSimulated, type SqlStatements } from '../../src/sql/index.js';
import { FIRST, pause, settingOf, watched } from '../kernel/kernel-under-test.js';

const SETUP = 'CREATE TABLE t(k INTEGER PRIMARY KEY, s TEXT UNIQUE); INSERT INTO t VALUES (1, ?)';
const LATENCY = new LatencyModel({
  'db.read': { kind: 'constant', us: 10 },
  'db.write': { kind: 'constant', us: 20 },
});

/** Runs one task against a store of its own; answers what is in the table afterwards. */
async function withStore(
  kernel: Kernel,
  body: (store: SqlStore) => Promise<void>,
  more: { others?: (store: SqlStore) => Promise<void>; statements?: SqlStatements } = {},
): Promise<unknown[]> {
  const session = await SqlSession.open(SETUP.replace('?', "'one'"));
  const run = {
    kernel,
    session,
    plans: session.plans(more.statements ?? 'any'),
    latency: LATENCY.delay.bind(LATENCY),
  };
  void kernel.spawn('a', (task) => body(new SqlStore(run, task)));
  if (more.others !== undefined) {
    const { others } = more;
    void kernel.spawn('b', (task) => others(new SqlStore(run, task)));
  }
  await kernel.run();
  const rows = session.peek('SELECT k, s FROM t ORDER BY k');
  session.close();
  return rows;
}

describe('a call of any program to its store', () => {
  it('takes effect at one instant between its two legs', async () => {
    const kernel = new Kernel(settingOf(), FIRST);
    const seen: unknown[] = [];
    await withStore(
      kernel,
      async (store) => {
        await store.execute("INSERT INTO t(k, s) VALUES (2, 'two')");
        seen.push(`written at ${kernel.nowUs}`);
      },
      {
        others: async (store) => {
          for (let i = 0; i < 2; i += 1) {
            const rows = await store.execute('SELECT count(*) FROM t');
            seen.push(`${rows[0]![0]} rows, known at ${kernel.nowUs}`);
          }
        },
      },
    );
    // Requests take 10 µs (a write) and 5 µs (a read), responses as long again.
    expect([...seen].sort()).toEqual([
      '1 rows, known at 10',
      '2 rows, known at 20',
      'written at 20',
    ]);
  });

  it('rejects at the response what SQLite refuses, and has then only read', async () => {
    const { kernel, watching } = watched();
    const seen: string[] = [];
    await withStore(kernel, async (store) => {
      const insert = 'INSERT INTO t(k, s) VALUES (?, ?)';
      await store.execute(insert, [1, 'other']).catch((error: Error) => seen.push(error.message));
      seen.push(`at ${kernel.nowUs}`);
      await store.execute('SELECT FROM').catch((error: Error) => seen.push(error.message));
    });
    expect(seen.slice(0, 2)).toEqual(['UNIQUE constraint failed: t.k', 'at 20']);
    expect(seen[2]).toMatch(/syntax error/);
    expect(watching.steps[0]!.map((access) => access.split(' ')[0])).toEqual(['read', 'read']);
  });

  it('makes a transaction at one instant, all or nothing, with all that its statements touch', async () => {
    const { kernel, watching } = watched();
    const seen: unknown[] = [];
    const rows = await withStore(kernel, async (store) => {
      seen.push(
        await store.transaction((execute) => {
          const [first] = execute('SELECT k FROM t WHERE s = ?', ['one']);
          execute('DELETE FROM t WHERE k = ?', [first![0] as number]);
          execute('INSERT INTO t(k, s) VALUES (?, ?)', [5, 'one']);
          return 'moved';
        }),
      );
      await store
        .transaction((execute) => {
          execute('DELETE FROM t WHERE k = ?', [5]);
          execute('INSERT INTO t(k, s) VALUES (?, ?)', [6, 'one']);
          throw new Error('thought better of it');
        })
        .catch((error: Error) => seen.push(error.message));
      await store
        .transaction(async (execute) => execute('SELECT 1'))
        .catch((error: Error) => seen.push(error.message));
    });
    expect(seen).toEqual(['moved', 'thought better of it', expect.stringMatching(/async/)]);
    expect(rows).toEqual([[5, 'one']]);
    const modes = (step: number) => new Set(watching.steps[step]!.map((one) => one.split(' ')[0]));
    expect(modes(0)).toEqual(new Set(['read', 'add']));
    // Rolled back: it has only read.
    expect(modes(2)).toEqual(new Set(['read']));
  });

  it('starts every run from the same rows', async () => {
    const session = await SqlSession.open(SETUP.replace('?', "'one'"));
    const insert = "INSERT INTO t(s) VALUES ('two')";
    const plans = session.plans([insert]);
    for (let i = 0; i < 2; i += 1) {
      session.reset();
      const kernel = new Kernel(settingOf(), FIRST);
      void kernel.spawn('a', async (task) => {
        const store = new SqlStore(
          { kernel, session, plans, latency: LATENCY.delay.bind(LATENCY) },
          task,
        );
        await pause(kernel, task, 1);
        await store.execute(insert);
      });
      await kernel.run();
      expect(session.peek('SELECT count(*), max(k) FROM t')).toEqual([[2, 2]]);
    }
    plans.close();
    session.close();
  });

  it.each([
    ['DROP TABLE t', 'any'],
    ['SELECT changes()', 'any'],
    ['SELECT 1', ['SELECT 2']],
  ])(
    'ends the run where it cannot be simulated or was not declared, whoever catches: %s',
    async (sql, statements) => {
      for (const call of [
        (store: SqlStore) => store.execute(sql),
        (store: SqlStore) =>
          store.transaction((execute) => {
            try {
              execute(sql);
            } catch {
              // Swallowed by the code under test.
            }
          }),
      ]) {
        const run = withStore(
          new Kernel(settingOf(), FIRST),
          async (store) => void (await call(store)),
          { statements: statements as SqlStatements },
        );
        await expect(run).rejects.toThrow(NotSimulated);
      }
    },
  );

  it('is refused a schema that could end the outer savepoint or hide behind other names', async () => {
    await expect(SqlSession.open('CREATE TEMP TABLE x(a)')).rejects.toThrow(/temporary/);
    await expect(
      SqlSession.open(
        'CREATE TABLE x(a); CREATE TRIGGER r AFTER INSERT ON x BEGIN SELECT RAISE(ROLLBACK, 1); END',
      ),
    ).rejects.toThrow(/ROLLBACK/);
    await expect(SqlSession.open("ATTACH ':memory:' AS other")).rejects.toThrow(/attached/);
  });
});
