import { formatMoney } from '../../domain/index.js';
import type { GuardLog } from '../../guards/index.js';
import type { TapeEvent, TapeEventOf } from '../../tape/index.js';

/** One line of the log before it has a time. */
interface LogText {
  readonly event: string;
  readonly level: 'info' | 'warning';
  /** The module of the recorded system that speaks. */
  readonly logger: 'robo_trader.runner' | 'robo_trader.pairs';
}

/**
 * What the recorded system writes at this event, to the letter; null where it
 * writes nothing. Some texts are ours, since nothing was recorded: what
 * `unique-intent`, `lease` and `outbox` refused, and a SELL of the second path.
 */
export function logText(event: TapeEvent, guardLine: GuardLog): LogText | null {
  if (event.kind === 'recorded') return recordedText(event);
  const line = event.kind === 'guard' ? guardLine(event) : null;
  return line === null ? null : runner(line.level, line.text);
}

function recordedText(event: TapeEventOf<'recorded'>): LogText {
  const { path, side, quantity, symbol } = event;
  const price = formatMoney(event.price);
  if (path === 'second') {
    const verb = side === 'BUY' || side === 'BUY_TO_COVER' ? 'Bought' : 'Sold';
    const text = `Pairs trade: ${verb} ${quantity} ${symbol} at $${price}`;
    return { event: text, level: 'info', logger: 'robo_trader.pairs' };
  }
  const pnl = side === 'BUY' || event.pnl === null ? '' : ` (P&L: $${formatMoney(event.pnl)})`;
  return runner('info', `Recorded trade: ${side} ${quantity} ${symbol} @ ${price}${pnl}`);
}

function runner(level: LogText['level'], event: string): LogText {
  return { event, level, logger: 'robo_trader.runner' };
}
