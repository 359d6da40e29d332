import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseLife, RECORDED_SCHEMA, SqlSession, SqlStore } from '../../src/database/index.js';
import {
  type Chooser,
  Kernel,
  type RandomStream,
  Streams,
  type Task,
} from '../../src/kernel/index.js';
import type { SqlParameter } from '../../src/sql/index.js';
import { exactly, pause, settingOf } from '../kernel/kernel-under-test.js';
import { type Came, type StockConnection, StockDatabase } from './stock-database.js';

const CONNECTIONS_COUNT = 2;
const INTERLEAVINGS_COUNT = 300;
const POOL = 'a database connection';
const MS = 1000;

/** One SQL statement with its parameters. */
interface Line {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/** What a task asks of the database in one call. */
type Ask =
  | { readonly kind: 'read' | 'write'; readonly line: Line }
  /** All or nothing; `swallow`: goes on where a statement fails. */
  | { readonly kind: 'transaction'; readonly lines: readonly Line[]; readonly swallow: boolean };

const ROWS_READ = [
  'SELECT symbol, quantity, avg_cost, market_price FROM positions WHERE quantity <> 0 ORDER BY symbol',
  'SELECT id, symbol, side, quantity, price, slippage, commission, pnl FROM trades ORDER BY id',
  'SELECT id, cash, equity, daily_pnl FROM account',
  'SELECT id, symbol, strategy, signal_type, strength, metadata FROM signals ORDER BY id',
  'SELECT id, date, equity FROM equity_history ORDER BY id',
  'SELECT name, seq FROM sqlite_sequence ORDER BY name',
];

/** The operator's own queries (the second without the host's local time), and what a guard asks. */
const ASKED = [
  `SELECT t1.id, t2.id, t1.symbol FROM trades t1 JOIN trades t2
    ON t1.symbol = t2.symbol AND t1.side = t2.side AND t1.id < t2.id
   AND abs(strftime('%s', t1.timestamp) - strftime('%s', t2.timestamp)) < 300 WHERE t1.side = 'BUY' ORDER BY t1.id, t2.id`,
  'SELECT side, symbol, quantity FROM trades ORDER BY id DESC LIMIT 20',
  'SELECT count(*), sum(quantity * avg_cost) FROM positions',
];

const START = `
  INSERT INTO positions(symbol, quantity, avg_cost, market_price) VALUES ('GME', 10, 24.0, 24.1);
  INSERT INTO account(id, cash, equity) VALUES (1, 144420.92, 144661.92);`;

const EMPTIED = ['positions', 'trades', 'account', 'signals', 'equity_history', 'sqlite_sequence']
  .map((table) => `DELETE FROM ${table};`)
  .join(' ');

function drawWrite(draws: RandomStream): Line {
  const pick = <T>(...from: readonly T[]): T => from[draws.below(from.length)]!;
  const symbol = pick('APP', 'GME');
  const quantity = pick(1, 7, 167);
  switch (draws.below(10)) {
    case 0:
      return {
        sql: 'INSERT INTO signals(symbol, strategy, signal_type, strength, metadata) VALUES (?, ?, ?, NULL, ?)',
        parameters: [symbol, 'main', 'BUY', '{"id":"breakout"}'],
      };
    case 1:
    case 2:
      return {
        sql: 'INSERT INTO trades(symbol, side, quantity, price, pnl) VALUES (?, ?, ?, ?, ?) RETURNING id',
        parameters: [symbol, 'BUY', quantity, 540.25, pick(null, -12.5)],
      };
    case 3:
    case 4:
      return {
        sql: 'INSERT OR REPLACE INTO positions(symbol, quantity, avg_cost, market_price) VALUES (?, ?, ?, ?)',
        parameters: [symbol, quantity, 540, 541.5],
      };
    case 5:
      return {
        sql: 'INSERT INTO positions(symbol, quantity, avg_cost) VALUES (?, ?, ?)',
        parameters: [symbol, quantity, 540],
      };
    case 6:
      return { sql: 'DELETE FROM positions WHERE symbol = ?', parameters: [symbol] };
    case 7:
      return {
        sql: 'UPDATE positions SET quantity = quantity + ? WHERE symbol = ? RETURNING quantity',
        parameters: [quantity, symbol],
      };
    case 8:
      return {
        sql: 'INSERT INTO equity_history(date, equity) VALUES (?, ?)',
        parameters: [pick('2026-01-26', '2026-01-27', null), 201_581.22],
      };
    default:
      return {
        sql: 'INSERT OR REPLACE INTO account(id, cash, equity) VALUES (1, ?, ?)',
        parameters: [pick(1.5, 140_000), 201_581.22],
      };
  }
}

function drawAsk(draws: RandomStream): Ask {
  const drawRead = (): Line => {
    const queries = [...ROWS_READ.slice(0, 5), ...ASKED];
    return { sql: queries[draws.below(queries.length)]!, parameters: [] };
  };
  const kind = draws.below(10);
  if (kind < 4) return { kind: 'read', line: drawRead() };
  if (kind < 7) return { kind: 'write', line: drawWrite(draws) };
  const lines = Array.from({ length: 2 + draws.below(3) }, () =>
    draws.below(3) === 0 ? drawRead() : drawWrite(draws),
  );
  return { kind: 'transaction', lines, swallow: draws.below(2) === 0 };
}

/** Runs the lines of a transaction by whatever runs one, as the code under test would. */
function runLines(
  { lines, swallow }: Ask & { kind: 'transaction' },
  run: (line: Line) => Came,
): Came {
  const all: unknown[][] = [];
  for (const line of lines) {
    const came = run(line);
    if ('error' in came && !swallow) return came;
    all.push('error' in came ? [came.error] : came.rows.map((row) => [...row]));
  }
  return { rows: all };
}

/** How often something was seen: so that the test cannot pass by seeing nothing. */
const seen = {
  busy: 0,
  waits: 0,
  refusedAtPool: 0,
  hidden: 0,
  unique: 0,
  notNull: 0,
  rolledBack: 0,
};

/**
 * The stock side of one task: told by the simulation's own classes what they
 * do, it does the same on a real connection, and compares.
 */
class Twin {
  connection: StockConnection | null = null;
  ask: Ask | null = null;
  #came: Came | null = null;

  constructor(
    readonly name: string,
    readonly free: StockConnection[],
    readonly writers: Set<string>,
  ) {}

  noted(what: string, action: 'wait' | 'acquire' | 'release' | 'give-up'): void {
    if (what === POOL) this.#atPool(action);
    else this.#atLock(action);
  }

  /** A read has taken effect in the simulation: the same on the real connection. */
  read(): void {
    if (this.ask?.kind !== 'read') return;
    if (this.writers.size > 0) seen.hidden++;
    this.#came = this.connection!.run(this.ask.line.sql);
  }

  /** What the simulation's caller got is what the real one's got. */
  compare(came: Came): void {
    expect(came, `${this.name}: ${JSON.stringify(this.ask)}`).toEqual(this.#came);
    if (!('error' in came)) return;
    if (came.error.startsWith('UNIQUE')) seen.unique++;
    if (came.error.startsWith('NOT NULL')) seen.notNull++;
  }

  #atPool(action: string): void {
    if (action === 'wait') {
      seen.waits++;
      expect(this.free, `${this.name} waits for a connection`).toEqual([]);
    } else if (action === 'acquire') {
      this.connection = this.free.shift() ?? null;
      expect(this.connection, `${this.name} has a connection`).not.toBeNull();
    } else if (action === 'release') {
      this.free.push(this.connection!);
      this.connection = null;
    } else {
      seen.refusedAtPool++;
    }
  }

  #atLock(action: string): void {
    const connection = this.connection!;
    if (action === 'acquire') {
      expect(connection.run('BEGIN IMMEDIATE'), `${this.name} begins to write`).toEqual({
        rows: [],
      });
      this.writers.add(this.name);
      const run = ({ sql, parameters }: Line): Came => connection.run(sql, parameters);
      const ask = this.ask!;
      this.#came = ask.kind === 'transaction' ? runLines(ask, run) : run(ask.line);
    } else if (action === 'release') {
      const failed = 'error' in this.#came!;
      if (failed) seen.rolledBack++;
      expect(connection.run(failed ? 'ROLLBACK' : 'COMMIT')).toEqual({ rows: [] });
      this.writers.delete(this.name);
    } else {
      // It waits, or its busy time-out has run out: the real writer hears SQLITE_BUSY.
      const busy = { error: 'database is locked' };
      expect(connection.run('BEGIN IMMEDIATE'), `${this.name} finds the lock taken`).toEqual(busy);
      if (action === 'give-up') {
        seen.busy++;
        this.#came = busy;
      }
    }
  }
}

/** One program of three to four tasks in one order, on both sides. */
async function compareOnce(
  seed: number,
  stock: StockDatabase,
  session: SqlSession,
  lives: 'shared' | 'one each' = 'shared',
): Promise<void> {
  const streams = new Streams(seed);
  const draws = streams.open('program');
  const picks = streams.open('picks');
  const timely = picks.below(10);
  const dump = (): Came[] => ROWS_READ.map((sql) => ({ rows: session.peek(sql) }));
  const chooser: Chooser = {
    sees: 'all',
    choose(enabled) {
      // Step by step: whatever is committed is the same on both sides.
      expect(dump(), `seed ${seed}: what is committed`).toEqual(
        ROWS_READ.map((sql) => stock.observer.run(sql)),
      );
      if (picks.below(10) >= timely) return picks.below(enabled.length);
      let best = 0;
      for (const [index, { dueUs }] of enabled.entries()) {
        if (dueUs < enabled[best]!.dueUs) best = index;
      }
      return best;
    },
  };
  const kernel = new Kernel(settingOf(seed), chooser);
  session.reset(() => Date.UTC(2026, 0, 26, 15, 42, 7) + Math.floor(kernel.nowUs / MS));
  stock.observer.exec(`BEGIN; ${EMPTIED} ${START} COMMIT`);
  const plans = session.plans('any');
  const tasksCount = 3 + draws.below(2);
  const pool = { connectionsCount: CONNECTIONS_COUNT, leakedCount: 0, checkoutTimeoutUs: 40 * MS };
  const lifeOf = (): DatabaseLife =>
    new DatabaseLife(kernel, session.clock, {
      pool: { ...pool, usersMax: tasksCount },
      busyTimeoutUs: 20 * MS,
      hold: (draw) => exactly(Math.floor(draw * 30 * MS)),
    });
  const shared = lifeOf();
  const free = [...stock.connections];
  const writers = new Set<string>();
  const body = async (task: Task, asks: readonly Ask[]): Promise<void> => {
    const twin = new Twin(task.name, free, writers);
    const store = new SqlStore(
      {
        kernel,
        session,
        plans,
        latency: (_operation, _leg, draw) => exactly(Math.floor(draw * 9 * MS)),
        // Wrong where each has a lock of its own: two could write at once.
        life: lives === 'shared' ? shared : { pool: shared.pool, writing: lifeOf().writing },
        listener: {
          legs: true,
          nextCall: () => 0,
          call: ({ phase }) => {
            if (phase === 'effect') twin.read();
          },
          waits: {
            noted: (what, action) => twin.noted(what, action),
            gaveUp: () => undefined,
          },
        },
      },
      task,
    );
    for (const ask of asks) {
      twin.ask = ask;
      await pause(kernel, task, draws.below(5) * MS);
      const came = await cameOf(askOf(store, ask));
      if ('error' in came && came.error.startsWith('no database connection')) continue;
      twin.compare(came);
    }
  };
  for (let nth = 0; nth < tasksCount; nth++) {
    const asks = Array.from({ length: 2 + draws.below(3) }, () => drawAsk(draws));
    void kernel.spawn(`task ${nth}`, (task) => body(task, asks));
  }
  await kernel.run();
  plans.close();
  expect(free).toHaveLength(CONNECTIONS_COUNT);
}

function askOf(store: SqlStore, ask: Ask): Promise<unknown> {
  if (ask.kind !== 'transaction') return store.execute(ask.line.sql, ask.line.parameters);
  return store.transaction((execute) => {
    const came = runLines(ask, ({ sql, parameters }) => {
      try {
        return { rows: execute(sql, parameters) };
      } catch (error) {
        return { error: (error as Error).message };
      }
    });
    // Thrown, so that everything is rolled back.
    if ('error' in came) throw new Error(came.error);
    return came.rows;
  });
}

function cameOf(asked: Promise<unknown>): Promise<Came> {
  return asked.then(
    (rows) => ({ rows: rows as readonly (readonly unknown[])[] }),
    (error: Error) => ({ error: error.message }),
  );
}

describe('the simulated pool and stock SQLite, two real connections to a file in WAL mode', () => {
  let stock: StockDatabase;
  let session: SqlSession;

  beforeAll(async () => {
    stock = new StockDatabase(RECORDED_SCHEMA, CONNECTIONS_COUNT);
    session = await SqlSession.open(RECORDED_SCHEMA + START);
  });

  afterAll(() => {
    stock.close();
    session.close();
  });

  it(`agree step by step in ${INTERLEAVINGS_COUNT} random interleavings, seeds from 1`, async () => {
    for (let seed = 1; seed <= INTERLEAVINGS_COUNT; seed++) await compareOnce(seed, stock, session);
    // Each of the things to be compared came up.
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(20);
  }, 120_000);

  it('do not agree where each task has a writer’s lock of its own: the comparison can fail', async () => {
    const wrong = new StockDatabase(RECORDED_SCHEMA, CONNECTIONS_COUNT);
    let differs = 0;
    for (let seed = 1; seed <= 20 && differs === 0; seed++) {
      await compareOnce(seed, wrong, session, 'one each').catch((error: Error) => {
        expect(error.message).toContain('begins to write');
        differs++;
      });
    }
    wrong.close();
    expect(differs).toBe(1);
  });
});
