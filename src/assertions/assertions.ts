import { cashConserved, cashConservedRule } from './cash-conserved.js';
import { equityEqual, equityEqualRule } from './equity-equal.js';
import { exactlyOne, exactlyOneRule } from './exactly-one.js';
import { noDuplicate, noDuplicateRule } from './no-duplicate.js';
import { noStall, noStallRule } from './no-stall.js';
import { operatorWindow, operatorWindowRule } from './operator-window.js';
import { pendingReleased, pendingReleasedRule } from './pending-released.js';
import { rowsAgree, rowsAgreeRule } from './rows-agree.js';
import type { Rule } from './rule.js';
import { signalHandled, signalHandledRule } from './signal-handled.js';
import type { Assertion } from './stream-of.js';

/** An assertion in both its forms. */
export interface RegisteredAssertion {
  readonly rule: Rule;
  readonly assertion: Assertion;
}

/**
 * Every assertion, errors first. One line registers one.
 * Determinism: findings of one event come in this order.
 */
export const ASSERTIONS: readonly RegisteredAssertion[] = [
  { rule: noDuplicateRule, assertion: noDuplicate },
  { rule: exactlyOneRule, assertion: exactlyOne },
  { rule: cashConservedRule, assertion: cashConserved },
  { rule: equityEqualRule, assertion: equityEqual },
  { rule: pendingReleasedRule, assertion: pendingReleased },
  { rule: noStallRule, assertion: noStall },
  { rule: rowsAgreeRule, assertion: rowsAgree },
  { rule: operatorWindowRule, assertion: operatorWindow },
  { rule: signalHandledRule, assertion: signalHandled },
];
