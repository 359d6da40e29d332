import { waitGraphWords } from '../domain/index.js';
import type { TapeEvent, TapeEventOf, Wait } from '../tape/index.js';
import type { Finding } from '../verdict/index.js';
import { readableTime } from './readable.js';
import { findingOf, NOTHING, type Rule, type RuleRun } from './rule.js';
import { type Assertion, streamOf } from './stream-of.js';

/** Longest wait-for graph that is told edge by edge. */
const WAITS_TOLD = 8;

const run: RuleRun = {
  step: (event: TapeEvent): readonly Finding[] | undefined => {
    if (event.kind === 'stall') return [findingOf(noStallRule, event, { message: stalled(event) })];
    if (event.kind === 'gave-up')
      return [findingOf(noStallRule, event, { message: gaveUp(event) })];
    return undefined;
  },
  end: () => NOTHING,
};

function stalled({ atUs, waits }: TapeEventOf<'stall'>): string {
  const lost = waits.some(({ heldBy }) => heldBy === null);
  const cause = lost
    ? 'A wake-up was lost, or a holder ended without letting go.'
    : 'They wait for one another: a deadlock.';
  return `Nothing could happen any more at ${readableTime(atUs)}: ${graphWords(waits)}. ${cause}`;
}

function gaveUp({
  task,
  atUs,
  waitsFor,
  afterUs,
  deadlock,
  waits,
}: TapeEventOf<'gave-up'>): string {
  const cause = deadlock
    ? 'They waited for one another: a deadlock that only the time-out ended.'
    : 'Whoever held it was still at work: a delay, longer than the time-out.';
  return `${task ?? 'Somebody'} gave up at ${readableTime(atUs)}, after ${readableTime(afterUs)} without ${waitsFor}: ${waitGraphWords(waits)}. ${cause}`;
}

function graphWords(waits: readonly Wait[]): string {
  const told = waits.slice(0, WAITS_TOLD).map(waitWords);
  const more = waits.length - told.length;
  if (more > 0) told.push(`and ${more} more wait`);
  return told.join('; ');
}

/** Nothing stalls: a guard that stops the duplicate by stopping the house has not passed. */
export const noStallRule: Rule = {
  name: 'no-stall',
  severity: 'error',
  kinds: ['stall', 'gave-up'],
  relates: 'own symbol',
  start: () => run,
};

export const noStall: Assertion = streamOf(noStallRule);

function waitWords({ task, waitsFor, heldBy }: Wait): string {
  return `${task} waits for ${waitsFor}, held by ${heldBy ?? 'nobody'}`;
}
