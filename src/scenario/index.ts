/** The scenario room: text → frozen `Scenario`, or every problem at once. */
export { definition } from './definition.js';
export { DURATION_US_MAX, formatDuration, parseDuration } from './duration.js';
export { editScenario, type ScenarioEdit } from './edit-scenario.js';
export { faultFor, parseFault, printFault, type WrittenFault } from './faults-text.js';
export {
  GATE_MANUAL,
  type GateConfig,
  type GateConfigResult,
  parseGateConfig,
  readGateConfig,
} from './gate-config.js';
export { type GuardSet, parseGuardSet, resolveGuards } from './guard-set.js';
export { didYouMean, nearestWord } from './nearest-word.js';
export { parseScenario } from './parse-scenario.js';
export { printScenario } from './print-scenario.js';
export { type Parsed, type Problem, type Refusal, renderProblems } from './problem.js';
export { formatProfile, parseProfile } from './profiles/profile.js';
export type { ReadRecorded } from './profiles/recorded-file.js';
export { quoteText } from './quote-text.js';
export { renderScenarioReference, SHIPPED_SCENARIOS } from './reference.js';
export * from './scenario.js';
export {
  LATENCY_OPERATIONS,
  type LatencyOperation,
  type LatencyProfile,
  type LatencySettings,
} from './scenario.js';
export { placesInScenario } from './scenario-places.js';
export { renderScenarioSchema } from './schema-text.js';
export { parseZone } from './zone.js';
