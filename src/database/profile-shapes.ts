import type { LatencyProfile, LatencyWindow, QuantilesProfile } from '../domain/index.js';
import { normalQuantile } from './normal-quantile.js';

/** Latency in µs from a draw in [0, 1): whole, and inside the profile's window. */
type Shape = (draw: number) => number;

/** z of the 99th percentile. */
const Z_99 = 2.3263478740408408;

/** A profile whose latency depends on nothing but the draw. */
type ShapedProfile = Exclude<LatencyProfile, { kind: 'spikes' }>;

/**
 * The inverse distribution function of a profile, truncated to its window:
 * what is drawn is the profile given that it falls inside, nothing piles up at
 * the ends. Determinism: only `Math.exp`, `Math.log` and `Math.sqrt`, which agree
 * between versions of Node.
 */
export function shapeOf(profile: ShapedProfile): Shape {
  switch (profile.kind) {
    case 'constant':
      return () => profile.us;
    case 'uniform':
      return uniform(profile);
    case 'normal': {
      const { meanUs, sdUs } = profile;
      return truncated((p) => meanUs + sdUs * normalQuantile(p), profile);
    }
    case 'lognormal': {
      const { p50Us, p99Us } = profile;
      const mu = Math.log(p50Us);
      const sigma = (Math.log(p99Us) - mu) / Z_99;
      return truncated((p) => Math.exp(mu + sigma * normalQuantile(p)), profile);
    }
    case 'exponential':
      return truncated((p) => -profile.meanUs * Math.log(1 - p), profile);
    case 'pareto': {
      const { p50Us, p99Us } = profile;
      const perShape = (Math.log(p99Us) - Math.log(p50Us)) / Math.log(50);
      const logScale = Math.log(p50Us) - Math.log(2) * perShape;
      return truncated((p) => Math.exp(logScale - Math.log(1 - p) * perShape), profile);
    }
    case 'quantiles':
      return betweenPoints(profile);
  }
}

/** Uniform over whole microseconds, both ends included. */
export function uniform({ minUs, maxUs }: LatencyWindow): Shape {
  return (draw) => minUs + Math.floor(draw * (maxUs - minUs + 1));
}

/** An increasing quantile function, given that its value lies inside the window. */
function truncated(at: (p: number) => number, { minUs, maxUs }: LatencyWindow): Shape {
  const low = probabilityBelow(at, minUs);
  const high = probabilityBelow(at, maxUs);
  return (draw) => {
    const us = Math.round(at(low + draw * (high - low)));
    return Math.min(maxUs, Math.max(minUs, us));
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

/** Straight lines between the measured quantiles, found by bisection. */
function betweenPoints({ points }: QuantilesProfile): Shape {
  return (draw) => {
    const share = draw * 1_000_000;
    let below = 0;
    let above = points.length - 1;
    while (above - below > 1) {
      const middle = (below + above) >> 1;
      if (points[middle]!.perMillion <= share) below = middle;
      else above = middle;
    }
    const from = points[below]!;
    const to = points[above]!;
    const width = to.perMillion - from.perMillion;
    return from.us + Math.round((to.us - from.us) * ((share - from.perMillion) / width));
  };
}
