// The contents page of the room: the only file that other rooms import.
export * from './coverage.js';
export * from './decomposition.js';
export * from './default-order.js';
export * from './exhaustive.js';
export * from './explore.js';
export * from './fingerprint.js';
export * from './fingerprint-set.js';
export * from './footprint-ids.js';
export * from './happens-before.js';
export * from './recording.js';
export * from './schedule.js';
export * from './strategy.js';
export * from './symmetry.js';
export * from './timing.js';
