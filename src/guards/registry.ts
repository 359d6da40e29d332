import { GUARD_NAMES, type GuardName } from '../domain/index.js';
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

/** The guards of a run: shipped ones by name, and those from outside as values. */
export interface GuardChoice {
  readonly guards: readonly GuardName[];
  /** Guards from outside. They come after the shipped ones of their place, in this order. */
  readonly extraGuards?: readonly Guard[];
}

/**
 * The guards that stand in a run, the shipped ones in the recorded order whatever the order of the
 * names. Throws a `RangeError` where a guard from outside has a name that is taken.
 */
export function standingGuards({ guards, extraGuards = [] }: GuardChoice): readonly Guard[] {
  const names: readonly string[] = guards;
  const shipped = new Set<string>(GUARD_NAMES);
  const taken = new Set<string>();
  for (const { name, place } of extraGuards) {
    // A guard with parts at both places has one name at each.
    const key = `${place} ${name}`;
    if (shipped.has(name) || taken.has(key)) {
      throw new RangeError(`A guard from outside has the name "${name}", which another guard has.`);
    }
    taken.add(key);
  }
  return [...GUARDS.filter(({ name }) => names.includes(name)), ...extraGuards];
}

/** Those of the guards of a run that stand at `place`. */
export function guardsAt(place: Guard['place'], choice: GuardChoice): readonly Guard[] {
  return standingGuards(choice).filter((guard) => guard.place === place);
}
