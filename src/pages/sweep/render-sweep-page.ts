import type { SweepPoint, SweepResult } from '../../verdict/index.js';
import {
  criticalLine,
  criticalSentence,
  formatSpan,
  formatTime,
  groupDigits,
  type Html,
  html,
  intervalWords,
  methodSentences,
  possibleWords,
  probabilityWords,
  shown,
  sweepTitle,
  unfinishedSentence,
} from '../../words/index.js';
import { renderDocument } from '../replay/document.js';
import type { PageScript } from '../replay/page-script.js';
import { renderTable } from '../replay/table.js';
import { type PageTrail, trailLine } from '../replay/trail.js';
import { renderHeatMap } from './heat-map.js';
import { renderDelays, renderThresholds, renderThroughput } from './sweep-charts.js';

/** Rows of the table; further points are in the CSV. */
const ROWS_MAX = 500;
/** Of a second parameter, so many values have charts of their own. */
const CHARTED_SECONDS_MAX = 6;

/** One offline page of a sweep: critical values first, then the charts, then every point. Pure. */
export function renderSweepPage(
  sweep: SweepResult,
  options: { readonly script?: PageScript | undefined; readonly trail?: PageTrail } = {},
): string {
  const { scenario } = sweep;
  const unfinished = unfinishedSentence(sweep);
  const body = html`<header>
<div class="eyebrow"><span><span class="brand">racetape</span> sweep</span>${trailLine(options.trail)}</div>
<h1>${shown(scenario.title)}</h1>
<ul class="meta"><li><code>${shown(scenario.path)}</code></li><li>${shown(sweepTitle(sweep))}</li></ul>
</header>
<main>
<section id="verdict" class="block" aria-labelledby="critical-title"><h2 id="critical-title">From which value on it can fail</h2>
${unfinished === null ? '' : html`<p class="note cut">${unfinished}</p>`}<ul>${criticals(sweep)}</ul>
</section>
${renderSweepCharts(sweep)}
<section class="block" aria-labelledby="points-title"><h2 id="points-title">Every point</h2>
${pointsTable(sweep)}</section>
</main>
<footer>${methodSentences(sweep).map((sentence) => html`<p>${sentence}</p>`)}<p>Delay: from a signal\u2019s arrival to its fill. Eight symbols: one cycle with eight at once, without limiter; what differs between guard sets is what their checks cost.</p></footer>`;
  const title = `Sweep \u00b7 ${scenario.title} \u00b7 racetape`;
  return renderDocument({ title, body, script: options.script });
}

/** The charts alone: for a page that hosts them. */
function renderSweepCharts(sweep: SweepResult): Html {
  const seconds: readonly (number | null)[] = sweep.vary[1]?.valuesUs ?? [null];
  const charted = seconds.slice(0, CHARTED_SECONDS_MAX);
  const left = seconds.length - charted.length;
  const charts = charted.map((secondUs) => {
    const at =
      secondUs === null ? '' : html` at ${sweep.vary[1]!.parameter} ${formatTime(secondUs)}`;
    return html`<h3>How likely a duplicate is${at}</h3>
${renderThresholds(sweep, secondUs)}
<h3>What the guards cost${at}</h3>
${renderDelays(sweep, secondUs)}
${renderThroughput(sweep, secondUs)}`;
  });
  return html`<section class="block" aria-labelledby="charts-title"><h2 id="charts-title">Latency and guard set</h2>
${renderHeatMap(sweep)}
<p class="small dim">A number is the probability of a duplicate in a replay; <code>0 ?</code>: none was seen, and it is possible. Outlined in green: no order that these latencies allow can fail.</p>
${charts}${left > 0 ? html`<p class="note cut">Charts of ${groupDigits(left)} further values are left out; their points are below.</p>` : ''}
</section>`;
}

function criticals(sweep: SweepResult): readonly Html[] {
  return sweep.critical.map((critical) => {
    const line = criticalLine(critical, sweep);
    const paste = line === null ? '' : html`<code class="command">${line}</code>`;
    return html`<li${critical.alarm ? html` class="word bad"` : ''}>${shown(criticalSentence(critical, sweep))}${paste}</li>`;
  });
}

function pointsTable(sweep: SweepResult): Html {
  return renderTable({
    caption: 'One row for each guard set and value.',
    columns: [
      { name: 'Guards' },
      ...sweep.vary.map(({ parameter }) => ({ name: parameter, align: 'right' as const })),
      { name: 'Duplicates', align: 'right' },
      { name: 'Probability', align: 'right' },
      { name: '95 % interval' },
      { name: 'Can it fail?' },
      { name: 'Delay p50', align: 'right' },
      { name: 'p95', align: 'right' },
      { name: 'p99', align: 'right' },
      { name: 'Orders a second', align: 'right' },
      { name: 'Over-blocked', align: 'right' },
      { name: 'Stalled', align: 'right' },
    ],
    rows: sweep.points.map((point) => ({
      cells: cellsOf(point),
      ...(point.failing > 0 || point.duplicates > 0 ? { tone: 'bad' as const } : {}),
    })),
    rowsMax: ROWS_MAX,
  });
}

function cellsOf(point: SweepPoint): readonly Html[] {
  const { guardSet, valuesUs, duplicates, trials, orderDelay, eightSymbols } = point;
  const delay = (us: number | undefined): Html =>
    us === undefined ? html`\u2013` : html`${formatSpan(us)}`;
  return [
    shown(guardSet),
    ...valuesUs.map((us) => html`${formatTime(us)}`),
    html`${groupDigits(duplicates)} of ${groupDigits(trials)}`,
    html`${probabilityWords(point.probability)}`,
    html`${intervalWords(point)}`,
    html`${possibleWords(point.possible)}`,
    delay(orderDelay?.p50Us),
    delay(orderDelay?.p95Us),
    delay(orderDelay?.p99Us),
    eightSymbols === null ? html`\u2013` : html`${eightSymbols.ordersPerSecond.toFixed(1)}`,
    html`${point.overBlocked}`,
    html`${point.stalled}`,
  ];
}
