import type { Counts } from '../exploration/index.js';
import type { ExplorationResult, ExploreMode } from '../verdict/index.js';
import type { ProgramSetting } from './scenario-program.js';
import type { SampleStrategy } from './strategies.js';

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

/** What an exploration came to, with what was asked of it. */
export interface ExploreResult extends ExplorationResult {
  readonly setting: ProgramSetting;
}
