import type { Ports, Signal } from '../domain/index.js';
import { signalWords } from '../domain/index.js';
import { MEMORY_POSITIONS, type MemoryPosition, type Outcome } from '../guards/index.js';
import { orderOf, record, skip } from './main-path.js';
import { ORDER_VALUE_MIN, sizeSecond } from './sizing.js';

/** More shares than this in memory, and the second path holds back: its only check. */
const HELD_MAX = 100;

/**
 * The second (pairs) path, as inferred: it passes no layer of the main path,
 * looks only at the quantity in memory, and writes `trades` but neither memory
 * nor `positions`.
 */
export async function runSecondPath(ports: Ports, signal: Signal): Promise<Outcome> {
  ports.journal.write({ kind: 'signal', ...signalWords(signal) });
  const held = ports.map<MemoryPosition>(MEMORY_POSITIONS).get(signal.symbol)?.quantity ?? 0;
  const quantity = signal.side === 'BUY' ? buyQuantity(ports, signal) : (signal.quantity ?? held);
  if (signal.side === 'BUY' && held > HELD_MAX) {
    return skip(ports, signal, `more than ${HELD_MAX} shares in memory`);
  }
  if (quantity === 0) return skip(ports, signal, 'nothing to trade');
  if (signal.side === 'BUY' && quantity * signal.price < ORDER_VALUE_MIN) {
    return skip(ports, signal, 'order value below $500');
  }
  const result = await ports.broker.submit(orderOf(signal, quantity));
  if (result.kind === 'filled') await record(ports, signal, result, null);
  return result;
}

function buyQuantity(ports: Ports, signal: Signal): number {
  return signal.quantity ?? sizeSecond(ports.portfolio.equity(), signal.price);
}
