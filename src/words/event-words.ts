import type { TapeEvent } from '../tape/index.js';
import { formatDollars } from './text/format-dollars.js';

/** One event in a few words; null where it is too small to be told (a leg of a call, a lock that is free). */
export function eventWords(event: TapeEvent): string | null {
  switch (event.kind) {
    case 'arrival':
      return `signal ${event.signalId} arrives: ${event.side} ${event.symbol}`;
    case 'cycle-start':
      return event.loadFailed
        ? `${event.runner} begins cycle ${event.cycle}; loading positions failed, it starts with none`
        : `${event.runner} begins cycle ${event.cycle} with ${event.positions} positions`;
    case 'cycle-end':
      return `${event.runner} ends cycle ${event.cycle}`;
    case 'guard':
      return event.decision === 'passed'
        ? null
        : `${event.layer} ${event.decision} ${event.symbol}: ${event.reason}`;
    case 'skip':
      return `${event.symbol} is skipped: ${event.reason}`;
    case 'order':
      return `order: ${event.side} ${event.quantity} ${event.symbol} (${event.path} path)`;
    case 'reject':
      return `rejected: ${event.side} ${event.quantity} ${event.symbol}, ${event.reason}`;
    case 'fill':
      return `the broker fills ${event.side} ${event.quantity} ${event.symbol} at ${formatDollars(event.price)}`;
    case 'booking':
      return `cash is ${formatDollars(event.cash)}`;
    case 'trade-row':
      return `trades row ${event.id}: ${event.side} ${event.quantity} ${event.symbol}`;
    case 'position-row':
      return `positions row: ${event.symbol} ${event.quantity}`;
    case 'account-row':
      return `account row: equity ${formatDollars(event.equity)}`;
    case 'late-signal':
      return `signal ${event.signalId} went unheard: ${event.reason}`;
    case 'stall':
      return 'nothing can happen any more, yet tasks wait';
    case 'end':
      return 'the end of the tape';
    default:
      return null;
  }
}
