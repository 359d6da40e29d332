import type { ExpectationStanding, VerdictKind } from '../verdict/index.js';

/** A result that lies in a folder: what its `replay.json` or `explore.json` says of it. */
export interface FoundResult {
  /** The folder that it lies in, relative to the index, with forward slashes; empty: the index's own. */
  readonly place: string;
  readonly kind: 'replay' | 'explore';
  /** Path of the scenario. */
  readonly scenario: string;
  /** The guard set, as a comma list. */
  readonly guards: string;
  readonly verdict: VerdictKind;
  readonly standing: ExpectationStanding;
  /** Extra fills of a replay; null for an exploration. */
  readonly duplicates: number | null;
}

/** Everything that was found, and what was passed over. */
export interface FoundResults {
  readonly results: readonly FoundResult[];
  /** Files that are too large to be read again for an index, or are no results. */
  readonly skippedCount: number;
  /** True where the folder holds more than was looked at. */
  readonly isCut: boolean;
}
