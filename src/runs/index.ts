/** Running a thing and leaving its files: folders, budgets, tapes, the gate's conduct. The command line asks; so may others. */

export { SharedBudget } from './budget.js';
export { suggestionFor } from './did-you-mean.js';
export { EXIT, type ExitCode } from './exit-code.js';
export { expectedSets } from './expected-sets.js';
export { createExploreTeller } from './explore-progress.js';
export { type Explored, exploreToFolder } from './explore-to-folder.js';
export { swapFiles } from './folder-swap.js';
export { planGate } from './gate/gate-plan.js';
export { loadPolicy } from './gate/load-policy.js';
export { failingTokensPath, type GateRun, type GateSettings, runGate } from './gate/run-gate.js';
export { printSavedToken } from './gate/token-file.js';
export { asGiven, type GivenWorld, writtenFault } from './given-world.js';
export { InputProblem, printProblem, reasonOf, refused } from './input-problem.js';
export type { Io, Output } from './io.js';
export { loadScenarios } from './load-scenarios.js';
export { type LoadedTape, loadTape, type RefusedTape } from './load-tape.js';
export { openOutput } from './open-output.js';
export { printOurFault } from './our-fault.js';
export {
  checkReplaceable,
  EXPLORE_FILES,
  hostOnly,
  makeFolder,
  writeWhole,
} from './output-folder.js';
export { pageOfReplays } from './page-of-replays.js';
export { pageScript } from './page-script.js';
export { exploredPages, pageTrail } from './page-trail.js';
export { recordedBeside } from './recorded-latency.js';
export { replayLineOf, worldWords } from './replay-line.js';
export { reportTapes } from './report-tapes.js';
export type {
  ExploreSettings,
  ReplaySettings,
  ReporterRequest,
  SweepSettings,
  TokenSettings,
} from './requests.js';
export { checkFolderNames, type FinishedReplays, folderName, runReplays } from './run-replays.js';
export { runSweep, type Swept } from './run-sweep.js';
export { SWEEP_FILES, saveSweep } from './save-sweep.js';
export { scenarioPlaces } from './scenario-places.js';
export { shippedScenarios } from './shipped-scenarios.js';
export { shownPath } from './shown-path.js';
export { TokenDrifted } from './token-run.js';
export { writeIndex } from './write-index.js';
