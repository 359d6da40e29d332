import { type Burst, findBursts, type Way } from './bursts.js';
import { type StartingHoldings, startingHoldings } from './holdings.js';
import { ordersOf, type RecordedOrder } from './orders.js';
import { type ReadSource, readSource } from './read-source.js';
import type { ReadOptions, SourceFile } from './reader.js';

/** Orders that lie five minutes apart belong to one incident no more: the operator's query. */
export const WINDOW_US = 300_000_000;

/** What a file says, and what went twice in it. */
export interface Scan extends ReadSource {
  readonly source: string;
  readonly orders: readonly RecordedOrder[];
  readonly start: StartingHoldings;
  readonly bursts: readonly Burst[];
  /** What a reader of the result must know: assumptions, rows left out. */
  readonly notes: readonly string[];
}

export interface ScanOptions extends ReadOptions {
  /** A reader's name; null: as detected. */
  readonly format: string | null;
  readonly by: Way;
  readonly windowUs: number;
}

/** Reads a file and finds what went twice. Throws a `SourceRefusal` where it cannot be read. */
export async function scanSource(source: SourceFile, options: ScanOptions): Promise<Scan> {
  const read = await readSource(source, options);
  const { facts } = read;
  const { orders, toldTwice } = ordersOf(facts);
  const start = startingHoldings(facts, orders);
  const { by, windowUs } = options;
  const isHeldTold = facts.heldAtEnd !== null;
  const bursts = findBursts(orders, { by, windowUs, held: start.held, isHeldTold });
  const notes = [
    ...(facts.remarks ?? []),
    ...start.notes,
    ...(facts.leftOut === 0
      ? []
      : [`Left out: ${facts.leftOut} rows of orders that were not filled.`]),
    ...(toldTwice.length === 0
      ? []
      : [`Told twice and counted once: ${facts.rowWord} ${toldTwice.join(', ')}.`]),
    ...(bursts.some(({ untold }) => untold > 0)
      ? [
          'There are no order ids: rows of one stamp may be parts of one order, and are counted as one.',
        ]
      : []),
  ];
  return { ...read, source: source.name, orders, start, bursts, notes };
}
