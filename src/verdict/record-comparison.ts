import type { TapeHeader } from '../tape/index.js';
import { clockSecond } from './clock-second.js';
import type { Execution } from './judgement.js';

/** Trade rows of one kind, and how many of them there are. */
export interface CountedRow extends Pick<Execution, 'symbol' | 'side' | 'quantity'> {
  readonly count: number;
}

/** How far the trade rows of a run are from those that were recorded. */
export interface RecordComparison {
  /** No row is missing or extra, and their time stamps lie no further apart than recorded. */
  readonly reproduced: boolean;
  /** Rows of the record that the run wrote too. */
  readonly rows: number;
  /** Rows of the record. */
  readonly recordedRows: number;
  /** Rows of the record that the run did not write, in the order of the record. */
  readonly missing: readonly CountedRow[];
  /** Rows that the run wrote and the record does not have, in the order of the run. */
  readonly extra: readonly CountedRow[];
  /** From the clock second of the first row to that of the last. */
  readonly spanUs: number;
  readonly recordedSpanUs: number;
}

/** The guard sets under which an incident happened; under any other set the record says nothing. */
const RECORDED_SETS: ReadonlySet<string> = new Set(['none', 'recorded']);

/**
 * Holds the trade rows against the record: as multisets of (symbol, side,
 * quantity), and by the span of their clock-second stamps. Null where the guard
 * set is neither `none` nor `recorded`, and where the scenario has no record.
 */
export function compareWithRecord(
  header: TapeHeader,
  trades: readonly Execution[],
): RecordComparison | null {
  const { record, startEpochUs } = header.scenario;
  if (record === null || !RECORDED_SETS.has(header.guardSet)) return null;
  const missing = lessThan(record.trades, trades);
  const extra = lessThan(trades, record.trades);
  const spanUs = spanOf(trades, startEpochUs);
  return {
    reproduced: missing.length === 0 && extra.length === 0 && spanUs <= record.spanUs,
    rows: record.trades.length - missing.reduce((sum, { count }) => sum + count, 0),
    recordedRows: record.trades.length,
    missing,
    extra,
    spanUs,
    recordedSpanUs: record.spanUs,
  };
}

type Row = Omit<CountedRow, 'count'>;

/** The rows of `wanted` that `there` has too few of, as a multiset. */
function lessThan(wanted: readonly Row[], there: readonly Row[]): readonly CountedRow[] {
  const left = new Map<string, number>();
  for (const row of there) left.set(nameOf(row), (left.get(nameOf(row)) ?? 0) + 1);
  const lacking = new Map<string, CountedRow>();
  for (const row of wanted) {
    const name = nameOf(row);
    const known = left.get(name) ?? 0;
    left.set(name, known - 1);
    if (known > 0) continue;
    const { symbol, side, quantity } = row;
    lacking.set(name, { symbol, side, quantity, count: (lacking.get(name)?.count ?? 0) + 1 });
  }
  return [...lacking.values()];
}

function spanOf(trades: readonly Execution[], startEpochUs: number): number {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { atUs } of trades) {
    const second = clockSecond({ startEpochUs, atUs });
    first = Math.min(first, second);
    last = Math.max(last, second);
  }
  return trades.length === 0 ? 0 : (last - first) * 1_000_000;
}

function nameOf({ symbol, side, quantity }: Row): string {
  return `${symbol} ${side} ${quantity}`;
}
