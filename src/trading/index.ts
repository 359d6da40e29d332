export * from './runner.js';
export type { RunnerSettings } from './settings.js';
export type { SignalFeed } from './signal-feed.js';
export { ORDER_SIZED_MAX, ORDER_VALUE_MIN, sizeMain, sizeSecond } from './sizing.js';
