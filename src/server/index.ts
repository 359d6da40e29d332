/**
 * The dashboard API and the live page: a paced cursor over a finished tape, and
 * what an exploration says while it runs. No timers and no clock of its own:
 * whoever opens it ticks it.
 */
export { AccountView, type MarketSetting, type ServedSystem } from './dashboard/account-view.js';
export { pnlAnswer } from './dashboard/pnl.js';
export { positionsAnswer } from './dashboard/positions.js';
export { riskStatusAnswer } from './dashboard/risk-status.js';
export { statusAnswer } from './dashboard/status.js';
export { tradesAnswer } from './dashboard/trades.js';
export { exchangeClock } from './exchange-clock.js';
export type { Sink } from './http/asked.js';
export { CONNECTIONS_MAX, CONNECTIONS_OF_ADDRESS_MAX } from './http/connections.js';
export { BODY_BYTES_MAX } from './http/http-door.js';
export type { Wish } from './http/parse-body.js';
export { isOwnHost } from './http/request-gate.js';
export { WAITING_MAX } from './live/listener.js';
export { LISTENERS_MAX, LiveFeed } from './live/live-feed.js';
export { LiveSession } from './live/live-session.js';
export { ReplayCursor, SPEED_MAX, SPEED_MIN } from './live/replay-cursor.js';
export type { ServedReplay } from './live/showing.js';
export { openServer } from './open-server.js';
