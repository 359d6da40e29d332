import type { TapeEvent } from '../../tape/index.js';

/** Kinds of events that the timeline has a shape for. */
const DRAWN_KINDS: ReadonlySet<TapeEvent['kind']> = new Set([
  'arrival',
  'late-signal',
  'lock',
  'call',
  'fill',
  'reject',
  'skip',
  'trade-row',
  'position-row',
  'stall',
  'gave-up',
]);

/** Has the timeline a shape for this event? A guard that let an attempt pass has none. */
export function isDrawn(event: TapeEvent): boolean {
  if (event.kind === 'guard') return event.decision === 'blocked' || event.decision === 'marked';
  return DRAWN_KINDS.has(event.kind);
}
