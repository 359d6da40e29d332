import type { Finding } from '../../verdict/index.js';
import { counted, type Html, html, shown, timeColumn } from '../../words/index.js';
import { crossSign } from './badges.js';
import { renderTable } from './table.js';

/** Everything that the assertions found: errors first, each kind in the order of the tape. */
export function renderFindings(
  findings: readonly Finding[],
  limits: { readonly rows: number },
): Html {
  if (findings.length === 0)
    return html`<h3>Findings</h3><p class="note">None: no error and no warning.</p>`;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const kept = [...errors, ...warnings].slice(0, limits.rows);
  const formatTime = timeColumn(kept.map(({ atUs }) => atUs));
  const rows = kept.map((finding) => ({
    cells: [
      finding.severity === 'error'
        ? html`<span class="word bad">${crossSign()} error</span>`
        : html`<span class="word warn"><span aria-hidden="true">!</span> warning</span>`,
      html`<code class="nowrap">${shown(finding.assertion)}</code>${finding.duplicateKind === null ? '' : html`<small class="nowrap">${finding.duplicateKind}</small>`}`,
      html`<span class="nowrap">${formatTime(finding.atUs)}</span><small>event ${finding.seq}</small>`,
      finding.symbol === null ? html`<span class="dim">all</span>` : shown(finding.symbol),
      shown(finding.message),
    ],
  }));
  return html`<h3>Findings</h3>
${renderTable({
  caption: `${counted(errors.length, 'error')} (they fail the verdict) and ${counted(warnings.length, 'warning')} (left to the policy of the gate).`,
  columns: [
    { name: 'Severity' },
    { name: 'Assertion' },
    { name: 'At' },
    { name: 'Symbol' },
    { name: 'What was seen' },
  ],
  rows,
  rowsMax: limits.rows,
  rowsCount: findings.length,
})}`;
}
