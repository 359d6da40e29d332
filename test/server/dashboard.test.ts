import { describe, expect, it } from 'vitest';
import { replay } from '../../src/experiments/index.js';
import {
  AccountView,
  type MarketSetting,
  pnlAnswer,
  positionsAnswer,
  riskStatusAnswer,
  statusAnswer,
  tradesAnswer,
} from '../../src/server/index.js';
import type { TapeEvent } from '../../src/tape/index.js';
import { settingOf, shipped } from '../experiments/shipped.js';

async function viewOf(market: MarketSetting = 'auto', guards = 'none') {
  const events: TapeEvent[] = [];
  const { header } = await replay(settingOf(shipped('app-4x-buy'), guards), {
    header: () => {},
    event: (event) => events.push(event),
  });
  const system = { symbolsCount: 4, limiter: { perSecond: 2, perMinute: 50 } };
  const view = new AccountView(header, system, market);
  return { view, events, header, system };
}

/** As a client reads it. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is what is tested
const json = (answer: object): any => JSON.parse(JSON.stringify(answer));

async function atTheEnd(market: MarketSetting = 'auto', guards = 'none') {
  const { view, events } = await viewOf(market, guards);
  for (const event of events) view.step(event);
  return view;
}

describe('/api/pnl', () => {
  const FIELDS = ['total', 'unrealized', 'realized', 'daily', 'equity', 'cash'];

  it('says everything while the market is open', async () => {
    const answer = json(pnlAnswer(await atTheEnd()));
    expect(Object.keys(answer)).toEqual(FIELDS);
    expect(answer).toEqual({
      total: 0,
      unrealized: 0,
      realized: 0,
      daily: 0,
      equity: 201_581.22,
      cash: 144_420.92 - 22 * 540,
    });
  });

  it.each(['closed', 'error'] as const)(
    'has cash and equity also on the path %s, the other four null',
    async (market) => {
      const answer = json(pnlAnswer(await atTheEnd(market)));
      expect(Object.keys(answer)).toEqual(FIELDS);
      expect(answer).toEqual({
        total: null,
        unrealized: null,
        realized: null,
        daily: null,
        equity: 201_581.22,
        cash: 132_540.92,
      });
    },
  );

  it('has the recorded figures before anything happens', async () => {
    const { view } = await viewOf();
    expect(json(pnlAnswer(view))).toMatchObject({ cash: 144_420.92, equity: 201_581.22 });
  });

  it('counts the day from the exchange’s midnight', async () => {
    const { view, header, system } = await viewOf();
    const stamp = { seq: 0, atUs: 0, task: 'r1.c1', cycle: 1, runner: 'r1' } as const;
    const apple = { symbol: 'AAPL', quantity: 100, avgCost: 255_410_000 };
    // AAPL goes up by a dollar: 100 dollars, today.
    view.step({ ...stamp, kind: 'position-row', ...apple, marketPrice: 256_410_000 });
    expect(json(pnlAnswer(view))).toMatchObject({ daily: 100, unrealized: 100, total: 100 });
    expect(view.account.equity).toBe(201_681_220_000);
    const nextMorningUs = Date.parse('2026-01-27T15:00:00Z') * 1_000 - header.scenario.startEpochUs;
    view.moveTo(nextMorningUs);
    expect(json(pnlAnswer(view))).toMatchObject({ daily: 0, total: 100, equity: 201_681.22 });
    expect(new AccountView(header, system, 'auto').daily).toBe(0);
  });
});

describe('/api/status', () => {
  it('has the recorded fields, and the same money as /api/pnl on every path', async () => {
    for (const market of ['open', 'closed', 'error'] as const) {
      const view = await atTheEnd(market);
      const answer = json(statusAnswer(view, 'finished'));
      expect(Object.keys(answer)).toEqual(['trading_status', 'pnl', 'positions_count']);
      expect(Object.keys(answer.trading_status)).toEqual([
        'is_trading',
        'connected',
        'market_open',
        'mode',
        'session_start',
        'message',
        'runner_state',
        'symbols_count',
      ]);
      expect(answer.pnl).toEqual(json(pnlAnswer(view)));
      expect(answer.trading_status.market_open).toBe(market === 'open');
      expect(answer.trading_status.connected).toBe(market !== 'error');
      expect(answer.positions_count).toBe(4);
    }
  });

  it('goes by the scenario’s clock where nobody says otherwise', async () => {
    const { view, header } = await viewOf();
    const closesUs = Date.parse('2026-01-26T21:00:00Z') * 1_000 - header.scenario.startEpochUs;
    expect(view.market).toBe('open');
    expect(json(statusAnswer(view, 'running')).trading_status.is_trading).toBe(true);
    expect(json(statusAnswer(view, 'paused')).trading_status.is_trading).toBe(false);
    view.moveTo(closesUs);
    expect(view.market).toBe('closed');
    expect(json(statusAnswer(view, 'running')).trading_status.is_trading).toBe(false);
  });

  it('is in error once the run has stalled', async () => {
    const { view } = await viewOf();
    view.step({ seq: 0, atUs: 1, task: null, cycle: null, runner: null, kind: 'stall', waits: [] });
    expect(view.market).toBe('error');
    expect(json(statusAnswer(view, 'stalled'))).toMatchObject({
      trading_status: { connected: false, runner_state: 'stalled' },
      pnl: { total: null, cash: 144_420.92, equity: 201_581.22 },
    });
  });

  it('has no money to tell of before a scenario is chosen', () => {
    expect(json(statusAnswer(null, 'finished'))).toMatchObject({
      trading_status: { is_trading: false, runner_state: 'stopped' },
      pnl: { cash: 0, equity: 0 },
      positions_count: 0,
    });
  });
});

describe('/api/positions', () => {
  it('has the recorded fields for each row of positions', async () => {
    const { positions } = json(positionsAnswer(await atTheEnd('auto', 'three-layer')));
    expect(positions.map(({ symbol }: { symbol: string }) => symbol)).toEqual([
      'AAPL',
      'APP',
      'MSFT',
      'NVDA',
    ]);
    expect(positions[0]).toEqual({
      symbol: 'AAPL',
      quantity: 100,
      entry_price: 255.41,
      current_price: 255.41,
      market_value: 25_541,
      unrealized_pnl: 0,
      unrealized_pnl_pct: 0,
      side: 'LONG',
      entry_time: null,
      strategy: null,
      ml_signal: null,
    });
    expect(positions[1]).toMatchObject({ symbol: 'APP', strategy: 'main', entry_price: 540 });
    expect(positions[1].entry_time).toMatch(/^2026-01-26 15:42:0\d$/);
  });

  it('shows the row and not what the broker holds', async () => {
    const view = await atTheEnd('auto', 'none');
    const { positions } = json(positionsAnswer(view));
    const { quantity } = positions.find(({ symbol }: { symbol: string }) => symbol === 'APP');
    expect([1, 7]).toContain(quantity);
    expect(view.account.brokerQuantity('APP')).toBe(22);
  });
});

describe('/api/trades', () => {
  it('lists the newest first, with a summary of all', async () => {
    const { trades, summary } = json(tradesAnswer(await atTheEnd()));
    expect(trades).toHaveLength(4);
    expect(trades.map(({ id }: { id: number }) => id)).toEqual([4, 3, 2, 1]);
    expect(Object.keys(trades[0])).toEqual([
      'id',
      'symbol',
      'side',
      'quantity',
      'price',
      'timestamp',
      'slippage',
      'commission',
      'pnl',
      'notional',
      'cash_impact',
    ]);
    const seven = trades.find(({ quantity }: { quantity: number }) => quantity === 7);
    expect(seven).toMatchObject({
      symbol: 'APP',
      side: 'BUY',
      price: 540,
      slippage: 0,
      commission: 0,
      pnl: null,
      notional: 3_780,
      cash_impact: -3_780,
    });
    expect(summary).toEqual({
      total_trades: 4,
      buy_trades: 4,
      sell_trades: 0,
      total_volume: 11_880,
      total_commission: 0,
      avg_trade_size: 2_970,
      winners: 0,
      losers: 0,
      total_pnl: 0,
    });
  });

  it('has a summary of zeros before anything was traded', async () => {
    const { view } = await viewOf();
    const { trades, summary } = json(tradesAnswer(view));
    expect(trades).toEqual([]);
    expect(summary).toMatchObject({ total_trades: 0, avg_trade_size: 0, total_pnl: 0 });
  });
});

describe('/api/risk/status', () => {
  it('has the recorded fields', async () => {
    const answer = json(riskStatusAnswer(await atTheEnd()));
    expect(Object.keys(answer)).toEqual([
      'enabled',
      'kelly_sizing',
      'kill_switches',
      'correlation_limits',
      'risk_metrics',
    ]);
    expect(Object.keys(answer.kill_switches)).toEqual([
      'active',
      'triggered_count',
      'last_trigger',
      'limits',
    ]);
    expect(answer.risk_metrics).toMatchObject({
      total_exposure: 57_160.3 + 11_880,
      current_capital: 201_581.22,
      total_pnl: 0,
      daily_pnl: 0,
    });
    expect(answer.risk_metrics.leverage).toBeCloseTo(69_040.3 / 201_581.22, 12);
  });

  it('counts a trade whose profit is NULL as 0', async () => {
    const { view } = await viewOf();
    const row = {
      task: null,
      cycle: null,
      runner: null,
      kind: 'trade-row',
      symbol: 'APP',
      side: 'SELL',
      quantity: 1,
      price: 540_000_000,
      path: 'main',
    } as const;
    view.step({ ...row, seq: 0, atUs: 1, id: 1, pnl: 12_340_000 });
    view.step({ ...row, seq: 1, atUs: 2, id: 2, pnl: null });
    view.step({ ...row, seq: 2, atUs: 3, id: 3, pnl: -2_000_000 });
    expect(json(riskStatusAnswer(view)).risk_metrics.total_pnl).toBe(10.34);
    expect(json(tradesAnswer(view)).summary).toMatchObject({
      winners: 1,
      losers: 1,
      total_pnl: 10.34,
    });
    expect(json(tradesAnswer(view)).trades[1]).toMatchObject({ pnl: null, cash_impact: 540 });
  });
});
