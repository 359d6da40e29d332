import initSqlJs from 'sql.js';
import { type StartingRows, TradingTables } from '../../src/database/index.js';
import type { Order, Signal, TradeRow } from '../../src/domain/index.js';

export const START_MS = Date.UTC(2026, 0, 26, 15, 42, 7);

export const START: StartingRows = {
  positions: [{ symbol: 'GME', quantity: 10, avgCost: 24_000_000, marketPrice: 24_100_000 }],
  account: { cash: 144_420_920_000, equity: 201_581_220_000 },
  symbols: ['APP', 'GME', 'JD'],
  lastBuyIsRead: false,
  intents: true,
  startEpochMs: START_MS,
};

export const openTables = (words: Partial<StartingRows> = {}): Promise<TradingTables> =>
  TradingTables.open({ ...START, ...words });

export const untouched = (): void => undefined;

export const row = (symbol: string, quantity: number) => ({
  symbol,
  quantity,
  avgCost: 540_000_000,
  marketPrice: 541_500_000,
});

export const trade = (words: Partial<TradeRow> = {}): TradeRow => ({
  symbol: 'APP',
  side: 'BUY',
  quantity: 7,
  price: 540_000_000,
  pnl: null,
  ...words,
});

export const signal = (words: Partial<Signal> = {}): Signal => ({
  id: 'breakout',
  symbol: 'APP',
  side: 'BUY',
  quantity: 7,
  price: 540_000_000,
  path: 'main',
  scaleIn: false,
  ...words,
});

export const order = (words: Partial<Order> = {}): Order => ({
  signalId: 'breakout',
  symbol: 'APP',
  side: 'BUY',
  quantity: 7,
  price: 540_000_000,
  path: 'main',
  scaleIn: false,
  ...words,
});

/** Asks a database file, as an operator would. */
export async function ask(file: Uint8Array, sql: string): Promise<unknown[][]> {
  const database = new (await initSqlJs()).Database(file);
  const rows = database.exec(sql)[0]?.values ?? [];
  database.close();
  return rows;
}
