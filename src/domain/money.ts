/**
 * Money is an integer count of micro-dollars (1 USD = 1,000,000), held in a
 * `number`: exact up to 2^53 micro-dollars, about nine billion dollars.
 */
export type MicroUsd = number;

const MICRO_PER_USD = 1_000_000;
const PATTERN = /^(-?)(\d{1,9})(?:\.(\d{1,6}))?$/;

/**
 * Reads money as people write it: `$` and thousands separators allowed, at
 * most six decimals. Read as text, never through a float.
 * Returns null where the text is no amount of money.
 * @example parseMoney('144,420.92') // 144420920000
 */
export function parseMoney(text: string): MicroUsd | null {
  const bare = text.trim().replace(/^(-?)\$(?=\d)/, '$1');
  if (bare.includes(',') && !/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) return null;
  const match = PATTERN.exec(bare.replaceAll(',', ''));
  if (match === null) return null;
  const [, sign, whole, fraction = ''] = match;
  const micro = Number(whole) * MICRO_PER_USD + Number(fraction.padEnd(6, '0'));
  return sign === '-' && micro !== 0 ? -micro : micro;
}

/**
 * Prints money with at least two decimals and no more than it needs (six).
 * @example formatMoney(144420920000) // '144420.92'
 */
export function formatMoney(money: MicroUsd): string {
  const absolute = Math.abs(money);
  const whole = Math.floor(absolute / MICRO_PER_USD);
  const digits = String(absolute % MICRO_PER_USD).padStart(6, '0');
  const fraction = digits.slice(0, 2) + digits.slice(2).replace(/0+$/, '');
  return `${money < 0 ? '-' : ''}${whole}.${fraction}`;
}

/** Rounds to whole cents, half away from zero: what a person compares. */
export function toCents(money: MicroUsd): number {
  const cents = Math.floor((Math.abs(money) + 5_000) / 10_000);
  return money < 0 ? -cents : cents;
}

/** Money as the REAL that the recorded schema holds. The division is exact to the cent. */
export function toReal(money: MicroUsd): number {
  return money / MICRO_PER_USD;
}

/** The way back from a REAL column, rounded to the nearest micro-dollar. */
export function fromReal(dollars: number): MicroUsd {
  return Math.round(dollars * MICRO_PER_USD);
}
