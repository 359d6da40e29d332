import type { GuardName } from '../../domain/index.js';
import { shapeIcon } from '../../timeline/index.js';
import type { ReportRun } from '../../words/index.js';
import {
  duplicateMatcher,
  formatTime,
  groupDigits,
  type Html,
  html,
  shown,
} from '../../words/index.js';
import type { Attempt, GuardDecision } from '../sketch/attempts.js';
import type { RunSketch } from '../sketch/run-sketch.js';
import { renderTable } from './table.js';

/** Which layer stopped which attempt, when and why; and what each layer did altogether. */
export function renderGuards(
  run: ReportRun,
  sketch: RunSketch,
  limits: { readonly rows: number },
): Html {
  return html`<h3>Guards: who stopped what</h3>
${run.header.guards.length === 0 ? html`<p class="note">No guard was in place, not even the check of positions in memory.</p>` : ''}
<div class="stack">${attemptsTable(run, sketch, limits)}
${run.header.guards.length === 0 ? '' : layersTable(run, sketch)}</div>
`;
}

function attemptsTable(run: ReportRun, sketch: RunSketch, limits: { readonly rows: number }): Html {
  const { guards } = run.header;
  const isDuplicate = duplicateMatcher(run.judgement);
  const inFocus = new Set(sketch.focusSymbols);
  const kept = [...sketch.attempts.kept.values()];
  const focused = kept.filter(({ symbol }) => inFocus.has(symbol));
  const others = kept.filter(({ symbol }) => !inFocus.has(symbol));
  const attempts = [...focused, ...others].slice(0, limits.rows).sort((a, b) => a.seq - b.seq);
  const rows = attempts.map((attempt) => {
    const { outcome } = attempt;
    const isExtra =
      outcome?.kind === 'filled' &&
      isDuplicate({ seq: outcome.seq, atUs: outcome.atUs, symbol: attempt.symbol });
    const cells = [
      html`${shown(attempt.signalId)}<small>${shown(`${attempt.side} ${attempt.symbol}`)}, ${attempt.path} path</small>`,
      html`${formatTime(attempt.startUs)}<small class="mono">${shown(attempt.task)}</small>`,
      ...guards.map((layer) => decisionCell(attempt, layer)),
      outcomeCell(attempt, isExtra),
    ];
    return isExtra ? { cells, tone: 'bad' as const } : { cells };
  });
  return renderTable({
    caption:
      'Each attempt and what each layer said to it, from left to right in the order of the guard set. \u201cNot asked\u201d: an earlier layer had stopped it, or its path goes around this layer.',
    columns: [
      { name: 'Signal', room: 'layers' },
      { name: 'Taken up at' },
      ...guards.map((name) => ({ name })),
      { name: 'Came to' },
    ],
    rows,
    rowsMax: limits.rows,
    rowsCount: sketch.attempts.count,
    rest: 'those of the symbols with findings come first, and the tape has all of them',
  });
}

function decisionCell(attempt: Attempt, layer: GuardName): Html {
  const said = attempt.decisions.get(layer);
  if (said === undefined) return html`<span class="word quiet">not asked</span>`;
  return html`${decisionWord(said)}<small>${formatTime(said.atUs)}${said.decision === 'passed' ? '' : html`: ${shown(said.reason)}`}</small>`;
}

function decisionWord({ decision }: GuardDecision): Html {
  if (decision === 'blocked')
    return html`<span class="word info">${shapeIcon('blocked')} stopped</span>`;
  if (decision === 'marked') return html`<span class="word">${shapeIcon('marked')} marked</span>`;
  return html`<span class="word quiet">${decision === 'passed' ? 'let pass' : 'took back'}</span>`;
}

function outcomeCell({ outcome }: Attempt, isExtra: boolean): Html {
  if (outcome === null) return html`<span class="word warn">no end on the tape</span>`;
  const at = html`<small>${formatTime(outcome.atUs)}</small>`;
  if (outcome.kind === 'filled') {
    const words = isExtra ? 'duplicate fill' : 'filled';
    const tone = isExtra ? 'bad' : 'good';
    return html`<span class="word ${tone}">${shapeIcon(isExtra ? 'duplicate' : 'bought')} ${words}, ${outcome.quantity}</span>${at}`;
  }
  if (outcome.kind === 'blocked')
    return html`<span class="word info">${shapeIcon('blocked')} stopped</span>${at}`;
  const word = outcome.kind === 'skipped' ? 'no order' : 'refused';
  return html`<span class="word warn">${shapeIcon(outcome.kind === 'skipped' ? 'skip' : 'reject')} ${word}</span><small>${formatTime(outcome.atUs)}: ${shown(outcome.reason)}</small>`;
}

function layersTable(run: ReportRun, sketch: RunSketch): Html {
  const rows = run.header.guards.map((layer) => {
    const counts = sketch.guards.get(layer) ?? { marked: 0, passed: 0, blocked: 0, released: 0 };
    const symbols = [
      ...new Set(run.judgement.blocked.filter((b) => b.layer === layer).map((b) => b.symbol)),
    ];
    const named =
      symbols.slice(0, 6).join(', ') +
      (symbols.length > 6 ? ` and ${symbols.length - 6} more` : '');
    const stopped =
      counts.blocked === 0
        ? '0'
        : html`<span class="word info">${groupDigits(counts.blocked)}</span>`;
    return {
      cells: [
        layer,
        groupDigits(counts.passed),
        groupDigits(counts.marked),
        stopped,
        groupDigits(counts.released),
        named === '' ? html`<span class="dim">none</span>` : shown(named),
      ],
    };
  });
  return renderTable({
    caption: 'What each layer did in this run.',
    columns: [
      { name: 'Layer' },
      { name: 'Let pass', align: 'right' },
      { name: 'Marked', align: 'right' },
      { name: 'Stopped', align: 'right' },
      { name: 'Took back', align: 'right' },
      { name: 'Symbols stopped' },
    ],
    rows,
    rowsMax: rows.length,
  });
}
