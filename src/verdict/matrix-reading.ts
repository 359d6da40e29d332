import type { GuardName } from '../domain/index.js';
import type { Alarm } from './alarm.js';
import type { VerdictKind } from './finding.js';

/** What the reading looks at in one explored guard set. */
export interface ReadableCell {
  readonly guards: readonly GuardName[];
  readonly verdict: VerdictKind;
  readonly coverage: {
    readonly kind: 'complete' | 'bounded' | 'sampled';
    /** Left out as null: none. */
    readonly alarm?: Alarm | null;
  };
}

/** Why a guard set is neither safe nor failing: its search ended early or in an alarm, or its orders could not be judged. */
export type UndecidedReason = 'not finished' | 'not judged' | 'alarm';

/** A claim that nothing contradicts yet, and how many undecided sets could. */
export interface OpenGuard {
  readonly guard: GuardName;
  readonly undecided: number;
}

/**
 * What the guard sets of a matrix say together. A claim is listed as proven only
 * where every set that it speaks of is decided; what undecided sets may still
 * overturn stands under `soFar`. Guards are listed in the order of the columns.
 */
export interface MatrixReading {
  /** Every set without it has a failing order. Empty where all sets fail: then no guard is enough. */
  readonly necessary: readonly GuardName[];
  /** Each safe set that has it stays safe without it. Empty where no set is known to be safe. */
  readonly redundant: readonly GuardName[];
  /** Safe sets of which every smaller part has a failing order. */
  readonly minimalSafe: readonly (readonly GuardName[])[];
  /** Sets with neither a certificate nor a failing order. */
  readonly undecided: number;
  /** Sets with a certificate. */
  readonly safe: number;
  /** Sets with a failing order. */
  readonly failing: number;
  readonly undecidedSets: readonly {
    readonly guards: readonly GuardName[];
    readonly why: UndecidedReason;
  }[];
  readonly soFar: {
    /** No safe set is without it; so many sets without it are undecided. */
    readonly necessary: readonly OpenGuard[];
    /** No safe set is known to fail without it; so many sets that could show it are undecided. */
    readonly redundant: readonly OpenGuard[];
    /** Safe sets without a part that is known to be safe; so many of the parts are undecided. */
    readonly minimalSafe: readonly {
      readonly guards: readonly GuardName[];
      readonly undecided: number;
    }[];
  };
}

type Standing = 'safe' | 'failing' | UndecidedReason;

/**
 * Draws the reading from the cells. Pure.
 *
 * @param varied the guards that the matrix varies
 */
export function readMatrix(
  cells: readonly ReadableCell[],
  varied: readonly GuardName[],
): MatrixReading {
  const sets = cells.map((cell) => ({ guards: cell.guards, standing: standingOf(cell) }));
  const safe = sets.filter(({ standing }) => standing === 'safe');
  const failing = sets.filter(({ standing }) => standing === 'failing');
  const undecided = sets.filter(isUndecided);
  const necessary = varied.flatMap((guard) => necessityOf(guard, sets));
  const redundant = safe.length === 0 ? [] : varied.flatMap((guard) => redundancyOf(guard, sets));
  const minimal = safe.flatMap((set) => minimalityOf(set, sets));
  const hasNoneSafe = sets.length > 0 && failing.length === sets.length;
  return {
    necessary: hasNoneSafe ? [] : provenOf(necessary),
    redundant: provenOf(redundant),
    minimalSafe: minimal.filter((set) => set.undecided === 0).map(({ guards }) => guards),
    undecided: undecided.length,
    safe: safe.length,
    failing: failing.length,
    undecidedSets: undecided.map(({ guards, standing }) => ({ guards, why: standing })),
    soFar: {
      necessary: safe.length === 0 ? [] : necessary.filter(isOpen),
      redundant: redundant.filter(isOpen),
      minimalSafe: minimal.filter(isOpen),
    },
  };
}

interface StandingSet {
  readonly guards: readonly GuardName[];
  readonly standing: Standing;
}

function standingOf({ verdict, coverage }: ReadableCell): Standing {
  if (verdict === 'fail') return 'failing';
  if (coverage.alarm != null) return 'alarm';
  if (coverage.kind !== 'complete') return 'not finished';
  return verdict === 'pass' ? 'safe' : 'not judged';
}

function isUndecided(
  set: StandingSet,
): set is StandingSet & { readonly standing: UndecidedReason } {
  return set.standing !== 'safe' && set.standing !== 'failing';
}

/** One safe set without the guard is enough to contradict it. */
function necessityOf(guard: GuardName, sets: readonly StandingSet[]): readonly OpenGuard[] {
  const without = sets.filter(({ guards }) => !guards.includes(guard));
  if (without.length === 0 || without.some(({ standing }) => standing === 'safe')) return [];
  return [{ guard, undecided: without.filter(isUndecided).length }];
}

/** A safe set that fails without the guard contradicts it; a failing set says nothing. */
function redundancyOf(guard: GuardName, sets: readonly StandingSet[]): readonly OpenGuard[] {
  let undecided = 0;
  for (const { guards, standing } of sets) {
    if (!guards.includes(guard) || standing === 'failing') continue;
    const rest = sets.find((other) => isWithout(other.guards, guards, guard))?.standing;
    if (rest === 'safe') continue;
    if (standing === 'safe' && rest === 'failing') return [];
    undecided++;
  }
  return [{ guard, undecided }];
}

function minimalityOf(
  { guards }: StandingSet,
  sets: readonly StandingSet[],
): MatrixReading['soFar']['minimalSafe'] {
  const parts = sets.filter((other) => isProperPart(other.guards, guards));
  if (parts.some(({ standing }) => standing === 'safe')) return [];
  return [{ guards, undecided: parts.filter(isUndecided).length }];
}

function provenOf(claims: readonly OpenGuard[]): readonly GuardName[] {
  return claims.filter((claim) => !isOpen(claim)).map(({ guard }) => guard);
}

function isOpen({ undecided }: { readonly undecided: number }): boolean {
  return undecided > 0;
}

function isProperPart(part: readonly GuardName[], whole: readonly GuardName[]): boolean {
  return part.length < whole.length && part.every((guard) => whole.includes(guard));
}

function isWithout(
  rest: readonly GuardName[],
  whole: readonly GuardName[],
  guard: GuardName,
): boolean {
  return rest.length === whole.length - 1 && !rest.includes(guard) && isProperPart(rest, whole);
}
