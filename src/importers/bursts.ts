import type { MicroUsd } from '../domain/index.js';
import { costOf, type Exact } from './exact.js';
import type { TradeSide } from './facts.js';
import type { RecordedOrder } from './orders.js';

/** Orders of one symbol and side of which more went out than were due. */
export interface Burst {
  readonly symbol: string;
  readonly side: TradeSide;
  readonly orders: readonly RecordedOrder[];
  /** What was held before the first of them; null: not asked, by window. */
  readonly from: 'flat' | 'held' | null;
  /** Those of them that are too many, as far as the file tells. */
  readonly extra: readonly RecordedOrder[];
  /** Rows that may be orders too many, or parts of one order. */
  readonly untold: number;
  /** What the orders too many came to. */
  readonly money: MicroUsd;
  readonly by: Way;
}

/** `holding`: a second opening, or an exit of what is not there. `window`: BUY rows of one symbol close together. */
export type Way = 'holding' | 'window';

interface BurstOptions {
  readonly by: Way;
  /** Orders that lie further apart have nothing to do with each other. */
  readonly windowUs: number;
  /** What is held before the first order. */
  readonly held: ReadonlyMap<string, Exact>;
  /** Does the file say what is held, so that a symbol that it leaves out is flat? */
  readonly isHeldTold: boolean;
}

/** What went twice: openings from flat first, then in the order of time. */
export function findBursts(
  orders: readonly RecordedOrder[],
  options: BurstOptions,
): readonly Burst[] {
  const bySymbol = new Map<string, RecordedOrder[]>();
  for (const order of orders) {
    const mine = bySymbol.get(order.symbol);
    if (mine === undefined) bySymbol.set(order.symbol, [order]);
    else mine.push(order);
  }
  const find = options.by === 'holding' ? byHolding : byWindow;
  const found = [...bySymbol.values()].flatMap((mine) => find(mine, options));
  const rank = ({ from, orders: [first] }: Burst): [number, number] => [
    from === 'flat' ? 0 : 1,
    first!.time.epochUs,
  ];
  return found.sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1]);
}

/** A chain of orders that lie close together, while it grows. */
interface Chain {
  readonly orders: RecordedOrder[];
  readonly from: Burst['from'];
  readonly extra: RecordedOrder[];
}

/** The operator's query: BUY orders less than a window apart, each with the one before. */
function byWindow(orders: readonly RecordedOrder[], { windowUs }: BurstOptions): readonly Burst[] {
  const bursts: Burst[] = [];
  let chain: Chain | null = null;
  for (const order of orders) {
    if (order.side !== 'BUY') continue;
    const last = chain?.orders.at(-1);
    if (chain !== null && last !== undefined && isNear(last, order, windowUs)) {
      chain.orders.push(order);
      chain.extra.push(order);
      continue;
    }
    bursts.push(...burstOf(chain, 'window'));
    chain = { orders: [order], from: null, extra: [] };
  }
  return [...bursts, ...burstOf(chain, 'window')];
}

/** Walks through one symbol's orders with what they leave held. */
function byHolding(orders: readonly RecordedOrder[], options: BurstOptions): readonly Burst[] {
  const { windowUs, held: start } = options;
  const bursts: Burst[] = [];
  let held = start.get(orders[0]!.symbol) ?? 0n;
  // An exit of what nothing in the file has opened shows that something was held before.
  let isKnown = options.isHeldTold;
  let chain: Chain | null = null;
  for (const order of orders) {
    const { side, quantity } = order;
    const last = chain?.orders.at(-1);
    const goesOn: boolean =
      last !== undefined && last.side === side && isNear(last, order, windowUs);
    if (chain === null || !goesOn) {
      bursts.push(...burstOf(chain, 'holding'));
      chain = { orders: [], from: held > 0n ? 'held' : 'flat', extra: [] };
    }
    chain.orders.push(order);
    if (side === 'BUY') {
      // A BUY that covers a short position opens nothing.
      if (held > 0n && chain.orders.length > 1) chain.extra.push(order);
      held += quantity;
      isKnown = true;
      continue;
    }
    if (isKnown && quantity > held) chain.extra.push(order);
    held = isKnown || held > quantity ? held - quantity : 0n;
  }
  return [...bursts, ...burstOf(chain, 'holding')];
}

function burstOf(chain: Chain | null, by: Way): readonly Burst[] {
  const first = chain?.orders[0];
  if (chain === null || first === undefined) return [];
  const { orders, from, extra } = chain;
  const untold = orders.reduce((sum, order) => sum + order.untold, 0);
  if (extra.length === 0 && untold === 0) return [];
  const { symbol, side } = first;
  return [{ symbol, side, orders, from, extra, untold, money: moneyOf(extra), by }];
}

function moneyOf(orders: readonly RecordedOrder[]): MicroUsd {
  return orders.reduce((sum, { quantity, price }) => sum + costOf(quantity, price), 0);
}

function isNear(a: RecordedOrder, b: RecordedOrder, windowUs: number): boolean {
  return Math.abs(secondOf(b) - secondOf(a)) < windowUs / 1_000_000;
}

/** The operator's query counts in whole seconds. */
function secondOf({ time }: RecordedOrder): number {
  return Math.floor(time.epochUs / 1_000_000);
}
