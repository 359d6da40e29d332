import { formatMoney, type MicroUsd, type PositionRow, SYMBOL_PATTERN } from '../domain/index.js';
import type { Scenario } from '../scenario/index.js';
import type { Burst } from './bursts.js';
import { costOf, microOf, wholeOf } from './exact.js';
import { changesBySymbol } from './holdings.js';
import type { RecordedOrder } from './orders.js';
import type { Scan } from './scan.js';

/** Cash and holdings when a burst begins, and how they are known. */
type StartOfBurst =
  | {
      readonly ok: true;
      readonly cash: MicroUsd;
      readonly positions: readonly PositionRow[];
      readonly words: Pick<Scenario['source'], 'recorded' | 'inferred'>;
    }
  | { readonly ok: false; readonly reason: string };

/** Worked backward from the end of the file, or as somebody says; never made up. */
export function startOfBurst(burst: Burst, scan: Scan, given: MicroUsd | null): StartOfBurst {
  const { orders, facts } = scan;
  const at = orders.indexOf(burst.orders[0]!);
  const cash = given ?? cashBefore(scan, at);
  if (cash === null)
    return {
      ok: false,
      reason: 'the file has no balance: say what cash there was, with --cash 100000',
    };
  const needed =
    burst.side === 'BUY' ? burst.orders.reduce((sum, order) => sum + costIn(order), 0) : 0;
  if (cash < needed)
    return {
      ok: false,
      reason: `cash comes to $${formatMoney(cash)} before it, too little for its orders: say what there was, with --cash`,
    };
  return {
    ok: true,
    cash,
    positions: positionsBefore(scan, at),
    words: {
      recorded: given === null ? [] : [],
      inferred: [
        given === null
          ? 'Cash: that of the end and what was traded since, commissions left out'
          : 'Cash: as --cash says',
        facts.heldAtEnd === null
          ? 'Holdings: what the rows before leave'
          : 'Holdings: those of the end and what was traded since; prices as in the file',
      ],
    },
  };
}

function cashBefore({ facts, orders }: Scan, at: number): MicroUsd | null {
  if (facts.cashAtEnd === null) return null;
  return orders
    .slice(at)
    .reduce(
      (cash, order) => cash + (order.side === 'BUY' ? costIn(order) : -costIn(order)),
      facts.cashAtEnd,
    );
}

/** Whole shares only: a scenario has no others, and other symbols do not touch the burst. */
function positionsBefore({ facts, orders, start }: Scan, at: number): readonly PositionRow[] {
  const before = orders.slice(0, at);
  const held = new Map(start.held);
  for (const [symbol, change] of changesBySymbol(before))
    held.set(symbol, (held.get(symbol) ?? 0n) + change);
  const ends = new Map((facts.heldAtEnd ?? []).map((row) => [row.symbol, row]));
  const prices = new Map(
    [...orders.slice(at).toReversed(), ...before].map(({ symbol, price }) => [
      symbol,
      microOf(price),
    ]),
  );
  return [...held].flatMap(([symbol, quantity]) => {
    const shares = wholeOf(quantity);
    if (shares === null || shares <= 0 || !SYMBOL_PATTERN.test(symbol)) return [];
    const end = ends.get(symbol);
    const marketPrice = prices.get(symbol) ?? end?.marketPrice;
    if (marketPrice === undefined || marketPrice <= 0) return [];
    return [{ symbol, quantity: shares, avgCost: end?.avgCost || marketPrice, marketPrice }];
  });
}

function costIn({ quantity, price }: RecordedOrder): MicroUsd {
  return costOf(quantity, price);
}
