import { describe, expect, it } from 'vitest';
import { exchangeClock } from '../../src/server/index.js';

const at = (text: string) => exchangeClock()(Date.parse(text) * 1_000);

describe('the clock of the exchange', () => {
  it.each([
    ['2026-01-26T15:42:07Z', '2026-01-26', true],
    ['2026-01-26T14:29:59.999Z', '2026-01-26', false],
    ['2026-01-26T14:30:00Z', '2026-01-26', true],
    ['2026-01-26T20:59:59.999Z', '2026-01-26', true],
    ['2026-01-26T21:00:00Z', '2026-01-26', false],
    // In summer New York is an hour nearer to UTC.
    ['2026-07-06T13:29:59Z', '2026-07-06', false],
    ['2026-07-06T13:30:00Z', '2026-07-06', true],
    // A Saturday and a Sunday.
    ['2026-01-24T16:00:00Z', '2026-01-24', false],
    ['2026-01-25T16:00:00Z', '2026-01-25', false],
    // The day is New York's, not that of UTC.
    ['2026-01-27T03:00:00Z', '2026-01-26', false],
    // A holiday is not known: Christmas Day counts as open.
    ['2026-12-25T16:00:00Z', '2026-12-25', true],
  ])('says of %s: %s, open %s', (text, day, isOpen) => {
    expect(at(text)).toEqual({ day, isOpen });
  });

  it('answers from one clock for many moments', () => {
    const clock = exchangeClock();
    const minute = Date.parse('2026-01-26T14:29:00Z') * 1_000;
    expect(clock(minute).isOpen).toBe(false);
    expect(clock(minute + 59_999_999).isOpen).toBe(false);
    expect(clock(minute + 60_000_000).isOpen).toBe(true);
    expect(clock(minute).isOpen).toBe(false);
  });
});
