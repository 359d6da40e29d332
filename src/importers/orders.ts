import { type Exact, meanPrice } from './exact.js';
import type { Facts, RecordedTime, RecordedTrade, TradeSide } from './facts.js';

/** One order, of all the rows that are its parts. */
export interface RecordedOrder {
  readonly rows: readonly number[];
  /** How many of its rows may be orders of their own: the file does not tell. 0: it is one order. */
  readonly untold: number;
  /** When its first part was done. */
  readonly time: RecordedTime;
  readonly symbol: string;
  readonly side: TradeSide;
  readonly quantity: Exact;
  /** The mean of its parts. */
  readonly price: Exact;
}

interface Orders {
  /** By time; where stamps are equal, in the order of the file, told from its first line. */
  readonly orders: readonly RecordedOrder[];
  /** Rows that told an execution again. */
  readonly toldTwice: readonly number[];
}

/** Joins the parts of each order, and drops what is told twice. Linear but for the sort. */
export function ordersOf(facts: Facts): Orders {
  const { once, toldTwice } = withoutRepeats(inTime(facts.trades));
  const groups = new Map<string, RecordedTrade[]>();
  for (const trade of once) {
    const name = groupOf(trade, facts);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [trade]);
    else group.push(trade);
  }
  return { orders: [...groups.values()].map((parts) => joined(parts, facts)), toldTwice };
}

/** Exports often begin with the newest row. The sort is stable: equal stamps keep the file's order, turned where it runs backward. */
function inTime(trades: readonly RecordedTrade[]): readonly RecordedTrade[] {
  const first = trades[0]?.time.epochUs ?? 0;
  const last = trades.at(-1)?.time.epochUs ?? 0;
  const forward = last < first ? trades.toReversed() : [...trades];
  return forward.sort((a, b) => a.time.epochUs - b.time.epochUs);
}

function withoutRepeats(trades: readonly RecordedTrade[]): {
  readonly once: readonly RecordedTrade[];
  readonly toldTwice: readonly number[];
} {
  const known = new Set<string>();
  const once: RecordedTrade[] = [];
  const toldTwice: number[] = [];
  for (const trade of trades) {
    const { executionId, symbol } = trade;
    const name = executionId === null ? null : `${symbol} ${executionId}`;
    if (name !== null && known.has(name)) {
      toldTwice.push(trade.row);
      continue;
    }
    if (name !== null) known.add(name);
    once.push(trade);
  }
  return { once, toldTwice };
}

/** Equal for rows that are, or may be, parts of one order. */
function groupOf(
  { row, orderId, symbol, side, time }: RecordedTrade,
  { ordersTold }: Facts,
): string {
  if (ordersTold === 'each row') return `row ${row}`;
  return orderId === null
    ? `stamp ${time.epochUs} ${side} ${symbol}`
    : `order ${side} ${symbol} ${orderId}`;
}

function joined(parts: readonly RecordedTrade[], { ordersTold }: Facts): RecordedOrder {
  const { time, symbol, side, orderId } = parts[0]!;
  const isTold = ordersTold === 'each row' || orderId !== null;
  return {
    rows: parts.map(({ row }) => row),
    untold: isTold || parts.length === 1 ? 0 : parts.length,
    time,
    symbol,
    side,
    quantity: parts.reduce((sum, { quantity }) => sum + quantity, 0n),
    price: meanPrice(parts),
  };
}
