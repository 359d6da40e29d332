import { pbkdf2, randomFillSync } from 'node:crypto';
import fs, { existsSync } from 'node:fs';
import { Server, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { watchAmbient } from '../../src/experiments/ambient-watch.js';
import { type ComposedProgram, explore } from '../../src/exploration/index.js';
import { type Chooser, InvariantError } from '../../src/kernel/index.js';
import { openSqlite } from '../../src/sql/index.js';
import { type Body, inOrderOfIssue, tinyProgram } from './ambient-program.js';

/** Everything that is replaced while a watched run is under way. */
const hostNow = () => [
  Date,
  Date.now,
  performance.now,
  Math.random,
  crypto.randomUUID,
  crypto.getRandomValues,
  fetch,
  setTimeout,
  setInterval,
  setImmediate,
  process.hrtime,
  process.hrtime.bigint,
  fs.readFileSync,
  existsSync,
  randomFillSync,
  Object.getOwnPropertyNames(performance),
  Object.getOwnPropertyNames(crypto),
];

const FIRST: Chooser = { sees: 'all', choose: () => 0 };

/** Reads once and then does `act`, in step 0. */
const doing =
  (act: () => unknown): Body =>
  async (ports) => {
    await ports.read('APP');
    await act();
  };

const probesOf = async (body: Body, watching?: 'calls' | 'everything'): Promise<string[]> => {
  const { uses } = await watchAmbient(tinyProgram(body), watching).runOnce(FIRST);
  return uses.map(({ probe }) => probe);
};

describe('the traps', () => {
  it.each(['calls', 'everything'] as const)(
    'stand only while a run is under way: %s',
    async (watching) => {
      const before = hostNow();
      let during: unknown[] = [];
      const body = doing(() => {
        during = hostNow();
      });
      await watchAmbient(tinyProgram(body), watching).runOnce(FIRST);
      expect(during[1]).not.toBe(before[1]);
      expect(hostNow()).toEqual(before);
      for (const [index, now] of hostNow().slice(0, -2).entries()) expect(now).toBe(before[index]);
    },
  );

  it('come down when a run throws, at once or later, and leave the error as it is', async () => {
    const before = hostNow();
    const program = tinyProgram(async () => undefined);
    const late = watchAmbient(tinyProgram(doing(() => Promise.reject(new Error('late')))));
    await expect(late.runOnce(FIRST)).rejects.toThrow('late');
    const atOnce = watchAmbient({
      ...program,
      runOnce: (): string => {
        throw new Error(`at once, ${Math.random() < 2}`);
      },
    });
    expect(() => atOnce.runOnce(FIRST)).toThrow('at once, true');
    expect(atOnce.uses).toMatchObject([
      { probe: 'Math.random', step: -1, label: 'before the first step' },
    ]);
    for (const [index, now] of hostNow().slice(0, -2).entries()) expect(now).toBe(before[index]);
  });

  it('put back what the code under test has replaced and forgotten', async () => {
    const before = hostNow();
    await probesOf(
      doing(() => {
        Math.random = () => 0.5;
        Date.now = () => 7;
      }),
    );
    expect([Math.random, Date.now]).toEqual([before[3], before[1]]);
  });

  it('let every call through: dates are dates, promisify finds its symbol', async () => {
    const seen: unknown[] = [];
    await probesOf(
      doing(() => {
        class Moment extends Date {}
        const moment = new Moment(7);
        seen.push(moment instanceof Date, moment instanceof Moment, new Date(7) instanceof Date);
        seen.push(typeof Date(), new Date() > new Date(0), Object.keys(setTimeout).length);
        seen.push(typeof promisify(setTimeout), crypto.getRandomValues(new Uint8Array(2)).length);
        seen.push(setTimeout.name, process.hrtime().length, typeof process.hrtime.bigint());
      }),
    );
    expect(seen).toEqual([
      true,
      true,
      true,
      'string',
      true,
      0,
      'function',
      2,
      'setTimeout',
      2,
      'bigint',
    ]);
  });

  it('watch runs that overlap, each for itself', async () => {
    const before = hostNow();
    const uses = await Promise.all([
      probesOf(doing(() => Math.random())),
      probesOf(doing(() => undefined)),
      probesOf(doing(() => Date.now())),
    ]);
    expect(uses).toEqual([['Math.random'], [], ['Date.now']]);
    for (const [index, now] of hostNow().slice(0, -2).entries()) expect(now).toBe(before[index]);
  });

  it('refuse two overlapping runs that are watched by calls only: whose call it is could not be told', async () => {
    const watched = watchAmbient(
      tinyProgram(async () => undefined),
      'calls',
    );
    const first = watched.runOnce(FIRST);
    expect(() => watched.runOnce(FIRST)).toThrow(InvariantError);
    await first;
    expect(await watched.runOnce(FIRST)).toMatchObject({ uses: [] });
  });
});

describe('what is told', () => {
  it.each([
    ['Date()', () => Date()],
    ['crypto.getRandomValues', () => crypto.getRandomValues(new Uint8Array(1))],
    ['crypto.randomFillSync', () => randomFillSync(new Uint8Array(1))],
    ['process.hrtime', () => process.hrtime.bigint()],
    ['setInterval', () => void setInterval(() => undefined, 1_000)],
    ['setTimeout', () => wait(0)],
    ['file I/O', () => existsSync('/')],
    ['thread pool', () => pbkdf2('a', 'b', 1, 8, 'sha256', () => undefined)],
    ['network I/O', () => void fetch('http://127.0.0.1:1/').catch(() => undefined)],
  ])('is also: %s', async (probe, act) => {
    expect((await probesOf(doing(act)))[0]).toBe(probe);
  });

  it('is what is called by name, where only calls are watched', async () => {
    const act = (): void => {
      Math.random();
      existsSync('/');
      queueMicrotask(() => undefined);
    };
    expect(await probesOf(doing(act), 'calls')).toEqual(['Math.random']);
  });

  it('is the first use of each probe, in order, with its step', async () => {
    const watched = watchAmbient(
      tinyProgram(async (ports) => {
        Math.random();
        await ports.read('APP');
        Date.now();
        await ports.read('APP');
        Math.random();
        performance.now();
      }),
    );
    const { outcome, uses } = await watched.runOnce(FIRST);
    expect(uses.map(({ probe, step, label }) => [probe, step, label])).toEqual([
      ['Math.random', -1, 'before the first step'],
      ['Date.now', 0, 'runner, act 0'],
      ['performance.now', 2, 'runner, act 1'],
    ]);
    expect(watched.nameOf({ outcome, uses })).toBe(
      '[]; reaches past its ports: Math.random, Date.now, performance.now',
    );
    expect(watched.uses).toEqual(uses);
    expect(watched.labelAt(0)).toBe('runner, act 0');
    expect(watched.labelOf(0)).toBe('runner, act 0');
  });

  it('is kept for a run that the chooser gave up', async () => {
    const watched = watchAmbient(tinyProgram(doing(() => Math.random())));
    await watched.runOnce({ sees: 'all', choose: (_enabled, step) => (step === 1 ? -1 : 0) });
    expect(watched.uses).toMatchObject([{ probe: 'Math.random', step: 0 }]);
  });

  it('is the outcome of an exploration, which goes on to its end', async () => {
    const watched = watchAmbient(tinyProgram(doing(() => Math.random())));
    const { outcomes, schedules } = await explore(watched, inOrderOfIssue(3));
    expect(schedules).toBe(3);
    expect([...outcomes.keys()]).toEqual(['[]; reaches past its ports: Math.random']);
  });
});

describe('what is not told', () => {
  it('the settling of the kernel, in either mode; a timer of the code under test in strict mode is', async () => {
    for (const settling of ['exact', 'strict'] as const) {
      for (const watching of ['calls', 'everything'] as const) {
        const quiet = watchAmbient(
          tinyProgram(
            doing(() => undefined),
            settling,
          ),
          watching,
        );
        expect((await quiet.runOnce(FIRST)).uses).toEqual([]);
        const body = doing(() => new Promise((resolve) => setImmediate(resolve)));
        const loud = watchAmbient(tinyProgram(body, settling), watching);
        expect((await loud.runOnce(FIRST)).uses).toMatchObject([
          { probe: 'setImmediate', step: 0 },
        ]);
      }
    }
  });

  it("SQLite's clock and its random seed: its door stands in for both while a call lasts", async () => {
    const database = await openSqlite();
    database.nowMs = () => 86_400_000;
    let rows: unknown;
    const body = doing(() => {
      database.run(
        'CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (9223372036854775807)',
      );
      // The largest id is taken: SQLite draws the next one at random.
      database.run('INSERT INTO t VALUES (NULL)');
      const query = database.prepare("SELECT date('now'), count(*) FROM t");
      rows = query.all();
      query.free();
    });
    expect(await probesOf(body)).toEqual([]);
    expect(rows).toEqual([['1970-01-02', 2]]);
    expect(await probesOf(doing(() => Date.now()))).toEqual(['Date.now']);
    database.close();
  });

  it('what the strategy does while it chooses, compares, times and listens', async () => {
    const asked: string[] = [];
    const ask = <T>(what: string, answer: T): T => {
      asked.push(what);
      return Math.random() < 2 && queueMicrotask(() => undefined) === undefined ? answer : answer;
    };
    const chooser: Chooser = {
      sees: 'all',
      choose: () => ask('choose', 0),
      compare: () => ask('compare', false),
      timeOf: ({ dueUs }) => ask('timeOf', dueUs),
      stepped: () => ask('stepped', undefined),
    };
    const body: Body = async (ports) => {
      const start = ports.clock.now();
      await ports.read('APP');
      ports.clock.hasElapsed(start, 5);
    };
    const { uses } = await watchAmbient(tinyProgram(body)).runOnce(chooser);
    expect(uses).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(['choose', 'compare', 'timeOf', 'stepped']));
  });

  it('a timer that is a part of I/O, which is told', async () => {
    const socket = new Socket();
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    const body = doing(() => void socket.connect(1, '127.0.0.1').setTimeout(1_000));
    expect(await probesOf(body)).toEqual(['network I/O']);
    socket.destroy();
    await closed;
  });

  it('a microtask that a part of Node queues for its own I/O', async () => {
    const body = doing(() => void fetch('http://127.0.0.1:1/').catch(() => undefined));
    expect(await probesOf(body)).toEqual(['network I/O']);
  });

  it('what others in the process do meanwhile', async () => {
    const running = probesOf(doing(() => undefined));
    // The run has begun and not ended: the traps are up, but these calls are not its own.
    Math.random();
    setTimeout(() => undefined, 0);
    existsSync('/');
    expect(await running).toEqual([]);
  });
});

describe('what the code under test leaves behind', () => {
  it('has no timers: a callback that would throw never comes', async () => {
    const fired: string[] = [];
    const timers = doing(() => {
      const fire = (name: string) => (): never => {
        fired.push(name);
        throw new Error('would end the process');
      };
      setTimeout(fire('timeout'), 0);
      setInterval(fire('interval'), 0);
      setImmediate(fire('immediate'));
    });
    expect(await probesOf(timers)).toEqual(['setTimeout', 'setInterval', 'setImmediate']);
    await wait(0);
    expect(fired).toEqual([]);
  });

  it('has no timers either where it goes on during a later run, and is no use of that one', async () => {
    const fired: string[] = [];
    let goOn = (): void => undefined;
    const gone = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const leaving = doing(async () => {
      await gone;
      Math.random();
      queueMicrotask(() => fired.push('microtask'));
      setTimeout(() => fired.push('timeout'), 0);
    });
    expect(await probesOf(leaving)).toEqual([]);
    expect(await probesOf(doing(goOn))).toEqual([]);
    await wait(0);
    expect(fired).toEqual(['microtask']);
  });

  it('a socket that waits is its own affair', async () => {
    const server = new Server();
    const body = doing(() => void server.listen(0, '127.0.0.1'));
    expect((await probesOf(body))[0]).toBe('network I/O');
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a program', () => {
  it('is watched whole and in its components, with one list of uses; symmetry passes through', async () => {
    const part = tinyProgram(doing(() => Math.random()));
    const program: ComposedProgram<string> = {
      ...tinyProgram(doing(() => Date.now())),
      symmetry: [],
      components: () => [part],
    };
    const watched = watchAmbient(program);
    expect(watched.symmetry).toBe(program.symmetry);
    await watched.components!()[0]!.runOnce(FIRST);
    await watched.runOnce(FIRST);
    expect(watched.uses.map(({ probe }) => probe)).toEqual(['Math.random', 'Date.now']);
  });

  it('that answers without a promise is answered for without one', () => {
    const watched = watchAmbient({
      ...tinyProgram(async () => undefined),
      runOnce: () => `${Math.random() < 2}`,
    });
    expect(watched.runOnce(FIRST)).toMatchObject({
      outcome: 'true',
      uses: [{ probe: 'Math.random' }],
    });
    expect(watched.nameOf({ outcome: 'quiet', uses: [] })).toBe('quiet');
  });
});
