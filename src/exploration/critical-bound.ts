import type { HappensBefore } from './happens-before.js';
import type { Recording } from './recording.js';
import { type Window, witnessTiming } from './timing.js';

export interface BoundQuestion {
  /** Which completions' windows share the bound. */
  readonly concerns: (key: number) => boolean;
  readonly bound: 'max' | 'min';
  /** For `max`: `declared` moves no window's upper end beyond where it is. Default: to the bound, whatever it was. */
  readonly within?: 'declared';
  /** For `max`: only a value below this one is wanted, and null says that there is none. */
  readonly below?: number;
}

/**
 * From which latency on is a class possible? All other windows stay as
 * recorded; the bound in question is one number for all completions that it
 * concerns, in whole µs.
 *
 * `max`: the smallest value at which some latencies produce the class; null if
 * none does. `min`: the largest such value (a larger minimum leaves less room);
 * ∞ if every value does, null if none does.
 *
 * Exact: feasibility is monotone in the bound and decided exactly, so bisection
 * over integers ends at a value that is feasible next to one that is not. The
 * upper end for `max` is the largest latency of a witness for max = ∞. Cost: a
 * decision for each bit of the answer.
 */
export function criticalBound(
  run: Recording,
  relation: HappensBefore,
  question: BoundQuestion,
): number | null {
  return question.bound === 'max'
    ? smallestMax(run, relation, question)
    : largestMin(run, relation, question.concerns);
}

function smallestMax(
  run: Recording,
  relation: HappensBefore,
  { concerns, below, within }: BoundQuestion,
): number | null {
  const timing = (maxUs: number): number[] | null =>
    witnessTiming(run, relation, 'timed', (key, { minUs, maxUs: declaredUs }) =>
      concerns(key)
        ? { minUs, maxUs: within === 'declared' ? Math.min(maxUs, declaredUs) : maxUs }
        : undefined,
    );
  const widest = timing(below === undefined ? Number.POSITIVE_INFINITY : below - 1);
  if (widest === null) return null;
  let feasible = 0;
  for (let step = 0; step < run.length; step += 1) {
    const { key, since } = run.completions[step]!;
    if (concerns(key)) feasible = Math.max(feasible, widest[step]! - (widest[since] ?? 0));
  }
  let infeasible = -1;
  while (feasible - infeasible > 1) {
    const middle = infeasible + Math.floor((feasible - infeasible) / 2);
    if (timing(middle) === null) infeasible = middle;
    else feasible = middle;
  }
  return feasible;
}

/** Beyond this, about 36 years, a minimum is as good as unbounded. */
const LATEST_US = 1_125_899_906_842_624;

function largestMin(
  run: Recording,
  relation: HappensBefore,
  concerns: (key: number) => boolean,
): number | null {
  const isPossible = (minUs: number): boolean =>
    witnessTiming(run, relation, 'timed', (key, { maxUs }: Window) =>
      concerns(key) ? { minUs, maxUs } : undefined,
    ) !== null;
  if (!isPossible(0)) return null;
  let feasible = 0;
  let infeasible = 1;
  while (infeasible <= LATEST_US && isPossible(infeasible)) {
    feasible = infeasible;
    infeasible *= 2;
  }
  if (infeasible > LATEST_US) return Number.POSITIVE_INFINITY;
  while (infeasible - feasible > 1) {
    const middle = feasible + Math.floor((infeasible - feasible) / 2);
    if (isPossible(middle)) feasible = middle;
    else infeasible = middle;
  }
  return feasible;
}
