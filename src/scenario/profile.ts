import { DURATION_US_MAX, formatDuration, parseDuration } from './duration.js';
import { didYouMean } from './nearest-word.js';
import { accept, type Parsed, refuse } from './problem.js';
import type { LatencyProfile } from './scenario.js';

export const PROFILE_EXPECTED =
  'a latency profile: constant(5ms), uniform(2ms,9ms) or lognormal(p50=8ms,p99=40ms)';

/** As a JSON Schema pattern: the shape only. */
export const PROFILE_PATTERN = '^(constant|uniform|lognormal)\\(.*\\)$';

/** Standard normal quantiles at 0.99 and 0.999. */
const Z_99 = 2.3263478740408408;
const Z_999 = 3.090232306167813;

/** One reader for each kind; a new kind is a line here. */
const READERS: ReadonlyMap<string, (text: string, inside: string) => Parsed<LatencyProfile>> =
  new Map([
    ['constant', readConstant],
    ['uniform', readUniform],
    ['lognormal', readLognormal],
  ]);

/**
 * Reads a latency profile.
 * @example parseProfile('uniform(2ms,9ms)') // { ok: true, value: { kind: 'uniform', minUs: 2000, maxUs: 9000 } }
 */
export function parseProfile(text: string): Parsed<LatencyProfile> {
  const bare = text.trim();
  const match = /^([a-z]+)\(([^()]*)\)$/.exec(bare);
  if (match === null) return refuse(text, PROFILE_EXPECTED, shapeHint(bare));
  const [, kind = '', inside = ''] = match;
  const reader = READERS.get(kind);
  if (reader === undefined) {
    return refuse(text, PROFILE_EXPECTED, didYouMean(kind, [...READERS.keys()]));
  }
  return reader(text, inside);
}

/** Prints a profile so that it reads back as the same. */
export function formatProfile(profile: LatencyProfile): string {
  switch (profile.kind) {
    case 'constant':
      return `constant(${formatDuration(profile.us)})`;
    case 'uniform':
      return `uniform(${formatDuration(profile.minUs)},${formatDuration(profile.maxUs)})`;
    case 'lognormal': {
      const { p50Us, p99Us, minUs, maxUs } = profile;
      const parts = Object.entries({ p50: p50Us, p99: p99Us, min: minUs, max: maxUs });
      return `lognormal(${parts.map(([name, us]) => `${name}=${formatDuration(us)}`).join(',')})`;
    }
  }
}

function shapeHint(bare: string): string {
  if (/^[a-z]+\([^)]*$/.test(bare)) {
    return 'close the bracket; inside { } a comma ends a value, so put the profile in quotes there';
  }
  if (/^\d/.test(bare)) return `for a fixed latency write constant(${bare})`;
  return 'write the kind and its numbers in round brackets';
}

function readConstant(text: string, inside: string): Parsed<LatencyProfile> {
  const us = parseDuration(inside);
  return us.ok ? accept({ kind: 'constant', us: us.value }) : withinProfile(text, us);
}

function readUniform(text: string, inside: string): Parsed<LatencyProfile> {
  const parts = inside.split(',');
  const [from = '', to = ''] = parts;
  if (parts.length !== 2) {
    return refuse(text, 'uniform(min,max)', 'name the smallest and the largest latency');
  }
  const min = parseDuration(from);
  if (!min.ok) return withinProfile(text, min);
  const max = parseDuration(to);
  if (!max.ok) return withinProfile(text, max);
  if (min.value > max.value) {
    return refuse(text, 'uniform(min,max) with min ≤ max', `uniform(${to.trim()},${from.trim()})`);
  }
  return accept({ kind: 'uniform', minUs: min.value, maxUs: max.value });
}

/**
 * A lognormal by its median and 99th percentile: sigma = ln(p99/p50) / z(0.99).
 * Truncated to its 0.1 and 99.9 percentiles, p50 × e^(∓z(0.999)·sigma), unless
 * `min=` and `max=` say otherwise. Determinism: only `Math.exp` and `Math.log`,
 * which agree between Node versions, and the result is rounded to integers.
 */
function readLognormal(text: string, inside: string): Parsed<LatencyProfile> {
  const named = readNamed(text, inside, ['p50', 'p99', 'min', 'max']);
  if (!named.ok) return named;
  const p50Us = named.value.get('p50');
  const p99Us = named.value.get('p99');
  if (p50Us === undefined || p99Us === undefined) {
    return refuse(text, 'lognormal with p50= and p99=', 'write lognormal(p50=8ms,p99=40ms)');
  }
  if (p50Us < 1 || p99Us <= p50Us) {
    const hint = 'for a fixed latency write constant(…)';
    return refuse(text, 'lognormal with 0 < p50 < p99', hint);
  }
  const sigma = (Math.log(p99Us) - Math.log(p50Us)) / Z_99;
  const minUs = named.value.get('min') ?? Math.round(p50Us * Math.exp(-Z_999 * sigma));
  const maxUs = named.value.get('max') ?? Math.round(p50Us * Math.exp(Z_999 * sigma));
  if (maxUs > DURATION_US_MAX) {
    return refuse(text, 'a 99.9 percentile of at most 366 days', 'set max=, or bring p99 nearer');
  }
  if (minUs > p50Us || maxUs < p50Us) {
    return refuse(text, 'lognormal with min ≤ p50 ≤ max', 'leave min= and max= out for defaults');
  }
  return accept({ kind: 'lognormal', p50Us, p99Us, minUs, maxUs });
}

function readNamed(
  text: string,
  inside: string,
  names: readonly string[],
): Parsed<ReadonlyMap<string, number>> {
  const values = new Map<string, number>();
  for (const part of inside.split(',')) {
    const [name = '', duration = ''] = part.split('=').map((piece) => piece.trim());
    if (!names.includes(name)) {
      return refuse(text, `name=duration pairs of ${names.join(', ')}`, didYouMean(name, names));
    }
    if (values.has(name)) return refuse(text, `${name}= once`, `remove one of the ${name}=`);
    const us = parseDuration(duration);
    if (!us.ok) return withinProfile(text, us);
    values.set(name, us.value);
  }
  return accept(values);
}

/** The refusal of a duration inside a profile, shown with the whole profile. */
function withinProfile(
  text: string,
  { refusal }: Extract<Parsed<number>, { ok: false }>,
): Parsed<never> {
  return refuse(text, refusal.expected, `${refusal.found}: ${refusal.hint}`);
}
