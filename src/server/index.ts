export {
  AccountView,
  type MarketSetting,
  type MarketState,
  type ServedSystem,
} from './dashboard/account-view.js';
export { pnlAnswer } from './dashboard/pnl.js';
export { positionsAnswer } from './dashboard/positions.js';
export { riskStatusAnswer } from './dashboard/risk-status.js';
export { type RunnerState, statusAnswer } from './dashboard/status.js';
export { tradesAnswer } from './dashboard/trades.js';
export { type ExchangeMoment, exchangeClock } from './exchange-clock.js';
