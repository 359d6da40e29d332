import { moneySeries } from '../../history/index.js';
import type { Limits, ReportRun } from '../../words/index.js';
import { formatSpan, groupDigits, type Html, html, recordWords, shown } from '../../words/index.js';
import { MoneyChart } from '../components/money-chart.js';
import { rendered } from '../components/rendered.js';
import { type RunSketch, sketchRun } from '../sketch/run-sketch.js';
import { runBadge } from './badges.js';
import { renderEquity } from './equity.js';
import { renderFindings } from './findings.js';
import { renderGuards } from './guard-tables.js';
import { renderNotes } from './notes.js';
import { omissionNote } from './table.js';
import { renderThreeCounts } from './three-counts.js';
import { renderTimelineSection } from './timeline-section.js';

/** One run in full. Its events are read here, once. */
export function renderRun(
  run: ReportRun,
  place: { readonly anchor: string; readonly limits: Limits },
): Html {
  const { limits, anchor } = place;
  const { header, judgement } = run;
  const sketch = sketchRun(run, limits);
  return html`<section class="run" id="${anchor}" aria-labelledby="${anchor}-title">
<div class="run-head"><h2 id="${anchor}-title">With guards: ${shown(header.guardSet)}</h2>${runBadge(run)}<span class="dim small">${groupDigits(sketch.eventsCount)} events over ${formatSpan(sketch.endUs)} of virtual time, seed ${header.seed}</span></div>
${partNote(run, sketch)}${renderTimelineSection(run, sketch, limits)}
${renderGuards(run, sketch, limits)}
${renderThreeCounts(run, sketch, limits)}
${renderEquity(sketch)}
${moneyOf(run, sketch)}
${renderFindings(judgement.findings, limits)}
${renderNotes(sketch, limits)}
${renderRecordMatch(run)}
</section>
`;
}

/** Cash and equity over time, where anything was filled. */
function moneyOf({ header, judgement }: ReportRun, { endUs }: RunSketch): Html | '' {
  if (judgement.fills.length === 0) return '';
  const points = moneySeries(header, judgement.fills);
  return rendered(MoneyChart, { points, endUs });
}

/** Says so where the page was given less than the whole tape. */
function partNote({ eventsCount }: ReportRun, sketch: RunSketch): Html | '' {
  if (eventsCount === undefined || eventsCount <= sketch.eventsCount) return '';
  const read = `${groupDigits(sketch.eventsCount)} of ${groupDigits(eventsCount)} events`;
  return omissionNote(
    `Timeline and attempts below come from the first ${read}; verdict, fills, rows and findings from all of them.`,
  );
}

function renderRecordMatch({ header, judgement }: ReportRun): Html {
  const { record } = header.scenario;
  const answer = (): string => {
    if (record === null) return 'The scenario holds no record to compare with.';
    if (judgement.matchesRecord === null)
      return 'Not asked: only a run with guards none or recorded can reproduce what happened then.';
    const words = judgement.record === null ? '' : ` (${recordWords(judgement.record)})`;
    return judgement.matchesRecord
      ? `Yes: the trade rows of this run are those of the record${words}, in no longer a time.`
      : `No: the trade rows of this run are not those of the record${words}, so the scenario or the simulation is wrong.`;
  };
  return html`<h3>Does it match the record?</h3><p>${shown(answer())}</p>`;
}
