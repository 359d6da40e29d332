import type { StepFact } from '../domain/index.js';
import type { Alarm } from './alarm.js';
import type { ExplorationOutcome } from './exploration-reading.js';
import type { DuplicateKind, VerdictKind } from './finding.js';

export type ExploreMode = 'exhaustive' | 'bounded' | 'sample';

/**
 * What a budget of runs or time, or Ctrl-C, cut: some orders or sets of faults were not run, the
 * failure may not be the smallest, its passing twin was not looked for to the end.
 */
export type Cut = 'search' | 'fault sets' | 'shrink' | 'twin';

/** What the orders of one scenario under one guard set came to. Every report is made of this. */
export interface ExplorationResult {
  readonly mode: ExploreMode;
  readonly timed: boolean;
  readonly verdict: VerdictKind;
  readonly coverage: ExplorationCoverage;
  readonly outcomes: readonly ExplorationOutcome[];
  readonly counterexample: Counterexample | null;
  readonly passingTwin: Twin | null;
  /** In the order of `Cut`; empty where everything went to its end. */
  readonly cut: readonly Cut[];
}

/** What may be claimed, with its numbers. */
export interface ExplorationCoverage {
  readonly kind: 'complete' | 'bounded' | 'sampled';
  readonly schedules: number;
  /** Distinct (timed-feasible) classes that were run; for `complete` all there are. */
  readonly classes: number;
  readonly redundant: number;
  readonly bound: number | null;
  /** Estimated number of classes, for samples; null where there is none. */
  readonly estimate: number | null;
  /** Classes that no latencies inside the windows produce. */
  readonly infeasible: number;
  /** Why it claims less than was asked for, in words; null where it does not. */
  readonly note: string | null;
  /** Why nothing may be claimed at all; null where nothing speaks against the claim. */
  readonly alarm: Alarm | null;
  /** Most faults at once that were chosen; the claim is about orders with at most so many. */
  readonly faultsMax: number;
  /** Sets of faults that were explored, the empty one included. */
  readonly plans: number;
}

export interface Counterexample {
  readonly token: string;
  readonly signals: number;
  readonly deviations: number;
  readonly steps: number;
  readonly kind: DuplicateKind | string;
  /** The faults that were chosen for it, as `--fault` takes them; those of the scenario are not among them. */
  readonly faults: readonly string[];
  /** What happens, step by step, in words. */
  readonly story: readonly string[];
  /** What each step of the story is: a shorter story is told of these. */
  readonly facts: readonly StepFact[];
  /** The steps that differ from the default order: indices into `facts`. */
  readonly deviatingSteps: readonly number[];
  /** The picks that differ from the default order, in words. */
  readonly deviating: readonly string[];
  /** Ids of the signals that take part. */
  readonly signalIds: readonly string[];
  readonly fills: Readonly<Record<string, number>>;
  /** Dropping any single signal, reordering or latency spread no longer fails. */
  readonly minimal: boolean;
  /** Operations whose latency must vary for this to happen; all others may be constant at their minimum. */
  readonly latencies: readonly string[];
  readonly critical: readonly CriticalLeg[];
}

/** From which upper bound of an operation's legs on an order of the scenario fails, the others as declared. */
export interface CriticalLeg {
  readonly operation: string;
  readonly legMaxUs: number | null;
  /** `exact`: every order was run, and none fails below it; `upper bound`: an order that was not run may. */
  readonly claim: 'exact' | 'upper bound';
  /** The bounds that the scenario declares for one leg. */
  readonly declaredMinUs: number;
  readonly declaredMaxUs: number;
}

export interface Twin {
  readonly token: string;
  /** Those of the counterexample: only its order is another. */
  readonly faults: readonly string[];
  /** The pair that was turned round: what now comes first, and what second. */
  readonly flipped: readonly [string, string];
  readonly words: string;
}
