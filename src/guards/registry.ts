import type { GuardName } from '../domain/index.js';
import type { Guard } from './guard.js';
import { type GuardSettings, USUAL_SETTINGS } from './guard-settings.js';
import { GUARD_NAMES, SHIPPED } from './shipped-guards.js';

/** The parts of every shipped guard, in the order in which they stand. */
export const GUARDS: readonly Guard[] = partsOf(GUARD_NAMES, USUAL_SETTINGS);

/** The guards of a run: shipped ones by name, and those from outside as values. */
export interface GuardChoice {
  readonly guards: readonly GuardName[];
  /** Guards from outside. They come after the shipped ones of their place, in this order. */
  readonly extraGuards?: readonly Guard[];
  /** What the shipped ones are set to; the usual, unless given. */
  readonly settings?: GuardSettings;
}

/**
 * The guards that stand in a run, the shipped ones in the recorded order whatever the order of the
 * names. Throws a `RangeError` where a guard from outside has a name that is taken.
 */
export function standingGuards(choice: GuardChoice): readonly Guard[] {
  const { guards, extraGuards = [], settings = USUAL_SETTINGS } = choice;
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
  return [...partsOf(guards, settings), ...extraGuards];
}

/** Those of the guards of a run that stand at `place`. */
export function guardsAt(place: Guard['place'], choice: GuardChoice): readonly Guard[] {
  return standingGuards(choice).filter((guard) => guard.place === place);
}

function partsOf(names: readonly GuardName[], settings: GuardSettings): readonly Guard[] {
  const standing = GUARD_NAMES.filter((name) => names.includes(name));
  const parts: readonly Guard[] = standing.flatMap((name) => SHIPPED[name](settings));
  return [
    ...parts.filter(({ stands }) => stands === 'first'),
    ...parts.filter(({ stands }) => stands !== 'first'),
  ];
}
