import type { Fill, MicroUsd, Order, Ports, Signal } from '../domain/index.js';
import { signalWords } from '../domain/index.js';
import {
  type Attempt,
  chain,
  type Guard,
  MEMORY_POSITIONS,
  type MemoryPosition,
  type Outcome,
} from '../guards/index.js';
import type { OrderLimiter } from './order-limiter.js';
import type { RunnerSettings } from './settings.js';
import { ORDER_VALUE_MIN, sizeMain } from './sizing.js';

/** What the main path needs of its runner. */
export interface MainPath {
  readonly settings: RunnerSettings;
  readonly guards: readonly Guard[];
  readonly limiter: OrderLimiter | null;
}

/** Handles one signal on the main path, step by step in the recorded order. */
export async function runMainPath(path: MainPath, ports: Ports, signal: Signal): Promise<Outcome> {
  await ports.store.insertSignal(signal);
  ports.journal.write({ kind: 'signal', ...signalWords(signal) });
  return signal.side === 'BUY' ? buy(path, ports, signal) : sell(path, ports, signal);
}

/** An attempt whose outcome nobody knows is made again, as often as the settings say. */
async function buy(path: MainPath, ports: Ports, signal: Signal): Promise<Outcome> {
  for (let retry = 0; ; retry++) {
    const outcome = await attemptToBuy(path, ports, signal);
    if (outcome.kind !== 'unknown' || retry === path.settings.brokerRetriesCount) return outcome;
  }
}

async function attemptToBuy(path: MainPath, ports: Ports, signal: Signal): Promise<Outcome> {
  const whenChecked: (() => void)[] = [];
  const amended: Partial<Order> = {};
  const attempt: Attempt = {
    signal,
    ports,
    order: null,
    amend: (words) => Object.assign(amended, words),
    whenChecked: (action) => whenChecked.push(action),
  };
  return chain(path.guards, attempt, async () => {
    for (const action of whenChecked.reverse()) action();
    const quantity = signal.quantity ?? sizeMain(signal.price);
    const value = quantity * signal.price;
    if (value < ORDER_VALUE_MIN) return skip(ports, signal, 'order value below $500');
    if (!ports.portfolio.canAfford(value))
      return skip(ports, signal, 'risk check: not enough cash');
    const result = await place(path, ports, { ...orderOf(signal, quantity), ...amended });
    if (result.kind !== 'filled') return result;
    const position = remember(ports, signal, result.fill);
    await record(ports, signal, result, null);
    if (result.rows !== 'written') {
      await ports.store.upsertPosition({ symbol: signal.symbol, ...position });
    }
    return result;
  });
}

async function sell(path: MainPath, ports: Ports, signal: Signal): Promise<Outcome> {
  const positions = ports.map<MemoryPosition>(MEMORY_POSITIONS);
  const held = positions.get(signal.symbol);
  if (held === undefined) return skip(ports, signal, 'nothing to sell');
  const quantity = Math.min(signal.quantity ?? held.quantity, held.quantity);
  const result = await place(path, ports, orderOf(signal, quantity));
  if (result.kind !== 'filled') return result;
  const { fill } = result;
  const left = { ...held, quantity: held.quantity - fill.quantity, marketPrice: fill.price };
  if (left.quantity === 0) positions.delete(signal.symbol);
  else positions.set(signal.symbol, left);
  book(ports, fill);
  await record(ports, signal, result, (fill.price - held.avgCost) * fill.quantity);
  await ports.store.upsertPosition({ symbol: signal.symbol, ...left });
  return result;
}

async function place(path: MainPath, ports: Ports, order: Order): Promise<Outcome> {
  if (path.limiter !== null) await path.limiter.admit(ports);
  return ports.broker.submit(order);
}

/** The order that a signal leads to. */
export function orderOf(signal: Signal, quantity: number): Order {
  const { id, symbol, side, price, path, scaleIn } = signal;
  return { signalId: id, symbol, side, quantity, price, path, scaleIn };
}

/** Step 8: memory position and portfolio cash. A wanted addition adds; anything else overwrites, as recorded. */
export function remember(
  ports: Ports,
  signal: Pick<Signal, 'symbol' | 'scaleIn'>,
  fill: Fill,
): MemoryPosition {
  const positions = ports.map<MemoryPosition>(MEMORY_POSITIONS);
  const held = signal.scaleIn ? positions.get(signal.symbol) : undefined;
  const position: MemoryPosition =
    held === undefined
      ? { quantity: fill.quantity, avgCost: fill.price, marketPrice: fill.price }
      : {
          quantity: held.quantity + fill.quantity,
          avgCost: averageCost(held, fill),
          marketPrice: fill.price,
        };
  positions.set(signal.symbol, position);
  book(ports, fill);
  return position;
}

function averageCost(held: MemoryPosition, fill: Fill): MicroUsd {
  const cost = held.quantity * held.avgCost + fill.quantity * fill.price;
  return Math.round(cost / (held.quantity + fill.quantity));
}

function book(ports: Ports, fill: Fill): void {
  const notional = fill.quantity * fill.price;
  const delta = fill.side === 'BUY' ? -notional : notional;
  const cash = ports.portfolio.addCash(delta);
  ports.portfolio.book(fill.symbol, fill.side, fill.quantity, fill.price);
  ports.journal.write({ kind: 'booking', symbol: fill.symbol, delta, cash });
}

/** Step 9: the `trades` row, unless it is written already, and the path's own log line. */
export async function record(
  ports: Ports,
  signal: Signal,
  { fill, rows }: Extract<Outcome, { kind: 'filled' }>,
  pnl: MicroUsd | null,
): Promise<void> {
  const { symbol, side, quantity, price } = fill;
  if (rows !== 'written') {
    await ports.store.insertTrade({ symbol, side, quantity, price, pnl });
  }
  ports.journal.write({ kind: 'recorded', ...orderOf(signal, quantity), price, pnl });
}

/** The attempt ends for a reason that is no guard's. */
export function skip(ports: Ports, signal: Signal, reason: string): Outcome {
  ports.journal.write({ kind: 'skip', signalId: signal.id, symbol: signal.symbol, reason });
  return { kind: 'skipped', reason };
}
