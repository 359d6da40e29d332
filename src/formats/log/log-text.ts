import {
  formatMoney,
  type GuardEntry,
  type GuardName,
  type LayerName,
} from '../../domain/index.js';
import type { TapeEvent, TapeEventOf } from '../../tape/index.js';

/** One line of the log before it has a time. */
export interface LogText {
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
export function logText(
  event: TapeEvent,
  context: { readonly recentTradeWindowUs: number },
): LogText | null {
  if (event.kind === 'guard') return guardText(event, context);
  if (event.kind === 'recorded') return recordedText(event);
  return null;
}

function guardText(
  entry: GuardEntry,
  context: { readonly recentTradeWindowUs: number },
): LogText | null {
  if (entry.decision === 'marked' && entry.layer === 'cycle-set') {
    return runner('info', `Marked ${entry.symbol} for BUY processing this cycle`);
  }
  if (entry.decision !== 'blocked') return null;
  const words = BLOCKED_TEXTS.get(entry.layer);
  // Nothing was recorded of a guard from outside: it says itself why it blocked.
  return (
    words?.(entry, context) ?? duplicate(entry, `was refused by ${entry.layer} (${entry.reason})`)
  );
}

/** One line registers the words of a layer. */
const TEXTS: Readonly<
  Record<GuardName, (entry: GuardEntry, context: { recentTradeWindowUs: number }) => LogText>
> = {
  'memory-position': () => runner('info', 'Buy signal: Already have long position'),
  'cycle-set': (entry) => duplicate(entry, 'already had BUY attempted this cycle'),
  'pending-lock': (entry) =>
    /^position\b/i.test(entry.reason)
      ? runner('warning', `Position already exists for ${entry.symbol} (race condition prevented)`)
      : duplicate(entry, 'already has pending order'),
  'db-position': (entry) =>
    duplicate(entry, `already has DB position (qty=${heldQuantity(entry)})`),
  'recent-trade': (entry, context) =>
    duplicate(entry, `has recent BUY trade in last ${windowSeconds(entry, context)} seconds`),
  'unique-intent': (entry) => duplicate(entry, 'already has a claimed intent'),
  lease: (entry) => duplicate(entry, `was refused by its lease (${entry.reason})`),
  outbox: (entry) => duplicate(entry, 'already has a settled intent'),
};

const BLOCKED_TEXTS: ReadonlyMap<LayerName, (typeof TEXTS)[GuardName]> = new Map(
  Object.entries(TEXTS),
);

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

function duplicate(entry: GuardEntry, words: string): LogText {
  return runner('warning', `DUPLICATE BUY BLOCKED: ${entry.symbol} ${words}`);
}

/** The shares in the `(qty=7)` that ends the reason; `?` where a guard did not say. */
function heldQuantity({ reason }: GuardEntry): string {
  return /\(?qty\s*=\s*(-?\d+)\)?/i.exec(reason)?.[1] ?? '?';
}

/** The window as the reason names it, otherwise as the scenario does. */
function windowSeconds(
  { reason }: GuardEntry,
  { recentTradeWindowUs }: { recentTradeWindowUs: number },
): string {
  const named = /(\d+(?:\.\d+)?)\s*s(?:ec(?:ond)?s?)?\b/i.exec(reason)?.[1];
  return named ?? String(recentTradeWindowUs / 1_000_000);
}
