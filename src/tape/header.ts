import type { GuardName, MicroUsd, PositionRow, Side } from '../domain/index.js';
import type { TapeEvent } from './events.js';

/** The first line of a tape: everything that judging and rendering need besides the events. */
export interface TapeHeader {
  readonly format: 'racetape';
  readonly version: 1;
  readonly scenario: ScenarioWords;
  readonly guards: readonly GuardName[];
  /** How the set was asked for: `none`, `three-layer`, `recorded`, or the comma list. */
  readonly guardSet: string;
  readonly seed: number;
  /** Replays this very order; empty for a plain replay (the default order of the seed). */
  readonly token: string;
}

/** What the tape keeps of the scenario file. */
export interface ScenarioWords {
  /** File name without its extension. */
  readonly id: string;
  /** As given on the command line, with forward slashes: what a replay line repeats. */
  readonly path: string;
  readonly title: string;
  readonly story: string;
  readonly origin: string;
  readonly recorded: readonly string[];
  readonly inferred: readonly string[];
  /** RFC 3339: microsecond 0. */
  readonly start: string;
  /** Microseconds since the Unix epoch at microsecond 0. */
  readonly startEpochUs: number;
  /** IANA zone of the log lines. */
  readonly zone: string;
  readonly recentTradeWindowUs: number;
  readonly account: { readonly cash: MicroUsd };
  readonly positions: readonly PositionRow[];
  readonly record: RecordedOutcome | null;
  readonly expect: readonly Expectation[];
}

/** The trade rows that were found in the real database. */
export interface RecordedOutcome {
  readonly trades: readonly {
    readonly symbol: string;
    readonly side: Side;
    readonly quantity: number;
  }[];
  /** Longest span of the rows' clock-second stamps, in microseconds (0: all in one second). */
  readonly spanUs: number;
}

/** What a replay under a guard set should come to. */
export interface Expectation {
  /** A named set (`none`, `before`, `three-layer`, `all`, `recorded`) or a comma list. */
  readonly guardSet: string;
  readonly guards: readonly GuardName[];
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** Extra fills over all symbols; null where the scenario does not say. */
  readonly duplicates: number | null;
}

/** A finished run. `events` may be any iterable, so that a tape can be read from disk in one pass. */
export interface Tape {
  readonly header: TapeHeader;
  readonly events: readonly TapeEvent[];
}
