import type { MatrixReport } from '../../words/index.js';
import {
  alarmLine,
  alarmParagraph,
  claimSentence,
  claimWord,
  counted,
  cutNote,
  type Html,
  html,
  readingSentences,
  safeHref,
  shown,
  tokenLine,
} from '../../words/index.js';
import { MatrixGrid } from '../components/matrix-grid.js';
import { rendered } from '../components/rendered.js';
import { alarmBadge, verdictBadge } from '../replay/badges.js';
import { renderDocument } from '../replay/document.js';
import type { PageScript } from '../replay/page-script.js';
import { type PageTrail, trailLine } from '../replay/trail.js';

interface MatrixPageOptions {
  readonly script?: PageScript | undefined;
  /** Left out: the page stands alone. */
  readonly trail?: PageTrail | undefined;
  /** Pages that show one set's orders, by its guards, sorted and joined by commas. */
  readonly explored?: ReadonlyMap<string, string>;
}

/** One offline page of a matrix: the reading first, then every set with its claim or its token. Pure. */
export function renderMatrixPage(matrix: MatrixReport, options: MatrixPageOptions = {}): string {
  const { scenario, timed, cells, seed } = matrix;
  const body = html`<header>
<div class="eyebrow"><span><span class="brand">racetape</span> guard matrix</span>${trailLine(options.trail)}</div>
<h1>${shown(scenario.title)}</h1>
<ul class="meta"><li><code>${shown(scenario.path)}</code></li><li>${counted(cells.length, 'guard set')}</li><li>${timed ? 'orders that the latencies allow' : 'any order, whatever the latencies'}</li><li>seed ${seed}</li></ul>
</header>
<main>
<section id="verdict" class="block" aria-labelledby="reading-title"><h2 id="reading-title">What the sets say together</h2>
${alarmNote(matrix)}<ul>${readingSentences(matrix).map((words) => html`<li>${words}</li>`)}</ul>
</section>
<section class="block" aria-labelledby="grid-title"><h2 id="grid-title">At a glance</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Grid of guard sets">${rendered(MatrixGrid, { matrix })}</div></section>
<section class="block" aria-labelledby="sets-title"><h2 id="sets-title">Every set</h2>
${cellsTable(matrix, options.explored ?? new Map())}</section>
</main>
<footer><p>A certificate holds for this scenario and its latencies: a guard that is redundant here may be what stops another incident. memory-position is in every set.</p></footer>`;
  const title = `Guard matrix \u00b7 ${scenario.title} \u00b7 racetape`;
  return renderDocument({ title, body, script: options.script });
}

/** The first alarm of all, above what rests on the cells. */
function alarmNote(matrix: MatrixReport): Html | string {
  const first = matrix.cells.find(({ coverage }) => coverage.alarm);
  const alarm = first?.coverage.alarm;
  if (first === undefined || !alarm) return '';
  const asked = { ...matrix, guardSet: first.guards.join(','), mode: 'exhaustive' as const };
  return html`<p class="sentence word bad">${alarmBadge(alarm)} ${shown(alarmParagraph(alarm))}</p>
<p class="replay"><span class="dim small">Paste this to see that order, and send it along</span> <code class="command">${alarmLine(asked, alarm)}</code></p>
`;
}

function cellsTable(matrix: MatrixReport, explored: ReadonlyMap<string, string>): Html {
  const { varied, cells } = matrix;
  const heads = varied.map((name) => html`<th scope="col">${name}</th>`);
  const rows = cells.map((cell, index) => {
    const dots = varied.map((name) =>
      cell.guards.includes(name)
        ? html`<td><span class="dot-in">in</span></td>`
        : html`<td class="dot-out">out</td>`,
    );
    const { coverage, token } = cell;
    const claim = html`<strong><code>${claimWord(coverage)}</code></strong> ${claimSentence({ mode: 'exhaustive', timed: matrix.timed, coverage })}`;
    const line =
      token === null
        ? claim
        : html`${cell.kind === null ? '' : html`${shown(cell.kind)}: `}<code class="command">${tokenLine({ ...matrix, guardSet: cell.guards.join(',') }, { ...cell, token })}</code>${cutNote(cell) === '' ? '' : ` (${cutNote(cell)})`}`;
    const anchor = html` id="set-${index + 1}"`;
    return html`<tr${anchor}${cell.verdict === 'fail' || coverage.alarm ? html` class="bad"` : ''}><th scope="row" class="number">${index + 1}</th>${dots}<td>${coverage.alarm ? alarmBadge(coverage.alarm) : verdictBadge(cell.verdict)}</td><td>${line}${pageLink(explored.get([...cell.guards].sort().join()))}</td></tr>
`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="dots"><caption>The 32 subsets of five guards. A set that passes has its certificate, one that fails the line that shows a failing order.</caption><thead><tr><th scope="col" class="number">Set</th>${heads}<th scope="col">Verdict</th><th scope="col">Certificate, or a failing order</th></tr></thead><tbody>
${rows}</tbody></table></div>
`;
}

/** To the page of one set's exploration, where one lies in the folder. */
function pageLink(path: string | undefined): Html | '' {
  return path === undefined ? '' : html` <a href="${safeHref(path)}">its orders</a>`;
}
