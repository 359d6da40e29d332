export { ASSERTIONS, type RegisteredAssertion } from './assertions.js';
export { cashConserved, cashConservedRule } from './cash-conserved.js';
export {
  DUPLICATE_PREDICATES,
  type DuplicateEvidence,
  type DuplicatePredicate,
} from './duplicate-kind.js';
export { equityEqual, equityEqualRule } from './equity-equal.js';
export { exactlyOne, exactlyOneRule } from './exactly-one.js';
export {
  FastJudge,
  type Judge,
  judgeFast,
  judgeTape,
  streamJudge,
} from './judge.js';
export { noDuplicate, noDuplicateRule } from './no-duplicate.js';
export { noStall, noStallRule } from './no-stall.js';
export { OPERATOR_WINDOW_S, operatorWindow, operatorWindowRule } from './operator-window.js';
export { pendingReleased, pendingReleasedRule } from './pending-released.js';
export { rowsAgree, rowsAgreeRule } from './rows-agree.js';
export type { FindingWords, Rule, RuleRun } from './rule.js';
export { findingOf } from './rule.js';
export { type RuleSet, ruleSetOf, SHIPPED_RULES } from './rule-set.js';
export { signalHandled, signalHandledRule } from './signal-handled.js';
export { type Assertion, streamOf } from './stream-of.js';
export { TimeCheck } from './time-check.js';
