import type { TapeEvent } from '../tape/index.js';
import { counted, formatDollars, formatSpan, formatTime } from '../words/index.js';
import type { ShapeName } from './shapes.js';

/** Something that happens at one instant, as the timeline shows it. */
export interface Mark {
  readonly us: number;
  readonly shape: ShapeName;
  readonly title: string;
  /** A few characters beside the shape, for instance the shares of a fill. */
  readonly label: string;
}

/** The mark of an event; null where a span or nothing stands for it. */
export function markOf(event: TapeEvent, isDuplicate: boolean): Mark | null {
  const shape = shapeOf(event, isDuplicate);
  if (shape === null) return null;
  const label = event.kind === 'fill' ? `${event.quantity}` : '';
  return { us: event.atUs, shape, title: `${formatTime(event.atUs)}: ${eventWords(event)}`, label };
}

/** The shape that stands for an event; null where a span or nothing does. */
export function shapeOf(event: TapeEvent, isDuplicate: boolean): ShapeName | null {
  switch (event.kind) {
    case 'fill':
      if (isDuplicate) return 'duplicate';
      return event.side === 'SELL' || event.side === 'SELL_SHORT' ? 'sold' : 'bought';
    case 'guard':
      return event.decision === 'blocked'
        ? 'blocked'
        : event.decision === 'marked'
          ? 'marked'
          : null;
    case 'arrival':
    case 'skip':
    case 'reject':
    case 'stall':
      return event.kind;
    case 'gave-up':
      return 'stall';
    case 'late-signal':
      return 'late';
    case 'trade-row':
      return 'trade';
    case 'position-row':
      return 'position';
    default:
      return null;
  }
}

/** An event in words, for tooltips and the list under the timeline. */
export function eventWords(event: TapeEvent): string {
  switch (event.kind) {
    case 'arrival':
      return `signal ${event.signalId} arrives: ${event.side} ${event.quantity ?? 'sized by its path'} ${event.symbol} at ${formatDollars(event.price)}, ${event.path} path`;
    case 'late-signal':
      return `signal ${event.signalId} (${event.symbol}) is taken up by no cycle: ${event.reason}`;
    case 'fill':
      return `${event.side} ${event.quantity} ${event.symbol} filled at ${formatDollars(event.price)} (order ${event.orderId}, ${event.path} path)`;
    case 'reject':
      return `${event.side} ${event.quantity} ${event.symbol} refused: ${event.reason}`;
    case 'skip':
      return `${event.symbol}: no order, ${event.reason}`;
    case 'guard':
      return `${event.layer} ${DECISION_WORDS[event.decision]} ${event.symbol}: ${event.reason}`;
    case 'trade-row':
      return `trades row ${event.id}: ${event.side} ${event.quantity} ${event.symbol} at ${formatDollars(event.price)}`;
    case 'position-row':
      return `positions row: ${event.symbol} holds ${event.quantity}`;
    case 'lock':
      return `${LOCK_WORDS[event.action]} ${event.name}`;
    case 'call':
      return `${event.operation} ${event.statement}: ${event.phase}`;
    case 'stall':
      return `nothing can go on: ${counted(event.waits.length, 'task')} waiting`;
    case 'gave-up':
      return `gives up waiting for ${event.waitsFor} after ${formatSpan(event.afterUs)}: ${counted(event.waits.length, 'task')} waiting`;
    case 'cycle-start':
      return event.loadFailed
        ? 'cycle starts with no positions: loading them failed'
        : `cycle starts with ${counted(event.positions, 'position')}`;
    default:
      return event.kind;
  }
}

const DECISION_WORDS = {
  marked: 'marks',
  passed: 'lets pass',
  blocked: 'stops',
  released: 'takes its mark back for',
} as const;

const LOCK_WORDS = {
  wait: 'waits for',
  acquire: 'acquires',
  release: 'releases',
  'give-up': 'gives up waiting for',
} as const;
