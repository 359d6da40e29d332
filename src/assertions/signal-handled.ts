import type { TapeEvent } from '../tape/index.js';
import type { Finding } from '../verdict/index.js';
import { readableTime } from './readable.js';
import { findingOf, NOTHING, type Rule, type RuleRun } from './rule.js';
import { type Assertion, streamOf } from './stream-of.js';

const run: RuleRun = {
  step: (event: TapeEvent): readonly Finding[] | undefined => {
    if (event.kind !== 'late-signal') return undefined;
    const { symbol, signalId, atUs, reason } = event;
    const message =
      `${symbol}: signal ${signalId} was still waiting at ${readableTime(atUs)} (${reason}). ` +
      'Its runner had no further cycle to take it up.';
    return [findingOf(signalHandledRule, event, { message, symbol })];
  },
  end: () => NOTHING,
};

/** Every signal was taken up by a cycle of its runner. */
export const signalHandledRule: Rule = {
  name: 'signal-handled',
  severity: 'warning',
  kinds: ['late-signal'],
  relates: 'own symbol',
  start: () => run,
};

export const signalHandled: Assertion = streamOf(signalHandledRule);
