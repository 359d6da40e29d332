import type { Interval } from './time-scale.js';

/**
 * Puts overlapping spans into as few rows as their order allows: each goes into the
 * first row that is free at its beginning. Spans must come ordered by beginning.
 * Beyond `rowsMax` the last row is shared.
 */
export function packRows<T extends Interval>(
  spans: readonly T[],
  rowsMax: number,
): { readonly rowOf: ReadonlyMap<T, number>; readonly rowsCount: number } {
  const freeFrom: number[] = [];
  const rowOf = new Map<T, number>();
  for (const span of spans) {
    let row = freeFrom.findIndex((us) => us <= span.fromUs);
    if (row === -1) row = Math.min(freeFrom.length, rowsMax - 1);
    freeFrom[row] = Math.max(freeFrom[row] ?? 0, span.toUs);
    rowOf.set(span, row);
  }
  return { rowOf, rowsCount: Math.max(1, freeFrom.length) };
}
