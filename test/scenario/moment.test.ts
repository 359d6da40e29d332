import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../src/scenario/moment.js';

const read = (text: string) => {
  const parsed = parseMoment(text);
  return parsed.ok ? parsed.value.epochUs : parsed.refusal.hint;
};

describe('parseMoment', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1970-01-01T01:00:00+01:00', 0],
    ['1969-12-31T23:59:59Z', 'there is no such day or time of day'],
    ['1970-01-01T00:00:00.000001Z', 1],
    ['1970-01-01T00:00:00.5z', 500_000],
    // 20,479 days (56 years with 14 leap days, and 25 days) × 86,400 s + 15:42:07 = 56,527 s
    ['2026-01-26T15:42:07Z', (20_479 * 86_400 + 56_527) * 1_000_000],
    ['2026-01-26T10:42:07-05:00', (20_479 * 86_400 + 56_527) * 1_000_000],
    ['2026-01-26 15:42:07Z', (20_479 * 86_400 + 56_527) * 1_000_000],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('agrees with the host on every second of its range', () => {
    const last = Date.UTC(2199, 11, 31, 23, 59, 59) / 1000;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: last }), (second) => {
        const text = new Date(second * 1000).toISOString().replace('.000Z', 'Z');
        expect(read(text)).toBe(second * 1_000_000);
      }),
    );
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-06-30T23:59:60Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+00:60',
    '2200-01-01T00:00:00Z',
  ])('refuses %s, which does not exist', (text) => {
    expect(read(text)).toBe('there is no such day or time of day');
  });

  it('reads leap days that exist', () => {
    expect(read('2000-02-29T00:00:00Z')).toBe(Date.UTC(2000, 1, 29) * 1000);
    expect(read('2028-02-29T00:00:00Z')).toBe(Date.UTC(2028, 1, 29) * 1000);
  });

  it('asks for the offset where it is missing', () => {
    expect(read('2026-01-26T15:42:07')).toMatch(/^add the offset/);
    expect(read('2026-01-26')).toMatch(/^write date, T, time and offset/);
  });
});
