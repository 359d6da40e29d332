import { type MicroUsd, toCents } from '../../domain/index.js';
import type { EquitySource } from '../../tape/index.js';
import { formatDollars, type Html, html, shown } from '../../words/index.js';
import type { RunSketch } from '../sketch/run-sketch.js';
import { renderTable } from './table.js';

const MICRO_USD_PER_CENT = 10_000;

/** Equity as each source knows it: cash and holdings, to the cent. */
export function renderEquity(sketch: RunSketch): Html {
  const sources = sketch.end?.equity ?? [];
  if (sources.length === 0) {
    return html`<h3>Equity on every source</h3><p class="note">The tape says nothing of it: it has no end.</p>`;
  }
  const first = sources[0]!;
  const rows = sources.map(({ source, cash, holdings, equity }) => {
    const cells = [
      shown(source),
      amount(cash, first.cash),
      amount(holdings, first.holdings),
      amount(equity, first.equity),
      isSame(equity, first.equity)
        ? html`<span class="word quiet">= the same</span>`
        : html`<span class="word bad"><span aria-hidden="true">\u2260</span> another equity</span>`,
    ];
    return isSame(equity, first.equity) ? { cells } : { cells, tone: 'bad' as const };
  });
  return html`<h3>Equity on every source</h3>
${renderTable({
  caption: `Equity is cash plus holdings at market price. ${agreementWords(sources)}`,
  columns: [
    { name: 'Source' },
    { name: 'Cash', align: 'right' },
    { name: 'Holdings', align: 'right' },
    { name: 'Equity', align: 'right' },
    { name: 'Equity against the first' },
  ],
  rows,
  rowsMax: rows.length,
})}`;
}

function agreementWords(sources: readonly EquitySource[]): string {
  const first = sources[0]!;
  if (!sources.every(({ equity }) => isSame(equity, first.equity))) {
    return 'The sources do not agree.';
  }
  const sameCash = sources.every(({ cash }) => isSame(cash, first.cash));
  const though = sameCash
    ? ''
    : ' They differ in cash and holdings, which cancels out at this price.';
  return `All ${sources.length} sources say the same, to the cent.${though}`;
}

/** An amount, and how far it is from that of the first source. */
function amount(money: MicroUsd, reference: MicroUsd): Html {
  if (isSame(money, reference)) return html`${formatDollars(money)}`;
  const cents = toCents(money) - toCents(reference);
  const off = `${cents > 0 ? '+' : ''}${formatDollars(cents * MICRO_USD_PER_CENT)}`;
  return html`${formatDollars(money)}<small>\u2260 ${off}</small>`;
}

function isSame(one: MicroUsd, other: MicroUsd): boolean {
  return toCents(one) === toCents(other);
}
