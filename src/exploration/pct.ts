import type { Comparison, Completion } from '../kernel/index.js';
import type { Coverage } from './coverage.js';
import type { SamplingOptions } from './random-walk.js';
import type { EndedRun, Strategy } from './strategy.js';

export interface PctOptions extends SamplingOptions {
  /** d: how many ordering constraints a bug needs. One change point less is drawn in each run. */
  readonly depth: number;
  /** k: steps of a run. Left out: the longest run so far. */
  readonly steps?: number;
  /** The task to which a completion belongs. Left out: the completion from the start that it descends from. */
  readonly taskOf?: (key: number) => number;
}

/**
 * Probabilistic concurrency testing: tasks get random priorities, the enabled
 * one of the highest runs, and at d − 1 random steps the priority of the one
 * that is about to run drops below all others. A bug of depth d is found with
 * probability at least 1/(n·k^(d−1)), n tasks, k steps.
 * Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A Randomized Scheduler
 * with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010.
 * Differs: completions of one task run by lowest key; k is learned when not
 * given (the bound then holds from the second run on); answers of comparisons
 * are fair coins. Draws: one per task, one per comparison, d − 1 per run.
 */
export class Pct implements Strategy {
  readonly name = 'pct';
  readonly #options: PctOptions;
  readonly #priorities = new Map<number, number>();
  readonly #changes: number[] = [];
  /** Task of each step of this run, to pass on to what it creates. */
  readonly #taskOfStep: number[] = [];
  #runs = 0;
  #longest = 1;

  constructor(options: PctOptions) {
    this.#options = options;
  }

  begin(): boolean {
    const { runs, random, depth, steps } = this.#options;
    if (this.#runs >= runs) return false;
    this.#runs += 1;
    this.#priorities.clear();
    this.#changes.length = 0;
    const length = steps ?? this.#longest;
    for (let i = 1; i < depth; i += 1) this.#changes.push(Math.floor(random() * length));
    return true;
  }

  choose(enabled: readonly Completion[], step: number): number {
    let index = this.#highest(enabled);
    for (let i = 0; i < this.#changes.length; i += 1) {
      if (this.#changes[i] !== step) continue;
      // Initial priorities are at least 1; each change point of the list has its own level below.
      this.#priorities.set(this.#task(enabled[index]!), -i);
      index = this.#highest(enabled);
    }
    this.#taskOfStep[step] = this.#task(enabled[index]!);
    return index;
  }

  #highest(enabled: readonly Completion[]): number {
    let best = -1;
    let bestPriority = 0;
    for (let i = 0; i < enabled.length; i += 1) {
      const priority = this.#priorityOf(this.#task(enabled[i]!));
      const isHigher =
        best < 0 ||
        priority > bestPriority ||
        (priority === bestPriority && enabled[i]!.key < enabled[best]!.key);
      if (!isHigher) continue;
      best = i;
      bestPriority = priority;
    }
    return best;
  }

  #task({ key, parent }: Completion): number {
    const { taskOf } = this.#options;
    if (taskOf !== undefined) return taskOf(key);
    return parent < 0 ? key : this.#taskOfStep[parent]!;
  }

  #priorityOf(task: number): number {
    let priority = this.#priorities.get(task);
    if (priority === undefined) {
      priority = 1 + this.#options.random();
      this.#priorities.set(task, priority);
    }
    return priority;
  }

  compare(_comparison: Comparison): boolean {
    return this.#options.random() < 0.5;
  }

  end({ run }: EndedRun): void {
    this.#longest = Math.max(this.#longest, run.length);
  }

  coverage(): Coverage {
    return { kind: 'sampled', runs: this.#runs };
  }
}
