import type { Duplicate, SymbolError, VerdictKind } from '../verdict/index.js';

/** What an exploration keeps of one run: equal outcomes have equal names. */
export interface RunOutcome {
  readonly name: string;
  readonly verdict: VerdictKind;
  /** BUY fills by symbol, by symbol's name. */
  readonly fills: Readonly<Record<string, number>>;
  readonly duplicates: readonly Duplicate[];
  /** Assertions that found an error, sorted, without repeats. */
  readonly errors: readonly string[];
  /** The same symbol by symbol. */
  readonly errorsOf: readonly SymbolError[];
  /** Did every fault that the exploration chose for this run strike? What was not met is no part of it. */
  readonly faults: 'all struck' | 'some missed';
}
