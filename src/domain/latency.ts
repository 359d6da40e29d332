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

/** A call that takes time; its two legs are told apart by a suffix. */
export type CallOperation = 'db.read' | 'db.write' | 'broker';

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
