import type { HappensBefore } from './happens-before.js';
import type { Recording } from './recording.js';

/** `untimed`: every window is [0, ∞); comparisons of the clock must still agree with each other. */
export type TimingMode = 'timed' | 'untimed';

export interface Window {
  readonly minUs: number;
  readonly maxUs: number;
}

/** Another window for some completions; undefined leaves it as it was recorded. */
export type WindowOverride = (key: number, recorded: Window) => Window | undefined;

/** Is there any timing inside the windows that produces this class? See `witnessTiming`. */
export function isFeasible(run: Recording, relation: HappensBefore, mode: TimingMode): boolean {
  if (mode === 'untimed' && !comparesTheClock(run)) return true;
  return solve(run, relation, mode) !== null;
}

/**
 * The earliest times (µs since the start, step by step) at which the run's
 * class can come about, or null if no latencies inside the windows produce it.
 *
 * The class is a system of difference constraints over integers: every
 * completion lies in its window after `since` and not before its parent; a
 * before b in happens-before means t_a ≤ t_b (ties either way); a comparison
 * answered true means t_step − t_since ≥ windowUs, false ≤ windowUs − 1. Its
 * least solution is the longest path from the start (Bellman and Ford), which
 * exists iff there is no positive cycle. With all constants integers the
 * solution is integer: the decision is exact.
 *
 * A `since` known only to its clock second is not a difference constraint:
 * each second that it may lie in is tried in turn, earliest first, as two
 * constraints against the start. Cost: edges × passes, in practice three
 * passes; times the seconds tried.
 */
export function witnessTiming(
  run: Recording,
  relation: HappensBefore,
  mode: TimingMode = 'timed',
  override?: WindowOverride,
): number[] | null {
  const times = solve(run, relation, mode, override);
  return times === null ? null : times.slice(1);
}

/** Lower bounds `t[to] ≥ t[from] + us`, as three parallel lists. Variable 0 is the start, at 0; step i is variable i + 1. */
class Constraints {
  readonly to: number[] = [];
  readonly from: number[] = [];
  readonly us: number[] = [];

  atLeast(to: number, from: number, us: number): void {
    this.to.push(to);
    this.from.push(from);
    this.us.push(us);
  }

  /** `t[a] ≤ t[b] + us`; ∞ is no constraint. */
  atMost(a: number, b: number, us: number): void {
    if (us !== Number.POSITIVE_INFINITY) this.atLeast(b, a, -us);
  }

  cut(length: number): void {
    this.to.length = length;
    this.from.length = length;
    this.us.length = length;
  }
}

/** A moment that is known to its clock second only, with the comparisons that use it. */
interface CoarseMoment {
  readonly since: number;
  readonly granularityUs: number;
  readonly phaseUs: number;
  readonly uses: { readonly step: number; readonly windowUs: number; readonly answer: boolean }[];
}

function solve(
  run: Recording,
  relation: HappensBefore,
  mode: TimingMode,
  override?: WindowOverride,
): number[] | null {
  const system = new Constraints();
  const coarse = new Map<string, CoarseMoment>();
  const joins: Join[] = [];
  for (let step = 0; step < run.length; step += 1) {
    const completion = run.completions[step]!;
    const me = step + 1;
    const since = completion.since + 1;
    let window: Window = mode === 'untimed' ? UNBOUNDED : completion;
    window = override?.(completion.key, window) ?? window;
    system.atLeast(me, since, window.minUs);
    if (completion.parent !== completion.since) system.atLeast(me, completion.parent + 1, 0);
    for (let edge = relation.edgeStart[step]!; edge < relation.edgeStart[step + 1]!; edge += 1) {
      system.atLeast(me, relation.edgeFrom[edge]! + 1, 0);
    }
    const { alsoAfter } = completion;
    if (
      alsoAfter === undefined ||
      alsoAfter.length === 0 ||
      window.maxUs === Number.POSITIVE_INFINITY
    ) {
      system.atMost(me, since, window.maxUs);
    } else {
      joins.push({ step, last: [completion.since, ...alsoAfter], maxUs: window.maxUs });
    }
    for (const earlier of alsoAfter ?? []) system.atLeast(me, earlier + 1, window.minUs);
    addComparisons(system, coarse, run, step);
  }
  const times = new Array<number>(run.length + 1).fill(0);
  if (!settle(system, times)) return null;
  return placeJoins(system, joins, 0, times, (least) => {
    if (coarse.size === 0) return [...least];
    const moments = [...coarse.values()];
    return placeCoarse(system, moments, 0, least, latestTime(system, moments, times.length));
  });
}

/** A completion whose window counts from the last of several steps. */
interface Join {
  readonly step: number;
  readonly last: readonly number[];
  readonly maxUs: number;
}

/**
 * "At most `maxUs` after the last of them" is no difference constraint: each of
 * them is tried as the last in turn (it need only be one after which the
 * completion comes in time). Exact: a solution has a last one.
 */
function placeJoins(
  system: Constraints,
  joins: readonly Join[],
  index: number,
  least: readonly number[],
  then: (least: readonly number[]) => number[] | null,
): number[] | null {
  const join = joins[index];
  if (join === undefined) return then(least);
  const size = system.to.length;
  for (const last of join.last) {
    system.atMost(join.step + 1, last + 1, join.maxUs);
    const times = [...least];
    const found = settle(system, times) ? placeJoins(system, joins, index + 1, times, then) : null;
    system.cut(size);
    if (found !== null) return found;
  }
  return null;
}

const UNBOUNDED: Window = { minUs: 0, maxUs: Number.POSITIVE_INFINITY };

/** Exact comparisons become constraints; coarse ones too, as weakly as any second would have it, and are collected. */
function addComparisons(
  system: Constraints,
  coarse: Map<string, CoarseMoment>,
  run: Recording,
  step: number,
): void {
  const comparisons = run.comparisons[step]!;
  for (let i = 0; i < comparisons.length; i += 1) {
    const { since, windowUs, granularityUs, phaseUs } = comparisons[i]!;
    const answer = run.answers[step]![i]!;
    if (answer) system.atLeast(step + 1, since + 1, windowUs - (granularityUs - 1));
    else system.atMost(step + 1, since + 1, windowUs - 1);
    if (granularityUs === 1) continue;
    const name = `${since} ${granularityUs} ${phaseUs}`;
    let moment = coarse.get(name);
    if (moment === undefined) {
      moment = { since, granularityUs, phaseUs, uses: [] };
      coarse.set(name, moment);
    }
    moment.uses.push({ step, windowUs, answer });
  }
}

/** Raises `times` to the least solution at or above it; false if there is none. */
function settle(system: Constraints, times: number[]): boolean {
  const { to, from, us } = system;
  const count = to.length;
  for (let pass = 0; pass <= times.length; pass += 1) {
    let changed = false;
    for (let i = 0; i < count; i += 1) {
      const least = times[from[i]!]! + us[i]!;
      if (least > times[to[i]!]!) {
        if (to[i] === 0) return false;
        times[to[i]!] = least;
        changed = true;
      }
    }
    if (!changed) return true;
  }
  return false;
}

/**
 * Puts the coarse moments from `index` on into their clock seconds, none later
 * than `latest`. The start itself has only one second. Seconds are given up as
 * soon as the moment cannot be that late at all.
 */
function placeCoarse(
  system: Constraints,
  moments: readonly CoarseMoment[],
  index: number,
  least: readonly number[],
  latest: number,
): number[] | null {
  const moment = moments[index];
  if (moment === undefined) return [...least];
  const { since, granularityUs, phaseUs, uses } = moment;
  const size = system.to.length;
  const first = Math.floor((least[since + 1]! + phaseUs) / granularityUs);
  const last = since < 0 ? first : Math.floor((latest + phaseUs) / granularityUs);
  for (let second = first; second <= last; second += 1) {
    const seen = second * granularityUs - phaseUs;
    if (since >= 0) {
      system.atLeast(since + 1, 0, seen);
      if (!settle(system, [...least])) {
        system.cut(size);
        return null;
      }
      system.atMost(since + 1, 0, seen + granularityUs - 1);
    }
    for (const { step, windowUs, answer } of uses) {
      if (answer) system.atLeast(step + 1, 0, seen + windowUs);
      else system.atMost(step + 1, 0, seen + windowUs - 1);
    }
    const times = [...least];
    const found = settle(system, times)
      ? placeCoarse(system, moments, index + 1, times, latest)
      : null;
    system.cut(size);
    if (found !== null) return found;
  }
  return null;
}

/**
 * How late a moment need be looked for. If a solution exists, one exists in
 * which no two neighbouring times are further apart than the largest constant
 * plus a common granule: a wider gap can be narrowed by whole granules, which
 * moves nothing within its clock second and breaks no bound (a finite upper
 * bound across the gap would have been broken before). So the last time is at
 * most the number of variables times that.
 */
function latestTime(
  system: Constraints,
  moments: readonly CoarseMoment[],
  variables: number,
): number {
  let largest = 0;
  for (const us of system.us) largest = Math.max(largest, Math.abs(us));
  let granule = 1;
  for (const moment of moments) {
    granule =
      (granule / greatestCommonDivisor(granule, moment.granularityUs)) * moment.granularityUs;
  }
  return variables * (largest + 2 * granule);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function comparesTheClock(run: Recording): boolean {
  for (let step = 0; step < run.length; step += 1) {
    if (run.comparisons[step]!.length > 0) return true;
  }
  return false;
}
