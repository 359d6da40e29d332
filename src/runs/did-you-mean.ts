/**
 * A sentence that helps with a mistyped word: the nearest known one, or all of
 * them where none is near (more than a third of its letters wrong).
 * @example didYouMean('repaly', ['replay', 'start']) // 'Did you mean replay?'
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const distances = known.map((candidate) => editDistance(word, candidate));
  const least = Math.min(...distances);
  const nearest = known[distances.indexOf(least)] ?? '';
  if (least <= Math.max(1, Math.ceil(nearest.length / 3))) return `Did you mean ${nearest}?`;
  return known.length === 0 ? 'There are none.' : `One of: ${known.join(', ')}.`;
}

/**
 * Optimal string alignment distance: insertions, deletions, substitutions and
 * swaps of neighbours each cost 1. Cost: product of the lengths; words are cut
 * at 64 letters, so that a pasted file is no burden.
 */
function editDistance(left: string, right: string): number {
  const a = left.slice(0, 64);
  const b = right.slice(0, 64);
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, substitution);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
