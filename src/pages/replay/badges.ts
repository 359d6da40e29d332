import {
  type Alarm,
  type ExpectationStanding,
  expectationFor,
  expectationStanding,
  type VerdictKind,
} from '../../verdict/index.js';
import type { JudgedRun } from '../../words/index.js';
import {
  alarmWord,
  counted,
  type Html,
  html,
  STANDING_WORDS,
  shownVerdict,
  VERDICT_PATHS,
} from '../../words/index.js';

/** The verdict as a sign and a word. */
export function verdictBadge(verdict: VerdictKind): Html {
  return html`<span class="badge ${verdict}">${drawnSign(VERDICT_PATHS[verdict])} ${verdict}</span>`;
}

/** The verdict of a replay; an incident that is reproduced as expected has a word and a colour of its own. */
export function runBadge(run: Pick<JudgedRun, 'header' | 'judgement'>): Html {
  const word = shownVerdict(run);
  return word === 'reproduced'
    ? html`<span class="badge info">${drawnSign(VERDICT_PATHS[word])} ${word}</span>`
    : verdictBadge(word);
}

/** Stands where the verdict would stand: there is none that counts. */
export function alarmBadge(alarm: Alarm): Html {
  return html`<span class="badge bad"><span aria-hidden="true">!</span> ${alarmWord(alarm)}</span>`;
}

/** A cross before the word error. */
export function crossSign(): Html {
  return drawnSign(VERDICT_PATHS.fail);
}

function drawnSign(path: string): Html {
  return html`<svg class="sign" viewBox="0 0 14 14" width="11" height="11" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`;
}

/** Is the verdict what the scenario expects? The two are different questions: an incident that is reproduced fails as expected. */
export function expectedBadge(run: Pick<JudgedRun, 'header' | 'judgement'>): Html {
  return standingBadge(expectationStanding(run), expectedWords(run));
}

/** @param wanted what was expected, in words; told where it was missed */
export function standingBadge(standing: ExpectationStanding, wanted: string): Html {
  const words = STANDING_WORDS[standing];
  return standing === 'missed'
    ? html`<span class="badge bad"><span aria-hidden="true">!</span> ${words}</span><small class="dim">${wanted}</small>`
    : html`<span class="badge quiet">${words}</span>`;
}

function expectedWords({ header }: Pick<JudgedRun, 'header'>): string {
  const expectation = expectationFor(header);
  if (expectation === null) return '';
  const { verdict, duplicates } = expectation;
  return duplicates === null
    ? `expected: ${verdict}`
    : `expected: ${verdict} with ${counted(duplicates, 'duplicate')}`;
}
