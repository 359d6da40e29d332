import type { VerdictKind } from '../../verdict/index.js';
import type { ShownVerdict } from '../../words/index.js';

/** One line of a build machine's list: something that was run, and whether that is as it should be. */
export interface Check {
  readonly scenario: { readonly path: string; readonly title: string };
  /** What was done, for instance `replay` or `explore`; with the guard set it names the check. */
  readonly act: string;
  readonly guardSet: string;
  readonly status: CheckStatus;
  readonly verdict: VerdictKind;
  /** `complete(124)`; null where nothing is claimed of other orders. */
  readonly claim: string | null;
  /** What came of it, as a sentence or two. */
  readonly sentence: string;
  /** Repeats it when it is pasted into a shell. */
  readonly line: string;
  /** Names the failing order; null where there is none. */
  readonly token: string | null;
  /** What is wrong, and what is only remarkable; empty where a failure was expected. */
  readonly problems: readonly CheckProblem[];
  /** The order of a counterexample, step by step; empty where there is none. */
  readonly steps: readonly CheckStep[];
  readonly place: FilePlace;
}

/** `refused`, `unproven` and `alarm` are what the exit code speaks of: 1, 3 and 70. */
export type CheckStatus = 'ok' | 'refused' | 'unproven' | 'alarm';

export interface CheckProblem {
  /** The kind of a duplicate, or the assertion that failed. */
  readonly rule: string;
  readonly level: 'error' | 'warning';
  readonly message: string;
  readonly place: FilePlace;
}

export interface CheckStep {
  /** Its place in the run, from 1. */
  readonly step: number;
  readonly words: string;
  readonly deviates: boolean;
  /** The signal whose task takes the step, or the check's own place. */
  readonly place: FilePlace;
}

/** A place in the scenario file. Lines and columns count from 1. */
export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** Where nothing better is known. */
export const FILE_START: FilePlace = { line: 1, column: 1 };

/** Where in a scenario file its signals and its expectations stand. */
export interface ScenarioPlaces {
  /** By signal id. */
  readonly signals: ReadonlyMap<string, FilePlace>;
  /** By guard set as the file names it. */
  readonly expectations: ReadonlyMap<string, FilePlace>;
}

export const NO_PLACES: ScenarioPlaces = { signals: new Map(), expectations: new Map() };

/** @example nameOfCheck({ act: 'explore', guardSet: 'all' }) // 'explore under all' */
export function nameOfCheck({ act, guardSet }: Pick<Check, 'act' | 'guardSet'>): string {
  return guardSet === '' ? act : `${act} under ${guardSet}`;
}

/** Where a check that has no place of its own is shown: at what the file expects of the guard set. */
export function expectationPlace(places: ScenarioPlaces, guardSet: string): FilePlace {
  return places.expectations.get(guardSet) ?? FILE_START;
}

/** Signals of `id: x, count: 3` are named `x#1` to `x#3` and stand in one entry. */
export function signalPlace(places: ScenarioPlaces, signalId: string): FilePlace | undefined {
  return places.signals.get(signalId) ?? places.signals.get(signalId.replace(/#\d+$/, ''));
}

/** The verdict as people read it: a replay that fails as it should has reproduced something. */
export function verdictOfCheck({
  status,
  verdict,
  claim,
}: Pick<Check, 'status' | 'verdict' | 'claim'>): ShownVerdict {
  return status === 'ok' && verdict === 'fail' && claim === null ? 'reproduced' : verdict;
}
