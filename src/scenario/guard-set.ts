import type { GuardName } from '../domain/index.js';
import { GUARD_NAMES, GUARD_SETS } from '../guards/index.js';
import { didYouMean } from './nearest-word.js';
import { accept, type Parsed, refuse } from './problem.js';

export const GUARD_SET_NAMES = [...Object.keys(GUARD_SETS), 'recorded'];

export const GUARD_SET_EXPECTED = `a guard set (${GUARD_SET_NAMES.join(', ')}) or a comma list of these and of guards`;

/** Nothing can be added to no guard at all, nor to a set that only a scenario knows. */
const ALONE: ReadonlySet<string> = new Set(['none', 'recorded']);

/** A guard set as asked for. `guards` null: `recorded`, which only a scenario can resolve. */
export interface GuardSet {
  /** A set's name, or the comma list in canonical order. */
  readonly guardSet: string;
  readonly guards: readonly GuardName[] | null;
}

/**
 * Reads a named set or a comma list of guards, put in the order of `GUARD_NAMES`.
 * A named set in a list stands for its guards.
 * @example parseGuardSet('db-position,cycle-set') // guardSet: 'cycle-set,db-position'
 * @example parseGuardSet('before,cycle-set') // guardSet: 'memory-position,cycle-set'
 */
export function parseGuardSet(text: string): Parsed<GuardSet> {
  const bare = text.trim();
  if (bare === 'recorded') return accept({ guardSet: bare, guards: null });
  if (Object.hasOwn(GUARD_SETS, bare)) {
    return accept({ guardSet: bare, guards: [...(GUARD_SETS[bare] ?? [])] });
  }
  const names = bare.split(',').map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    if (ALONE.has(name))
      return refuse(text, GUARD_SET_EXPECTED, `leave ${name} out, or name it alone`);
    if (!isGuardName(name) && !Object.hasOwn(GUARD_SETS, name))
      return refuse(text, GUARD_SET_EXPECTED, unknownHint(name, names));
    if (names.indexOf(name) !== index) {
      return refuse(text, 'each guard once', `remove the second ${name}`);
    }
  }
  const wanted = new Set(names.flatMap((name): readonly string[] => GUARD_SETS[name] ?? [name]));
  const guards = GUARD_NAMES.filter((guard) => wanted.has(guard));
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

function unknownHint(name: string, names: readonly string[]): string {
  if (name === '') return `name at least one guard between commas: ${GUARD_NAMES.join(', ')}`;
  const known = GUARD_SET_NAMES.filter((set) => names.length === 1 || !ALONE.has(set));
  return didYouMean(name, [...known, ...GUARD_NAMES]);
}
