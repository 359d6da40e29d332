export * from './events.js';
export * from './header.js';
