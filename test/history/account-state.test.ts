import { describe, expect, it } from 'vitest';
import { replay } from '../../src/experiments/index.js';
import { AccountState, TRADES_KEPT } from '../../src/history/index.js';
import type { TapeEvent } from '../../src/tape/index.js';
import { scenarioOf, settingOf, shipped } from '../experiments/shipped.js';

const IDS = [
  'app-4x-buy',
  'app-cross-cycle',
  'app-overlapping-cycles',
  'app-overlapping-narrow',
  'app-second-path',
  'gme-3x-buy',
  'gme-second-path',
];

async function tapeOf(...[scenario, guards, seed]: Parameters<typeof settingOf>) {
  const events: TapeEvent[] = [];
  const { header, judgement } = await replay(settingOf(scenario, guards, seed), {
    header: () => {},
    event: (event) => events.push(event),
  });
  return { header, judgement, events };
}

/** A day in which positions are opened, added to, sold at a gain and a loss, and repriced. */
const TRADING_DAY = scenarioOf(`
title: Buys and sells
story: Two cycles
source: {origin: a test, recorded: [], inferred: [all of it]}
start: 2026-01-26T15:42:07Z
zone: America/New_York
system: {interval: 1s, runners: [{id: r1, start: 0s, cycles: 3}]}
account: {cash: "$100,000.00"}
positions:
  - {symbol: AAPL, quantity: 100, price: 250.00}
  - {symbol: MSFT, quantity: 10, price: 400.00}
signals:
  - {symbol: APP, quantity: 3, price: 500.10}
  - {symbol: AAPL, side: SELL, quantity: 100, price: 260.01, at: 1s}
  - {symbol: MSFT, side: SELL, quantity: 4, price: 390.00, at: 1s}
  - {symbol: APP, quantity: 2, price: 510.00, scale-in: true, at: 2s}
latency: {db.read: constant(1ms), db.write: constant(2ms), broker: constant(20ms)}
`);

describe('the account as a fold over a tape', () => {
  it.each(IDS)('agrees with the end of the tape before it has seen it: %s', async (id) => {
    for (const guards of ['none', 'before', 'three-layer', 'all']) {
      const { header, events } = await tapeOf(shipped(id), guards);
      const account = new AccountState(header);
      for (const event of events.slice(0, -1)) account.step(event);
      const end = events.at(-1)!;
      if (end.kind !== 'end') throw new Error('a tape without its end');
      expect(account.sources()).toEqual(end.equity);
      expect(
        account.positions().map(({ symbol, quantity, avgCost, marketPrice }) => ({
          symbol,
          quantity,
          avgCost,
          marketPrice,
        })),
      ).toEqual(end.positions);
      for (const { symbol, quantity } of end.broker)
        expect(account.brokerQuantity(symbol)).toBe(quantity);
      account.step(end);
      expect(account.sources()).toEqual(end.equity);
      expect(account.phase).toBe('end');
    }
  });

  it('follows buys, additions, sells and new prices to the cent', async () => {
    const { header, events, judgement } = await tapeOf(TRADING_DAY, 'none');
    const account = new AccountState(header);
    for (const event of events.slice(0, -1)) account.step(event);
    const end = events.at(-1)!;
    if (end.kind !== 'end') throw new Error('a tape without its end');
    expect(account.sources()).toEqual(end.equity);
    expect(judgement.trades).toHaveLength(4);
    expect(account.tradeTotals).toEqual({
      count: 4,
      buys: 2,
      sells: 2,
      winners: 1,
      losers: 1,
      // 1,500.30 + 26,001.00 + 1,560.00 + 1,020.00
      volume: 30_081_300_000,
      // 100 x 10.01 gained, 4 x 10.00 lost; the two BUYs say nothing and count as 0.
      pnl: 961_000_000,
    });
    expect(account.position('AAPL')).toBeNull();
    expect(account.position('MSFT')).toMatchObject({ quantity: 6, enteredAtUs: null, path: null });
    expect(account.position('APP')).toMatchObject({ quantity: 5, path: 'main' });
    expect(account.position('APP')!.enteredAtUs).toBeGreaterThan(0);
  });

  it('keeps equity equal to cash and holdings, and moves cash only with a booking', async () => {
    const { header, events } = await tapeOf(shipped('app-4x-buy'), 'none');
    const account = new AccountState(header);
    let cash = account.cash;
    const balances = [cash];
    for (const event of events) {
      account.step(event);
      expect(account.equity).toBe(account.cash + account.holdings);
      if (account.cash !== cash) {
        expect(event.kind).toBe('booking');
        cash = account.cash;
        balances.push(cash);
      }
    }
    // Four fills: 1, 7, 7 and 7 shares of 540 dollars.
    expect(balances).toHaveLength(5);
    expect(balances[0]! - cash).toBe(22 * 540_000_000);
    expect(account.fillsCount).toBe(4);
    // The incident in one line: 22 shares at the broker, a row that says fewer.
    expect(account.brokerQuantity('APP')).toBe(22);
    expect(account.position('APP')!.quantity).toBeLessThan(22);
  });

  it('shows pending marks while they last, and counts what was blocked', async () => {
    const { header, events } = await tapeOf(shipped('app-4x-buy'), 'pending-lock');
    const account = new AccountState(header);
    const seen = new Set<string>();
    for (const event of events) {
      account.step(event);
      for (const mark of account.pending()) seen.add(mark);
    }
    expect([...seen]).toEqual(['r1.c1 APP']);
    expect(account.pending()).toEqual([]);
    expect(account.blockedCount).toBe(3);
  });

  it('keeps the newest trade rows and sums over all', async () => {
    const { header } = await tapeOf(shipped('app-4x-buy'), 'none');
    const account = new AccountState(header);
    const rows = 2 * TRADES_KEPT + 500;
    for (let id = 1; id <= rows; id++)
      account.step({
        kind: 'trade-row',
        seq: id,
        atUs: id,
        task: null,
        cycle: null,
        runner: null,
        id,
        symbol: 'APP',
        side: 'SELL',
        quantity: 1,
        price: 1_000_000,
        pnl: id % 2 === 0 ? null : -10_000,
        path: 'main',
      });
    expect(account.trades.length).toBeLessThan(2 * TRADES_KEPT);
    expect(account.trades.at(-1)!.id).toBe(rows);
    expect(account.tradeTotals).toMatchObject({ count: rows, losers: rows / 2, winners: 0 });
    expect(account.tradeTotals.pnl).toBe((-10_000 * rows) / 2);
  });

  it('says so when a run has stalled', async () => {
    const { header } = await tapeOf(shipped('app-4x-buy'), 'none');
    const account = new AccountState(header);
    const stamp = { seq: 1, atUs: 5, task: null, cycle: null, runner: null };
    account.step({ ...stamp, kind: 'stall', waits: [] });
    expect(account.phase).toBe('stalled');
    account.step({ ...stamp, kind: 'end', equity: [], positions: [], broker: [], pending: [] });
    expect(account.phase).toBe('stalled');
  });
});
