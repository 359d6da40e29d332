import { toReal } from '../../domain/index.js';
import type { HeldPosition } from '../../history/index.js';
import type { AccountView } from './account-view.js';
import { databaseStamp } from './database-stamp.js';

/** `/api/positions`: the rows of `positions`, as the recorded dashboard lists them. */
export function positionsAnswer(view: AccountView): object {
  const { startEpochUs } = view.header.scenario;
  return { positions: view.account.positions().map((row) => positionAnswer(row, startEpochUs)) };
}

function positionAnswer(row: HeldPosition, startEpochUs: number): object {
  const { symbol, quantity, avgCost, marketPrice, enteredAtUs, path } = row;
  const unrealized = quantity * (marketPrice - avgCost);
  return {
    symbol,
    quantity,
    entry_price: toReal(avgCost),
    current_price: toReal(marketPrice),
    market_value: toReal(quantity * marketPrice),
    unrealized_pnl: toReal(unrealized),
    unrealized_pnl_pct: avgCost === 0 ? 0 : (100 * (marketPrice - avgCost)) / avgCost,
    side: quantity < 0 ? 'SHORT' : 'LONG',
    entry_time: enteredAtUs === null ? null : databaseStamp(startEpochUs + enteredAtUs),
    strategy: path,
    // No scenario says what a model thought.
    ml_signal: null,
  };
}
