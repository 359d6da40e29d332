export * from './faults.js';
export * from './journal.js';
export * from './latency.js';
export * from './money.js';
export * from './ports.js';
export * from './reach.js';
export * from './trading-words.js';
export * from './wait-words.js';
