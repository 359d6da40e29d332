/**
 * Tapes and judgements as text: pages, logs, JSON, the terminal's table. Pure
 * functions; nothing here judges, reads a file or asks the host for anything.
 */

export {
  type Check,
  type CheckProblem,
  type CheckStatus,
  FILE_START,
  type FilePlace,
  NO_PLACES,
  type ScenarioPlaces,
} from './ci/check.js';
export { explorationCheck, explorationProblems } from './ci/exploration-check.js';
export { matrixChecks } from './ci/matrix-checks.js';
export { REPORTERS, type Reporter } from './ci/reporters.js';
export type { Results } from './ci/results.js';
export { runCheck, runProblems } from './ci/run-check.js';
export { sweepChecks } from './ci/sweep-checks.js';
export { STOPPED_EARLY, unprovenCheck } from './ci/unproven-check.js';
export { claimSentence, claimWord } from './exploration/claim.js';
export type { ExplorationReport, MatrixReport } from './exploration/exploration.js';
export { exploreLine, tokenLine } from './exploration/explore-line.js';
export { explorationSentence } from './exploration/failure-sentence.js';
export {
  explorationJson,
  perSecond,
  renderExploreJson,
  renderMatrixJson,
} from './exploration/render-explore-json.js';
export { type ExploredRun, renderExplorePage } from './exploration/render-explore-page.js';
export { renderMatrixPage } from './exploration/render-matrix-page.js';
export { type ExportedRun, renderChromeTrace } from './export/render-chrome-trace.js';
export { renderCsv } from './export/render-csv.js';
export type { FoundResult, FoundResults } from './found-result.js';
export { eventWords } from './live/event-words.js';
export * from './live/live-state.js';
export { LIVE_ROOT_ID, type LivePage, renderLivePage } from './live/render-live-page.js';
export { type LogRenderer, renderLog } from './log/render-log.js';
export { type ZoneClock, zoneClock } from './log/zone-clock.js';
export type { PageScript } from './page/page-script.js';
export {
  type ExplorationEntry,
  type IndexEntry,
  type IndexOptions,
  renderIndex,
} from './render-index.js';
export { type PageOptions, renderPage } from './render-page.js';
export { renderReplayJson, replayJson } from './render-replay-json.js';
export { replayLine } from './replay-line.js';
export type { JudgedRun, ReportLink, ReportRun } from './report-run.js';
export {
  AccountState,
  type BookedTrade,
  type HeldPosition,
  TRADES_KEPT,
  type TradeTotals,
} from './state/account-state.js';
export { renderSweepCsv } from './sweep/render-sweep-csv.js';
export { renderSweepJson } from './sweep/render-sweep-json.js';
export { renderSweepPage } from './sweep/render-sweep-page.js';
export { criticalSentence } from './sweep/sweep-words.js';
export { renderChecks } from './terminal/render-checks.js';
export { renderExploration } from './terminal/render-exploration.js';
export { renderExplorationTable } from './terminal/render-exploration-table.js';
export { renderMatrix } from './terminal/render-matrix.js';
export { renderSummary, type SummaryOptions } from './terminal/render-summary.js';
export { renderSweep } from './terminal/render-sweep.js';
export { fitText, textWidth } from './terminal/text-width.js';
export { plainLog } from './text/escape-command.js';
export { escapeHtml } from './text/escape-html.js';
export { escapeTerminal } from './text/escape-terminal.js';
export { formatTime } from './text/format-time.js';
export { verdictSentence } from './verdict-sentence.js';
