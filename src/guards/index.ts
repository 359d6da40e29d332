export * from './guard.js';
export * from './guarded-broker.js';
export * from './memory.js';
export * from './registry.js';
