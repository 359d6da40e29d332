import type { Schedule } from './schedule.js';

/** What a strategy can truthfully say when no more runs are started. */
export type Coverage =
  /** Every class was run. */
  | { readonly kind: 'complete' }
  /** Every schedule with at most `bound` deviations from the default order was run. */
  | { readonly kind: 'bounded'; readonly bound: number }
  /** `runs` schedules were drawn. */
  | { readonly kind: 'sampled'; readonly runs: number }
  /** Stopped before the end: nothing is claimed but the runs themselves. */
  | { readonly kind: 'unfinished' }
  /** The program did not run the same way twice: nothing can be claimed. */
  | { readonly kind: 'unsteady'; readonly drift: Drift; readonly doubt?: Doubt };

/** Where a run left the way that it was to repeat. */
export interface Drift {
  /** First step that differs. */
  readonly step: number;
  /** In words: what was expected there. */
  readonly expected: string;
  /** In words: what was seen instead. */
  readonly seen: string;
  /** Keys that could have been picked at that step, in default order. */
  readonly possible: readonly number[];
}

/**
 * What a doubt is about. `not repeatable`: one order did not run the same way
 * twice. `one class, two outcomes`: two orders that differ only in steps without
 * a conflict ended otherwise. `not the sum of its parts`: what was explored apart does
 * not come to this together. The other two: a random walk left what a complete
 * exploration had found.
 */
export type DoubtKind =
  | 'not repeatable'
  | 'one class, two outcomes'
  | 'not the sum of its parts'
  | 'unexplored outcome'
  | 'unexplored class';

/** A reason why a claim does not hold, with an order that shows it. */
export interface Doubt {
  readonly kind: DoubtKind;
  readonly drift: Drift;
  /** Shows it. Where a run broke off: the steps that it took, from where the default order goes on. */
  readonly schedule: Schedule;
  /** The order that it contradicts; left out where there is no single one. */
  readonly other?: Schedule;
}
