import type { Comparison, Completion, Footprint } from '../kernel/index.js';
import type { FootprintIds } from './footprint-ids.js';
import { type Answers, NO_ANSWERS, type Schedule } from './schedule.js';

const NO_COMPARISONS: readonly Comparison[] = [];

/**
 * What one run did, step by step. Reused from run to run: copy what you keep
 * (`scheduleOf`). Rows 0 … `length`-1 are valid.
 */
export class Recording {
  length = 0;
  readonly completions: Completion[] = [];
  readonly footprints: Footprint[] = [];
  /** The footprints' ids in `ids`. */
  readonly footprintIds: number[] = [];
  readonly answers: Answers[] = [];
  readonly comparisons: (readonly Comparison[])[] = [];
  readonly ids: FootprintIds;

  constructor(ids: FootprintIds) {
    this.ids = ids;
  }

  picked(completion: Completion, step: number): void {
    this.length = step + 1;
    this.completions[step] = completion;
    this.answers[step] = NO_ANSWERS;
    this.comparisons[step] = NO_COMPARISONS;
    this.footprintIds[step] = -1;
  }

  /** The step is known to be as it was in the last run; only the completion may be another object. */
  repeated(completion: Completion, step: number): void {
    this.length = step + 1;
    this.completions[step] = completion;
  }

  compared(comparison: Comparison, answer: boolean, step: number): void {
    this.answers[step] = [...this.answers[step]!, answer];
    this.comparisons[step] = [...this.comparisons[step]!, comparison];
  }

  stepped(footprint: Footprint, step: number): void {
    this.footprints[step] = footprint;
    this.footprintIds[step] = this.ids.intern(footprint);
  }

  keyAt(step: number): number {
    return this.completions[step]!.key;
  }
}

/** A copy of the run's picks and answers. */
export function scheduleOf(run: Recording): Schedule {
  const keys: number[] = [];
  for (let step = 0; step < run.length; step += 1) keys.push(run.completions[step]!.key);
  return { keys, answers: run.answers.slice(0, run.length) };
}
