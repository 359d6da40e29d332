import type { RecordedTime } from './facts.js';
import { SourceRefusal } from './refusal.js';

const US_PER_SECOND = 1_000_000;
const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt]|,? )(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?\s*([Zz]|UTC|[+-]\d{2}:?\d{2})?$/;
const EPOCH_PATTERN = /^\d{10}(\d{3}|\d{6}|\d{9})?$/;

const STAMP_EXPECTED =
  'a date and time such as 2026-01-26 15:42:07, or seconds, ms, µs or ns since 1970';

/**
 * Reads a stamp with its own resolution. One that names no zone is read in `zone`; where that is
 * null, or the hour exists twice or not at all in it, the stamp is refused rather than guessed.
 */
export function readStamp(
  text: string,
  { place, zone }: { readonly place: string; readonly zone: string | null },
): RecordedTime {
  const bare = text.trim();
  if (EPOCH_PATTERN.test(bare)) return epochStamp(bare);
  const match = PATTERN.exec(bare);
  const [, year, month, day, hour, minute, second, fraction = '', offset] = match ?? [];
  const parts = [year, month, day, hour, minute, second].map(Number) as Parts;
  if (match === null || !isPossible(parts))
    throw refused(place, text, {
      expected: STAMP_EXPECTED,
      hint: 'Put the stamp right, or leave the row out.',
    });
  const wallUs = secondsOf(parts) * US_PER_SECOND + Number(fraction.slice(0, 6).padEnd(6, '0'));
  const resolutionUs = resolutionOf(fraction.length);
  if (offset !== undefined) return { epochUs: wallUs - offsetUs(offset), resolutionUs };
  if (zone === null)
    throw refused(place, text, {
      expected: 'a stamp with its zone',
      hint: 'Say which zone the file is written in: --zone UTC, or such as --zone America/New_York',
    });
  return { epochUs: inZone(wallUs, { text, zone, place }), resolutionUs };
}

/** Microseconds of the last of so many decimals of a second; finer ones are not kept. */
function resolutionOf(decimals: number): number {
  return [US_PER_SECOND, 100_000, 10_000, 1_000, 100, 10][decimals] ?? 1;
}

type Parts = [number, number, number, number, number, number];

function epochStamp(digits: string): RecordedTime {
  const decimals = digits.length - 10;
  return {
    epochUs:
      Number(digits.slice(0, 10)) * US_PER_SECOND + Number(digits.slice(10, 16).padEnd(6, '0')),
    resolutionUs: resolutionOf(decimals),
  };
}

function isPossible([year, month, day, hour, minute, second]: Parts): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return (
    year >= 1970 &&
    year <= 2199 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59
  );
}

function secondsOf([year, month, day, hour, minute, second]: Parts): number {
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1_000;
}

function offsetUs(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes)) * US_PER_SECOND;
}

const DAY_US = 86_400 * US_PER_SECOND;

/** The one moment at which clocks in `zone` show this. */
function inZone(
  wallUs: number,
  { text, zone, place }: { readonly text: string; readonly zone: string; readonly place: string },
): number {
  if (zone === 'UTC') return wallUs;
  const guesses = [wallUs - DAY_US, wallUs + DAY_US].map(
    (near) => wallUs - zoneOffsetUs(near, zone),
  );
  const moments = [...new Set(guesses)].filter(
    (epochUs) => epochUs + zoneOffsetUs(epochUs, zone) === wallUs,
  );
  if (moments.length === 1) return moments[0]!;
  throw refused(place, text, {
    expected: `an hour that clocks in ${zone} show once`,
    hint: 'That night the clocks were changed: write the offset, such as -04:00, behind the stamp.',
  });
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** How far clocks in `zone` are ahead of UTC at a moment. */
function zoneOffsetUs(epochUs: number, zone: string): number {
  let format = FORMATS.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    FORMATS.set(zone, format);
  }
  const second = Math.floor(epochUs / US_PER_SECOND);
  const parts = Object.fromEntries(
    format.formatToParts(second * 1_000).map(({ type, value }) => [type, Number(value)]),
  );
  const shown = secondsOf([
    parts.year!,
    parts.month!,
    parts.day!,
    parts.hour!,
    parts.minute!,
    parts.second!,
  ]);
  return (shown - second) * US_PER_SECOND;
}

function refused(
  place: string,
  found: string,
  { expected, hint }: { readonly expected: string; readonly hint: string },
): SourceRefusal {
  return new SourceRefusal({ place, expected, found: shown(found), hint });
}

/** What stands in a file, short enough for one line. */
export function shown(text: string): string {
  return text === ''
    ? 'nothing'
    : JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
