import type { ReportRun } from '../words/index.js';
import { html, limitsFor, shown } from '../words/index.js';
import { packRuns, RunRecord } from './page-data/page-data.js';
import { renderComparison } from './replay/comparison.js';
import { renderDocument } from './replay/document.js';
import { type PageScript, PLAYER_ID } from './replay/page-script.js';
import { renderRun } from './replay/run-section.js';
import { renderScenario } from './replay/scenario-section.js';
import { type PageTrail, trailLine } from './replay/trail.js';
import { verdictCard } from './replay/verdict-card.js';

interface PageOptions {
  /** Left out: the page stands alone. */
  readonly trail?: PageTrail | undefined;
  /** Says which runs of the folder are not on the page; empty: none is missing. */
  readonly leftOut?: string;
  /** Makes the page more than readable; left out, it holds neither script nor data. */
  readonly script?: PageScript | undefined;
}

/**
 * One offline page of one scenario with its runs, one for each guard set, verdicts
 * first. A pure function: the same runs give the same bytes. The events of each run
 * are read once, in order, and only a bounded part of them is drawn.
 */
export function renderPage(runs: readonly ReportRun[], options: PageOptions = {}): string {
  const first = runs[0];
  if (first === undefined) throw new RangeError('A page needs at least one run to show.');
  const { scenario, seed } = first.header;
  const limits = limitsFor(runs.length);
  const records: RunRecord[] = [];
  const anchored = runs.map((run, index) => {
    const anchor = `run-${index + 1}`;
    if (options.script === undefined) return { run, anchor };
    const name = run.header.guardSet;
    const record = new RunRecord(run, { anchor, name, runsCount: runs.length });
    records.push(record);
    return { run: { ...run, events: record.events() }, anchor };
  });
  const cards = anchored.map(({ run, anchor }) => {
    return verdictCard(run, { anchor, outcomesMax: limits.outcomes });
  });
  const body = html`<header>
<div class="eyebrow"><span><span class="brand">racetape</span> replay report</span>${trailLine(options.trail)}</div>
<h1>${shown(scenario.title)}</h1>
<ul class="meta"><li><code>${shown(scenario.path)}</code></li><li>starts ${shown(scenario.start)}</li><li>log zone ${shown(scenario.zone)}</li><li>seed ${seed}</li></ul>
</header>
<main>
<section id="verdict" aria-labelledby="verdict-title"><h2 id="verdict-title" class="visually-hidden">Verdict</h2>
<ol class="cards">${cards}</ol>
</section>
<section id="${PLAYER_ID}" class="block" hidden></section>
<section class="block" aria-labelledby="sets-title"><h2 id="sets-title">Guard sets compared</h2>
${renderComparison(anchored, limits)}${options.leftOut ? html`<p class="note">${shown(options.leftOut)}</p>` : ''}</section>
${renderScenario(scenario)}
${anchored.map(({ run, anchor }) => renderRun(run, { anchor, limits }))}
</main>
<footer><p>A replay shows one order in which things can complete. A pass here says that this order is safe, not that every order is. Times are virtual, counted from the start of the scenario.</p></footer>`;
  // After the body, for which the events were read.
  const data = packRuns(records);
  return renderDocument({
    title: `${scenario.title} \u00b7 racetape`,
    body,
    data,
    script: options.script,
  });
}
