import type { HappensBefore } from './happens-before.js';
import type { Recording } from './recording.js';

/**
 * All that a set of difference constraints says of any two times: how far one
 * must at least come after the other (a difference bound matrix, closed; Dill
 * 1989). A further constraint is added in n² steps, n the times.
 */
export class DifferenceBounds {
  readonly #size: number;
  /** By row `later`, column `earlier`: t[later] − t[earlier] is at least this. */
  readonly #least: Float64Array;

  private constructor(size: number, least: Float64Array) {
    this.#size = size;
    this.#least = least;
  }

  /**
   * What a run's class demands of its times; null where it cannot be. Two
   * demands that are no difference constraints are left out (which of several
   * steps a join was in time after; clock seconds are taken as weakly as any
   * second would have it): what is left holds for every timing of the class, and
   * perhaps for some that are none. Cost: n³, once.
   */
  static ofClass(run: Recording, relation: HappensBefore): DifferenceBounds | null {
    const size = run.length + 1;
    const least = new Float64Array(size * size).fill(Number.NEGATIVE_INFINITY);
    const atLeast = (later: number, earlier: number, us: number): void => {
      const at = later * size + earlier;
      if (us > least[at]!) least[at] = us;
    };
    for (let time = 0; time < size; time += 1) {
      atLeast(time, time, 0);
      atLeast(time, 0, 0);
    }
    for (let step = 0; step < run.length; step += 1) {
      const { since, parent, minUs, maxUs, alsoAfter = [] } = run.completions[step]!;
      const me = step + 1;
      atLeast(me, since + 1, minUs);
      atLeast(me, parent + 1, 0);
      for (let edge = relation.edgeStart[step]!; edge < relation.edgeStart[step + 1]!; edge += 1) {
        atLeast(me, relation.edgeFrom[edge]! + 1, 0);
      }
      for (const earlier of alsoAfter) atLeast(me, earlier + 1, minUs);
      if (alsoAfter.length === 0) atLeast(since + 1, me, -maxUs);
      run.comparisons[step]!.forEach((comparison, nth) => {
        const { since: moment, windowUs, granularityUs } = comparison;
        if (run.answers[step]![nth]!) atLeast(me, moment + 1, windowUs - (granularityUs - 1));
        else atLeast(moment + 1, me, 1 - windowUs);
      });
    }
    const bounds = new DifferenceBounds(size, least);
    return bounds.#close() ? bounds : null;
  }

  /** The least and the most that can lie between two steps; −1 is the start. */
  between(earlier: number, later: number): { readonly minUs: number; readonly maxUs: number } {
    const [from, to] = [earlier + 1, later + 1];
    return {
      minUs: this.#least[to * this.#size + from]!,
      // Never −0: an end is printed and compared.
      maxUs: 0 - this.#least[from * this.#size + to]!,
    };
  }

  /** These bounds, and step `later` at least `us` after step `earlier`; null where that cannot be. */
  with(later: number, earlier: number, us: number): DifferenceBounds | null {
    const size = this.#size;
    const [to, from] = [later + 1, earlier + 1];
    const old = this.#least;
    if (old[from * size + to]! + us > 0) return null;
    if (old[to * size + from]! >= us) return this;
    const least = Float64Array.from(old);
    for (let row = 0; row < size; row += 1) {
      const up = old[row * size + to]! + us;
      if (up === Number.NEGATIVE_INFINITY) continue;
      for (let column = 0; column < size; column += 1) {
        const through = up + old[from * size + column]!;
        if (through > least[row * size + column]!) least[row * size + column] = through;
      }
    }
    return new DifferenceBounds(size, least);
  }

  /** Floyd and Warshall; false where some time would have to come after itself. */
  #close(): boolean {
    const size = this.#size;
    const least = this.#least;
    for (let via = 0; via < size; via += 1) {
      for (let row = 0; row < size; row += 1) {
        const up = least[row * size + via]!;
        if (up === Number.NEGATIVE_INFINITY) continue;
        for (let column = 0; column < size; column += 1) {
          const through = up + least[via * size + column]!;
          if (through > least[row * size + column]!) least[row * size + column] = through;
        }
      }
    }
    for (let time = 0; time < size; time += 1) {
      if (least[time * size + time]! > 0) return false;
    }
    return true;
  }
}
