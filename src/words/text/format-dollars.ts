import { formatMoney, type MicroUsd } from '../../domain/index.js';
import { groupDigits } from './format-time.js';

/**
 * Money as a page shows it.
 * @example formatDollars(144_420_920_000) // '$144,420.92'
 */
export function formatDollars(money: MicroUsd): string {
  const [whole = '0', fraction = '00'] = formatMoney(Math.abs(money)).split('.');
  return `${money < 0 ? '\u2212' : ''}$${groupDigits(Number(whole))}.${fraction}`;
}
