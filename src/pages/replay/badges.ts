import type { VerdictKind } from '../../verdict/index.js';
import type { JudgedRun } from '../../words/index.js';
import { counted, expectationOf, type Html, html, VERDICT_SIGNS } from '../../words/index.js';

/** The verdict as a sign and a word. */
export function verdictBadge(verdict: VerdictKind): Html {
  return html`<span class="badge ${verdict}">${drawnSign(VERDICT_SIGNS[verdict])} ${verdict}</span>`;
}

/** A cross before the word error. */
export function crossSign(): Html {
  return drawnSign(VERDICT_SIGNS.fail);
}

function drawnSign(path: string): Html {
  return html`<svg class="sign" viewBox="0 0 14 14" width="11" height="11" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`;
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
