import type { TapeHeader } from '../tape/index.js';
import { clockSecond } from './clock-second.js';
import type { Execution } from './judgement.js';

/** The guard sets under which an incident happened; under any other set the record says nothing. */
const RECORDED_SETS: ReadonlySet<string> = new Set(['none', 'recorded']);

/**
 * Do the trade rows equal the record? Equal multisets of (symbol, side,
 * quantity), and the span of their clock-second stamps no longer than
 * recorded. Null where the guard set is neither `none` nor `recorded`, and
 * where the scenario has no record.
 */
export function matchesRecord(header: TapeHeader, trades: readonly Execution[]): boolean | null {
  const { record, startEpochUs } = header.scenario;
  if (record === null || !RECORDED_SETS.has(header.guardSet)) return null;
  if (trades.length !== record.trades.length) return false;
  const open = new Map<string, number>();
  for (const trade of record.trades) open.set(nameOf(trade), (open.get(nameOf(trade)) ?? 0) + 1);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const trade of trades) {
    const left = open.get(nameOf(trade)) ?? 0;
    if (left === 0) return false;
    open.set(nameOf(trade), left - 1);
    const second = clockSecond({ startEpochUs, atUs: trade.atUs });
    first = Math.min(first, second);
    last = Math.max(last, second);
  }
  return trades.length === 0 || (last - first) * 1_000_000 <= record.spanUs;
}

function nameOf({
  symbol,
  side,
  quantity,
}: Pick<Execution, 'symbol' | 'side' | 'quantity'>): string {
  return `${symbol} ${side} ${quantity}`;
}
