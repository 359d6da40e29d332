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
  | { readonly kind: 'unsteady'; readonly drift: Drift };

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
