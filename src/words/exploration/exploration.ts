import type { GuardName, StepFact } from '../../domain/index.js';
import type {
  Alarm,
  ExpectationStanding,
  ExplorationOutcome,
  MatrixReading,
  VerdictKind,
} from '../../verdict/index.js';

/** What looking through the orders of one scenario under one guard set came to: all that a report says of it. */
export interface ExplorationReport {
  readonly scenario: { readonly id: string; readonly path: string; readonly title: string };
  readonly guardSet: string;
  readonly guards: readonly GuardName[];
  readonly seed: number;
  readonly mode: 'exhaustive' | 'bounded' | 'sample';
  readonly timed: boolean;
  readonly verdict: VerdictKind;
  readonly coverage: CoverageReport;
  readonly outcomes: readonly ExplorationOutcome[];
  readonly counterexample: CounterexampleReport | null;
  readonly passingTwin: TwinReport | null;
  /** What a budget cut: `search`, `fault sets`, `shrink`, `twin`. Left out: nothing. */
  readonly cut?: readonly string[];
  /** Host time, whole milliseconds. */
  readonly elapsedMs: number;
  /** What the scenario expects of these guards; null: it says nothing. */
  readonly expectation: VerdictKind | null;
  readonly expected: boolean;
  /** Signals of the scenario, of which a counterexample may need fewer. */
  readonly signalsCount: number;
  /** Latencies of the command line, word by word: a line to paste repeats them. */
  readonly extraOptions: readonly string[];
}

/** What a list says of an exploration: no more than its saved result holds. */
export interface ListedExploration
  extends Pick<
    ExplorationReport,
    | 'scenario'
    | 'guardSet'
    | 'guards'
    | 'seed'
    | 'mode'
    | 'timed'
    | 'verdict'
    | 'coverage'
    | 'outcomes'
    | 'expectation'
    | 'expected'
    | 'extraOptions'
  > {
  readonly counterexample: Pick<CounterexampleReport, 'token' | 'faults'> | null;
}

/** Did an exploration come to what the scenario expects of it? */
export function explorationStanding({
  expectation,
  expected,
}: Pick<ExplorationReport, 'expectation' | 'expected'>): ExpectationStanding {
  if (expectation === null) return 'none';
  return expected ? 'met' : 'missed';
}

/** What may be claimed, with its numbers. */
export interface CoverageReport {
  readonly kind: 'complete' | 'bounded' | 'sampled';
  readonly schedules: number;
  readonly classes: number;
  readonly redundant: number;
  readonly bound: number | null;
  readonly estimate: number | null;
  readonly infeasible: number;
  readonly note: string | null;
  /** Why nothing may be claimed at all; left out or null: nothing speaks against the claim. */
  readonly alarm?: Alarm | null;
  /** The claim is about orders with at most so many faults chosen among those that may happen. */
  readonly faultsMax?: number;
  /** Sets of faults that were explored, the empty one included. */
  readonly plans?: number;
}

export interface CounterexampleReport {
  readonly token: string;
  /** The faults that were chosen for it, as `--fault` takes them. */
  readonly faults?: readonly string[];
  readonly signals: number;
  readonly deviations: number;
  readonly steps: number;
  readonly kind: string;
  readonly story: readonly string[];
  /** What each step of the story is: a shorter story is told of these. */
  readonly facts: readonly StepFact[];
  /** The steps that differ from the default order: indices into `facts`. */
  readonly deviatingSteps: readonly number[];
  readonly deviating: readonly string[];
  readonly signalIds: readonly string[];
  readonly fills: Readonly<Record<string, number>>;
  readonly minimal: boolean;
  readonly latencies: readonly string[];
  readonly critical: readonly CriticalLeg[];
}

/** From which upper bound of an operation's legs on an order of the scenario fails, the others as declared. */
export interface CriticalLeg {
  readonly operation: string;
  readonly legMaxUs: number | null;
  /** `exact`: no order fails below it; `upper bound`: an order that was not run may. */
  readonly claim: 'exact' | 'upper bound';
  /** The bounds that the scenario declares for one leg. */
  readonly declaredMinUs: number;
  readonly declaredMaxUs: number;
}

export interface TwinReport {
  readonly token: string;
  readonly faults?: readonly string[];
  readonly flipped: readonly string[];
  readonly words: string;
}

/** The 32 guard sets of one scenario, and what they say together. */
export interface MatrixReport {
  readonly scenario: ExplorationReport['scenario'];
  readonly seed: number;
  readonly timed: boolean;
  /** The guards that vary, in the order of the columns. */
  readonly varied: readonly GuardName[];
  readonly cells: readonly {
    readonly guards: readonly GuardName[];
    readonly verdict: VerdictKind;
    readonly coverage: CoverageReport;
    readonly token: string | null;
    readonly kind: string | null;
    /** The faults that were chosen for the failing order. */
    readonly faults?: readonly string[];
    readonly cut?: readonly string[];
  }[];
  readonly reading: MatrixReading;
  /** Did somebody stop it? Left out: no. */
  readonly ending?: 'complete' | 'interrupted';
  readonly elapsedMs: number;
  readonly extraOptions: readonly string[];
}
