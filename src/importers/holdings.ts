import { type Exact, formatExact, parseExact } from './exact.js';
import type { Facts } from './facts.js';
import type { RecordedOrder } from './orders.js';

/** What was held before the first order of a file. */
export interface StartingHoldings {
  /** Shares by symbol; left out: none. */
  readonly held: ReadonlyMap<string, Exact>;
  /** How that is known, and where the file contradicts itself. */
  readonly notes: readonly string[];
}

/** What is held at the end, worked backward through the orders; flat where the file does not say. */
export function startingHoldings(
  { heldAtEnd }: Facts,
  orders: readonly RecordedOrder[],
): StartingHoldings {
  if (heldAtEnd === null)
    return {
      held: new Map(),
      notes: ['What was held before the first row is not in the file: taken as nothing.'],
    };
  const ends = new Map(
    heldAtEnd.map(({ symbol, quantity }) => [symbol, parseExact(String(quantity)) ?? 0n]),
  );
  const changes = changesBySymbol(orders);
  const held = new Map<string, Exact>();
  const notes: string[] = [];
  for (const symbol of new Set([...ends.keys(), ...changes.keys()])) {
    const change = changes.get(symbol) ?? 0n;
    const end = ends.get(symbol) ?? 0n;
    if (end - change > 0n) held.set(symbol, end - change);
    if (end - change < 0n)
      notes.push(
        `${symbol}: its trades come to ${formatExact(change)}, positions says ${formatExact(end)}; taken as nothing held before them.`,
      );
  }
  return { held, notes };
}

/** Shares that orders add to a holding. */
export function changesBySymbol(orders: readonly RecordedOrder[]): ReadonlyMap<string, Exact> {
  const changes = new Map<string, Exact>();
  for (const { symbol, side, quantity } of orders)
    changes.set(symbol, (changes.get(symbol) ?? 0n) + (side === 'BUY' ? quantity : -quantity));
  return changes;
}
