/** Measured latencies: quantiles written out, or worked out from a recorded file. */
import type { QuantilesProfile } from '../../domain/index.js';
import { formatDuration, parseDuration } from '../duration.js';
import { accept, type Parsed, refuse } from '../problem.js';
import { type Inside, readPairs, withinProfile } from './named-values.js';

const EXAMPLE = 'quantiles(p0=1ms,p50=8ms,p90=20ms,p100=80ms)';
const POINT = /^p(\d{1,3})(?:\.(\d{1,4}))?$/;

/** quantiles(p0=…,…,p100=…): both ends must be there, since the window is hard. */
export function readQuantiles(about: Inside): Parsed<QuantilesProfile> {
  const { text } = about;
  const pairs = readPairs(about, (name) => perMillionOf(name) !== null, ['p0', 'p50', 'p100']);
  if (!pairs.ok) return pairs;
  const points: { perMillion: number; us: number }[] = [];
  for (const [name, duration] of pairs.value) {
    const us = parseDuration(duration);
    if (!us.ok) return withinProfile(about, us);
    points.push({ perMillion: perMillionOf(name)!, us: us.value });
  }
  if (points[0]?.perMillion !== 0 || points.at(-1)?.perMillion !== 1_000_000) {
    return refuse(text, 'quantiles from p0= to p100=', `write ${EXAMPLE}`);
  }
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before === undefined) continue;
    if (before.perMillion >= point.perMillion) {
      return refuse(text, 'percentiles in ascending order', `sort them, like ${EXAMPLE}`);
    }
    if (before.us > point.us) {
      const found = `p${before.perMillion / 10_000} is above p${point.perMillion / 10_000}`;
      return refuse(text, 'latencies that do not fall from one percentile to the next', found);
    }
  }
  return accept(quantilesProfile(points, null));
}

export function quantilesProfile(
  points: QuantilesProfile['points'],
  file: string | null,
): QuantilesProfile {
  return {
    kind: 'quantiles',
    points,
    file,
    minUs: points[0]!.us,
    maxUs: points.at(-1)!.us,
  };
}

export function formatQuantiles({ points, file }: QuantilesProfile): string {
  if (file !== null) return `empirical(file=${file})`;
  const parts = points.map(({ perMillion, us }) => `p${perMillion / 10_000}=${formatDuration(us)}`);
  return `quantiles(${parts.join(',')})`;
}

/** `p99.9` → 999,000; null where it is no percentile. */
function perMillionOf(name: string): number | null {
  const [, whole, fraction = ''] = POINT.exec(name) ?? [];
  if (whole === undefined) return null;
  const perMillion = Number(whole) * 10_000 + Number(fraction.padEnd(4, '0'));
  return perMillion > 1_000_000 ? null : perMillion;
}
