import { shapeIcon } from '../../timeline/index.js';
import type { Execution } from '../../verdict/index.js';
import type { ReportRun } from '../../words/index.js';
import {
  duplicateFills,
  formatDollars,
  groupDigits,
  type Html,
  html,
  shown,
  timeColumn,
} from '../../words/index.js';
import { renderTable } from './table.js';

/** The fills of a run beside its trade rows, one by one. */
export function renderExecutions(run: ReportRun, limits: { readonly rows: number }): Html {
  const { fills, trades } = run.judgement;
  if (fills.length === 0 && trades.length === 0) return html``;
  const extra = duplicateFills(run.judgement);
  return html`<div class="pair spaced">
<div>${executionsTable('Fills at the broker, in order', fills, { ...limits, extra })}</div>
<div>${executionsTable('Rows in trades, in order', trades, { ...limits, extra: new Set() })}</div>
</div>
`;
}

function executionsTable(
  caption: string,
  executions: readonly Execution[],
  options: { readonly rows: number; readonly extra: ReadonlySet<number> },
): Html {
  const kept = executions.slice(0, options.rows);
  const formatTime = timeColumn(kept.map(({ atUs }) => atUs));
  const rows = kept.map((execution, index) => {
    const isExtra = options.extra.has(index);
    const note = isExtra
      ? html` <span class="word bad">${shapeIcon('duplicate')} duplicate</span>`
      : '';
    const cells = [
      formatTime(execution.atUs),
      html`<span class="nowrap">${execution.side} ${groupDigits(execution.quantity)} ${shown(execution.symbol)}</span>${note}`,
      formatDollars(execution.price),
      whereWords(execution),
    ];
    return isExtra ? { cells, tone: 'bad' as const } : { cells };
  });
  return renderTable({
    caption,
    columns: [
      { name: 'At', align: 'right' },
      { name: 'Order' },
      { name: 'Price', align: 'right' },
      { name: 'Path, runner, cycle' },
    ],
    rows,
    rowsMax: options.rows,
    rowsCount: executions.length,
  });
}

function whereWords({ path, runner, cycle }: Execution): Html {
  const words = [path ?? 'path unknown', runner, cycle === null ? null : `cycle ${cycle}`];
  return shown(words.filter((word) => word !== null).join(', '));
}
