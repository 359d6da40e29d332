export * from './choice-point.js';
export * from './footprint.js';
