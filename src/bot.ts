/**
 * The door of a live bot: the words and ports of trading, the guards, and the runner. It loads no
 * package and nothing else of racetape, so that a bot may carry the guards that were explored.
 * Unstable: its ports have no orders that live on their own yet, and will change when they do.
 */
export * from './domain/index.js';
export * from './guards/index.js';
export * from './trading/index.js';
