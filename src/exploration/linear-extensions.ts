import type { HappensBefore } from './happens-before.js';

/**
 * In how many orders can the steps of a class be executed? Null if that takes
 * more than `statesMax` sets of steps to count: the problem is #P-complete
 * (Brightwell and Winkler, 1991), but a class of w chains of n/w steps has at
 * most (n/w + 1)^w downward-closed sets. Classes of more than 30 steps are not
 * counted.
 */
export function countLinearExtensions(relation: HappensBefore, statesMax = 20_000): number | null {
  const { length } = relation;
  if (length > 30) return null;
  const before: number[] = [];
  for (let step = 0; step < length; step += 1) {
    let set = 0;
    for (let earlier = 0; earlier < step; earlier += 1)
      if (relation.isBefore(earlier, step)) set |= 1 << earlier;
    before.push(set);
  }
  /** Downward-closed sets of one size, with the number of ways to reach each. */
  let ways = new Map<number, number>([[0, 1]]);
  let states = 1;
  for (let size = 0; size < length; size += 1) {
    const next = new Map<number, number>();
    for (const [done, count] of ways) {
      for (let step = 0; step < length; step += 1) {
        const bit = 1 << step;
        if ((done & bit) !== 0 || (before[step]! & ~done) !== 0) continue;
        next.set(done | bit, (next.get(done | bit) ?? 0) + count);
      }
    }
    states += next.size;
    if (states > statesMax) return null;
    ways = next;
  }
  return [...ways.values()][0]!;
}
