import type { LayerName, MicroUsd, PathName, Side } from '../domain/index.js';
import type { DuplicateKind, Finding, VerdictKind } from './finding.js';
import type { RecordComparison } from './record-comparison.js';

/** A fill or a trade row as the command line prints it (design: `--json` of replay). */
export interface Execution {
  readonly atUs: number;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: MicroUsd;
  readonly path: PathName | null;
  readonly cycle: number | null;
  readonly runner: string | null;
}

export interface BlockedAttempt {
  readonly layer: LayerName;
  readonly symbol: string;
  readonly task: string;
  readonly atUs: number;
  readonly reason: string;
}

export interface Duplicate {
  readonly symbol: string;
  /** Extra fills. */
  readonly count: number;
  readonly kind: DuplicateKind;
}

/** Everything that is concluded from one tape. Pages and reporters print it and never recompute it. */
export interface Judgement {
  readonly verdict: VerdictKind;
  readonly findings: readonly Finding[];
  readonly fills: readonly Execution[];
  readonly trades: readonly Execution[];
  readonly positions: readonly { readonly symbol: string; readonly quantity: number }[];
  readonly blocked: readonly BlockedAttempt[];
  readonly duplicates: readonly Duplicate[];
  /** How far the trade rows are from the record; null where the record says nothing of these guards. */
  readonly record: RecordComparison | null;
  /** Do the trade rows equal the record? null unless guards are `none` or `recorded`, or where no record exists. */
  readonly matchesRecord: boolean | null;
  /** Is this what the scenario expects of this guard set? Where it says nothing, a pass is. */
  readonly expected: boolean;
}

/** That an assertion found an error, and of which symbol; null: of none by itself. */
export interface SymbolError {
  readonly assertion: string;
  readonly symbol: string | null;
}

/** What an exploration keeps of a judgement: nothing that has to be put into words. */
export interface BriefJudgement {
  readonly verdict: VerdictKind;
  readonly fills: readonly Execution[];
  readonly duplicates: readonly Duplicate[];
  /** Names of the assertions that found an error, sorted. */
  readonly errors: readonly string[];
  /** The same symbol by symbol. */
  readonly errorsOf: readonly SymbolError[];
}
