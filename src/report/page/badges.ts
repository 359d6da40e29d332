import type { VerdictKind } from '../../verdict/index.js';
import type { JudgedRun } from '../report-run.js';
import { expectationOf } from '../run-outcome.js';
import { counted } from '../text/count-words.js';
import { type Html, html } from '../text/html.js';

const VERDICT_MARKS: Readonly<Record<VerdictKind, string>> = {
  pass: '\u2713',
  fail: '\u2717',
  inconclusive: '?',
};

/** The verdict as a sign and a word. */
export function verdictBadge(verdict: VerdictKind): Html {
  return html`<span class="badge ${verdict}"><span aria-hidden="true">${VERDICT_MARKS[verdict]}</span> ${verdict}</span>`;
}

/** Is the verdict what the scenario expects? The two are different questions: an incident that is reproduced fails as expected. */
export function expectedBadge(run: Pick<JudgedRun, 'header' | 'judgement'>): Html {
  const expectation = expectationOf(run.header);
  if (run.judgement.expected) {
    const words = expectation === null ? 'nothing else was expected' : 'as expected';
    return html`<span class="badge quiet">${words}</span>`;
  }
  return html`<span class="badge bad"><span aria-hidden="true">!</span> not as expected</span><small class="dim">${expectedWords(run)}</small>`;
}

function expectedWords({ header }: Pick<JudgedRun, 'header'>): string {
  const expectation = expectationOf(header);
  if (expectation === null) return 'the scenario says nothing of this set';
  const { verdict, duplicates } = expectation;
  return duplicates === null
    ? `expected: ${verdict}`
    : `expected: ${verdict} with ${counted(duplicates, 'duplicate')}`;
}
