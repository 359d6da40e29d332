import type { AccountView, MarketState } from './account-view.js';
import { pnlAnswer } from './pnl.js';

export type RunnerState = 'running' | 'paused' | 'finished' | 'stalled';

const MESSAGES: Readonly<Record<MarketState, string>> = {
  open: 'Market open',
  closed: 'Market closed',
  error: 'Trading system not answering',
};

/** `/api/status`. `view` null: no scenario is chosen. */
export function statusAnswer(view: AccountView | null, runner: RunnerState): object {
  if (view === null) return { trading_status: IDLE, pnl: pnlAnswer(null), positions_count: 0 };
  const { market, header, system, account } = view;
  return {
    trading_status: {
      is_trading: market === 'open' && runner === 'running',
      connected: market !== 'error',
      market_open: market === 'open',
      mode: 'paper',
      session_start: header.scenario.start,
      message: MESSAGES[market],
      runner_state: runner,
      symbols_count: system.symbolsCount,
    },
    pnl: pnlAnswer(view),
    positions_count: account.positionsCount,
  };
}

const IDLE = {
  is_trading: false,
  connected: false,
  market_open: false,
  mode: 'paper',
  session_start: null,
  message: 'No scenario chosen yet',
  runner_state: 'stopped',
  symbols_count: 0,
};
