import type { MicroUsd } from '../domain/index.js';
import type { TapeHeader } from '../tape/index.js';
import { signOf } from './world.js';

/** How the account stood from one moment on, as the broker knows it. */
export interface MoneyPoint {
  readonly atUs: number;
  readonly cash: MicroUsd;
  readonly holdings: MicroUsd;
  readonly equity: MicroUsd;
}

/** A fill, as a judgement or a tape holds it. */
interface FillWords {
  readonly atUs: number;
  readonly symbol: string;
  readonly side: string;
  readonly quantity: number;
  readonly price: MicroUsd;
}

/**
 * Cash, holdings and equity after each fill, from the account at the start on. Whole
 * millionths of a dollar, so the last point is equal to what the tape's end says of
 * the broker.
 */
export function moneySeries(
  { scenario }: Pick<TapeHeader, 'scenario'>,
  fills: Iterable<FillWords>,
): readonly MoneyPoint[] {
  const shares = new Map(scenario.positions.map(({ symbol, quantity }) => [symbol, quantity]));
  const prices = new Map(
    scenario.positions.map(({ symbol, marketPrice }) => [symbol, marketPrice]),
  );
  let cash = scenario.account.cash;
  let holdings = scenario.positions.reduce((sum, row) => sum + row.quantity * row.marketPrice, 0);
  const points: MoneyPoint[] = [{ atUs: 0, cash, holdings, equity: cash + holdings }];
  for (const { atUs, symbol, side, quantity, price } of fills) {
    const held = shares.get(symbol) ?? 0;
    const more = signOf(side) * quantity;
    // The whole holding is worth the newest price.
    holdings += (held + more) * price - held * (prices.get(symbol) ?? 0);
    cash -= more * price;
    shares.set(symbol, held + more);
    prices.set(symbol, price);
    points.push({ atUs, cash, holdings, equity: cash + holdings });
  }
  return points;
}
