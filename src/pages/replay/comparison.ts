import type { ReportRun } from '../../words/index.js';
import {
  blockedByLayer,
  duplicatesCount,
  groupDigits,
  type Html,
  html,
  overBlockedCount,
  shown,
} from '../../words/index.js';
import { expectedBadge, runBadge } from './badges.js';
import { outcomeStrip } from './outcome-strip.js';
import { renderTable } from './table.js';

/** Marks of a strip inside a table cell. */
const STRIP_MAX = 14;

/** All guard sets of a scenario under each other. */
export function renderComparison(
  runs: readonly { readonly run: ReportRun; readonly anchor: string }[],
  limits: { readonly outcomes: number },
): Html {
  const rows = runs.map(({ run, anchor }) => {
    const { header, judgement } = run;
    const cells = [
      html`<a href="#${anchor}">${shown(header.guardSet)}</a>${layersList(run)}`,
      groupDigits(judgement.fills.length),
      groupDigits(duplicatesCount(judgement)),
      blockedWords(run),
      overBlockedWords(run),
      outcomeStrip(judgement, Math.min(limits.outcomes, STRIP_MAX)),
      runBadge(run),
      expectedBadge(run),
    ];
    return { cells };
  });
  return renderTable({
    caption:
      'The same signals, seed and latencies under each guard set. Over-blocked: orders that were due and did not go out.',
    columns: [
      { name: 'Guards', room: 'layers' },
      { name: 'Fills', align: 'right' },
      { name: 'Duplicates', align: 'right' },
      { name: 'Stopped by layer' },
      { name: 'Over-blocked', align: 'right' },
      { name: 'In order of time', room: 'strip' },
      { name: 'Verdict' },
      { name: 'Expected' },
    ],
    rows,
    rowsMax: rows.length,
  });
}

function layersList({ header }: Pick<ReportRun, 'header'>): Html | '' {
  if (header.guardSet === header.guards.join(',')) return '';
  return html`<small>${header.guards.length === 0 ? 'no layer at all' : header.guards.join(', ')}</small>`;
}

export function blockedWords(run: Pick<ReportRun, 'header' | 'judgement'>): Html {
  const layers = blockedByLayer(run);
  if (layers.length === 0) return html`<span class="dim">none</span>`;
  return html`${layers.map(({ layer, count }, index) => html`${index === 0 ? '' : ', '}<span class="nowrap">${layer} <strong>${groupDigits(count)}</strong></span>`)}`;
}

export function overBlockedWords({ judgement }: Pick<ReportRun, 'judgement'>): Html | string {
  const count = overBlockedCount(judgement);
  return count === 0 ? '0' : html`<span class="word bad">${groupDigits(count)}</span>`;
}
