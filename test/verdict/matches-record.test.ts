import { describe, expect, it } from 'vitest';
import { clockSecond, matchesRecord } from '../../src/verdict/index.js';
import { sampleHeader } from '../tape/sample-tape.js';
import { sampleTrade } from './sample-judgement.js';

const record = {
  trades: [1, 7, 7].map((quantity) => ({ symbol: 'APP', side: 'BUY' as const, quantity })),
  spanUs: 2_000_000,
};
const header = (guardSet: string, startEpochUs = 0) =>
  sampleHeader({ guardSet, scenario: { record, startEpochUs } });
const trades = (...quantities: number[]) => quantities.map((quantity) => sampleTrade({ quantity }));

describe('matching the record', () => {
  it('holds for equal multisets, in any order', () => {
    expect(matchesRecord(header('none'), trades(7, 1, 7))).toBe(true);
    expect(matchesRecord(header('recorded'), trades(1, 7, 7))).toBe(true);
  });

  it('says nothing under other guards, or without a record', () => {
    expect(matchesRecord(header('three-layer'), trades(1, 7, 7))).toBeNull();
    expect(matchesRecord(sampleHeader({ guardSet: 'none' }), trades(1, 7, 7))).toBeNull();
  });

  it.each([
    ['one is missing', trades(1, 7)],
    ['one is too many', trades(1, 7, 7, 7)],
    ['a quantity differs', trades(1, 7, 8)],
    ['one comes too often', trades(1, 1, 7)],
    ['a side differs', [...trades(1, 7), sampleTrade({ side: 'SELL' })]],
    ['a symbol differs', [...trades(1, 7), sampleTrade({ symbol: 'GME' })]],
  ])('fails where %s', (_, made) => {
    expect(matchesRecord(header('none'), made)).toBe(false);
  });

  it('measures the span by clock seconds of the start', () => {
    const spread = (lastUs: number) => [...trades(1, 7), sampleTrade({ atUs: lastUs })];
    expect(matchesRecord(header('none'), spread(2_999_999))).toBe(true);
    expect(matchesRecord(header('none'), spread(3_000_000))).toBe(false);
    expect(matchesRecord(header('none', 900_000), spread(2_999_999))).toBe(false);
    expect(clockSecond({ startEpochUs: 900_000, atUs: 2_999_999 })).toBe(3);
  });

  it('matches a record of nothing with nothing', () => {
    const nothing = sampleHeader({ scenario: { record: { trades: [], spanUs: 0 } } });
    expect(matchesRecord(nothing, [])).toBe(true);
  });
});
