import { describe, expect, it } from 'vitest';
import {
  LatencyModel,
  SimulatedStore,
  type StoreListener,
  StoreRun,
} from '../../src/database/index.js';
import type { Instant } from '../../src/domain/index.js';
import { Kernel, type Task } from '../../src/kernel/index.js';
import { FIRST, pause, settingOf, watched } from '../kernel/kernel-under-test.js';
import { openTables, order, row, START_MS, signal, trade } from './trading-tables-under-test.js';

const LATENCY = new LatencyModel({
  'db.read': { kind: 'uniform', minUs: 1_000, maxUs: 5_000 },
  'db.write': { kind: 'constant', us: 10 },
});

/** Hears everything, with the time of each leg. */
function listening(kernel: Kernel) {
  const legs: string[] = [];
  const rows: string[] = [];
  let calls = 0;
  const listener: StoreListener = {
    legs: true,
    nextCall: () => calls++,
    call: ({ call, phase, operation, statement }) =>
      legs.push(`${call} ${phase} of ${operation} ${statement} at ${kernel.nowUs}`),
    tradeRow: (id, { symbol, quantity }) => rows.push(`trade ${id} ${symbol} ${quantity}`),
    positionRow: ({ symbol, quantity }) => rows.push(`position ${symbol} ${quantity}`),
    accountRow: ({ cash }) => rows.push(`account ${cash}`),
  };
  return { legs, rows, listener };
}

/** Runs one task against a store of its own. */
async function withStore(
  body: (store: SimulatedStore, kernel: Kernel, task: Task) => Promise<void>,
  more: { reads?: 'work' | 'fail'; startEpochUs?: number; seed?: number } = {},
) {
  const { startEpochUs = START_MS * 1_000 } = more;
  const setting = settingOf(more.seed);
  const kernel = new Kernel(setting, FIRST);
  const tables = await openTables({ lastBuyIsRead: true });
  tables.reset(
    () => Math.floor((startEpochUs + kernel.nowUs) / 1_000),
    () => 0,
  );
  const heard = listening(kernel);
  const run = new StoreRun(kernel, tables, LATENCY, startEpochUs);
  void kernel.spawn('a', (task) =>
    body(
      new SimulatedStore(run, task, heard.listener, { reads: more.reads ?? 'work' }),
      kernel,
      task,
    ),
  );
  await kernel.run();
  tables.close();
  return { ...heard, setting };
}

describe('a call to the store', () => {
  it('has two legs, and its statement takes effect at one instant between them', async () => {
    const { legs, rows } = await withStore(async (store, kernel) => {
      await store.insertTrade(trade());
      expect(kernel.nowUs).toBe(10);
    });
    expect(legs).toEqual([
      '0 request of db.write insert trade APP at 0',
      '0 effect of db.write insert trade APP at 5',
      '0 response of db.write insert trade APP at 10',
    ]);
    expect(rows).toEqual(['trade 1 APP 7']);
  });

  it('names every statement, and hears the rows that were committed', async () => {
    const { legs, rows } = await withStore(async (store) => {
      await store.insertSignal(signal());
      expect(await store.positions()).toHaveLength(1);
      expect(await store.claimIntent(order())).toBe(true);
      expect(await store.claimIntent(order({ signalId: 'again' }))).toBe(false);
      await store.releaseIntent(order());
      await store.upsertPosition(row('APP', 7));
      await store.writeAccount({ cash: 3, equity: 4 });
    });
    const requests = legs.filter((leg) => leg.includes('request'));
    expect(
      requests.map((leg) => leg.replace(/ at .*/, '').replace(/^\d+ request of /, '')),
    ).toEqual([
      'db.write insert signal APP',
      'db.read read positions',
      'db.write claim intent APP',
      'db.write claim intent APP',
      'db.write release intent APP',
      'db.write write position APP',
      'db.write write account',
    ]);
    expect(rows).toEqual(['position APP 7', 'account 3']);
  });

  it('draws twice from the latency stream of its task, for a constant too, seed 3', async () => {
    let next = 0;
    const { setting } = await withStore(
      async (store, _kernel, task) => {
        await store.insertTrade(trade());
        await store.positions();
        next = task.drawLatency();
      },
      { seed: 3 },
    );
    const stream = setting.streams.open('latency/a');
    const draws = Array.from({ length: 5 }, () => stream.next());
    expect(next).toBe(draws[4]);
  });

  it('sees at its effect what was committed by then, not at its request', async () => {
    await withStore(async (store, kernel, task) => {
      const reading = store.positions();
      await pause(kernel, task, 1);
      await store.upsertPosition(row('APP', 7));
      // The read takes effect 500 µs after its request at the earliest, the write was over after 11.
      expect((await reading).map(({ symbol }) => symbol)).toEqual(['APP', 'GME']);
    });
  });

  it('throws at the end of its second leg where reads fail, writes working on', async () => {
    const { legs, rows } = await withStore(
      async (store) => {
        await expect(store.positions()).rejects.toThrow('database is locked');
        await expect(store.lastBuyAt('APP')).rejects.toThrow('database is locked');
        await store.insertTrade(trade());
      },
      { reads: 'fail' },
    );
    expect(legs.filter((leg) => leg.includes('response'))).toHaveLength(3);
    expect(rows).toEqual(['trade 1 APP 7']);
  });

  it('hands SQLite’s own error to the task that asked', async () => {
    await withStore(async (store) => {
      const nameless = trade({ symbol: null as unknown as string });
      await expect(store.insertTrade(nameless)).rejects.toThrow('NOT NULL constraint failed');
    });
  });
});

describe('the moment of the newest BUY row', () => {
  it('is its clock second, counted from the start, with the step that wrote it', async () => {
    // The start lies 250 ms into a second, so that the second of a row begins before the start.
    const startEpochUs = START_MS * 1_000 + 250_000;
    await withStore(
      async (store, kernel, task) => {
        expect(await store.lastBuyAt('APP')).toBeNull();
        await pause(kernel, task, 1_000_000 - kernel.nowUs);
        await store.insertTrade(trade());
        const writtenInStep = kernel.step - 1;
        await store.insertTrade(trade({ side: 'SELL' }));
        expect((await store.lastBuyAt('APP')) as Instant & object).toEqual({
          us: 750_000,
          step: writtenInStep,
          granularityUs: 1_000_000,
          phaseUs: 250_000,
        });
      },
      { startEpochUs },
    );
  });
});

describe('the footprint of a call', () => {
  it('belongs to the step of its effect: request and response touch nothing', async () => {
    const setting = settingOf();
    const { kernel, watching } = watched(undefined, setting);
    const tables = await openTables({ lastBuyIsRead: true });
    tables.reset(
      () => START_MS,
      () => 0,
    );
    const run = new StoreRun(kernel, tables, LATENCY, START_MS * 1_000);
    void kernel.spawn('a', async (task) => {
      const store = new SimulatedStore(run, task, listening(kernel).listener);
      await store.positions();
      await store.lastBuyAt('APP');
      await store.claimIntent(order());
      await store.upsertPosition(row('APP', 0));
    });
    await kernel.run();
    tables.close();
    expect(watching.steps).toEqual([
      ['APP', 'GME', 'JD'].map((symbol) => `read row:positions {"key":"${symbol}"}`),
      [],
      ['read row:trades {"key":"APP"}'],
      [],
      [
        'read row:flat_epochs {"key":"APP"}',
        'read index:intents {"key":"APP"}',
        'write index:intents {"key":"APP"}',
      ],
      [],
      ['write row:positions {"key":"APP"}', 'write row:flat_epochs {"key":"APP"}'],
      [],
    ]);
  });
});
