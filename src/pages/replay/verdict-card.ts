import type { ReportLink, ReportRun } from '../../words/index.js';
import {
  type Html,
  html,
  listed,
  recordWords,
  replayLine,
  safeHref,
  shown,
  shownVerdict,
  verdictSentence,
} from '../../words/index.js';
import { expectedBadge, runBadge } from './badges.js';
import { outcomeStrip } from './outcome-strip.js';

/** One run in ten seconds: verdict, sentence, replay line, digest, duplicates. */
export function verdictCard(
  run: Omit<ReportRun, 'events'>,
  place: { readonly anchor: string; readonly outcomesMax: number },
): Html {
  const { header, judgement, digest } = run;
  const links = (run.links ?? []).map(
    (link, index) => html`${index === 0 ? '' : ' \u00b7 '}${fileLink(link)}`,
  );
  const files = links.length === 0 ? '' : html`<dt>Files</dt><dd>${links}</dd>`;
  return html`<li class="card ${shownVerdict(run)}">
<div class="card-head">${runBadge(run)}<span class="set">guards: ${shown(header.guardSet)}</span>${expectedBadge(run)}${recordBadge(run)}<a href="#${place.anchor}">details</a></div>
<p class="sentence">${shown(verdictSentence(run))}</p>
${outcomeStrip(judgement, place.outcomesMax)}
<p class="replay"><span class="dim small">Replay it</span> <code class="command">${commandWords(run)}</code></p>
<dl class="facts"><dt>Duplicates</dt><dd>${duplicatesWords(run)}</dd>
<dt>Tape digest</dt><dd><code class="digest">${digest}</code></dd>${files}</dl>
</li>
`;
}

/** The replay line, breaking only before an option, so that it keeps its value beside it. */
function commandWords(run: Omit<ReportRun, 'events'>): Html {
  const parts = replayLine(run.header, run.extraOptions).split(/ (?=--)/);
  return html`${parts.map((part, index) => html`${index === 0 ? '' : ' '}<span class="argument">${part}</span>`)}`;
}

export function fileLink({ label, path }: ReportLink): Html {
  return html`<a href="${safeHref(path)}">${shown(label)}</a>`;
}

function recordBadge({ judgement }: Pick<ReportRun, 'judgement'>): Html | '' {
  if (judgement.matchesRecord === null) return '';
  return judgement.matchesRecord
    ? html`<span class="badge info">reproduces the record</span>`
    : html`<span class="badge warn"><span aria-hidden="true">\u2260</span> does not reproduce the record</span>${judgement.record === null ? '' : html`<small class="dim">${shown(recordWords(judgement.record))}</small>`}`;
}

function duplicatesWords({ judgement }: Pick<ReportRun, 'judgement'>): Html {
  if (judgement.duplicates.length === 0) return html`none`;
  const named = judgement.duplicates.slice(0, 8).map(({ symbol, count, kind }) => {
    return `${symbol} ${count} (${kind})`;
  });
  const left = judgement.duplicates.length - named.length;
  if (left > 0) named.push(`${left} more symbols`);
  return html`${shown(listed(named))}`;
}
