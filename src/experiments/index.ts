export * from './explore-contract.js';
export { exploreScenario } from './explore-scenario.js';
export * from './matrix.js';
export { replay } from './replay.js';
export * from './replay-contract.js';
export * from './replay-token.js';
export type { RunOutcome } from './run-outcome.js';
export * from './run-token.js';
export { type ProgramSetting, ScenarioProgram } from './scenario-program.js';
