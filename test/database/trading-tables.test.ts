import { describe, expect, it } from 'vitest';
import {
  ask,
  openTables,
  order,
  row,
  START_MS,
  signal,
  trade,
  untouched,
} from './trading-tables-under-test.js';

const GME = { symbol: 'GME', quantity: 10, avgCost: 24_000_000, marketPrice: 24_100_000 };

describe('positions', () => {
  it('are there from the start, and come by symbol', async () => {
    const tables = await openTables();
    tables.upsertPosition(row('APP', 7), untouched);
    expect(tables.positions(untouched)).toEqual([row('APP', 7), GME]);
    tables.close();
  });

  it('are written by INSERT OR REPLACE: one row a symbol, a new id each time', async () => {
    const tables = await openTables();
    tables.upsertPosition(row('APP', 1), untouched);
    tables.upsertPosition(row('APP', 7), untouched);
    const rows = await ask(
      tables.finish(),
      'SELECT id, symbol, quantity, avg_cost, market_price FROM positions ORDER BY id',
    );
    expect(rows).toEqual([
      [1, 'GME', 10, 24, 24.1],
      [3, 'APP', 7, 540, 541.5],
    ]);
  });

  it('are deleted by a quantity of 0, and a negative quantity is a short position', async () => {
    const tables = await openTables();
    tables.upsertPosition(row('GME', 0), untouched);
    tables.upsertPosition(row('APP', -7), untouched);
    expect(tables.positions(untouched)).toEqual([row('APP', -7)]);
    tables.close();
  });
});

describe('pending intents', () => {
  it('come by symbol, whichever was written down first: no footprint orders two symbols', async () => {
    const tables = await openTables({ outbox: true });
    for (const symbol of ['JD', 'APP']) tables.openOutbox(order({ symbol }), untouched);
    expect(tables.pendingOrders(untouched).map(({ symbol }) => symbol)).toEqual(['APP', 'JD']);
    tables.close();
  });
});

describe('trades', () => {
  it('are numbered from 1, also after a reset', async () => {
    const tables = await openTables();
    const ids = () => [
      tables.insertTrade(trade(), untouched),
      tables.insertTrade(trade(), untouched),
    ];
    expect(ids()).toEqual([1, 2]);
    tables.reset(
      () => START_MS,
      () => 0,
    );
    expect(ids()).toEqual([1, 2]);
    tables.close();
  });

  it('carry the virtual second, UTC, as YYYY-MM-DD HH:MM:SS', async () => {
    const tables = await openTables();
    let nowMs = START_MS + 1_999;
    tables.reset(
      () => nowMs,
      () => 0,
    );
    tables.insertTrade(trade({ side: 'SELL', pnl: 12_340_000 }), untouched);
    nowMs += 1;
    tables.insertTrade(trade(), untouched);
    const rows = await ask(
      tables.finish(),
      'SELECT side, quantity, price, slippage, commission, pnl, timestamp FROM trades ORDER BY id',
    );
    expect(rows).toEqual([
      ['SELL', 7, 540, 0, 0, 12.34, '2026-01-26 15:42:08'],
      ['BUY', 7, 540, 0, 0, null, '2026-01-26 15:42:09'],
    ]);
  });

  it('tell the newest BUY of a symbol, by second', async () => {
    const tables = await openTables();
    let nowMs = START_MS;
    tables.reset(
      () => nowMs,
      () => 0,
    );
    expect(tables.lastBuy('APP', untouched)).toBeNull();
    tables.insertTrade(trade(), untouched);
    nowMs += 5_999;
    tables.insertTrade(trade(), untouched);
    nowMs += 10_000;
    tables.insertTrade(trade({ side: 'SELL' }), untouched);
    tables.insertTrade(trade({ symbol: 'GME' }), untouched);
    const epochSecond = START_MS / 1_000 + 5;
    expect(tables.lastBuy('APP', untouched)).toEqual({ id: 2, epochSecond });
    tables.close();
  });
});

describe('signals and the account', () => {
  it('are rows as recorded: one per signal, one account with id 1', async () => {
    const tables = await openTables();
    tables.insertSignal(signal(), untouched);
    tables.writeAccount({ cash: 1_230_000, equity: 4_560_000 }, untouched);
    tables.writeAccount({ cash: 2_000_000, equity: 3_000_001 }, untouched);
    expect(tables.rowOfAccount()).toEqual({ cash: 2_000_000, equity: 3_000_001 });
    const file = tables.finish();
    expect(await ask(file, 'SELECT id, cash, equity FROM account')).toEqual([[1, 2, 3.000001]]);
    expect(
      await ask(file, 'SELECT symbol, strategy, signal_type, strength, metadata FROM signals'),
    ).toEqual([['APP', 'main', 'BUY', null, '{"id":"breakout"}']]);
  });
});

describe('intents', () => {
  it('let one claim through for each account, symbol, side and flat epoch', async () => {
    const tables = await openTables();
    const claim = (words: Parameters<typeof order>[0]) =>
      tables.claimIntent(order(words), untouched);
    expect(claim({})).toBe(true);
    expect(claim({ signalId: 'again' })).toBe(false);
    expect(claim({ signalId: 'again', path: 'second', quantity: 1, price: 1 })).toBe(false);
    expect(claim({ signalId: 'cover', side: 'BUY_TO_COVER' })).toBe(true);
    expect(claim({ signalId: 'other', symbol: 'JD' })).toBe(true);
    tables.close();
  });

  it('are taken already for whoever is held when the guard arrives', async () => {
    const tables = await openTables();
    expect(tables.claimIntent(order({ symbol: 'GME' }), untouched)).toBe(false);
    tables.close();
  });

  it('rise by an epoch when the position row goes, and only then: a replaced row is no flat', async () => {
    const tables = await openTables();
    const again = () => tables.claimIntent(order({ signalId: 'again' }), untouched);
    expect(tables.claimIntent(order(), untouched)).toBe(true);
    for (const quantity of [7, 14, 3]) {
      tables.upsertPosition(row('APP', quantity), untouched);
      expect(again()).toBe(false);
    }
    tables.upsertPosition(row('APP', 0), untouched);
    expect(again()).toBe(true);
    // Nothing was there to delete: no second flat.
    tables.upsertPosition(row('APP', 0), untouched);
    expect(tables.claimIntent(order({ signalId: 'third' }), untouched)).toBe(false);
    expect(await ask(tables.finish(), 'SELECT symbol, epoch FROM flat_epochs')).toEqual([
      ['APP', 1],
    ]);
  });

  it('let each wanted addition through once, and the first of them takes the opening key too', async () => {
    const tables = await openTables();
    const add = (signalId: string) =>
      tables.claimIntent(order({ signalId, scaleIn: true }), untouched);
    expect(add('one')).toBe(true);
    expect(add('one')).toBe(false);
    expect(add('two')).toBe(true);
    expect(tables.claimIntent(order({ signalId: 'plain' }), untouched)).toBe(false);
    const claims = "SELECT scale_in, claimed_by FROM intents WHERE symbol = 'APP' ORDER BY id";
    expect(await ask(tables.finish(), claims)).toEqual([
      ['', 'one'],
      ['one', 'one'],
      ['two', 'two'],
    ]);
  });

  it('are given back by who claimed them, all of them, and by nobody else', async () => {
    const tables = await openTables();
    const addition = order({ signalId: 'one', scaleIn: true });
    tables.claimIntent(addition, untouched);
    tables.releaseIntent(order({ signalId: 'stranger' }), untouched);
    expect(tables.claimIntent(order({ signalId: 'plain' }), untouched)).toBe(false);
    tables.releaseIntent(addition, untouched);
    expect(tables.claimIntent(order({ signalId: 'plain' }), untouched)).toBe(true);
    expect(tables.claimIntent(addition, untouched)).toBe(true);
    tables.close();
  });
});

describe('a reset', () => {
  it('brings back the bytes of the starting file, whatever was written in between', async () => {
    const work = async (runs: number): Promise<Uint8Array> => {
      const tables = await openTables();
      for (let run = 0; run < runs; run++) {
        tables.reset(
          () => START_MS,
          () => 0,
        );
        for (let index = 0; index <= (runs - run) * 40; index++) {
          tables.insertTrade(trade({ quantity: 1 + index }), untouched);
          tables.insertSignal(signal({ id: `s${index}` }), untouched);
        }
        tables.upsertPosition(row('GME', run), untouched);
        tables.claimIntent(order(), untouched);
      }
      tables.reset(
        () => START_MS,
        () => 0,
      );
      tables.upsertPosition(row('APP', 7), untouched);
      tables.insertTrade(trade(), untouched);
      return tables.finish();
    };
    const once = await work(0);
    for (const runs of [1, 2, 5])
      expect(Buffer.from(await work(runs)).equals(Buffer.from(once))).toBe(true);
    expect(await ask(once, 'PRAGMA integrity_check')).toEqual([['ok']]);
    expect(Buffer.from(once.subarray(0, 15)).toString()).toBe('SQLite format 3');
  });
});
