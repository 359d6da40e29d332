import type { Completion } from '../kernel/index.js';

/**
 * Which of two completions comes first by default. Negative: `a`. Must be a
 * total order. Determinism: the default is `byDueThenKey`.
 */
export type DefaultOrder = (a: Completion, b: Completion) => number;

/** Earliest due time first; ties to the lowest key, which is stable across reorderings (order of issue is not). */
export function byDueThenKey(a: Completion, b: Completion): number {
  return a.dueUs !== b.dueUs ? (a.dueUs < b.dueUs ? -1 : 1) : a.key - b.key;
}

/** Index of the default pick. Linear in `enabled`, allocates nothing. */
export function defaultIndex(
  enabled: readonly Completion[],
  order: DefaultOrder = byDueThenKey,
): number {
  let best = 0;
  for (let i = 1; i < enabled.length; i += 1) if (order(enabled[i]!, enabled[best]!) < 0) best = i;
  return best;
}

/** How many completions come before `enabled[index]` by default: 0 is the default pick. */
export function rankOf(
  enabled: readonly Completion[],
  index: number,
  order: DefaultOrder = byDueThenKey,
): number {
  const picked = enabled[index]!;
  let rank = 0;
  for (let i = 0; i < enabled.length; i += 1) {
    if (i !== index && order(enabled[i]!, picked) < 0) rank += 1;
  }
  return rank;
}

/** Index of the completion of that rank, or -1 where there are not so many. Quadratic in `enabled`, which is small. */
export function indexOfRank(
  enabled: readonly Completion[],
  rank: number,
  order: DefaultOrder = byDueThenKey,
): number {
  if (rank === 0 && enabled.length > 0) return defaultIndex(enabled, order);
  for (let i = 0; i < enabled.length; i += 1) {
    if (rankOf(enabled, i, order) === rank) return i;
  }
  return -1;
}

/** Index of the completion with that key, or -1. */
export function indexOfKey(enabled: readonly Completion[], key: number): number {
  for (let i = 0; i < enabled.length; i += 1) if (enabled[i]!.key === key) return i;
  return -1;
}
