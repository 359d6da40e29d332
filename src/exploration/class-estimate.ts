import { countLinearExtensions } from './linear-extensions.js';
import type { EndedRun } from './strategy.js';

/**
 * How many feasible classes there are, estimated from random walks.
 *
 * Knuth ("Estimating the efficiency of backtrack programs", 1975): a leaf that
 * is reached with probability p counts 1/p, whose mean is the number of leaves,
 * here of schedules. A class of L schedules (its linear extensions) would count
 * L-fold, so each schedule counts 1/(p·L): the sum over its schedules of
 * p · 1/(p·L) is 1 for each class, thus the mean is the number of classes,
 * without bias. Where L is too large to be counted the estimate is given up
 * (`classes` null): leaving such runs out would bias it. (This
 * needs no run but the sampled ones; arXiv 2512.23996 was not tried.)
 */
export class ClassEstimate {
  #runs = 0;
  #sum = 0;
  #sumOfSquares = 0;
  #uncounted = 0;

  /** `oneIn`: one over the probability of this very schedule. */
  add({ ended, feasible, relation }: EndedRun, oneIn: number): void {
    this.#runs += 1;
    if (ended === 'abandoned' || !feasible) return;
    const orders = countLinearExtensions(relation);
    if (orders === null) {
      this.#uncounted += 1;
      return;
    }
    const weight = oneIn / orders;
    this.#sum += weight;
    this.#sumOfSquares += weight * weight;
  }

  /** The estimate, or null if there is none. */
  get classes(): number | null {
    return this.#runs === 0 || this.#uncounted > 0 ? null : this.#sum / this.#runs;
  }

  /** Standard error of `classes`; null if there is none. */
  get standardError(): number | null {
    const mean = this.classes;
    if (mean === null || this.#runs < 2) return null;
    const variance = Math.max(0, this.#sumOfSquares / this.#runs - mean * mean);
    return Math.sqrt(variance / (this.#runs - 1));
  }
}
