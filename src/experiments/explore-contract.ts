import type { StepFact } from '../domain/index.js';
import type { Counts } from '../exploration/index.js';
import type { Alarm, DuplicateKind, ExplorationOutcome, VerdictKind } from '../verdict/index.js';
import type { ProgramSetting } from './scenario-program.js';
import type { SampleStrategy } from './strategies.js';

export type ExploreMode = 'exhaustive' | 'bounded' | 'sample';

export interface ExploreRequest extends ProgramSetting {
  readonly mode: ExploreMode;
  readonly timing: 'timed' | 'untimed';
  /** Deviations from the default order, for `bounded`. */
  readonly bound: number;
  /** Runs, for `sample`. */
  readonly schedules: number;
  readonly strategy: SampleStrategy;
  /** Most faults at once that are chosen among those that may happen; left out: as the scenario says, else 1. */
  readonly faults?: number;
  /**
   * Most runs begun for each component and each set of faults, and again for telling a failure;
   * left out: no limit on looking. A sample has `schedules`.
   */
  readonly runsMax?: number;
  /** Asked before each schedule: is a time budget used up, or was it interrupted? */
  readonly shouldStop: () => boolean;
  readonly onProgress?: (progress: ExploreProgress) => void;
  /**
   * Told of the first failing order the moment it is found and seen again, at most
   * once, while the search stands still: as a result that claims nothing but this
   * failure, told as it was found. Heard where the search runs in this thread.
   */
  readonly onFailure?: (soFar: ExploreResult) => void | Promise<void>;
}

export interface ExploreProgress extends Readonly<Counts> {
  readonly phase: 'exploring' | 'shrinking' | 'looking for the twin';
  /** Failing schedules so far. */
  readonly failing: number;
  /** A guess at the share of the work that is done, 0 … 1; null or left out where there is none. */
  readonly share?: () => number | null;
}

/**
 * What a budget of runs or time, or Ctrl-C, cut: some orders or sets of faults were not run, the
 * failure may not be the smallest, its passing twin was not looked for to the end.
 */
export type Cut = 'search' | 'fault sets' | 'shrink' | 'twin';

/** What may be claimed, with its numbers. */
export interface ExploreCoverage {
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
  /** What each step of the story is. */
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
  /**
   * The upper bound of one operation's legs from which on an order of the scenario
   * fails, the others as declared. `exact`: every order was run, and below it none
   * fails; `upper bound`: an order that was not run may fail below it.
   */
  readonly critical: readonly {
    readonly operation: string;
    readonly legMaxUs: number | null;
    readonly claim: 'exact' | 'upper bound';
  }[];
}

export interface Twin {
  readonly token: string;
  /** Those of the counterexample: only its order is another. */
  readonly faults: readonly string[];
  /** The pair that was turned round: what now comes first, and what second. */
  readonly flipped: readonly [string, string];
  readonly words: string;
}

export interface ExploreResult {
  readonly setting: ProgramSetting;
  readonly mode: ExploreMode;
  readonly timed: boolean;
  readonly verdict: VerdictKind;
  readonly coverage: ExploreCoverage;
  readonly outcomes: readonly ExplorationOutcome[];
  readonly counterexample: Counterexample | null;
  readonly passingTwin: Twin | null;
  /** In the order of `Cut`; empty where everything went to its end. */
  readonly cut: readonly Cut[];
}
