/**
 * The candidate that somebody most likely meant, or null where none is near:
 * at most one slip for every three letters. `_` and capitals are no slip, so
 * that `scaleIn` and `scale_in` find `scale-in`.
 */
export function nearestWord(word: string, candidates: readonly string[]): string | null {
  const wanted = plain(word);
  // A long word is nobody's slip, and the distance is quadratic.
  if (wanted.length > 60) return null;
  let nearest: string | null = null;
  let slipsMin = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const slips = distance(wanted, plain(candidate));
    if (slips < slipsMin) [nearest, slipsMin] = [candidate, slips];
  }
  return nearest;
}

/** `did you mean x?`, or the list of what there is. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const nearest = nearestWord(word, candidates);
  return nearest === null ? `one of: ${candidates.join(', ')}` : `did you mean ${nearest}?`;
}

function plain(word: string): string {
  return word.replace(/[-_.\s]/g, '').toLowerCase();
}

/**
 * Optimal string alignment: insertions, deletions, replacements and swaps of
 * neighbours each cost 1. Row by row; the one before the last is kept for swaps.
 */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = row[j]! + (a[i] === b[j] ? 0 : 1);
      const isSwap = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swapped = isSwap ? before[j - 1]! + 1 : replaced;
      next.push(Math.min(replaced, swapped, row[j + 1]! + 1, next[j]! + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
