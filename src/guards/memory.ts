import type { MicroUsd } from '../domain/index.js';

/** Name of the runner's map of positions: symbol → `MemoryPosition`. */
export const MEMORY_POSITIONS = 'positions';

/** Name of the runner's map of pending orders: symbol → true. */
export const PENDING_ORDERS = 'pending-orders';

/** A position as the runner remembers it. */
export interface MemoryPosition {
  readonly quantity: number;
  readonly avgCost: MicroUsd;
  readonly marketPrice: MicroUsd;
}
