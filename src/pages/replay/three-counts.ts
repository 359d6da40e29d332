import { px } from '../../timeline/index.js';
import type { Execution } from '../../verdict/index.js';
import type { Limits, ReportRun } from '../../words/index.js';
import { counted, groupDigits, type Html, html, shown } from '../../words/index.js';
import type { RunSketch } from '../sketch/run-sketch.js';
import { renderExecutions } from './executions.js';
import { renderTable } from './table.js';

/** Shares of one symbol as the three places know them. */
interface Counts {
  readonly symbol: string;
  readonly start: number;
  readonly fills: readonly Execution[];
  readonly trades: readonly Execution[];
  /** What the broker holds: at the start and its fills, or its own word at the end of the tape. */
  readonly atBroker: number;
  readonly byTrades: number;
  readonly inPositions: number;
}

/**
 * Fills at the broker, rows in `trades` and rows in `positions` side by side: in the
 * recorded incidents all three differed. Shown are the symbols that were traded or
 * on which the three disagree.
 */
export function renderThreeCounts(run: ReportRun, sketch: RunSketch, limits: Limits): Html {
  const all = countBySymbol(run, sketch);
  const interesting = all.filter(
    (counts) => counts.fills.length > 0 || counts.trades.length > 0 || disagree(counts),
  );
  const untouched = all.length - interesting.length;
  const rows = interesting
    .toSorted((a, b) => Number(disagree(b)) - Number(disagree(a)))
    .slice(0, limits.symbols)
    .map((counts) => countsRow(counts));
  const others =
    untouched === 0
      ? ''
      : html`<p class="note">${counted(untouched, 'more symbol')} held from the start, not traded, and the same in all three places.</p>`;
  return html`<h3>Fills, trade rows and positions, side by side</h3>
${renderTable({
  caption:
    'Shares at the end of the run: what the broker holds, what the rows in trades add up to (with the holding at the start), and what the row in positions says.',
  columns: [
    { name: 'Symbol' },
    { name: 'At the start', align: 'right' },
    { name: 'Broker: fills' },
    { name: 'trades: rows' },
    { name: 'positions: row' },
    { name: 'Do they agree?' },
  ],
  rows,
  rowsMax: limits.symbols,
  rowsCount: interesting.length,
})}${others}${renderExecutions(run, limits)}`;
}

function countsRow(counts: Counts): { cells: readonly (Html | string)[]; tone?: 'warn' } {
  const { symbol, start, fills, trades, atBroker, byTrades, inPositions } = counts;
  const most = Math.max(1, ...[atBroker, byTrades, inPositions].map(Math.abs));
  const cell = (shares: number, words: string): Html => {
    const isOff = shares !== atBroker;
    return html`<strong>${groupDigits(shares)}</strong> ${isOff ? html`<span class="word warn">(${shares > atBroker ? '+' : '\u2212'}${groupDigits(Math.abs(shares - atBroker))})</span>` : ''}${bar(shares / most, isOff)}<small>${words}</small>`;
  };
  const cells = [
    shown(symbol),
    groupDigits(start),
    cell(atBroker, sumWords(fills, 'fill')),
    cell(byTrades, sumWords(trades, 'row')),
    cell(inPositions, 'as the row says'),
    disagree(counts)
      ? html`<span class="word warn"><span aria-hidden="true">\u2260</span> they differ</span>`
      : html`<span class="word quiet">= the same</span>`,
  ];
  return disagree(counts) ? { cells, tone: 'warn' } : { cells };
}

function sumWords(executions: readonly Execution[], noun: string): string {
  const parts = executions
    .slice(0, 8)
    .map((one) => `${signOf(one) < 0 ? '\u2212' : ''}${one.quantity}`);
  const more = executions.length > parts.length ? ', \u2026' : '';
  return executions.length === 0
    ? `no ${noun}`
    : `${counted(executions.length, noun)}: ${parts.join(', ')}${more}`;
}

function bar(share: number, isOff: boolean): Html {
  const width = px(Math.max(0, Math.min(1, share)) * 144);
  return html`<svg class="bars" viewBox="0 0 144 8" preserveAspectRatio="none" aria-hidden="true"><rect class="base" y="2" width="144" height="4"/><rect class="amount${isOff ? ' off' : ''}" y="2" width="${width}" height="4"/></svg>`;
}

function countBySymbol(run: ReportRun, sketch: RunSketch): readonly Counts[] {
  const { header, judgement } = run;
  const start = new Map(
    header.scenario.positions.map(({ symbol, quantity }) => [symbol, quantity]),
  );
  const fills = bySymbol(judgement.fills);
  const trades = bySymbol(judgement.trades);
  const inPositions = new Map(
    judgement.positions.map(({ symbol, quantity }) => [symbol, quantity]),
  );
  const atBroker =
    sketch.end === null
      ? null
      : new Map(sketch.end.broker.map(({ symbol, quantity }) => [symbol, quantity]));
  const symbols = new Set([
    ...start.keys(),
    ...fills.keys(),
    ...trades.keys(),
    ...inPositions.keys(),
    ...(atBroker?.keys() ?? []),
  ]);
  return [...symbols].sort().map((symbol) => {
    const held = start.get(symbol) ?? 0;
    const filled = fills.get(symbol) ?? [];
    const traded = trades.get(symbol) ?? [];
    return {
      symbol,
      start: held,
      fills: filled,
      trades: traded,
      atBroker: atBroker === null ? held + netOf(filled) : (atBroker.get(symbol) ?? 0),
      byTrades: held + netOf(traded),
      inPositions: inPositions.get(symbol) ?? 0,
    };
  });
}

function bySymbol(executions: readonly Execution[]): Map<string, Execution[]> {
  const groups = new Map<string, Execution[]>();
  for (const execution of executions) {
    const group = groups.get(execution.symbol);
    if (group === undefined) groups.set(execution.symbol, [execution]);
    else group.push(execution);
  }
  return groups;
}

function signOf({ side }: Execution): 1 | -1 {
  return side === 'BUY' || side === 'BUY_TO_COVER' ? 1 : -1;
}

function netOf(executions: readonly Execution[]): number {
  return executions.reduce((sum, execution) => sum + signOf(execution) * execution.quantity, 0);
}

function disagree({ atBroker, byTrades, inPositions }: Counts): boolean {
  return atBroker !== byTrades || atBroker !== inPositions;
}
