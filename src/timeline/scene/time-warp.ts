import type { Interval } from '../time-scale.js';

/** An idle stretch that takes less room than its length. `u` is where it lies on the paper. */
interface WarpBreak extends Interval {
  readonly fromU: number;
  readonly toU: number;
}

/**
 * Virtual time to a paper of our own, on which idle stretches are short: linear inside
 * what happens, one unit a microsecond. Strictly increasing, so it can be undone.
 */
export interface TimeWarp {
  readonly breaks: readonly WarpBreak[];
  /** Where the paper ends; it begins at 0. */
  readonly endU: number;
  u(us: number): number;
  us(u: number): number;
}

/** All breaks together take at most this share of the time in which something happens, and each at most a tenth of it. */
const BREAKS_SHARE = 0.3;
const BREAK_SHARE_MAX = 0.04;
/** A stretch is worth cutting where that saves at least this much of it. */
const WORTH_FACTOR = 3;

/** Cost: n log n in the number of intervals. */
export function buildTimeWarp(intervals: readonly Interval[]): TimeWarp {
  const busy = union(intervals);
  const busyUs = busy.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  const gaps = busy
    .slice(1)
    .map((next, index) => ({ fromUs: busy[index]!.toUs, toUs: next.fromUs }));
  const long = gaps.filter(({ fromUs, toUs }) => toUs - fromUs > busyUs * BREAK_SHARE_MAX);
  const breakU = Math.max(
    1,
    busyUs * Math.min(BREAK_SHARE_MAX, BREAKS_SHARE / Math.max(1, long.length)),
  );
  const cut =
    busyUs === 0 ? [] : gaps.filter((gap) => gap.toUs - gap.fromUs > breakU * WORTH_FACTOR);
  let saved = 0;
  const breaks = cut.map((gap): WarpBreak => {
    const fromU = gap.fromUs - saved;
    saved += gap.toUs - gap.fromUs - breakU;
    return { ...gap, fromU, toU: fromU + breakU };
  });
  const onPaper = { from: breaks.map(({ fromU }) => fromU), to: breaks.map(({ toU }) => toU) };
  const inTime = { from: breaks.map(({ fromUs }) => fromUs), to: breaks.map(({ toUs }) => toUs) };
  const endUs = busy.at(-1)?.toUs ?? 0;
  return {
    breaks,
    endU: Math.max(1, endUs - saved),
    u: (us) => across(us, inTime, onPaper),
    us: (u) => across(u, onPaper, inTime),
  };
}

/** Where the breaks begin and end in one measure, in order. */
interface Ends {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** From one measure to the other: past the breaks before it, or linear inside one. */
function across(value: number, one: Ends, other: Ends): number {
  let low = 0;
  let high = one.from.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (one.from[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  const before = low - 1;
  if (before < 0) return value;
  const [from, to] = [one.from[before]!, one.to[before]!];
  const [otherFrom, otherTo] = [other.from[before]!, other.to[before]!];
  if (value >= to) return otherTo + value - to;
  return otherFrom + ((value - from) / (to - from)) * (otherTo - otherFrom);
}

/** From 0 on: the intervals as disjoint ones in order. */
function union(intervals: readonly Interval[]): readonly Interval[] {
  const ordered = [...intervals].sort((a, b) => a.fromUs - b.fromUs);
  const merged: { fromUs: number; toUs: number }[] = [{ fromUs: 0, toUs: 0 }];
  for (const { fromUs, toUs } of ordered) {
    const last = merged.at(-1)!;
    if (fromUs <= last.toUs) last.toUs = Math.max(last.toUs, toUs);
    else merged.push({ fromUs, toUs });
  }
  return merged;
}
