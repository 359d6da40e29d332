import { describe, expect, it } from 'vitest';
import { cashConserved, equityEqual } from '../../src/assertions/index.js';
import { endOf, QUIET_END, type Told } from '../tape/sample-tape.js';
import { fill, findingsOf, USD } from './story.js';

const booking = (delta: number, cash: number): Told => ({
  kind: 'booking',
  symbol: 'APP',
  delta: delta * USD,
  cash: cash * USD,
});
const end = (cash: number, holdings: number): Told =>
  endOf({ cash: cash * USD, holdings: holdings * USD });

describe('cash-conserved', () => {
  const good = [
    fill({ quantity: 7 }),
    booking(-700, 99_300),
    fill({ side: 'SELL', quantity: 2 }),
    booking(200, 99_500),
  ];

  it('accepts fills and bookings that lead to the end', () => {
    expect(findingsOf(cashConserved, [...good, end(99_500, 500)])).toEqual([]);
    expect(findingsOf(cashConserved, [QUIET_END])).toEqual([]);
  });

  it('rejects a broker whose cash is not what the fills left', () => {
    const found = findingsOf(cashConserved, [fill({ quantity: 7 }), QUIET_END]);
    expect(found.map(({ message }) => message)).toEqual([
      'Cash of the broker is $100000.00 at the end; the start and all fills make $99300.00. Money appeared or vanished.',
    ]);
    expect(found[0]).toMatchObject({ assertion: 'cash-conserved', severity: 'error', seq: 1 });
  });

  it('rejects a portfolio that does not end where its bookings lead', () => {
    const found = findingsOf(cashConserved, [booking(-700, 99_300), QUIET_END]);
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        'Cash of the portfolio is $100000.00 at the end; the start and all bookings make $99300.00',
      ),
    ]);
  });

  it('rejects a booking that does not follow from the one before', () => {
    const lost = [booking(-700, 99_300), booking(-100, 99_900)];
    const [finding] = findingsOf(cashConserved, lost);
    expect(finding).toMatchObject({
      seq: 1,
      symbol: 'APP',
      message: expect.stringContaining('left $99900.00 in memory, not $99200.00'),
    });
  });

  it('rejects an end that does not name an account', () => {
    const silent = { ...QUIET_END, equity: [] } as Told;
    expect(findingsOf(cashConserved, [silent]).map(({ message }) => message)).toEqual([
      expect.stringContaining('Cash of the broker is not told'),
      expect.stringContaining('Cash of the portfolio is not told'),
    ]);
  });
});

describe('equity-equal', () => {
  const sources = (...equities: number[]): Told => ({
    ...endOf({ cash: 0 }),
    equity: equities.map((equity, index) => ({
      source: `s${index}`,
      cash: equity,
      holdings: 0,
      equity,
    })),
  });

  it('accepts sources that are equal to the cent', () => {
    expect(
      findingsOf(equityEqual, [sources(201_581_220_000, 201_581_220_001, 201_581_224_999)]),
    ).toEqual([]);
  });

  it('rejects sources a cent apart, side by side', () => {
    const found = findingsOf(equityEqual, [sources(201_581_220_000, 201_581_230_000)]);
    expect(found).toMatchObject([
      {
        assertion: 'equity-equal',
        severity: 'error',
        message: expect.stringContaining('s0 $201581.22, s1 $201581.23'),
      },
    ]);
  });

  it('rejects a source whose equity is not its cash and holdings', () => {
    const wrong = {
      ...endOf({ cash: 0 }),
      equity: [{ source: 'account row', cash: -7 * USD, holdings: 5 * USD, equity: 0 }],
    } as Told;
    expect(findingsOf(equityEqual, [wrong]).map(({ message }) => message)).toEqual([
      'Equity of the account row is $0.00, but its cash of -$7.00 and holdings of $5.00 make -$2.00.',
    ]);
  });
});
