import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DURATION_US_MAX, formatDuration, parseDuration } from '../../src/scenario/index.js';

const us = (text: string) => {
  const parsed = parseDuration(text);
  return parsed.ok ? parsed.value : parsed.refusal;
};

describe('parseDuration', () => {
  it.each([
    ['0s', 0],
    ['250us', 250],
    ['250µs', 250],
    ['250μs', 250],
    ['5ms', 5_000],
    ['0.1ms', 100],
    ['1.5s', 1_500_000],
    ['2m', 120_000_000],
    ['1h', 3_600_000_000],
    [' 5 ms ', 5_000],
    ['8784h', DURATION_US_MAX],
    // 0.000001 h are 3,600 µs; through a float it would be 3599.9999…
    ['0.000001h', 3_600],
  ])('reads %s', (text, expected) => {
    expect(us(text)).toBe(expected);
  });

  it('refuses a negative time', () => {
    expect(us('-5ms')).toEqual({
      expected: 'a duration of 0 or more',
      found: '"-5ms"',
      hint: 'times count forward: write it without the -',
    });
  });

  it('refuses a number without its unit, and writes it with one', () => {
    expect(us('5')).toMatchObject({ found: '"5"', hint: 'name the unit: 5ms, 5s, …' });
  });

  it('refuses what is finer than a microsecond rather than rounding it', () => {
    expect(us('0.5us')).toMatchObject({ expected: 'a whole number of microseconds' });
    expect(us('0.0005ms')).toMatchObject({ expected: 'a whole number of microseconds' });
  });

  it.each([
    '',
    'soon',
    '5 days',
    '5MS',
    '1e3s',
    '1,5s',
    '5ms5',
    '١s',
    '1m30s',
    'NaNs',
    'constructor',
  ])('refuses %j', (text) => {
    expect(us(text)).toMatchObject({ hint: 'write it like 250us, 5ms, 1.5s, 2m or 1h' });
  });

  it('refuses more than 366 days', () => {
    expect(us('8784.000001h')).toMatchObject({ expected: 'a duration of at most 366 days' });
    expect(us('999999999999999h')).toMatchObject({ expected: 'a duration of at most 366 days' });
  });
});

describe('formatDuration', () => {
  it('prints the largest unit in which the duration is whole', () => {
    expect([0, 1, 1_500, 1_500_000, 60_000_000, 7_200_000_000].map(formatDuration)).toEqual([
      '0s',
      '1us',
      '1500us',
      '1500ms',
      '1m',
      '2h',
    ]);
  });

  it('is read back as the same number, whatever the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DURATION_US_MAX }), (duration) => {
        expect(us(formatDuration(duration))).toBe(duration);
      }),
    );
  });
});
