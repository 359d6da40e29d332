import type { Chooser, Comparison, Completion, Footprint } from '../kernel/index.js';
import type { Recording } from './recording.js';
import type { Strategy } from './strategy.js';

/** The kernel's chooser: asks the strategy, writes everything down. */
export class RecordingChooser implements Chooser {
  readonly sees = 'all';
  gaveUp = false;
  readonly #strategy: Strategy;
  readonly #run: Recording;
  #shared = 0;

  constructor(strategy: Strategy, run: Recording) {
    this.#strategy = strategy;
    this.#run = run;
  }

  /** A new run begins; its first `shared` steps are in the recording already. */
  start(shared: number): void {
    this.#shared = shared;
    this.gaveUp = false;
    this.#run.length = 0;
  }

  choose(enabled: readonly Completion[], step: number): number {
    const index = this.#strategy.choose(enabled, step);
    if (index < 0) {
      this.gaveUp = true;
      return index;
    }
    if (step < this.#shared) this.#run.repeated(enabled[index]!, step);
    else this.#run.picked(enabled[index]!, step);
    return index;
  }

  compare(comparison: Comparison, step: number): boolean {
    const answer = this.#strategy.compare(comparison, step);
    if (step >= this.#shared) this.#run.compared(comparison, answer, step);
    return answer;
  }

  stepped(_completion: Completion, footprint: Footprint, step: number): void {
    if (step >= this.#shared) this.#run.stepped(footprint, step);
  }
}

export function isPromise<T>(value: Promise<T> | T): value is Promise<T> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
