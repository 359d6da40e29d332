import type { GuardName, MicroUsd, PositionRow, Signal } from '../domain/index.js';

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
    readonly trades: readonly { readonly symbol: string; readonly side: Signal['side']; readonly quantity: number }[];
    readonly spanUs: number;
  } | null;
  readonly system: SystemSettings;
  readonly account: { readonly cash: MicroUsd };
  readonly positions: readonly PositionRow[];
  readonly signals: readonly ScenarioSignal[];
  readonly latency: LatencySettings;
  readonly expect: readonly {
    readonly guardSet: string;
    readonly guards: readonly GuardName[];
    readonly verdict: 'pass' | 'fail' | 'inconclusive';
    readonly duplicates: number | null;
  }[];
}

export interface SystemSettings {
  readonly cycleIntervalUs: number;
  readonly failedCyclePauseUs: number;
  /** Permits of the symbol semaphore. */
  readonly parallelism: number;
  /** The guard set that was in force (`recorded`). */
  readonly guards: readonly GuardName[];
  readonly recentTradeWindowUs: number;
  /** Orders per window and runner on the main path; null: no limiter. */
  readonly limiter: { readonly perSecond: number; readonly perMinute: number } | null;
  /** Are market prices and the account row rewritten at the end of a cycle? */
  readonly closing: boolean;
  readonly runners: readonly RunnerSettings[];
}

/** One chain of cycles. A fresh runner is built for each cycle. */
export interface RunnerSettings {
  readonly id: string;
  readonly startUs: number;
  /** How many cycles it runs; at least 1. */
  readonly cycles: number;
  /** `fails`: the position load at a cycle's start throws, and the runner starts with none. */
  readonly positionsLoad: 'works' | 'fails';
}

export interface ScenarioSignal extends Signal {
  readonly atUs: number;
  /** The runner that takes it; the first one unless said otherwise. */
  readonly runner: string;
}

/**
 * Latency of a round trip by operation: each of its two legs draws half of it
 * (the request leg rounds down, the response leg up). A profile for one leg
 * (`db.write.response`) stands for that leg alone and goes before.
 */
export type LatencySettings = Readonly<Partial<Record<LatencyOperation, LatencyProfile>>>;

export const LATENCY_OPERATIONS = [
  'db.read',
  'db.read.request',
  'db.read.response',
  'db.write',
  'db.write.request',
  'db.write.response',
  'broker',
  'broker.request',
  'broker.response',
] as const;

export type LatencyOperation = (typeof LATENCY_OPERATIONS)[number];

export type LatencyProfile =
  | { readonly kind: 'constant'; readonly us: number }
  | { readonly kind: 'uniform'; readonly minUs: number; readonly maxUs: number }
  /** Truncated to [minUs, maxUs]: its 0.1 and 99.9 percentiles unless the file says otherwise. */
  | {
      readonly kind: 'lognormal';
      readonly p50Us: number;
      readonly p99Us: number;
      readonly minUs: number;
      readonly maxUs: number;
    };
