import { formatMoney, type MicroUsd } from '../domain/index.js';

/**
 * Virtual time for people: seconds, with as many decimals as there are.
 * @example readableTime(1_250_000) // '1.25 s'
 */
export function readableTime(us: number): string {
  const fraction = String(us % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${Math.floor(us / 1_000_000)}${fraction === '' ? '' : `.${fraction}`} s`;
}

/** Money for people: `$144420.92`, `-$7.50`. */
export function readableMoney(money: MicroUsd): string {
  return `${money < 0 ? '-' : ''}$${formatMoney(Math.abs(money))}`;
}

/** Who did it: `r1 cycle 2`, or the world outside. */
export function readableCycle({
  runner,
  cycle,
}: {
  runner: string | null;
  cycle: number | null;
}): string {
  if (runner === null) return 'no runner';
  return cycle === null ? runner : `${runner} cycle ${cycle}`;
}

/** `1 share`, `7 shares`. */
export function shares(quantity: number): string {
  return `${quantity} share${quantity === 1 ? '' : 's'}`;
}
