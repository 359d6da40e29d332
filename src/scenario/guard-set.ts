import type { GuardName } from '../domain/index.js';
import { GUARD_NAMES, GUARD_SETS } from '../guards/index.js';
import { didYouMean } from './nearest-word.js';
import { accept, type Parsed, refuse } from './problem.js';

export const GUARD_SET_NAMES = [...Object.keys(GUARD_SETS), 'recorded'];

export const GUARD_SET_EXPECTED = `a guard set (${GUARD_SET_NAMES.join(', ')}) or a comma list of guards`;

/** A guard set as asked for. `guards` null: `recorded`, which only a scenario can resolve. */
export interface GuardSet {
  /** A set's name, or the comma list in canonical order. */
  readonly guardSet: string;
  readonly guards: readonly GuardName[] | null;
}

/**
 * Reads a named set or a comma list of guards, put in the order of `GUARD_NAMES`.
 * @example parseGuardSet('db-position,cycle-set') // guardSet: 'cycle-set,db-position'
 */
export function parseGuardSet(text: string): Parsed<GuardSet> {
  const bare = text.trim();
  if (bare === 'recorded') return accept({ guardSet: bare, guards: null });
  if (Object.hasOwn(GUARD_SETS, bare)) {
    return accept({ guardSet: bare, guards: [...(GUARD_SETS[bare] ?? [])] });
  }
  const names = bare.split(',').map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    if (GUARD_SET_NAMES.includes(name)) return refuse(text, GUARD_SET_EXPECTED, aloneHint(name));
    if (!isGuardName(name)) return refuse(text, GUARD_SET_EXPECTED, unknownHint(name, names));
    if (names.indexOf(name) !== index) {
      return refuse(text, 'each guard once', `remove the second ${name}`);
    }
  }
  const guards = GUARD_NAMES.filter((guard) => names.includes(guard));
  return accept({ guardSet: guards.join(','), guards });
}

/** The guards of a set, where `recorded` stands for the scenario's own. */
export function resolveGuards(
  set: GuardSet,
  system: { readonly guards: readonly GuardName[] },
): readonly GuardName[] {
  return set.guards ?? system.guards;
}

function isGuardName(name: string): name is GuardName {
  return (GUARD_NAMES as readonly string[]).includes(name);
}

function aloneHint(name: string): string {
  const guards = GUARD_SETS[name] ?? [];
  const written = guards.length === 0 ? '' : `; written out it is ${guards.join(',')}`;
  return `a named set stands alone${written}`;
}

/** A lone word may have meant a set or a guard; a word in a list can only be a guard. */
function unknownHint(name: string, names: readonly string[]): string {
  if (name === '') return `name at least one guard between commas: ${GUARD_NAMES.join(', ')}`;
  return didYouMean(name, names.length === 1 ? [...GUARD_SET_NAMES, ...GUARD_NAMES] : GUARD_NAMES);
}
