import type { MicroUsd } from '../domain/index.js';

const USD = 1_000_000;
/** An order worth less is not placed. */
export const ORDER_VALUE_MIN: MicroUsd = 500 * USD;
/** The main path puts 1 % of this into one symbol, whatever the equity. */
const MAIN_BASE: MicroUsd = 100_000 * USD;
/** The second path puts 2 % of equity into one symbol, and at most this. */
const SECOND_MAX: MicroUsd = 10_000 * USD;
/** No order that a path sizes itself is worth more. */
export const ORDER_SIZED_MAX: MicroUsd = SECOND_MAX;

/** Shares of a main-path order: floor(1 % of $100,000 / price). */
export function sizeMain(price: MicroUsd): number {
  return Math.floor(MAIN_BASE / 100 / price);
}

/** Shares of a second-path order: floor(min($10,000, 2 % of equity) / price). */
export function sizeSecond(equity: MicroUsd, price: MicroUsd): number {
  return Math.floor(Math.min(SECOND_MAX, Math.floor(equity / 50)) / price);
}
