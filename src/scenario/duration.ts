import { accept, type Parsed, refuse } from './problem.js';

/** 366 days in microseconds: 366 × 86,400 × 1,000,000. No time in a scenario is longer. */
export const DURATION_US_MAX = 31_622_400_000_000;

export const DURATION_EXPECTED = 'a duration with its unit (us, ms, s, m, h), at most 366 days';

/** As a JSON Schema pattern: what an editor checks. */
export const DURATION_PATTERN = '^\\d{1,15}(\\.\\d{1,15})?(us|µs|ms|s|m|h)$';

const US_PER_UNIT = new Map([
  ['h', 3_600_000_000n],
  ['m', 60_000_000n],
  ['s', 1_000_000n],
  ['ms', 1_000n],
  ['us', 1n],
  ['µs', 1n], // U+00B5, the micro sign
  ['μs', 1n], // U+03BC, the Greek letter
]);

const PATTERN = /^(\d{1,15})(?:\.(\d{1,15}))? ?([a-zµμ]+)$/;

/**
 * Reads a duration into integer microseconds. Read as text: `0.1ms` is
 * exactly 100, and what is finer than a microsecond is refused, not rounded.
 * @example parseDuration('1.5s') // { ok: true, value: 1_500_000 }
 */
export function parseDuration(text: string): Parsed<number> {
  const bare = text.trim();
  if (/^-/.test(bare)) {
    return refuse(text, 'a duration of 0 or more', 'times count forward: write it without the -');
  }
  if (/^[\d.]+$/.test(bare)) {
    return refuse(text, DURATION_EXPECTED, `name the unit: ${bare}ms, ${bare}s, …`);
  }
  const match = PATTERN.exec(bare);
  const usPerUnit = US_PER_UNIT.get(match?.[3] ?? '');
  if (match === null || usPerUnit === undefined) {
    return refuse(text, DURATION_EXPECTED, 'write it like 250us, 5ms, 1.5s, 2m or 1h');
  }
  const [, whole = '', fraction = ''] = match;
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(whole + fraction) * usPerUnit;
  if (scaled % scale !== 0n) {
    return refuse(text, 'a whole number of microseconds', 'drop the decimals beyond a microsecond');
  }
  const us = Number(scaled / scale);
  if (us > DURATION_US_MAX) {
    return refuse(text, 'a duration of at most 366 days', 'is the unit the one you meant?');
  }
  return accept(us);
}

/** As `parseDuration`, and `-5h` counts backward. */
export function parseSignedDuration(text: string): Parsed<number> {
  const [, digits] = /^\s*-(\d.*)$/s.exec(text) ?? [];
  if (digits === undefined) return parseDuration(text);
  const parsed = parseDuration(digits);
  // Minus zero is zero.
  if (!parsed.ok) return refuse(text, parsed.refusal.expected, parsed.refusal.hint);
  return accept(parsed.value === 0 ? 0 : -parsed.value);
}

/**
 * Prints microseconds in the largest unit in which they are whole.
 * @example formatDuration(1_500_000) // '1500ms'
 */
export function formatDuration(us: number): string {
  if (us === 0) return '0s';
  for (const [unit, usPerUnit] of US_PER_UNIT) {
    if (us % Number(usPerUnit) === 0) return `${us / Number(usPerUnit)}${unit}`;
  }
  return `${us}us`;
}
