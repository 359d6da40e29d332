export * from './guard.js';
export * from './guard-facts.js';
export * from './guard-sets.js';
export * from './guard-settings.js';
export * from './guarded-broker.js';
export * from './memory.js';
export * from './registry.js';
export { GUARD_NAMES, type ShippedGuard } from './shipped-guards.js';
