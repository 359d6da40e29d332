import { toReal } from '../../domain/index.js';
import { type BookedTrade, TRADES_KEPT } from '../../history/index.js';
import type { AccountView } from './account-view.js';
import { databaseStamp } from './database-stamp.js';

/** `/api/trades`: the newest rows first, at most a thousand; the summary is over all of them. */
export function tradesAnswer(view: AccountView): object {
  const { startEpochUs } = view.header.scenario;
  const { trades, tradeTotals } = view.account;
  const { count, buys, sells, winners, losers, volume, pnl } = tradeTotals;
  const newest = trades.slice(-TRADES_KEPT).reverse();
  return {
    trades: newest.map((trade) => tradeAnswer(trade, startEpochUs)),
    summary: {
      total_trades: count,
      buy_trades: buys,
      sell_trades: sells,
      total_volume: toReal(volume),
      total_commission: 0,
      avg_trade_size: count === 0 ? 0 : toReal(volume) / count,
      winners,
      losers,
      total_pnl: toReal(pnl),
    },
  };
}

/** One row. The paper broker takes no commission, and its slippage is in the price. */
function tradeAnswer(trade: BookedTrade, startEpochUs: number): object {
  const { id, symbol, side, quantity, price, pnl, atUs } = trade;
  const notional = quantity * price;
  const isBuy = side === 'BUY' || side === 'BUY_TO_COVER';
  return {
    id,
    symbol,
    side,
    quantity,
    price: toReal(price),
    timestamp: databaseStamp(startEpochUs + atUs),
    slippage: 0,
    commission: 0,
    pnl: pnl === null ? null : toReal(pnl),
    notional: toReal(notional),
    cash_impact: toReal(isBuy ? -notional : notional),
  };
}
