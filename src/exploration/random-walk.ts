import type { Comparison, Completion } from '../kernel/index.js';
import type { ClassEstimate } from './class-estimate.js';
import type { Coverage } from './coverage.js';
import type { EndedRun, Strategy } from './strategy.js';

/** Uniform in [0, 1). */
export type Random = () => number;

export interface SamplingOptions {
  readonly runs: number;
  readonly random: Random;
}

/**
 * Each pick uniform over what is enabled, each comparison a fair coin. One draw
 * per pick where there is a choice, one per comparison. Since the odds of each
 * schedule are known, the number of classes can be estimated (`estimate`).
 */
export class RandomWalk implements Strategy {
  readonly name = 'random walk';
  readonly #options: SamplingOptions;
  readonly #estimate: ClassEstimate | undefined;
  #runs = 0;
  /** One over the probability of the current run. */
  #oneIn = 1;

  constructor(options: SamplingOptions, estimate?: ClassEstimate) {
    this.#options = options;
    this.#estimate = estimate;
  }

  begin(): boolean {
    if (this.#runs >= this.#options.runs) return false;
    this.#runs += 1;
    this.#oneIn = 1;
    return true;
  }

  choose(enabled: readonly Completion[]): number {
    if (enabled.length === 1) return 0;
    this.#oneIn *= enabled.length;
    return Math.floor(this.#options.random() * enabled.length);
  }

  compare(_comparison: Comparison): boolean {
    this.#oneIn *= 2;
    return this.#options.random() < 0.5;
  }

  end(ended: EndedRun): void {
    this.#estimate?.add(ended, this.#oneIn);
  }

  coverage(): Coverage {
    return { kind: 'sampled', runs: this.#runs };
  }
}
