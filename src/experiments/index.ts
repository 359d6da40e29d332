export { isShipped } from './alarm.js';
export * from './ambient-check.js';
export * from './ambient-watch.js';
export * from './explore-contract.js';
export { type ExplorePool, openExplorePool } from './explore-pool.js';
export { exploreScenario } from './explore-scenario.js';
export type { Extras } from './extras.js';
export * from './matrix.js';
export { replay } from './replay.js';
export * from './replay-contract.js';
export * from './replay-token.js';
export type { RunOutcome } from './run-outcome.js';
export * from './run-token.js';
export { type ProgramSetting, ScenarioProgram } from './scenario-program.js';
export {
  type SampleForm,
  type SampleStrategy,
  STRATEGIES,
  STRATEGY_NAMES,
  strategiesInWords,
} from './strategies.js';
export * from './sweep/index.js';
export {
  overlap,
  PARAMETERS,
  parseVariation,
  type SweepProgress,
  type SweepRunner,
  sweepScenario,
  type Variation,
} from './sweep/index.js';
export { tapeHeaderOf } from './tape-header.js';
