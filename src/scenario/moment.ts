import { accept, type Parsed, refuse } from './problem.js';

export const MOMENT_EXPECTED =
  'a moment with its offset (RFC 3339), such as 2026-01-26T15:42:07Z, from 1970 to 2199';

/** As a JSON Schema pattern. */
export const MOMENT_PATTERN =
  '^\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?([Zz]|[+-]\\d{2}:\\d{2})$';

const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

const US_PER_SECOND = 1_000_000;

export interface Moment {
  /** As written. */
  readonly text: string;
  readonly epochUs: number;
}

/**
 * Reads an RFC 3339 moment into microseconds since the Unix epoch. The years
 * end at 2199, so that a year of scenario still counts exactly (2^53 µs is 2255).
 * @example parseMoment('1970-01-01T01:00:00+01:00') // epochUs: 0
 */
export function parseMoment(text: string): Parsed<Moment> {
  const bare = text.trim();
  const match = PATTERN.exec(bare);
  if (match === null) return refuse(text, MOMENT_EXPECTED, shapeHint(bare));
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as SixNumbers;
  const offsetHour = Number(match[9] ?? 0);
  const offsetMinute = Number(match[10] ?? 0);
  const inRange =
    year >= 1970 &&
    year <= 2199 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59 &&
    offsetHour <= 23 &&
    offsetMinute <= 59;
  if (!inRange) return refuse(text, MOMENT_EXPECTED, 'there is no such day or time of day');
  const offsetSeconds = (match[8] === '-' ? -60 : 60) * (offsetHour * 60 + offsetMinute);
  const seconds = ((daysSinceEpoch(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
  const fraction = Number((match[7] ?? '').padEnd(6, '0'));
  return accept({ text: bare, epochUs: (seconds - offsetSeconds) * US_PER_SECOND + fraction });
}

type SixNumbers = [number, number, number, number, number, number];

function shapeHint(bare: string): string {
  return /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?$/.test(bare)
    ? 'add the offset from UTC: Z, or such as -05:00 (at most 6 decimals of a second)'
    : 'write date, T, time and offset: 2026-01-26T10:42:07-05:00';
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days from 1970-01-01; counted, so that no host clock or zone is asked. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  let days = day - 1;
  for (let y = 1970; y < year; y++) days += isLeap(y) ? 366 : 365;
  for (let m = 1; m < month; m++) days += daysInMonth(year, m);
  return days;
}
