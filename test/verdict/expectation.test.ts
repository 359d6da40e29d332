import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../src/tape/index.js';
import { expectationFor, isExpected } from '../../src/verdict/index.js';
import { sampleHeader } from '../tape/sample-tape.js';

const expectation = (words: Partial<Expectation> = {}): Expectation => ({
  guardSet: 'none',
  guards: [],
  verdict: 'fail',
  duplicates: 3,
  ...words,
});
const header = (expect: Expectation[], words: Parameters<typeof sampleHeader>[0] = {}) =>
  sampleHeader({ ...words, scenario: { expect } });
const duplicates = (...counts: number[]) =>
  counts.map((count, index) => ({ symbol: `S${index}`, count, kind: 'bypass' as const }));
const judgement = (words: object = {}) => ({
  verdict: 'fail' as const,
  duplicates: duplicates(3),
  matchesRecord: null,
  ...words,
});

describe('what a scenario expects', () => {
  it('is met by the same verdict and as many duplicates over all symbols', () => {
    expect(isExpected(header([expectation()]), judgement())).toBe(true);
    expect(isExpected(header([expectation()]), judgement({ duplicates: duplicates(1, 2) }))).toBe(
      true,
    );
  });

  it('is missed by another verdict, another count, or a departure from the record', () => {
    expect(isExpected(header([expectation()]), judgement({ verdict: 'pass' }))).toBe(false);
    expect(isExpected(header([expectation()]), judgement({ duplicates: duplicates(2) }))).toBe(
      false,
    );
    expect(isExpected(header([expectation()]), judgement({ matchesRecord: false }))).toBe(false);
    expect(isExpected(header([expectation()]), judgement({ matchesRecord: true }))).toBe(true);
  });

  it('leaves the count open where it does not say', () => {
    const open = header([expectation({ duplicates: null })]);
    expect(isExpected(open, judgement({ duplicates: duplicates(9) }))).toBe(true);
  });

  it('is a pass where nothing is announced for these guards', () => {
    const other = header([expectation()], { guards: ['cycle-set'], guardSet: 'cycle-set' });
    expect(expectationFor(other)).toBeNull();
    expect(isExpected(other, judgement())).toBe(false);
    expect(isExpected(other, judgement({ verdict: 'inconclusive' }))).toBe(false);
    expect(isExpected(other, judgement({ verdict: 'pass', duplicates: [] }))).toBe(true);
  });

  it('goes by the guards as a set, and by the name among equals', () => {
    const two = [
      expectation({ guardSet: 'cycle-set,recent-trade', guards: ['cycle-set', 'recent-trade'] }),
      expectation({ guardSet: 'recorded', guards: ['recent-trade', 'cycle-set'], verdict: 'pass' }),
    ];
    const guards = ['recent-trade', 'cycle-set'] as const;
    expect(expectationFor(header(two, { guards, guardSet: 'recorded' }))).toBe(two[1]);
    expect(expectationFor(header(two, { guards, guardSet: 'recent-trade,cycle-set' }))).toBe(
      two[0],
    );
    expect(expectationFor(header(two, { guards: ['cycle-set'], guardSet: 'recorded' }))).toBeNull();
  });
});
