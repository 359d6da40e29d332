import type { GuardName, StruckCall } from '../domain/index.js';
import type { Guard, StorePart } from './guard.js';
import { GUARDS } from './registry.js';

/** The parts of the store that some of these guards use, or may use. */
export function storePartsOf(guards: readonly Guard[]): ReadonlySet<StorePart> {
  return new Set(guards.flatMap(({ uses }) => uses ?? EVERY_PART));
}

const EVERY_PART: readonly StorePart[] = ['last BUY', 'intents', 'leases', 'outbox'];

/**
 * The guard that asks this, or null: in a signal's task the one whose own query it is, in a cycle's
 * own task the one that looks at what the cycle loads. Of a shipped guard unless others are given.
 */
export function guardOfCall(
  { statement, signal }: Pick<StruckCall, 'statement' | 'signal'>,
  guards: readonly Guard[] = GUARDS,
): GuardName | null {
  const asker = guards.find(({ asks, asksAtStart }) =>
    (signal === null ? asksAtStart : asks)?.includes(statement),
  );
  return asker?.name ?? null;
}

/** Whether one of these looks at what its cycle loads at its start. */
export function doLookAtLoad(names: readonly GuardName[]): boolean {
  return GUARDS.some(({ name, asksAtStart }) => asksAtStart !== undefined && names.includes(name));
}

/** Whether what this guard marks lies in the database, and outlives the cycle. */
export function marksInDatabase(name: GuardName): boolean {
  return GUARDS.some((guard) => guard.name === name && guard.marksIn === 'database');
}
