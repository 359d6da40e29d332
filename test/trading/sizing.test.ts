import { describe, expect, it } from 'vitest';
import { parseMoney } from '../../src/domain/index.js';
import { ORDER_SIZED_MAX, ORDER_VALUE_MIN, sizeMain, sizeSecond } from '../../src/trading/index.js';

const usd = (text: string): number => parseMoney(text) ?? Number.NaN;
const EQUITY = usd('201,581.22');

describe('sizing', () => {
  it('makes 1 share of APP on the main path (1 % of $100,000) and 7 on the second (2 % of equity)', () => {
    // 1,000 / 540 = 1.85; 4,031.62 / 540 = 7.47. The recorded burst was 1, 7, 7, 7.
    expect(sizeMain(usd('540'))).toBe(1);
    expect(sizeSecond(EQUITY, usd('540'))).toBe(7);
  });

  it('makes 7 shares of APP over just the inferred range of prices: 503.95–575.95', () => {
    // 4,031.6244 / 8 = 503.95305 and / 7 = 575.94634…: the last price with 7 is the first that is not above.
    const prices = ['503.953050', '503.953051', '575.946342', '575.946343'];
    expect(prices.map((price) => sizeSecond(EQUITY, usd(price)))).toEqual([8, 7, 7, 6]);
  });

  it('makes 167 shares of GME over just the inferred range of prices: 23.998–24.141', () => {
    // 4,031.6244 / 168 = 23.99776… and / 167 = 24.14146…
    const prices = ['23.997764', '23.997765', '24.141463', '24.141464'];
    expect(prices.map((price) => sizeSecond(EQUITY, usd(price)))).toEqual([168, 167, 167, 166]);
  });

  it('puts at most $10,000 into one symbol on the second path, from $500,000 of equity on', () => {
    expect(sizeSecond(usd('500,000'), usd('100'))).toBe(100);
    expect(sizeSecond(usd('5,000,000'), usd('100'))).toBe(100);
    expect(ORDER_SIZED_MAX).toBe(usd('10,000'));
  });

  it('makes no share where one costs more than there is to spend', () => {
    expect(sizeMain(usd('1,000.000001'))).toBe(0);
    expect(sizeMain(usd('1,000'))).toBe(1);
    expect(sizeSecond(EQUITY, usd('4,031.63'))).toBe(0);
  });

  it('calls an order below $500 too small', () => {
    expect(ORDER_VALUE_MIN).toBe(usd('500'));
  });
});
