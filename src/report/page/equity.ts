import { toCents } from '../../domain/index.js';
import type { RunSketch } from '../sketch/run-sketch.js';
import { formatDollars } from '../text/format-dollars.js';
import { type Html, html, shown } from '../text/html.js';
import { renderTable } from './table.js';

/** Equity as each source knows it: cash and holdings, to the cent. */
export function renderEquity(sketch: RunSketch): Html {
  const sources = sketch.end?.equity ?? [];
  if (sources.length === 0) {
    return html`<h3>Equity on every source</h3><p class="note">The tape says nothing of it: it has no end.</p>`;
  }
  const reference = toCents(sources[0]!.equity);
  const same = sources.every(({ equity }) => toCents(equity) === reference);
  const rows = sources.map(({ source, cash, holdings, equity }) => {
    const isOff = toCents(equity) !== reference;
    const cells = [
      shown(source),
      formatDollars(cash),
      formatDollars(holdings),
      formatDollars(equity),
      offWords(toCents(equity) - reference),
    ];
    return isOff ? { cells, tone: 'bad' as const } : { cells };
  });
  const caption = same
    ? `Equity is cash plus holdings at market price. All ${sources.length} sources say the same, to the cent.`
    : 'Equity is cash plus holdings at market price. The sources do not agree.';
  return html`<h3>Equity on every source</h3>
${renderTable({
  caption,
  columns: [
    { name: 'Source' },
    { name: 'Cash', align: 'right' },
    { name: 'Holdings', align: 'right' },
    { name: 'Equity', align: 'right' },
    { name: 'Against the first' },
  ],
  rows,
  rowsMax: rows.length,
})}`;
}

function offWords(cents: number): Html {
  if (cents === 0) return html`<span class="word quiet">= the same</span>`;
  const off = `${cents > 0 ? '+' : ''}${formatDollars(cents * 10_000)}`;
  return html`<span class="word bad"><span aria-hidden="true">\u2260</span> ${off}</span>`;
}
