/**
 * What an exploration found out about itself: a reason why nothing may be claimed.
 * No finding about the scenario, and never part of what one expects. Facts only.
 */
export interface Alarm {
  readonly kind: AlarmKind;
  /**
   * Whose code it speaks of: `racetape` where all that ran was shipped with it,
   * `yours` where a guard or a rule from outside took part.
   */
  readonly blame: 'racetape' | 'yours';
  /** The rule whose fault it is, by name: every task did the same, and it alone judged otherwise. Null: no rule's. */
  readonly rule: string | null;
  /** The first step at which it shows; the length of the run where only its end does. */
  readonly step: number;
  /** What happens in that step, or last before it, and to whom; null where the run has no step. */
  readonly place: string | null;
  /** What was expected there and what was seen instead: for instance the two outcomes. */
  readonly expected: string;
  readonly seen: string;
  /** Replays the order that shows it; null where the scenario as declared has no such order. */
  readonly token: string | null;
  /** Replays the order that it contradicts; null where there is no single one. */
  readonly otherToken: string | null;
  /** The faults that were chosen for it, as `--fault` takes them. */
  readonly faults: readonly string[];
}

/**
 * `not repeatable`: one order did not run the same way twice. `one class, two
 * outcomes`: two orders that differ only in steps which have nothing to do with
 * each other ended otherwise. `not the sum of its parts`: symbols were explored apart, and an
 * order of all of them ends otherwise. `unexplored outcome`, `unexplored class`: a random
 * walk left what was found when every order was thought to have been run.
 */
export type AlarmKind =
  | 'not repeatable'
  | 'one class, two outcomes'
  | 'not the sum of its parts'
  | 'unexplored outcome'
  | 'unexplored class';
