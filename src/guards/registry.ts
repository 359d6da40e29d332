import type { GuardName } from '../domain/index.js';
import { cycleSet } from './cycle-set.js';
import { dbPosition } from './db-position.js';
import type { Guard } from './guard.js';
import { leaseAtGateway, leaseOnPath } from './lease.js';
import { memoryPosition } from './memory-position.js';
import { outbox } from './outbox.js';
import { pendingLock } from './pending-lock.js';
import { recentTrade } from './recent-trade.js';
import { uniqueIntent } from './unique-intent.js';

/**
 * Every guard, in the recorded order of the main path; a guard comes into being
 * by a line here, one that has parts at both places by two.
 */
export const GUARDS: readonly Guard[] = [
  cycleSet,
  memoryPosition,
  pendingLock,
  dbPosition,
  recentTrade,
  leaseOnPath,
  uniqueIntent,
  leaseAtGateway,
  outbox,
];

/** The guards of these names that stand at `place`, in the recorded order whatever the order of the names. */
export function guardsAt(place: Guard['place'], names: readonly GuardName[]): readonly Guard[] {
  return GUARDS.filter((guard) => guard.place === place && names.includes(guard.name));
}
