/** Profiles with a tail: a distribution by one or two of its numbers, truncated to a window. */
import type { LatencyProfile } from '../../domain/index.js';
import { accept, type Parsed, refuse } from '../problem.js';
import { type Inside, readDurations } from './named-values.js';
import { tailWindow, Z_99, Z_999 } from './tail-window.js';

/** normal(mean=…,sd=…): never below 0, whatever its tail says. */
export function readNormal(about: Inside): Parsed<LatencyProfile> {
  const named = readDurations(about, ['mean', 'sd', 'min', 'max']);
  if (!named.ok) return named;
  const meanUs = named.value.get('mean');
  const sdUs = named.value.get('sd');
  if (meanUs === undefined || sdUs === undefined) {
    return refuse(about.text, 'normal with mean= and sd=', 'write normal(mean=10ms,sd=2ms)');
  }
  if (sdUs < 1) {
    return refuse(about.text, 'normal with sd above 0', 'for a fixed latency write constant(…)');
  }
  const window = tailWindow(about, named.value, {
    p0_1Us: meanUs - Z_999 * sdUs,
    p99_9Us: meanUs + Z_999 * sdUs,
    middleUs: meanUs,
    middle: 'mean',
    kind: 'normal',
    nearer: 'sd down',
  });
  return window.ok ? accept({ kind: 'normal', meanUs, sdUs, ...window.value }) : window;
}

/** A lognormal by its median and 99th percentile: sigma = ln(p99/p50) / z(0.99); p99.9 = p50 × e^(z(0.999)·sigma). */
export function readLognormal(about: Inside): Parsed<LatencyProfile> {
  return readMedianAndP99(about, 'lognormal', ({ p50Us, p99Us }) => {
    const sigma = (Math.log(p99Us) - Math.log(p50Us)) / Z_99;
    return {
      p0_1Us: p50Us * Math.exp(-Z_999 * sigma),
      p99_9Us: p50Us * Math.exp(Z_999 * sigma),
    };
  });
}

/**
 * A Pareto by its median and 99th percentile. Its quantile at p is
 * scale × (1 − p)^(−1/shape), so p99/p50 = 50^(1/shape): 1/shape =
 * ln(p99/p50)/ln 50, scale = p50 × e^(−ln 2/shape).
 */
export function readPareto(about: Inside): Parsed<LatencyProfile> {
  return readMedianAndP99(about, 'pareto', ({ p50Us, p99Us }) => {
    const perShape = (Math.log(p99Us) - Math.log(p50Us)) / Math.log(50);
    const scaleUs = p50Us * Math.exp(-Math.log(2) * perShape);
    return {
      p0_1Us: scaleUs * Math.exp(-Math.log(0.999) * perShape),
      p99_9Us: scaleUs * Math.exp(Math.log(1000) * perShape),
    };
  });
}

/** exponential(mean=…): its quantile at p is −mean × ln(1 − p). */
export function readExponential(about: Inside): Parsed<LatencyProfile> {
  const named = readDurations(about, ['mean', 'min', 'max']);
  if (!named.ok) return named;
  const meanUs = named.value.get('mean');
  if (meanUs === undefined || meanUs < 1) {
    const hint = 'write exponential(mean=5ms)';
    return refuse(about.text, 'exponential with mean= above 0', hint);
  }
  const window = tailWindow(about, named.value, {
    p0_1Us: -meanUs * Math.log(0.999),
    p99_9Us: meanUs * Math.log(1000),
    middleUs: meanUs,
    middle: 'mean',
    kind: 'exponential',
    nearer: 'the mean down',
  });
  return window.ok ? accept({ kind: 'exponential', meanUs, ...window.value }) : window;
}

interface MedianAndP99 {
  readonly p50Us: number;
  readonly p99Us: number;
}

function readMedianAndP99(
  about: Inside,
  kind: 'lognormal' | 'pareto',
  tailOf: (given: MedianAndP99) => { readonly p0_1Us: number; readonly p99_9Us: number },
): Parsed<LatencyProfile> {
  const { text } = about;
  const named = readDurations(about, ['p50', 'p99', 'min', 'max']);
  if (!named.ok) return named;
  const p50Us = named.value.get('p50');
  const p99Us = named.value.get('p99');
  if (p50Us === undefined || p99Us === undefined) {
    return refuse(text, `${kind} with p50= and p99=`, `write ${kind}(p50=8ms,p99=40ms)`);
  }
  if (p50Us < 1 || p99Us <= p50Us) {
    const hint = 'for a fixed latency write constant(…)';
    return refuse(text, `${kind} with 0 < p50 < p99`, hint);
  }
  const window = tailWindow(about, named.value, {
    ...tailOf({ p50Us, p99Us }),
    middleUs: p50Us,
    middle: 'p50',
    kind,
    nearer: 'p99 nearer',
  });
  return window.ok ? accept({ kind, p50Us, p99Us, ...window.value }) : window;
}
