import type { Comparison, Completion } from '../kernel/index.js';
import type { Coverage } from './coverage.js';
import type { HappensBefore } from './happens-before.js';
import type { Recording } from './recording.js';

/**
 * How to look through the schedules of a program: the one interface that every
 * strategy implements, and all that the driver knows of it.
 * Source: the `Scheduler` trait of AWS Shuttle (new_execution, next_task,
 * next_u64). Ours differs in that completions are picked, not threads, and that
 * `end` hands back what the run touched.
 */
export interface Strategy {
  readonly name: string;
  /**
   * Start another run? `run` is where the driver records it: rows below the
   * current step are valid while choosing (`footprintIds` included).
   */
  begin(run: Recording): boolean;
  /** Which comes next? An index into `enabled`; negative gives the run up. */
  choose(enabled: readonly Completion[], step: number): number;
  /** What is the answer to this comparison of the clock? */
  compare(comparison: Comparison, step: number): boolean;
  /** The run has ended, by itself or given up. */
  end(run: EndedRun): void;
  /** What may be claimed now. */
  coverage(): Coverage;
  /** Guess at the share of the work that is done, 0 … 1. Left out: not known. */
  progress?(): number;
  /** The next run repeats this many first steps of the last one. Left out: 0. Saves work, changes nothing. */
  readonly sharedPrefix?: number;
}

export interface EndedRun {
  readonly run: Recording;
  /** Valid if `ended` is `complete`. */
  readonly relation: HappensBefore;
  readonly ended: 'complete' | 'abandoned';
  /** Can some latencies inside the windows produce it? (Untimed: are its comparisons consistent?) False if abandoned. */
  readonly feasible: boolean;
  /** Name of the outcome; null if abandoned. */
  readonly outcome: string | null;
}
