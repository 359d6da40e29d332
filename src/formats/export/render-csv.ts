import type { TapeEvent } from '../../tape/index.js';
import { eventWords } from '../../timeline/index.js';

const COLUMNS = [
  'seq',
  'at_us',
  'kind',
  'task',
  'cycle',
  'runner',
  'symbol',
  'side',
  'quantity',
  'price_micro_usd',
  'what',
] as const;

/** The events of a tape as a table for spreadsheets (RFC 4180, lines end in CRLF). Pure. */
export function renderCsv(events: Iterable<TapeEvent>): string {
  let text = `${COLUMNS.join(',')}\r\n`;
  for (const event of events) text += `${cellsOf(event).map(cell).join(',')}\r\n`;
  return text;
}

function cellsOf(event: TapeEvent): readonly (string | number | null)[] {
  const { seq, atUs, kind, task, cycle, runner } = event;
  const { symbol, side, quantity, price } = event as Partial<
    Record<'symbol' | 'side' | 'quantity' | 'price', string | number | null>
  >;
  const own = [symbol ?? null, side ?? null, quantity ?? null, price ?? null];
  return [seq, atUs, kind, task, cycle, runner, ...own, eventWords(event)];
}

/** Text that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
