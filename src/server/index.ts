/**
 * The dashboard API and the live page: a paced cursor over a finished tape, and
 * what an exploration says while it runs. No timers and no clock of its own:
 * whoever opens it ticks it.
 */
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
export type { Answer, Asked, Sink } from './http/asked.js';
export { CONNECTIONS_MAX, CONNECTIONS_OF_ADDRESS_MAX } from './http/connections.js';
export { BODY_BYTES_MAX, type OpenHttp } from './http/http-door.js';
export { parseControl, parseWish, type Wish } from './http/parse-body.js';
export { isOwnHost, type Listening, refuseForeign } from './http/request-gate.js';
export { routeAnswer, type Served } from './http/routes.js';
export { decodePath, fileAnswer } from './http/served-folder.js';
export { Listener, WAITING_MAX } from './live/listener.js';
export { LISTENERS_MAX, LiveFeed } from './live/live-feed.js';
export { type Control, LiveSession } from './live/live-session.js';
export { type CursorState, ReplayCursor, SPEED_MAX, SPEED_MIN } from './live/replay-cursor.js';
export type { ServedReplay } from './live/showing.js';
export { openServer } from './open-server.js';
