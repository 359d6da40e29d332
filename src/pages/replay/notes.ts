import type { TapeEvent } from '../../tape/index.js';
import { eventWords } from '../../timeline/index.js';
import { formatTime, type Html, html, shown } from '../../words/index.js';
import type { RunSketch } from '../sketch/run-sketch.js';
import { renderTable } from './table.js';

/** What stood still or went wrong around the attempts; nothing where all went its way. */
export function renderNotes(sketch: RunSketch, limits: { readonly rows: number }): Html {
  const leaked = sketch.end?.pending ?? [];
  if (sketch.notes.length === 0 && leaked.length === 0) return html``;
  const rows = [
    ...sketch.notes.map((event) => ({
      cells: [formatTime(event.atUs), shown(eventWords(event)), shown(waitWords(event))],
    })),
    ...leaked.map(({ runner, symbol }) => ({
      cells: [
        formatTime(sketch.endUs),
        shown(`pending mark of ${symbol} was never taken back`),
        shown(`runner ${runner}`),
      ],
    })),
  ];
  return html`<h3>What stood still or went wrong</h3>
${renderTable({
  caption: 'Stalls, signals that no cycle took up, loads that failed, marks that leaked.',
  columns: [{ name: 'At', align: 'right' }, { name: 'What' }, { name: 'Who waits for whom' }],
  rows,
  rowsMax: limits.rows,
})}`;
}

function waitWords(event: TapeEvent): string {
  if (event.kind !== 'stall' && event.kind !== 'gave-up') return event.task ?? '';
  return event.waits
    .slice(0, 12)
    .map(
      ({ task, waitsFor, heldBy }) =>
        `${task} waits for ${waitsFor}, held by ${heldBy ?? 'nobody'}`,
    )
    .concat(event.waits.length > 12 ? [`and ${event.waits.length - 12} more`] : [])
    .join('; ');
}
