/** Ranges of code points, both ends included, ascending. */
export type CodeRanges = readonly (readonly [from: number, to: number])[];

/**
 * Is the code point in one of the ranges? They are spelled out by their users and
 * not asked of the engine (`\p{…}`), whose tables grow with the Node version: the
 * same tape has to give the same bytes on all of them.
 */
export function inRanges(code: number, ranges: CodeRanges): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to);
}
