import type { Duplicate, ExplorationOutcome, SymbolError, VerdictKind } from '../verdict/index.js';

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

/** Whether an outcome fails, for those who are told its name alone: `ScenarioProgram` begins it with the verdict. */
export function isNameOfFailure(name: string): boolean {
  const verdict: VerdictKind = 'fail';
  return name.startsWith(`${verdict} `);
}

/** What is reported of one outcome. */
export function outcomeOf(
  { fills, verdict, errors, duplicates }: RunOutcome,
  classes: number,
  apart: string | null,
): ExplorationOutcome {
  const extra: Record<string, number> = {};
  for (const { symbol, count } of duplicates) extra[symbol] = (extra[symbol] ?? 0) + count;
  return { fills, classes, verdict, errors, extra, apart };
}
