/** Profiles whose window is what is written: constant, uniform, spikes. */
import type { LatencyProfile, LatencyWindow } from '../../domain/index.js';
import { formatDuration, parseDuration } from '../duration.js';
import { accept, type Parsed, refuse } from '../problem.js';
import { type Inside, readPairs, withinProfile } from './named-values.js';

export function readConstant(about: Inside): Parsed<LatencyProfile> {
  const us = parseDuration(about.inside);
  return us.ok ? accept({ kind: 'constant', us: us.value }) : withinProfile(about, us);
}

export function readUniform(about: Inside): Parsed<LatencyProfile> {
  const { text, inside } = about;
  const parts = inside.split(',');
  const [from = '', to = ''] = parts;
  if (parts.length !== 2) {
    return refuse(text, 'uniform(min,max)', 'name the smallest and the largest latency');
  }
  const min = parseDuration(from);
  if (!min.ok) return withinProfile(about, min);
  const max = parseDuration(to);
  if (!max.ok) return withinProfile(about, max);
  if (min.value > max.value) {
    return refuse(text, 'uniform(min,max) with min ≤ max', `uniform(${to.trim()},${from.trim()})`);
  }
  return accept({ kind: 'uniform', minUs: min.value, maxUs: max.value });
}

const SPIKES = 'spikes(calm=5ms,spike=80ms,every=2s,for=200ms)';
const SPIKES_NAMES = ['calm', 'spike', 'every', 'for'];

/** The shortest mean stretch of either state: shorter ones would be noise, and are drawn one by one. */
const STRETCH_US_MIN = 1_000;

/** spikes(calm=…,spike=…,every=…,for=…): the two latencies each a duration or a range `2ms..5ms`. */
export function readSpikes(about: Inside): Parsed<LatencyProfile> {
  const { text } = about;
  const pairs = readPairs(about, (name) => SPIKES_NAMES.includes(name), SPIKES_NAMES);
  if (!pairs.ok) return pairs;
  const missing = SPIKES_NAMES.find((name) => !pairs.value.has(name));
  if (missing !== undefined) {
    return refuse(text, `spikes with ${missing}=`, `write ${SPIKES}`);
  }
  const calm = readRange(about, pairs.value.get('calm')!);
  if (!calm.ok) return calm;
  const spike = readRange(about, pairs.value.get('spike')!);
  if (!spike.ok) return spike;
  const stretches: number[] = [];
  for (const name of ['every', 'for']) {
    const us = parseDuration(pairs.value.get(name)!);
    if (!us.ok) return withinProfile(about, us);
    if (us.value < STRETCH_US_MIN) {
      const hint = `${name}= is how long the state lasts on average; write ${SPIKES}`;
      return refuse(text, `spikes with ${name} of at least 1ms`, hint);
    }
    stretches.push(us.value);
  }
  const [everyUs = 0, lastingUs = 0] = stretches;
  if (spike.value.minUs < calm.value.maxUs) {
    return refuse(text, 'spikes with calm ≤ spike', 'the spike is the slow state: exchange them');
  }
  return accept({
    kind: 'spikes',
    calm: calm.value,
    spike: spike.value,
    everyUs,
    lastingUs,
    minUs: calm.value.minUs,
    maxUs: spike.value.maxUs,
  });
}

/** `5ms`, or `2ms..5ms`. */
function readRange(about: Inside, written: string): Parsed<LatencyWindow> {
  const [from = '', to = from, ...more] = written.split('..');
  const min = parseDuration(from);
  if (!min.ok) return withinProfile(about, min);
  const max = parseDuration(to);
  if (!max.ok) return withinProfile(about, max);
  if (more.length > 0 || min.value > max.value) {
    return refuse(about.text, 'a latency or a range from small to large', 'write it like 2ms..5ms');
  }
  return accept({ minUs: min.value, maxUs: max.value });
}

export function formatRange({ minUs, maxUs }: LatencyWindow): string {
  const from = formatDuration(minUs);
  return minUs === maxUs ? from : `${from}..${formatDuration(maxUs)}`;
}
