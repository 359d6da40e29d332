export * from './alarm.js';
export { type ClockMoment, clockSecond } from './clock-second.js';
export { conclude, concludeBriefly, type Gathered } from './conclude.js';
export { DuplicateTally, duplicatesOf } from './duplicate-tally.js';
export {
  type ExpectationStanding,
  expectationFor,
  expectationStanding,
  isExpected,
} from './expectation.js';
export * from './exploration-reading.js';
export * from './exploration-result.js';
export * from './finding.js';
export { FINDINGS_MAX, FindingLog } from './finding-log.js';
export * from './gate-decision.js';
export * from './gate-policy.js';
export * from './judgement.js';
export { matchesRecord } from './matches-record.js';
export * from './matrix-reading.js';
export * from './record-comparison.js';
export { RunSummary, SUMMARISED_KINDS } from './run-summary.js';
export * from './sweep-result.js';
export { decideVerdict, type RunWords } from './verdict.js';
