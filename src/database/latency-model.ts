import type { CallOperation, LatencyProfile, LatencySettings } from '../domain/index.js';
import type { Delay } from '../kernel/index.js';
import { normalQuantile } from './normal-quantile.js';

export type Leg = 'request' | 'response';

/** One leg's latency: exactly one draw a use, even for a constant. */
export type LegLatency = (draw: number) => Delay;

/** z of the 99th percentile. */
const Z_99 = 2.3263478740408408;

/** Latency of both legs of every operation, worked out once per scenario. */
export class LatencyModel {
  readonly #legs: Readonly<Record<CallOperation, Readonly<Record<Leg, LegLatency>>>>;

  constructor(settings: LatencySettings) {
    const leg = (operation: CallOperation, name: Leg): LegLatency => {
      const own = settings[`${operation}.${name}`];
      if (own !== undefined) return latencyOf(own);
      const roundTrip = settings[operation];
      return roundTrip === undefined ? instant : halfOf(latencyOf(roundTrip), name);
    };
    const legs = (operation: CallOperation): Readonly<Record<Leg, LegLatency>> => ({
      request: leg(operation, 'request'),
      response: leg(operation, 'response'),
    });
    this.#legs = {
      'db.read': legs('db.read'),
      'db.write': legs('db.write'),
      broker: legs('broker'),
    };
  }

  delay(operation: CallOperation, leg: Leg, draw: number): Delay {
    return this.#legs[operation][leg](draw);
  }
}

const NO_DELAY: Delay = { us: 0, minUs: 0, maxUs: 0 };
const instant: LegLatency = () => NO_DELAY;

/** A draw in [0, 1) → a delay inside the profile's window. */
export function latencyOf(profile: LatencyProfile): LegLatency {
  switch (profile.kind) {
    case 'constant': {
      const delay = { us: profile.us, minUs: profile.us, maxUs: profile.us };
      return () => delay;
    }
    case 'uniform': {
      const { minUs, maxUs } = profile;
      return (draw) => ({ us: minUs + Math.floor(draw * (maxUs - minUs + 1)), minUs, maxUs });
    }
    case 'lognormal':
      return lognormal(profile);
  }
}

function lognormal(profile: LatencyProfile & { kind: 'lognormal' }): LegLatency {
  const { p50Us, p99Us, minUs, maxUs } = profile;
  const mu = Math.log(p50Us);
  const sigma = (Math.log(p99Us) - mu) / Z_99;
  const at = (p: number): number => Math.exp(mu + sigma * normalQuantile(p));
  const low = probabilityBelow(at, minUs);
  const high = probabilityBelow(at, maxUs);
  return (draw) => {
    const us = Math.round(at(low + draw * (high - low)));
    return { us: Math.min(maxUs, Math.max(minUs, us)), minUs, maxUs };
  };
}

/** The p in (0, 1) at which an increasing quantile function reaches `us`, by bisection. */
function probabilityBelow(quantile: (p: number) => number, us: number): number {
  let low = 1e-9;
  let high = 1 - 1e-9;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (quantile(middle) < us) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function halfOf(roundTrip: LegLatency, leg: Leg): LegLatency {
  const half =
    leg === 'request' ? (us: number) => Math.floor(us / 2) : (us: number) => Math.ceil(us / 2);
  return (draw) => {
    const { us, minUs, maxUs } = roundTrip(draw);
    return { us: half(us), minUs: half(minUs), maxUs: half(maxUs) };
  };
}
