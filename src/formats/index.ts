/** Tapes and judgements as text: the terminal's tables, JSON, CSV, logs, and the forms that build servers read. Pure functions. */
export { type Check, FILE_START, NO_PLACES, type ScenarioPlaces } from './ci/check.js';
export { alarmProblem, explorationCheck, explorationProblems } from './ci/exploration-check.js';
export { matrixChecks } from './ci/matrix-checks.js';
export { REPORTERS, type Reporter } from './ci/reporters.js';
export type { Results } from './ci/results.js';
export { runCheck, runProblems } from './ci/run-check.js';
export { sweepChecks } from './ci/sweep-checks.js';
export { STOPPED_EARLY, unprovenCheck } from './ci/unproven-check.js';
export { renderChromeTrace } from './export/render-chrome-trace.js';
export { renderCsv } from './export/render-csv.js';
export { renderSweepCsv } from './export/render-sweep-csv.js';
export { readExploreJson } from './json/read-explore-json.js';
export { readReplayJson } from './json/read-replay-json.js';
export {
  explorationJson,
  perSecond,
  renderExploreJson,
  renderMatrixJson,
} from './json/render-explore-json.js';
export { renderReplayJson, replayJson } from './json/render-replay-json.js';
export { renderSweepJson } from './json/render-sweep-json.js';
export { type LogRenderer, renderLog } from './log/render-log.js';
export { paint, type Tone } from './terminal/paint.js';
export { renderChecks } from './terminal/render-checks.js';
export { renderExploration } from './terminal/render-exploration.js';
export { renderExplorationTable } from './terminal/render-exploration-table.js';
export { renderMatrix } from './terminal/render-matrix.js';
export { renderStart } from './terminal/render-start.js';
export { renderSummary, type SummaryOptions } from './terminal/render-summary.js';
export { renderSweep } from './terminal/render-sweep.js';
