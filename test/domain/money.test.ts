import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatMoney,
  fromReal,
  parseMoney,
  SYMBOL_PATTERN,
  signalWords,
  toCents,
  toReal,
} from '../../src/domain/index.js';

const micro = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });

describe('money', () => {
  it('is read as people write it', () => {
    const written: Record<string, number | null> = {
      '144,420.92': 144_420_920_000,
      '$144,420.92': 144_420_920_000,
      '-$1.5': -1_500_000,
      '0.000001': 1,
      '-0': 0,
      ' 7 ': 7_000_000,
      '999999999.999999': 999_999_999_999_999,
    };
    for (const [text, value] of Object.entries(written)) {
      expect([text, parseMoney(text)]).toEqual([text, value]);
    }
  });

  it('is refused where it is no amount: too fine, too large, floats, separators out of place', () => {
    for (const text of [
      '',
      '$',
      '1.0000001',
      '1e3',
      '.5',
      '5.',
      '1,00',
      '1,0000',
      '12,34.5',
      '1234,567',
      '--1',
      '$-1',
      '1 000',
      'NaN',
      '0x10',
      '1234567890',
    ]) {
      expect([text, parseMoney(text)]).toEqual([text, null]);
    }
  });

  it('survives printing and reading: parse ∘ format is the identity, seed 10', () => {
    fc.assert(
      fc.property(micro, (money) => {
        expect(parseMoney(formatMoney(money))).toBe(money);
      }),
      { seed: 10, numRuns: 1_000 },
    );
  });

  it('prints two decimals, and more only where they are needed', () => {
    expect([0, 1_000_000, 1_500_000, -10_000, 1, 123_456_780].map(formatMoney)).toEqual([
      '0.00',
      '1.00',
      '1.50',
      '-0.01',
      '0.000001',
      '123.45678',
    ]);
  });

  it('rounds to cents half away from zero', () => {
    expect([4_999, 5_000, 14_999, -4_999, -5_000, -15_000].map(toCents)).toEqual([
      0, 1, 1, -0, -1, -2,
    ]);
  });

  it('goes to the REAL of the database and back without loss, seed 11', () => {
    fc.assert(
      fc.property(micro, (money) => {
        expect(fromReal(toReal(money))).toBe(money);
      }),
      { seed: 11, numRuns: 1_000 },
    );
  });
});

describe('symbols', () => {
  it('follow the rule of the recorded system', () => {
    for (const symbol of ['A', 'APP', 'GOOGL', 'BRK.B', 'RDS.AB'])
      expect(symbol).toMatch(SYMBOL_PATTERN);
    for (const symbol of ['', 'app', 'TOOLONG', 'A.', 'A.ABC', ' APP', 'APP\n', 'A1']) {
      expect(symbol).not.toMatch(SYMBOL_PATTERN);
    }
  });
});

describe('a signal on the tape', () => {
  it('keeps its words and calls its id by its name', () => {
    const signal = {
      id: 's',
      symbol: 'APP',
      side: 'BUY',
      quantity: null,
      price: 1,
      path: 'main',
      scaleIn: false,
    } as const;
    const { id, ...words } = signal;
    expect(signalWords(signal)).toEqual({ signalId: id, ...words });
  });
});
