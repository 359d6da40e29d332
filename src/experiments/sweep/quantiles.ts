import type { Quantiles } from '../../verdict/index.js';

/** The smallest value that at least half, 95 and 99 of a hundred do not exceed; null of nothing. Cost: one sort. */
export function quantilesOf(values: readonly number[]): Quantiles | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (percent: number): number =>
    sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)]!;
  return { p50Us: at(50), p95Us: at(95), p99Us: at(99) };
}
