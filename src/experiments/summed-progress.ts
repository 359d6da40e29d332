import type { Counts } from '../exploration/index.js';
import { isNameOfFailure } from './run-outcome.js';

/**
 * Counts of an exploration that looks through several parts one after another:
 * each part counts from zero, its listener hears the sum. Failures are counted
 * as classes, so there are never more of them than classes, nor than runs.
 */
export class SummedProgress {
  #before: Counts = NO_COUNTS;
  #live: Readonly<Counts> | null = null;
  #failing = 0;

  /** A run that counts. */
  heard(outcomeName: string, isNew: boolean): void {
    if (isNew && isNameOfFailure(outcomeName)) this.#failing++;
  }

  get failing(): number {
    return this.#failing;
  }

  /** @param counts live: one object for each part */
  sum(counts: Readonly<Counts>): Counts {
    if (this.#live !== counts) {
      if (this.#live !== null) this.#before = addCounts(this.#before, this.#live);
      this.#live = counts;
    }
    return addCounts(this.#before, counts);
  }

  /** What was heard is void. */
  forget(): void {
    this.#before = NO_COUNTS;
    this.#live = null;
    this.#failing = 0;
  }
}

export const NO_COUNTS: Counts = {
  schedules: 0,
  classes: 0,
  redundant: 0,
  abandoned: 0,
  infeasible: 0,
};

export function addCounts(a: Readonly<Counts>, b: Readonly<Counts>): Counts {
  return {
    schedules: a.schedules + b.schedules,
    classes: a.classes + b.classes,
    redundant: a.redundant + b.redundant,
    abandoned: a.abandoned + b.abandoned,
    infeasible: a.infeasible + b.infeasible,
  };
}
