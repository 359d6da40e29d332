import { cycleSet } from './cycle-set.js';
import { dbPosition } from './db-position.js';
import type { Guard } from './guard.js';
import type { GuardSettings } from './guard-settings.js';
import { lease } from './lease.js';
import { memoryPosition } from './memory-position.js';
import { outbox } from './outbox.js';
import { pendingLock } from './pending-lock.js';
import { recentTrade } from './recent-trade.js';
import { uniqueIntent } from './unique-intent.js';

/**
 * Every guard, made from the settings of a system; a guard comes into being by a line here.
 * The names, what stands in a run, and what is said of a guard on a tape follow from this table.
 * Parts of one place stand in this order, but for those that stand first.
 */
export const SHIPPED = {
  'memory-position': () => [memoryPosition],
  'cycle-set': () => [cycleSet],
  'pending-lock': () => [pendingLock],
  'db-position': () => [dbPosition],
  'recent-trade': ({ recentTradeWindowUs: windowUs }) => [recentTrade({ windowUs })],
  'unique-intent': () => [uniqueIntent],
  lease: ({ leaseTtlUs: ttlUs, leaseFencing: fencing }) => lease({ ttlUs, fencing }),
  outbox: () => [outbox],
} as const satisfies Readonly<Record<string, (settings: GuardSettings) => readonly Guard[]>>;

/** A guard of the table. A table with these keys does not compile while one is missing. */
export type ShippedGuard = keyof typeof SHIPPED;

export const GUARD_NAMES = Object.keys(SHIPPED) as readonly ShippedGuard[];
