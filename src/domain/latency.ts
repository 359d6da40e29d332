/**
 * Latency of a round trip by operation: each of its two legs draws half of it
 * (the request leg rounds down, the response leg up). A profile for one leg
 * (`db.write.response`) stands for that leg alone and goes before. `db.write.hold`
 * is no leg: how long a write keeps the writer's lock between the two.
 */
export type LatencySettings = Readonly<Partial<Record<LatencyOperation, LatencyProfile>>>;

export const LATENCY_OPERATIONS = [
  'db.read',
  'db.read.request',
  'db.read.response',
  'db.write',
  'db.write.request',
  'db.write.response',
  'db.write.hold',
  'broker',
  'broker.request',
  'broker.response',
] as const;

export type LatencyOperation = (typeof LATENCY_OPERATIONS)[number];

/** A call that takes time; its two legs are told apart by a suffix. */
export type CallOperation = 'db.read' | 'db.write' | 'broker';

/**
 * How long something takes. Whatever the kind, its window is hard: never below
 * `minUs`, never above `maxUs`. Where a distribution has a tail it is truncated
 * there (not piled up), by default at its 0.1 and 99.9 percentiles.
 */
export type LatencyProfile =
  | { readonly kind: 'constant'; readonly us: number }
  | ({ readonly kind: 'uniform' } & LatencyWindow)
  | ({ readonly kind: 'normal'; readonly meanUs: number; readonly sdUs: number } & LatencyWindow)
  | ({
      readonly kind: 'lognormal';
      readonly p50Us: number;
      readonly p99Us: number;
    } & LatencyWindow)
  | ({ readonly kind: 'exponential'; readonly meanUs: number } & LatencyWindow)
  | ({ readonly kind: 'pareto'; readonly p50Us: number; readonly p99Us: number } & LatencyWindow)
  | SpikesProfile
  | QuantilesProfile;

/** Whole microseconds, both ends included. */
export interface LatencyWindow {
  readonly minUs: number;
  readonly maxUs: number;
}

/**
 * Two states that take turns, calm and spike, each uniform over its own window.
 * Calm stretches last `everyUs` on average and spikes `lastingUs`, both
 * exponential. A spike is a thing of virtual time: every call that begins
 * within it is slow, whichever task makes it.
 */
export interface SpikesProfile extends LatencyWindow {
  readonly kind: 'spikes';
  readonly calm: LatencyWindow;
  readonly spike: LatencyWindow;
  readonly everyUs: number;
  readonly lastingUs: number;
}

/** Measured quantiles, joined by straight lines. The first point is at 0, the last at 1,000,000. */
export interface QuantilesProfile extends LatencyWindow {
  readonly kind: 'quantiles';
  /** `perMillion`: share of calls, in millionths, that take at most `us`. Both ascend. */
  readonly points: readonly { readonly perMillion: number; readonly us: number }[];
  /** The recorded file that they were worked out from; null: written out. */
  readonly file: string | null;
}
