import type { Comparison, Completion } from '../kernel/index.js';
import type { Coverage } from './coverage.js';
import { byDueThenKey, type DefaultOrder, indexOfRank } from './default-order.js';
import type { Strategy } from './strategy.js';

export interface DeviationBoundedOptions {
  /** k: how many picks may differ from the default pick given the same prefix. Infinity: every schedule (unreduced search). */
  readonly bound: number;
  readonly order?: DefaultOrder;
}

/** One point of the current path: a pick by rank, or an answer (0: by default). */
interface Choice {
  taken: number;
  readonly options: number;
  readonly isPick: boolean;
}

/**
 * Every schedule within k deviations of the default order, each once, in
 * depth-first order from the default schedule. Answers of comparisons are all
 * tried and cost nothing: they are no picks.
 * Source: Emmi, Qadeer, Rakamarić, "Delay-Bounded Scheduling", POPL 2011. It
 * differs in that a deviation may pick any enabled completion, not only the
 * next one of the default order.
 * Cost: n^k schedules and more; the driver counts their classes.
 */
export class DeviationBounded implements Strategy {
  readonly name = 'deviation-bounded';
  readonly #bound: number;
  readonly #order: DefaultOrder;
  readonly #path: Choice[] = [];
  #at = 0;
  #started = false;
  #finished = false;

  constructor({ bound, order }: DeviationBoundedOptions) {
    this.#bound = bound;
    this.#order = order ?? byDueThenKey;
  }

  begin(): boolean {
    if (this.#finished) return false;
    if (this.#started && !this.#advance()) {
      this.#finished = true;
      return false;
    }
    this.#started = true;
    this.#at = 0;
    return true;
  }

  /** To the next path: the deepest choice that has another option which can be afforded. */
  #advance(): boolean {
    let spent = 0;
    for (const choice of this.#path) if (choice.isPick && choice.taken > 0) spent += 1;
    for (let choice = this.#path.at(-1); choice !== undefined; choice = this.#path.at(-1)) {
      if (choice.isPick && choice.taken > 0) spent -= 1;
      const affordable = !choice.isPick || spent < this.#bound;
      if (affordable && choice.taken + 1 < choice.options) {
        choice.taken += 1;
        return true;
      }
      this.#path.pop();
    }
    return false;
  }

  choose(enabled: readonly Completion[]): number {
    return indexOfRank(enabled, this.#take(enabled.length, true), this.#order);
  }

  compare(comparison: Comparison): boolean {
    return this.#take(2, false) === 0 ? comparison.byDefault : !comparison.byDefault;
  }

  #take(options: number, isPick: boolean): number {
    let choice = this.#path[this.#at];
    if (choice === undefined) {
      choice = { taken: 0, options, isPick };
      this.#path.push(choice);
    }
    this.#at += 1;
    return choice.taken;
  }

  end(): void {}

  coverage(): Coverage {
    if (!this.#finished) return { kind: 'unfinished' };
    return this.#bound === Number.POSITIVE_INFINITY
      ? { kind: 'complete' }
      : { kind: 'bounded', bound: this.#bound };
  }
}
