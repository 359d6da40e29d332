import {
  formatDuration,
  formatProfile,
  type LatencyProfile,
  type Parsed,
  parseProfile,
} from '../../scenario/index.js';

/** The numbers of a profile that can be varied one by one, by kind, as its words name them. */
const NUMBERS: Readonly<Partial<Record<LatencyProfile['kind'], readonly string[]>>> = {
  uniform: ['min', 'max'],
  normal: ['mean', 'sd', 'min', 'max'],
  lognormal: ['p50', 'p99', 'min', 'max'],
  pareto: ['p50', 'p99', 'min', 'max'],
  exponential: ['mean', 'min', 'max'],
  spikes: ['calm', 'spike', 'every', 'for'],
};

export function numbersOf(profile: LatencyProfile): readonly string[] {
  return NUMBERS[profile.kind] ?? [];
}

/**
 * A profile with one of its numbers replaced. A window that was the default one
 * moves along with its distribution; one that was asked for stays.
 */
export function withNumber(
  profile: LatencyProfile,
  number: string,
  us: number,
): Parsed<LatencyProfile> {
  if (profile.kind === 'uniform') {
    const minUs = number === 'min' ? us : profile.minUs;
    const maxUs = number === 'max' ? us : profile.maxUs;
    return parseProfile(`uniform(${formatDuration(minUs)},${formatDuration(maxUs)})`);
  }
  const [, kind = '', inside = ''] = /^([a-z]+)\((.*)\)$/.exec(formatProfile(profile)) ?? [];
  const pairs = inside.split(',');
  const bare = pairs.filter((pair) => !/^(min|max)=/.test(pair));
  const byDefault = parseProfile(`${kind}(${bare.join(',')})`);
  const isDefault = byDefault.ok && JSON.stringify(byDefault.value) === JSON.stringify(profile);
  const isEnd = number === 'min' || number === 'max';
  const kept = isDefault && !isEnd ? bare : pairs;
  const replaced = kept.map((pair) =>
    pair.startsWith(`${number}=`) ? `${number}=${formatDuration(us)}` : pair,
  );
  return parseProfile(`${kind}(${replaced.join(',')})`);
}

/** The smallest value of the number at which there still is a profile. */
export function leastNumber(profile: LatencyProfile, number: string): number {
  if (profile.kind === 'uniform') return number === 'max' ? profile.minUs : 0;
  if (profile.kind === 'spikes' && (number === 'every' || number === 'for')) return 1_000;
  let low = -1;
  let high = 'minUs' in profile ? profile.maxUs : 0;
  if (!withNumber(profile, number, high).ok) return 0;
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (withNumber(profile, number, middle).ok) high = middle;
    else low = middle;
  }
  return high;
}
