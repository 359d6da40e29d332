import type { Comparison, Completion } from '../kernel/index.js';
import type { Coverage } from './coverage.js';
import type { SamplingOptions } from './random-walk.js';
import type { Recording } from './recording.js';
import type { Strategy } from './strategy.js';

/**
 * Partial-order sampling: every pending completion has a random priority, the
 * highest runs, and after it every pending one that races with it draws anew,
 * so that the orders of a race are tried independently of other races.
 * Source: Yuan, Yang, Gu, "Partial Order Aware Concurrency Sampling", CAV 2018.
 * Differs: what a pending step will touch is known only after it
 * has run; it is taken to touch what the same key last touched in an earlier
 * run, and nothing if it has never been seen. Draws: one per completion, one
 * per redraw, one per comparison.
 */
export class Pos implements Strategy {
  readonly name = 'pos';
  readonly #options: SamplingOptions;
  readonly #priorities = new Map<number, number>();
  readonly #lastFootprint = new Map<number, number>();
  #run!: Recording;
  #runs = 0;

  constructor(options: SamplingOptions) {
    this.#options = options;
  }

  begin(run: Recording): boolean {
    if (this.#runs >= this.#options.runs) return false;
    this.#runs += 1;
    this.#run = run;
    this.#priorities.clear();
    return true;
  }

  choose(enabled: readonly Completion[], step: number): number {
    if (step > 0) this.#redraw(enabled, step - 1);
    let best = 0;
    let bestPriority = -1;
    for (let i = 0; i < enabled.length; i += 1) {
      const priority = this.#priorityOf(enabled[i]!.key);
      if (priority <= bestPriority) continue;
      best = i;
      bestPriority = priority;
    }
    return best;
  }

  #redraw(enabled: readonly Completion[], lastStep: number): void {
    const { ids, footprintIds } = this.#run;
    const touched = footprintIds[lastStep]!;
    this.#lastFootprint.set(this.#run.keyAt(lastStep), touched);
    for (let i = 0; i < enabled.length; i += 1) {
      const { key } = enabled[i]!;
      const expected = this.#lastFootprint.get(key);
      if (expected !== undefined && ids.conflict(expected, touched)) this.#priorities.delete(key);
    }
  }

  #priorityOf(key: number): number {
    let priority = this.#priorities.get(key);
    if (priority === undefined) {
      priority = this.#options.random();
      this.#priorities.set(key, priority);
    }
    return priority;
  }

  compare(_comparison: Comparison): boolean {
    return this.#options.random() < 0.5;
  }

  end(): void {}

  coverage(): Coverage {
    return { kind: 'sampled', runs: this.#runs };
  }
}
