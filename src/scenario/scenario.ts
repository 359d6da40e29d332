import type {
  Fault,
  GuardName,
  LatencySettings,
  MicroUsd,
  PositionRow,
  Signal,
} from '../domain/index.js';

export {
  LATENCY_OPERATIONS,
  type LatencyOperation,
  type LatencyProfile,
  type LatencySettings,
} from '../domain/index.js';

/** A scenario file, checked and frozen. All times are integer microseconds since `start`. */
export interface Scenario {
  /** File name without its extension. */
  readonly id: string;
  /** The file as named by the person who asked, with forward slashes. */
  readonly path: string;
  readonly title: string;
  readonly story: string;
  readonly source: {
    readonly origin: string;
    readonly recorded: readonly string[];
    readonly inferred: readonly string[];
  };
  /** RFC 3339. */
  readonly start: string;
  readonly startEpochUs: number;
  readonly zone: string;
  readonly record: {
    readonly trades: readonly {
      readonly symbol: string;
      readonly side: Signal['side'];
      readonly quantity: number;
    }[];
    readonly spanUs: number;
  } | null;
  readonly system: SystemSettings;
  readonly account: { readonly cash: MicroUsd };
  readonly positions: readonly PositionRow[];
  readonly signals: readonly ScenarioSignal[];
  readonly latency: LatencySettings;
  /** What goes wrong, or may. Of those that strike one call, the first does. */
  readonly faults: readonly Fault[];
  /** Most faults at once that an exploration chooses; null: as it sees fit. */
  readonly faultsMax: number | null;
  /** Null: there is a connection for every call. */
  readonly database: DatabaseSettings | null;
  readonly expect: readonly {
    readonly guardSet: string;
    readonly guards: readonly GuardName[];
    readonly verdict: 'pass' | 'fail' | 'inconclusive';
    readonly duplicates: number | null;
    /** What an exploration of every order comes to; null: the scenario does not say, so as `verdict`. */
    readonly explore: 'pass' | 'fail' | 'inconclusive' | null;
  }[];
}

/** The pool of connections, and how long a write waits for the writer's lock. */
export interface DatabaseSettings {
  readonly connectionsCount: number;
  readonly leakedCount: number;
  /** Null: whoever waits for a connection waits for ever. */
  readonly checkoutTimeoutUs: number | null;
  readonly busyTimeoutUs: number;
  /** A connection for each statement, or one kept by a symbol task from its trade row to its end. */
  readonly keeps: 'statement' | 'booking';
}

export interface SystemSettings {
  readonly cycleIntervalUs: number;
  readonly failedCyclePauseUs: number;
  /** Permits of the symbol semaphore. */
  readonly parallelism: number;
  /** The guard set that was in force (`recorded`). */
  readonly guards: readonly GuardName[];
  readonly recentTradeWindowUs: number;
  /** How long a lease of the `lease` guard lasts that nobody gives back. */
  readonly leaseTtlUs: number;
  /** Does the gateway refuse a BUY under an old lease, or none? */
  readonly leaseFencing: boolean;
  /** After so long without an answer the outcome of an order is unknown; null: one waits for ever. */
  readonly brokerTimeoutUs: number | null;
  /** How often the main path tries again after an unknown outcome. */
  readonly brokerRetriesCount: number;
  /** Orders per window and runner on the main path; null: no limiter. */
  readonly limiter: { readonly perSecond: number; readonly perMinute: number } | null;
  /** Are market prices and the account row rewritten at the end of a cycle? */
  readonly closing: boolean;
  readonly runners: readonly RunnerSettings[];
}

/** One chain of cycles. A fresh runner is built for each cycle. */
interface RunnerSettings {
  readonly id: string;
  readonly startUs: number;
  /** How many cycles it runs; at least 1. */
  readonly cycles: number;
  /** `fails`: the position load at a cycle's start throws, and the runner starts with none. */
  readonly positionsLoad: 'works' | 'fails';
  /** The process that it runs in: cash and holdings in memory are those of a process. */
  readonly process: string;
  /** How far its clock is ahead of the database's (negative: behind). */
  readonly clockSkewUs: number;
  /** How much later than they are it reads the database's stamps (negative: earlier). */
  readonly zoneBugUs: number;
}

export interface ScenarioSignal extends Signal {
  readonly atUs: number;
  /** The runner that takes it; the first one unless said otherwise. */
  readonly runner: string;
}
