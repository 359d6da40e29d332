/** Sentences from facts. Every face of the product takes its words here, and nothing reads a sentence back. */
export { eventWords } from './event-words.js';
export {
  alarmHeadline,
  alarmIn,
  alarmLine,
  alarmParagraph,
  alarmSentence,
  alarmWord,
} from './exploration/alarm-words.js';
export { claimSentence, claimWord } from './exploration/claim.js';
export { cutNote, cutWords } from './exploration/cut-words.js';
export {
  type ExplorationReport,
  explorationStanding,
  type ListedExploration,
  type MatrixReport,
} from './exploration/exploration.js';
export { exploreLine, tokenLine } from './exploration/explore-line.js';
export {
  apartSentence,
  explorationSentence,
  fillsWords,
  keptSentence,
} from './exploration/failure-sentence.js';
export { latencyWords } from './exploration/latency-words.js';
export { readingSentences } from './exploration/reading-sentences.js';
export { storyScope, tellStory } from './exploration/story.js';
export type { FoundResult, FoundResults } from './found-result.js';
export { type Limits, limitsFor } from './limits.js';
export { recordWords } from './record-words.js';
export { optionWord, replayLine } from './replay-line.js';
export type { JudgedRun, ReportLink, ReportRun } from './report-run.js';
export { ruleWords } from './rule-words.js';
export {
  blockedByLayer,
  duplicateFills,
  duplicateMatcher,
  duplicatesCount,
  type Outcome,
  overBlockedCount,
  runOutcomes,
} from './run-outcome.js';
export { type ShownVerdict, shownVerdict } from './shown-verdict.js';
export { STANDING_WORDS } from './standing-words.js';
export { stepWords } from './step-words.js';
export {
  criticalLine,
  criticalSentence,
  intervalWords,
  methodSentences,
  possibleWords,
  probabilityWords,
  sweepTitle,
  unfinishedSentence,
} from './sweep-words.js';
export { asciiJson } from './text/ascii-json.js';
export { counted, listed, times } from './text/count-words.js';
export { commandMessage, commandProperty, plainLog } from './text/escape-command.js';
export { escapeHtml } from './text/escape-html.js';
export { codeBlock, escapeMarkdown } from './text/escape-markdown.js';
export { escapeTerminal } from './text/escape-terminal.js';
export { escapeXml } from './text/escape-xml.js';
export { formatDollars } from './text/format-dollars.js';
export {
  formatSpan,
  formatTime,
  formatTimeIn,
  groupDigits,
  type TimeUnit,
  timeColumn,
} from './text/format-time.js';
export { Html, type HtmlValue, html, shown } from './text/html.js';
export { safeHref } from './text/safe-href.js';
export { shellWord } from './text/shell-word.js';
export { fitText, textWidth } from './text/text-width.js';
export { visibleText } from './text/visible-text.js';
export { verdictSentence } from './verdict-sentence.js';
export { VERDICT_PATHS } from './verdict-signs.js';
export { zoneClock } from './zone-clock.js';
