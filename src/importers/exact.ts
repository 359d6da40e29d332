import type { MicroUsd } from '../domain/index.js';

/** A decimal number, exactly: a whole count of 10⁻¹². Shares of a coin have more digits than a float keeps. */
export type Exact = bigint;

const DIGITS = 12;
const ONE = 10n ** BigInt(DIGITS);
const PER_MICRO = 10n ** BigInt(DIGITS - 6);
const PATTERN = /^([+-]?)(\d{1,15})?(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;

/** Reads a decimal as exports write it, thousands separators allowed; null where it is none. Digits past the twelfth are refused unless they are 0. */
export function parseExact(text: string): Exact | null {
  const bare = text.trim().replace(/^([+-]?)\$/, '$1');
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare) ? bare.replaceAll(',', '') : bare;
  const match = PATTERN.exec(plain);
  if (match === null) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const shift = DIGITS + Number(exponent) - fraction.length;
  const digits = BigInt(`${whole}${fraction}`);
  if (shift < 0 && digits % 10n ** BigInt(-shift) !== 0n) return null;
  const value = shift < 0 ? digits / 10n ** BigInt(-shift) : digits * 10n ** BigInt(shift);
  return sign === '-' ? -value : value;
}

/** Prints without zeros at the end. */
export function formatExact(value: Exact): string {
  const absolute = value < 0n ? -value : value;
  const fraction = String(absolute % ONE)
    .padStart(DIGITS, '0')
    .replace(/0+$/, '');
  const text = `${absolute / ONE}${fraction === '' ? '' : `.${fraction}`}`;
  return value < 0n ? `-${text}` : text;
}

/** The whole number that it is; null where it has a fraction. */
export function wholeOf(value: Exact): number | null {
  return value % ONE === 0n ? Number(value / ONE) : null;
}

/** The money that so much at such a price comes to, to the nearest millionth. */
export function costOf(quantity: Exact, price: Exact): MicroUsd {
  return microOf((quantity * price) / ONE);
}

/** To the nearest millionth, half up. */
export function microOf(value: Exact): MicroUsd {
  const half = PER_MICRO / 2n;
  return Number((value < 0n ? value - half : value + half) / PER_MICRO);
}

/** The mean price of parts, weighed by their quantities. */
export function meanPrice(
  parts: readonly { readonly quantity: Exact; readonly price: Exact }[],
): Exact {
  const quantity = parts.reduce((sum, part) => sum + part.quantity, 0n);
  const cost = parts.reduce((sum, part) => sum + part.quantity * part.price, 0n);
  return cost / quantity;
}
