import type { Comparison, Completion } from '../kernel/index.js';
import type { HappensBefore } from './happens-before.js';
import { PositiveCycles } from './positive-cycles.js';
import type { Recording } from './recording.js';

/** A window whose ends move with a whole number k: each end is `…Us + …Slope × k`. */
export interface MovingWindow {
  readonly minUs: number;
  readonly minSlope: number;
  readonly maxUs: number;
  readonly maxSlope: number;
}

export interface ParameterQuestion {
  /** The completions whose windows move, and how; null: as recorded. */
  readonly windowOf: (completion: Completion) => MovingWindow | null;
  /** The whole numbers that are looked at, both ends included. */
  readonly from: number;
  readonly to: number;
}

/**
 * The smallest whole number k in `from` … `to` at which some latencies produce
 * the run's class, its moving windows taken at k; null if there is none.
 *
 * Exact, and not by trying: for one k the class is a system of difference
 * constraints (see `witnessTiming`), feasible iff no cycle of it has a positive
 * weight. A cycle's weight is a + b·k, with b the lower ends that it passes less
 * the upper ends, each times its slope. So the feasible k are cut out by lines:
 * an interval, which need not begin at 0 nor be unbounded above (a window of one
 * point moves both of its ends). Newton's step: where k is infeasible some cycle
 * has a + b·k > 0. If b ≥ 0 it stays positive for every larger k, and there is no
 * answer; else no k below ⌈a / −b⌉ can be feasible, and that is tried next. Each
 * step is a bound that every answer obeys, so the first feasible k is the least.
 * It ends, since k grows.
 *
 * Two things are no difference constraints and are branched over, as
 * `witnessTiming` does: which of several steps a join came in time after, and in
 * which clock second a coarse moment lies. The feasible k are then a union of
 * intervals, and the least is the least of the branches; a branch that cannot
 * beat the best so far is cut off. Cost: a Bellman–Ford for each Newton step,
 * times the branches.
 */
export function leastFeasible(
  run: Recording,
  relation: HappensBefore,
  { windowOf, from, to }: ParameterQuestion,
): number | null {
  const system = new PositiveCycles(run.length + 1);
  const branches: Branch[] = [];
  const moments = new Map<string, CoarseMoment>();
  for (let step = 0; step < run.length; step += 1) {
    addCompletion(system, branches, { run, relation, step }, windowOf);
    addComparisons(system, moments, run, step);
  }
  for (const moment of moments.values()) branches.push(secondsOf(moment, run.length + 1));
  return search(system, branches, 0, from, to);
}

/** Ways to go on, of which at least one must hold: each adds its constraints when it is asked for. */
type Branch = (system: PositiveCycles, from: number, to: number) => Iterable<'tried'>;

function search(
  system: PositiveCycles,
  branches: readonly Branch[],
  index: number,
  from: number,
  to: number,
): number | null {
  const least = newton(system, from, to);
  const branch = branches[index];
  if (least === null || branch === undefined) return least;
  const size = system.size;
  let best: number | null = null;
  for (const _ of branch(system, least, to)) {
    const found = search(system, branches, index + 1, least, best === null ? to : best - 1);
    system.cut(size);
    if (found !== null) best = found;
    // No branch can do better than what holds for all of them.
    if (best === least) break;
  }
  system.cut(size);
  return best;
}

/** The least k from `from` to `to` without a positive cycle. */
function newton(system: PositiveCycles, from: number, to: number): number | null {
  let k = from;
  while (k <= to) {
    const cycle = system.positiveCycle(k);
    if (cycle === null) return k;
    const { us, slope } = cycle;
    if (slope >= 0) return null;
    k = Math.max(k + 1, Math.ceil(us / -slope));
  }
  return null;
}

function addCompletion(
  system: PositiveCycles,
  branches: Branch[],
  at: { readonly run: Recording; readonly relation: HappensBefore; readonly step: number },
  windowOf: ParameterQuestion['windowOf'],
): void {
  const { run, relation, step } = at;
  const completion = run.completions[step]!;
  const { since, parent, alsoAfter = [] } = completion;
  const me = step + 1;
  const window = windowOf(completion) ?? still(completion);
  system.atLeast(me, since + 1, window.minUs, window.minSlope);
  if (parent !== since) system.atLeast(me, parent + 1, 0);
  for (let edge = relation.edgeStart[step]!; edge < relation.edgeStart[step + 1]!; edge += 1) {
    system.atLeast(me, relation.edgeFrom[edge]! + 1, 0);
  }
  for (const earlier of alsoAfter) {
    system.atLeast(me, earlier + 1, window.minUs, window.minSlope);
  }
  if (window.maxUs === Number.POSITIVE_INFINITY) return;
  if (alsoAfter.length === 0) {
    system.atLeast(since + 1, me, -window.maxUs, -window.maxSlope);
    return;
  }
  branches.push(function* afterWhichever(open) {
    for (const last of [since, ...alsoAfter]) {
      open.atLeast(last + 1, me, -window.maxUs, -window.maxSlope);
      yield 'tried';
    }
  });
}

function still({ minUs, maxUs }: Completion): MovingWindow {
  return { minUs, minSlope: 0, maxUs, maxSlope: 0 };
}

/** A moment that is known to its clock second only, with the comparisons that use it. */
interface CoarseMoment extends Pick<Comparison, 'since' | 'granularityUs' | 'phaseUs'> {
  readonly uses: { readonly step: number; readonly windowUs: number; readonly answer: boolean }[];
}

/** Exact comparisons become constraints; coarse ones too, as weakly as any second would have it, and are collected. */
function addComparisons(
  system: PositiveCycles,
  moments: Map<string, CoarseMoment>,
  run: Recording,
  step: number,
): void {
  const comparisons = run.comparisons[step]!;
  for (let nth = 0; nth < comparisons.length; nth += 1) {
    const { since, windowUs, granularityUs, phaseUs } = comparisons[nth]!;
    const answer = run.answers[step]![nth]!;
    if (answer) system.atLeast(step + 1, since + 1, windowUs - (granularityUs - 1));
    else system.atLeast(since + 1, step + 1, 1 - windowUs);
    if (granularityUs === 1) continue;
    const name = `${since} ${granularityUs} ${phaseUs}`;
    let moment = moments.get(name);
    if (moment === undefined) {
      moment = { since, granularityUs, phaseUs, uses: [] };
      moments.set(name, moment);
    }
    moment.uses.push({ step, windowUs, answer });
  }
}

/**
 * Each clock second that a moment may lie in, earliest first, until it cannot
 * be that late at all, or later than anything need be looked for: two neighbouring
 * times of some solution are never further apart than the largest constant and
 * a granule of clock (see `latestTime` in timing.ts). The start has one second only.
 */
function secondsOf(moment: CoarseMoment, variables: number): Branch {
  const { since, granularityUs, phaseUs, uses } = moment;
  return function* seconds(system, from, to) {
    const first = Math.floor(phaseUs / granularityUs);
    const latestUs = variables * (system.largestUs(to) + 2 * granularityUs);
    const last = since < 0 ? first : Math.floor((latestUs + phaseUs) / granularityUs);
    const size = system.size;
    for (let second = first; second <= last; second += 1) {
      const seen = second * granularityUs - phaseUs;
      system.cut(size);
      if (since >= 0) {
        system.atLeast(since + 1, 0, seen);
        if (newton(system, from, to) === null) return;
        system.atLeast(0, since + 1, -(seen + granularityUs - 1));
      }
      for (const { step, windowUs, answer } of uses) {
        if (answer) system.atLeast(step + 1, 0, seen + windowUs);
        else system.atLeast(0, step + 1, -(seen + windowUs - 1));
      }
      yield 'tried';
    }
  };
}
