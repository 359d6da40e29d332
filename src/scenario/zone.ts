import { nearestWord } from './nearest-word.js';
import { accept, type Parsed, refuse } from './problem.js';

export const ZONE_EXPECTED = 'an IANA time zone, such as America/New_York or UTC';

/**
 * Checks an IANA zone against what the host's Intl knows. Kept as written.
 * Newer Nodes take offsets such as `+05:00` for zones, older ones do not: a
 * zone begins with a letter here, so that a file means the same on all.
 */
export function parseZone(text: string): Parsed<string> {
  const zone = text.trim();
  if (/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone) && isKnown(zone)) return accept(zone);
  const nearest = nearestWord(zone, ['UTC', ...Intl.supportedValuesOf('timeZone')]);
  const hint = nearest === null ? 'write Area/City, or UTC' : `did you mean ${nearest}? (or UTC)`;
  return refuse(text, ZONE_EXPECTED, hint);
}

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}
