/** An interval for a probability. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % interval of Clopper and Pearson (Biometrika 26, 1934) for a
 * probability, after `hits` of `trials`: all p that would not make so few, nor
 * so many, hits a matter of less than 2.5 %. Chosen over Wilson's because its
 * coverage is at least 95 % for every p and every number of trials, which is what
 * is claimed; Wilson's is 95 % on average and dips to some 84 % for small p, and
 * small probabilities are what is looked for here. The price is an interval a
 * little wider. Solved by bisection on the incomplete beta function.
 */
export function clopperPearson(hits: number, trials: number): Interval {
  const tail = 0.025;
  return {
    low: hits === 0 ? 0 : bisect((p) => incompleteBeta(p, hits, trials - hits + 1) < tail),
    high:
      hits === trials ? 1 : bisect((p) => incompleteBeta(p, hits + 1, trials - hits) < 1 - tail),
  };
}

/** Where an increasing question turns from true to false, in (0, 1). */
function bisect(isBelow: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  // Halving 60 times ends below the spacing of doubles around 1.
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The regularised incomplete beta function I_x(a, b) by its continued fraction
 * (Lentz; Numerical Recipes §6.4). Determinism: only `Math.exp` and `Math.log`.
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x),
  );
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

const TINY = 1e-300;

function betaFraction(x: number, a: number, b: number): number {
  const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return result;
}

/** Lanczos's approximation with g = 7, nine terms: relative error below 10^-13. */
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

/** ln Γ(x) for x ≥ 1. */
function logGamma(x: number): number {
  const z = x - 1;
  let sum: number = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (z + i);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}
