import { findingOf, ruleOfEnd } from './rule.js';
import { type Assertion, streamOf } from './stream-of.js';

/** Every pending mark was taken back. A leaked one blocks its symbol as long as the runner lives. */
export const pendingReleasedRule = ruleOfEnd(
  { name: 'pending-released', severity: 'error', relates: 'own symbol' },
  (end, rule) =>
    end.pending.map(({ runner, symbol }) => {
      const message =
        `${symbol}: its pending mark in ${runner} was never taken back. ` +
        'The attempt ended on a way that does not pass the release, for instance by a failed read.';
      return findingOf(rule, end, { message, symbol });
    }),
);

export const pendingReleased: Assertion = streamOf(pendingReleasedRule);
