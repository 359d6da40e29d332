import type { GuardName } from '../domain/index.js';
import type { Alarm } from './alarm.js';

/** What many runs of one scenario together come to, as latencies or other times of it are varied. Plain data. */
export interface SweepResult {
  readonly scenario: { readonly id: string; readonly path: string; readonly title: string };
  /** Seeds `seed` … `seed + trials − 1` are replayed at each point. */
  readonly seed: number;
  readonly trials: number;
  /** One or two parameters; the first is the one whose critical value is solved. */
  readonly vary: readonly SweptParameter[];
  readonly guardSets: readonly {
    readonly guardSet: string;
    readonly guards: readonly GuardName[];
  }[];
  /** By guard set as asked, then by the first parameter, then by the second. Points that were not done are left out. */
  readonly points: readonly SweepPoint[];
  readonly pointsAsked: number;
  /** One for each guard set and value of the second parameter. */
  readonly critical: readonly CriticalValue[];
  /** Latencies of the command line, word by word: a line to paste repeats them. */
  readonly extraOptions: readonly string[];
}

export interface SweptParameter {
  readonly parameter: string;
  /** As it was asked for: `db.write=0ms..500ms:25ms`. */
  readonly words: string;
  readonly valuesUs: readonly number[];
}

export interface SweepPoint {
  /** One value for each varied parameter. */
  readonly valuesUs: readonly number[];
  readonly guardSet: string;
  readonly guards: readonly GuardName[];
  /** Runs behind the probability. */
  readonly trials: number;
  /** Runs with a duplicate among them. */
  readonly duplicates: number;
  /** Probability that a run has a duplicate, with its 95 % interval. */
  readonly probability: number;
  readonly low: number;
  readonly high: number;
  readonly method: SweepMethod;
  /**
   * Is there an order that these latencies allow and that fails, by exploration?
   * null: it was not solved here.
   */
  readonly possible: boolean | null;
  /** Trials with a wanted order that never went out, and with something that waits for ever. */
  readonly overBlocked: number;
  readonly stalled: number;
  /** Trials that fail for any reason. */
  readonly failing: number;
  /** From a signal's arrival to its fill, over all fills of all trials; null: nothing was filled. */
  readonly orderDelay: Quantiles | null;
  /** One cycle with eight symbols at once, each bought once, from its start to its last fill; null: not all were filled. */
  readonly eightSymbols: (Quantiles & { readonly ordersPerSecond: number }) | null;
}

/**
 * How a probability came about. `replays`: the share of the trials.
 * `one replay`: nothing is drawn, so one run is all of them. `certificate`: every
 * order was explored and none that these latencies allow fails. `stratified`:
 * runs drawn from the part of the latencies that failing orders need, times the
 * probability of that part.
 */
export type SweepMethod = 'replays' | 'one replay' | 'certificate' | 'stratified';

export interface Quantiles {
  readonly p50Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
}

/** The smallest value of the first parameter at which any failing order becomes possible. */
export interface CriticalValue {
  readonly guardSet: string;
  readonly guards: readonly GuardName[];
  /** Value of the second parameter; null where only one is varied. */
  readonly secondUs: number | null;
  /** Whole microseconds; null: none was found, see `claim`. */
  readonly valueUs: number | null;
  /**
   * `exact`: every order was explored. `upper bound`: exploring was not finished,
   * a smaller value may fail too. `none`: every order was explored, and none
   * fails at any value up to `upToUs`. `unknown`: not solved, `note` says why.
   */
  readonly claim: 'exact' | 'upper bound' | 'none' | 'unknown';
  /** The largest value that was looked at. */
  readonly upToUs: number;
  /** What goes wrong there first. */
  readonly kind: string | null;
  /** The failing order at that value, and the options that it takes; null where none can be printed. */
  readonly token: string | null;
  readonly tokenOptions: readonly string[];
  /** Classes of orders that were run, failing ones among them. */
  readonly classes: number;
  readonly failingClasses: number;
  readonly note: string | null;
  /** Why it was not solved where racetape contradicts itself; `token` shows that then. Left out or null: nothing speaks against it. */
  readonly alarm?: Alarm | null;
}
