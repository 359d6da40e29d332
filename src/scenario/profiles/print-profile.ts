import type { LatencyProfile } from '../../domain/index.js';
import { formatProfile, parseWrittenProfile } from './profile.js';

/** Prints a profile so that it reads back as the same, without a window that it has by default. */
export function printProfile(profile: LatencyProfile): string {
  const whole = formatProfile(profile);
  const short = whole.replace(/,min=[^,)]*,max=[^,)]*\)$/, ')');
  if (short === whole) return whole;
  const read = parseWrittenProfile(short);
  const isSame = read.ok && formatProfile(read.value as LatencyProfile) === whole;
  return isSame ? short : whole;
}
