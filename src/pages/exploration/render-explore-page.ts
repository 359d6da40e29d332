import { type Divergence, firstDivergence } from '../../history/index.js';
import { eventWords } from '../../timeline/index.js';
import type { Counterexample, Twin } from '../../verdict/index.js';
import type { ReportLink, ReportRun } from '../../words/index.js';
import {
  alarmIn,
  alarmLine,
  apartSentence,
  claimSentence,
  claimWord,
  counted,
  cutWords,
  type ExplorationReport,
  explorationSentence,
  explorationStanding,
  exploreLine,
  fillsWords,
  formatTime,
  groupDigits,
  type Html,
  html,
  keptSentence,
  latencyWords,
  limitsFor,
  shown,
  storyScope,
  tellStory,
  tokenLine,
} from '../../words/index.js';
import { packRuns, RunRecord } from '../page-data/page-data.js';
import { alarmBadge, standingBadge, verdictBadge } from '../replay/badges.js';
import { renderDocument } from '../replay/document.js';
import { type PageScript, PLAYER_ID } from '../replay/page-script.js';
import { renderTable } from '../replay/table.js';
import { renderTimelineSection } from '../replay/timeline-section.js';
import { type PageTrail, trailLine } from '../replay/trail.js';
import { fileLink } from '../replay/verdict-card.js';
import { sketchRun } from '../sketch/run-sketch.js';

/** An explored order with its tape. */
export type ExploredRun = ReportRun;

interface ExplorePageParts {
  /** The run of the counterexample's token; null where there is none. */
  readonly failing: ExploredRun | null;
  /** The run of the twin's token. */
  readonly passing: ExploredRun | null;
  /** Files beside the page. */
  readonly links: readonly ReportLink[];
  /** Left out: the page stands alone. */
  readonly trail?: PageTrail | undefined;
  /** Makes the page move; left out, it holds neither script nor data. */
  readonly script?: PageScript | undefined;
}

/** One offline page of one exploration: verdict, claim, the story, both runs one above the other. Pure. */
export function renderExplorePage(explored: ExplorationReport, parts: ExplorePageParts): string {
  const { scenario, guardSet, counterexample, passingTwin } = explored;
  const apart = apartSentence(explored.outcomes);
  const body = html`<header>
<div class="eyebrow"><span><span class="brand">racetape</span> exploration report</span>${trailLine(parts.trail)}</div>
<h1>${shown(scenario.title)}</h1>
<ul class="meta"><li><code>${shown(scenario.path)}</code></li><li>guards: ${shown(guardSet)}</li><li>${explored.timed ? 'orders that the latencies allow' : 'any order, whatever the latencies'}</li><li>seed ${explored.seed}</li></ul>
</header>
<main>
<section id="verdict" aria-labelledby="verdict-title"><h2 id="verdict-title" class="visually-hidden">Verdict</h2>
${claimCard(explored, parts.links)}
</section>
<section class="block" aria-labelledby="outcomes-title"><h2 id="outcomes-title">Outcomes</h2>
${outcomesTable(explored)}${apart === null ? '' : html`<p class="note">${shown(apart)}</p>`}</section>
${counterexample === null ? '' : storySection(explored, counterexample, passingTwin)}
<section id="${PLAYER_ID}" class="block" data-overlay="yes" hidden></section>
${counterexample === null ? '' : runsSection(explored, parts)}
</main>
<footer><p>A class holds all orders that differ only in steps which have nothing to do with each other. What is claimed is claimed of this scenario, these guards and these latencies. Times are virtual, counted from the start of the scenario.</p></footer>`;
  const title = `${scenario.title} \u00b7 ${guardSet} \u00b7 racetape`;
  return renderDocument({ title, body, script: parts.script, ...dataOf(parts) });
}

/** Both runs for the script: the one that fails above, its twin beneath it. */
function dataOf({ failing, passing, script }: ExplorePageParts): { readonly data?: string } {
  if (script === undefined || failing === null) return {};
  const runs = [{ run: failing, anchor: 'runs', name: 'counterexample' }];
  if (passing !== null) runs.push({ run: passing, anchor: 'twin', name: 'passing twin' });
  const records = runs.map(({ run, anchor, name }) => {
    const record = new RunRecord(run, { anchor, name, runsCount: runs.length });
    record.hearAll();
    return record;
  });
  return { data: packRuns(records) };
}

function claimCard(explored: ExplorationReport, links: readonly ReportLink[]): Html {
  const { verdict, coverage, guardSet, expectation } = explored;
  const files = links.map((link, index) => html`${index === 0 ? '' : ' \u00b7 '}${fileLink(link)}`);
  const badge = standingBadge(explorationStanding(explored), `expected: ${expectation}`);
  const numbers = `${counted(coverage.schedules, 'run')}, ${groupDigits(coverage.redundant)} redundant, ${counted(coverage.infeasible, 'class', 'classes')} impossible at these latencies`;
  const alarm = alarmIn(explored);
  const head = alarm === null ? verdictBadge(verdict) : alarmBadge(alarm);
  const paste =
    alarm === null
      ? ''
      : html`<p class="replay"><span class="dim small">Paste this to see that order, and send it along</span> <code class="command">${alarmLine(explored, alarm)}</code></p>
`;
  return html`<ol class="cards"><li class="card ${alarm === null ? verdict : 'fail'}">
<div class="card-head">${head}<span class="set">guards: ${shown(guardSet)}</span>${alarm === null ? badge : ''}</div>
<p class="sentence${alarm === null ? '' : ' word bad'}">${shown(explorationSentence(explored))}</p>
${paste}<p><strong><code>${claimWord(coverage)}</code></strong> ${claimSentence(explored)}</p>
${coverage.note === null ? '' : html`<p class="note">${shown(coverage.note)}</p>`}
<dl class="facts"><dt>Looked at</dt><dd>${numbers}</dd>
<dt>Explore again</dt><dd><code class="command">${exploreLine(explored)}</code></dd>
<dt>Files</dt><dd>${files}</dd></dl>
</li></ol>`;
}

function outcomesTable({ outcomes }: ExplorationReport): Html {
  return renderTable({
    caption: 'What the orders that were run came to. Each class is counted once.',
    columns: [
      { name: 'Outcome' },
      { name: 'Verdict' },
      { name: 'Classes', align: 'right' },
      { name: 'Errors' },
    ],
    rows: outcomes.map(({ fills, verdict, classes, errors }) => ({
      cells: [
        shown(fillsWords(fills)),
        verdictBadge(verdict),
        groupDigits(classes),
        errors.length === 0 ? 'none' : shown(errors.join(', ')),
      ],
      ...(verdict === 'fail' ? { tone: 'bad' as const } : {}),
    })),
    rowsMax: OUTCOMES_MAX,
    rest: 'explore.json has all of them',
  });
}

const OUTCOMES_MAX = 100;

function storySection(
  explored: ExplorationReport,
  counterexample: Counterexample,
  twin: Twin | null,
): Html {
  const kept = keptSentence(explored);
  const { steps, omitted } = tellStory(counterexample);
  const { notSmallest, noTwin } = cutWords(explored);
  const { kind, signals, deviations } = counterexample;
  const items = steps.map(
    ({ step, words, deviates }) =>
      html`<li${deviates ? html` class="deviates"` : ''}><span class="number">${step}</span><span>${shown(words)}${deviates ? html` <span class="badge info">deviates</span>` : ''}</span></li>
`,
  );
  return html`<section class="block" id="story" aria-labelledby="story-title"><h2 id="story-title">How it breaks: ${shown(kind)}</h2>
<p>${signals} of ${counted(explored.signalsCount, 'signal')}, ${counted(deviations, 'deviation')} from the default order, ${counted(counterexample.steps, 'step')}${counterexample.minimal ? '; leaving out any signal or deviation makes it pass' : ''}.${kept === null ? '' : ` ${kept}`}</p>
${
  notSmallest === null
    ? ''
    : html`<p class="note">${notSmallest}</p>
`
}<ol class="steps">${items}</ol>
<p class="dim small">${storyScope({ steps, omitted })}</p>
<p class="replay"><span class="dim small">Paste this to see it again</span> <code class="command">${tokenLine(explored, counterexample)}</code></p>
${twin === null ? html`<p>${noTwin ?? ''}</p>` : html`<p>${shown(capital(twin.words))}.</p><p class="replay"><span class="dim small">Paste this to see that</span> <code class="command">${tokenLine(explored, twin)}</code></p>`}
<h3>Latencies</h3>
<ul>${latencyWords(counterexample, explored.timed).map((words) => html`<li>${words}</li>`)}</ul>
</section>`;
}

function runsSection(explored: ExplorationReport, { failing, passing }: ExplorePageParts): Html {
  if (failing === null) return html``;
  const limits = limitsFor(2);
  const divergence = passing === null ? null : firstDivergence(failing.events, passing.events);
  const sketches = {
    failing: sketchRun(failing, limits),
    passing: passing === null ? null : sketchRun(passing, limits),
  };
  const timelineOf = (
    which: 'failing' | 'passing',
    run: ExploredRun,
    event: Divergence['one'],
  ): Html => {
    const sketch = sketches[which]!;
    const beside = sketches[which === 'failing' ? 'passing' : 'failing']?.drawn ?? [];
    return renderTimelineSection(run, sketch, limits, {
      beside,
      ...(event === null
        ? {}
        : { divergence: { us: event.atUs, words: `here the runs part: ${eventWords(event)}` } }),
    });
  };
  return html`<section class="run" id="runs" aria-labelledby="runs-title">
<div class="run-head"><h2 id="runs-title">The failing run</h2>${verdictBadge(failing.judgement.verdict)}<span class="dim small">tape <code class="digest">${failing.digest}</code></span></div>
${divergence === null ? '' : html`<p>The two runs do the same in their first ${counted(divergence.common, 'event')}. Then ${partWords('the failing one', divergence.one)}, ${partWords('the passing one', divergence.other)}.</p>`}
${timelineOf('failing', failing, divergence?.one ?? null)}
</section>
${
  passing === null
    ? ''
    : html`<section class="run" id="twin" aria-labelledby="twin-title">
<div class="run-head"><h2 id="twin-title">Its passing twin</h2>${verdictBadge(passing.judgement.verdict)}<span class="dim small">tape <code class="digest">${passing.digest}</code></span></div>
<p>${shown(capital(explored.passingTwin!.words))}. Both are drawn to one time scale, each at the earliest times that its order allows.</p>
${timelineOf('passing', passing, divergence?.other ?? null)}
</section>`
}`;
}

function partWords(who: string, event: Divergence['one']): Html {
  if (event === null) return html`${who} is over`;
  return html`in ${who} at ${formatTime(event.atUs)} ${shown(`${event.task ?? 'the world'}: ${eventWords(event)}`)}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
