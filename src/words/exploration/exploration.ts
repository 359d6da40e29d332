import type { GuardName } from '../../domain/index.js';
import type {
  Counterexample,
  Cut,
  ExpectationStanding,
  ExplorationCoverage,
  ExplorationResult,
  MatrixReading,
  VerdictKind,
} from '../../verdict/index.js';

/** What looking through the orders of one scenario under one guard set came to: all that a report says of it. */
export interface ExplorationReport extends ExplorationResult {
  readonly scenario: { readonly id: string; readonly path: string; readonly title: string };
  readonly guardSet: string;
  readonly guards: readonly GuardName[];
  readonly seed: number;
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
  readonly counterexample: Pick<Counterexample, 'token' | 'faults'> | null;
}

/** Did an exploration come to what the scenario expects of it? */
export function explorationStanding({
  expectation,
  expected,
}: Pick<ExplorationReport, 'expectation' | 'expected'>): ExpectationStanding {
  if (expectation === null) return 'none';
  return expected ? 'met' : 'missed';
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
    readonly coverage: ExplorationCoverage;
    readonly token: string | null;
    readonly kind: string | null;
    /** The faults that were chosen for the failing order. */
    readonly faults: readonly string[];
    readonly cut: readonly Cut[];
  }[];
  readonly reading: MatrixReading;
  /** Did somebody stop it? Left out: no. */
  readonly ending?: 'complete' | 'interrupted';
  readonly elapsedMs: number;
  readonly extraOptions: readonly string[];
}
