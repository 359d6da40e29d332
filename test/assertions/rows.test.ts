import { describe, expect, it } from 'vitest';
import { operatorWindow, rowsAgree } from '../../src/assertions/index.js';
import { endOf, sampleHeader, type Told } from '../tape/sample-tape.js';
import { fill, findingsOf, held, tradeRow, USD } from './story.js';

const booking = (delta: number): Told => ({
  kind: 'booking',
  symbol: 'APP',
  delta: delta * USD,
  cash: 0,
});
const endWith = (quantity: number): Told =>
  endOf({ cash: 0, positions: quantity === 0 ? [] : [held(quantity)] });

describe('rows-agree', () => {
  it('accepts a fill with its booking, its trade row and its position row', () => {
    expect(
      findingsOf(rowsAgree, [
        fill({ quantity: 7 }),
        booking(-700),
        tradeRow({ quantity: 7 }),
        endWith(7),
      ]),
    ).toEqual([]);
  });

  it('counts from what is held at the start, and down on a SELL', () => {
    const header = sampleHeader({ scenario: { positions: [held(9)] } });
    const sell = { side: 'SELL', quantity: 4 } as const;
    expect(
      findingsOf(rowsAgree, [fill(sell), booking(400), tradeRow(sell), endWith(5)], header),
    ).toEqual([]);
    expect(findingsOf(rowsAgree, [endWith(9)], header)).toEqual([]);
  });

  it('warns with the three numbers side by side', () => {
    const told = [
      fill({ quantity: 7 }),
      fill({ quantity: 7 }),
      booking(-1_400),
      tradeRow({ quantity: 7 }),
      endWith(1),
    ];
    expect(findingsOf(rowsAgree, told)).toMatchObject([
      {
        assertion: 'rows-agree',
        severity: 'warning',
        symbol: 'APP',
        message: expect.stringContaining(
          'APP: fills make 14, trade rows 7, the position row says 1. ',
        ),
      },
    ]);
  });

  it.each([
    ['a missing trade row', [fill(), booking(-100), endWith(1)]],
    ['a missing position row', [fill(), booking(-100), tradeRow(), endWith(0)]],
    ['a row without a fill', [endWith(3)]],
  ])('warns of %s', (_, told) => {
    expect(findingsOf(rowsAgree, told)).toHaveLength(1);
  });

  it('warns of cash that fills moved and no booking did', () => {
    const told = [fill({ quantity: 7, path: 'second' }), tradeRow({ quantity: 7 }), endWith(7)];
    const [finding] = findingsOf(rowsAgree, told);
    expect(finding!.message).toContain('fills moved -$700.00 of cash that memory did not book');
  });
});

describe('operator-window', () => {
  const at = (seconds: number, words: Parameters<typeof tradeRow>[0] = {}): Told =>
    tradeRow({ ...words, atUs: seconds * USD });

  it('accepts BUY rows 300 s apart, of other symbols, and SELL rows', () => {
    const told = [at(0), at(1, { symbol: 'GME' }), at(2, { side: 'SELL' }), at(300)];
    expect(findingsOf(operatorWindow, told)).toEqual([]);
  });

  it('warns of BUY rows of one symbol less than 300 s apart, one finding per later row', () => {
    const found = findingsOf(operatorWindow, [
      at(0, { id: 1 }),
      at(299, { id: 2 }),
      at(299, { id: 3 }),
    ]);
    expect(found).toMatchObject([
      {
        assertion: 'operator-window',
        severity: 'warning',
        symbol: 'APP',
        message: expect.stringContaining('APP: BUY rows 1 and 2 of trades are stamped 299 s apart'),
      },
      { message: expect.stringContaining('BUY rows 2 and 3 of trades are stamped 0 s apart') },
    ]);
  });

  it('compares clock seconds, as the database keeps them, not microseconds', () => {
    const header = sampleHeader({ scenario: { startEpochUs: 900_000 } });
    // 0.9 s + 0.05 s is stamped 0; 0.9 s + 299.1 s is stamped 300: 299.05 s apart, yet outside.
    expect(findingsOf(operatorWindow, [at(0.05), at(299.1)], header)).toEqual([]);
    expect(findingsOf(operatorWindow, [at(0.05), at(299.099_999)], header)).toHaveLength(1);
  });
});
