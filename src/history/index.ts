/** Folds over a tape, each once: the account, the world at a step, series over time, where two runs part. */
export { AccountState, type BookedTrade, type HeldPosition, TRADES_KEPT } from './account-state.js';
export { choiceBehind } from './choice.js';
export { type Divergence, firstDivergence } from './first-divergence.js';
export { type MoneyPoint, moneySeries } from './money-series.js';
export { shareSeries } from './share-series.js';
export type { World } from './world.js';
export { worldTeller } from './world-at.js';
