import type { TapeEvent, Wait } from '../tape/index.js';
import type { Finding } from '../verdict/index.js';
import { readableTime } from './readable.js';
import { findingOf, NOTHING, type Rule, type RuleRun } from './rule.js';
import { type Assertion, streamOf } from './stream-of.js';

/** Longest wait-for graph that is told edge by edge. */
const WAITS_TOLD = 8;

const run: RuleRun = {
  step: (event: TapeEvent): readonly Finding[] | undefined => {
    if (event.kind !== 'stall') return undefined;
    const told = event.waits.slice(0, WAITS_TOLD).map(waitWords);
    const more = event.waits.length - told.length;
    if (more > 0) told.push(`and ${more} more wait`);
    const lost = event.waits.some(({ heldBy }) => heldBy === null);
    const cause = lost
      ? 'A wake-up was lost, or a holder ended without letting go.'
      : 'They wait for one another: a deadlock.';
    const message = `Nothing could happen any more at ${readableTime(event.atUs)}: ${told.join('; ')}. ${cause}`;
    return [findingOf(noStallRule, event, { message })];
  },
  end: () => NOTHING,
};

/** Nothing stalls: a guard that stops the duplicate by stopping the house has not passed. */
export const noStallRule: Rule = {
  name: 'no-stall',
  severity: 'error',
  kinds: ['stall'],
  start: () => run,
};

export const noStall: Assertion = streamOf(noStallRule);

function waitWords({ task, waitsFor, heldBy }: Wait): string {
  return `${task} waits for ${waitsFor}, held by ${heldBy ?? 'nobody'}`;
}
