import type { SampleStrategy } from '../experiments/index.js';
import type { Reporter } from '../formats/index.js';
import type {
  GuardSet,
  LatencyOperation,
  LatencyProfile,
  WrittenFault,
} from '../scenario/index.js';
import type { ExploreMode } from '../verdict/index.js';

/** A reporter that was asked for. `file` null: where it goes follows from what else was asked for. */
export interface ReporterRequest {
  readonly reporter: Reporter;
  readonly file: string | null;
}

/** What the options of a replay say, checked. */
export interface ReplaySettings {
  /** In the order given, without repeats; empty: as each scenario's `expect` names them. */
  readonly guardSets: readonly GuardSet[];
  readonly seed: number;
  readonly latency: ReadonlyMap<LatencyOperation, LatencyProfile>;
  /** Put behind the faults of each scenario, in the order given. */
  readonly faults: readonly WrittenFault[];
  readonly out: string;
  readonly answer: 'summary' | 'json';
  /** Forms beside or in place of the summary, in the order given. */
  readonly reporters: readonly ReporterRequest[];
  readonly volume: 'told' | 'quiet';
  /** The one run to repeat, where a token names it. */
  readonly token: TokenSettings | null;
}

export interface TokenSettings {
  readonly text: string;
  /** What to do at the first step that the token did not expect. */
  readonly onDrift: 'stop' | 'best effort';
}

/** What the options of an exploration say, checked. */
export interface ExploreSettings
  extends Pick<
    ReplaySettings,
    'seed' | 'latency' | 'faults' | 'out' | 'answer' | 'reporters' | 'volume'
  > {
  readonly guardSet: GuardSet;
  readonly mode: ExploreMode;
  readonly timing: 'timed' | 'untimed';
  readonly bound: number;
  readonly schedules: number;
  readonly strategy: SampleStrategy;
  /** Most faults at once that are chosen; null: as the scenario says. */
  readonly faultsMax: number | null;
  /** Most runs begun for each component; null: no limit but the time budget. */
  readonly runsMax: number | null;
  /** null: no time budget, so the answer is the same on a busy machine. */
  readonly budgetMs: number | null;
  readonly workers: number;
}

/** What the options of a sweep say, checked as far as they can be without the scenario. */
export interface SweepSettings
  extends Pick<
    ReplaySettings,
    'seed' | 'latency' | 'faults' | 'out' | 'answer' | 'reporters' | 'volume'
  > {
  readonly guardSets: readonly GuardSet[];
  /** One or two, as written. */
  readonly vary: readonly string[];
  readonly trials: number;
  readonly rareRuns: number;
  /** Most runs of each search for failing orders; null: no limit but the time budget. */
  readonly runsMax: number | null;
  /** null: no time budget. */
  readonly budgetMs: number | null;
  readonly workers: number;
}
