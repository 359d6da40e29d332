import type { LatencyProfile } from '../../domain/index.js';
import { formatDuration } from '../duration.js';
import { didYouMean } from '../nearest-word.js';
import { accept, type Parsed, refuse } from '../problem.js';
import { formatRange, readConstant, readSpikes, readUniform } from './bounded-profiles.js';
import type { Inside } from './named-values.js';
import { formatQuantiles, readQuantiles } from './quantiles.js';
import {
  type ReadRecorded,
  type RecordedFile,
  readEmpirical,
  resolveRecorded,
} from './recorded-file.js';
import { readExponential, readLognormal, readNormal, readPareto } from './tailed-profiles.js';

export const PROFILE_EXPECTED =
  'a latency profile, for instance constant(5ms), uniform(2ms,9ms) or lognormal(p50=8ms,p99=40ms)';

/** A profile as it is written: one that names a file has its numbers there. */
export type WrittenProfile = LatencyProfile | RecordedFile;

interface ProfileKind {
  readonly read: (about: Inside) => Parsed<WrittenProfile>;
  /** What it is, with an example: for the reference. */
  readonly example: string;
  readonly meaning: string;
}

/** Every kind of profile; a new one is a line here. */
export const PROFILE_KINDS: ReadonlyMap<string, ProfileKind> = new Map([
  ['constant', { read: readConstant, example: 'constant(5ms)', meaning: 'Always the same.' }],
  [
    'uniform',
    {
      read: readUniform,
      example: 'uniform(2ms,9ms)',
      meaning: 'Every microsecond from the first to the second alike.',
    },
  ],
  [
    'normal',
    {
      read: readNormal,
      example: 'normal(mean=10ms,sd=2ms)',
      meaning: 'A bell around its mean, truncated; never below 0.',
    },
  ],
  [
    'lognormal',
    {
      read: readLognormal,
      example: 'lognormal(p50=8ms,p99=40ms)',
      meaning: 'By its median and 99th percentile, before truncation.',
    },
  ],
  [
    'exponential',
    {
      read: readExponential,
      example: 'exponential(mean=5ms)',
      meaning: 'Mostly short, by its mean before truncation.',
    },
  ],
  [
    'pareto',
    {
      read: readPareto,
      example: 'pareto(p50=8ms,p99=40ms)',
      meaning: 'A heavy tail, by its median and 99th percentile, before truncation.',
    },
  ],
  [
    'spikes',
    {
      read: readSpikes,
      example: 'spikes(calm=2ms..5ms,spike=80ms,every=2s,for=200ms)',
      meaning:
        'Two states that take turns, each uniform over its range. Calm stretches last `every` on average, spikes `for`, both exponential. A spike is a stretch of virtual time, the same for all tasks; a call keeps the state of the moment at which it begins.',
    },
  ],
  [
    'quantiles',
    {
      read: readQuantiles,
      example: 'quantiles(p0=1ms,p50=8ms,p90=20ms,p100=80ms)',
      meaning: 'Measured quantiles from `p0` to `p100`, joined by straight lines.',
    },
  ],
  [
    'empirical',
    {
      read: readEmpirical,
      example: 'empirical(file=latency.csv)',
      meaning:
        'The quantiles of a recorded file, beside the scenario: one latency a line with its unit, or a table with a column whose name ends in `_us`, `_ms` or `_s`.',
    },
  ],
]);

/** As a JSON Schema pattern: the shape only. */
export const PROFILE_PATTERN = `^(${[...PROFILE_KINDS.keys()].join('|')})\\(.*\\)$`;

/** Reads a latency profile; one that names a file is not resolved yet. */
export function parseWrittenProfile(text: string): Parsed<WrittenProfile> {
  const bare = text.trim();
  const match = /^([a-z]+)\(([^()]*)\)$/.exec(bare);
  if (match === null) return refuse(text, PROFILE_EXPECTED, shapeHint(bare));
  const [, name = '', inside = ''] = match;
  const kind = PROFILE_KINDS.get(name);
  if (kind === undefined) {
    return refuse(text, PROFILE_EXPECTED, didYouMean(name, [...PROFILE_KINDS.keys()]));
  }
  return kind.read({ text, inside });
}

/**
 * Reads a latency profile. `readRecorded` hands over the text of the file that
 * it names; without it such a profile is refused.
 * @example parseProfile('uniform(2ms,9ms)') // { ok: true, value: { kind: 'uniform', minUs: 2000, maxUs: 9000 } }
 */
export function parseProfile(text: string, readRecorded?: ReadRecorded): Parsed<LatencyProfile> {
  const written = parseWrittenProfile(text);
  return written.ok ? resolveProfile(written.value, readRecorded) : written;
}

/** A written profile with its numbers. */
export function resolveProfile(
  written: WrittenProfile,
  readRecorded: ReadRecorded | undefined,
): Parsed<LatencyProfile> {
  return written.kind === 'empirical' ? resolveRecorded(written, readRecorded) : accept(written);
}

/** Prints a profile so that it reads back as the same. */
export function formatProfile(profile: LatencyProfile): string {
  switch (profile.kind) {
    case 'constant':
      return `constant(${formatDuration(profile.us)})`;
    case 'uniform':
      return `uniform(${formatDuration(profile.minUs)},${formatDuration(profile.maxUs)})`;
    case 'normal': {
      const { meanUs, sdUs } = profile;
      return `normal(${pairs({ mean: meanUs, sd: sdUs, ...windowOf(profile) })})`;
    }
    case 'lognormal':
    case 'pareto': {
      const { kind, p50Us, p99Us } = profile;
      return `${kind}(${pairs({ p50: p50Us, p99: p99Us, ...windowOf(profile) })})`;
    }
    case 'exponential':
      return `exponential(${pairs({ mean: profile.meanUs, ...windowOf(profile) })})`;
    case 'spikes': {
      const { calm, spike, everyUs, lastingUs } = profile;
      const stretches = pairs({ every: everyUs, for: lastingUs });
      return `spikes(calm=${formatRange(calm)},spike=${formatRange(spike)},${stretches})`;
    }
    case 'quantiles':
      return formatQuantiles(profile);
  }
}

function windowOf({ minUs, maxUs }: { readonly minUs: number; readonly maxUs: number }) {
  return { min: minUs, max: maxUs };
}

function pairs(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, us]) => `${name}=${formatDuration(us)}`)
    .join(',');
}

function shapeHint(bare: string): string {
  if (/^[a-z]+\([^)]*$/.test(bare)) {
    return 'close the bracket; inside { } a comma ends a value, so put the profile in quotes there';
  }
  if (/^\d/.test(bare)) return `for a fixed latency write constant(${bare})`;
  return 'write the kind and its numbers in round brackets';
}
